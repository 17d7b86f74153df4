import { scene } from '../scene.ts';

export default scene({
  title: 'Ill-conditioned bowl',
  aliases: ['ravine', 'zig-zag', 'condition number'],
  order: 6,
  watch:
    'One method at two rates: just below its limit 2/κ gradient descent zig-zags across the ravine, at a quarter of it it creeps along. Momentum is faster than both; turn κ up.',
  experiment: {
    surface: { id: 'elliptic', values: { kappa: 25 } },
    start: [-4, 1.5],
    steps: 150,
    runs: [
      { id: 'sgd', values: { lr: 0.076 } },
      { id: 'sgd', values: { lr: 0.02 } },
      { id: 'momentum', values: { lr: 0.04, momentum: 0.8 } },
      { id: 'adam', values: { lr: 0.1 } },
    ],
  },
});
