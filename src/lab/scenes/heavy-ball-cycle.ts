import { scene } from '../scene.ts';

export default scene({
  title: 'The heavy ball goes in circles',
  aliases: ['Lessard', 'momentum cycles', 'counter-example'],
  order: 15,
  watch:
    'Strongly convex and smooth, and still the heavy ball, with the rate and momentum that are best for a quadratic of these curvatures, jumps between the same three points for ever. Plain descent and Nesterov’s momentum arrive.',
  experiment: {
    surface: { id: 'lessard' },
    start: [3.3, 1.5],
    steps: 200,
    runs: [
      { id: 'momentum', values: { lr: 0.1111111111111111, momentum: 0.4444444444444444 } },
      { id: 'nesterov', values: { lr: 0.04, momentum: 0.6666666666666666 } },
      { id: 'sgd', values: { lr: 0.07692307692307693 } },
    ],
  },
  source: 'Lessard, Recht & Packard 2016 (arXiv:1408.3595)',
});
