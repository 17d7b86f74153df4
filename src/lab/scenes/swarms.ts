import { scene } from '../scene.ts';

export default scene({
  title: 'Clouds, flocks and triangles',
  aliases: ['derivative-free', 'CMA-ES', 'particle swarm', 'Nelder–Mead'],
  order: 18,
  watch:
    'No slopes are asked for: CMA-ES and the particle swarm look at 20 places a step and find the lowest of Rastrigin’s dents. Nelder–Mead’s triangle and Adam are caught in the dent they start beside; random search hops a few dents further.',
  experiment: {
    surface: { id: 'rastrigin' },
    start: [-3.3, 2.7],
    steps: 100,
    runs: [
      { id: 'cma-es', values: { sigma0: 1.5, popsize: 20 } },
      { id: 'particle-swarm', values: { particles: 20, spread: 2 } },
      { id: 'nelder-mead' },
      { id: 'random-search', values: { sigma: 0.5 } },
      { id: 'adam', values: { lr: 0.1 } },
    ],
  },
});
