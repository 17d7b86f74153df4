import { scene } from '../scene.ts';

export default scene({
  title: 'Rosenbrock’s valley',
  order: 4,
  watch:
    'Everyone is in the valley at once; following its floor is the work. Newton needs 6 steps, Momentum and Nesterov leave SGD far behind at the same rate.',
  experiment: {
    surface: { id: 'rosenbrock' },
    start: [-1.2, 1],
    steps: 400,
    runs: [
      { id: 'sgd', values: { lr: 0.001 } },
      { id: 'momentum', values: { lr: 0.001, momentum: 0.9 } },
      { id: 'nesterov', values: { lr: 0.001, momentum: 0.9 } },
      { id: 'adam', values: { lr: 0.2 } },
      { id: 'newton' },
    ],
  },
});
