import { scene } from '../scene.ts';

export default scene({
  title: 'Classic saddle',
  order: 10,
  watch:
    'A thousandth off the ridge: RMSprop leaves first, then Nesterov, Momentum, Adam and at last SGD. Newton jumps right onto the saddle and stays: it seeks flat ground, not low ground.',
  experiment: {
    surface: { id: 'saddle' },
    start: [-1.5, 0.001],
    steps: 120,
    runs: [
      { id: 'sgd', values: { lr: 0.05 } },
      { id: 'momentum', values: { lr: 0.05, momentum: 0.9 } },
      { id: 'nesterov', values: { lr: 0.05, momentum: 0.9 } },
      { id: 'adam', values: { lr: 0.05 } },
      { id: 'rmsprop', values: { lr: 0.05 } },
      { id: 'newton' },
    ],
  },
});
