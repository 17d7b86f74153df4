import { scene } from '../scene.ts';

export default scene({
  title: 'Saddle',
  aliases: ['monkey saddle', 'Radford'],
  order: 3,
  watch:
    'RMSprop is first down, then Adagrad; Nesterov and Momentum first climb towards the middle and explore, almost another way; Adadelta is last, and SGD never gets over the edge.',
  experiment: {
    surface: { id: 'monkey-saddle' },
    start: [-0.245, -0.5],
    steps: 174,
    runs: [
      { id: 'sgd', values: { lr: 0.005 } },
      { id: 'momentum', values: { lr: 0.005, momentum: 0.95 } },
      { id: 'nesterov', values: { lr: 0.005, momentum: 0.95 } },
      { id: 'adagrad', values: { lr: 0.05, eps: 1e-6, eps_placement: 'inside' } },
      { id: 'adadelta', values: { lr: 1, rho: 0.95, eps: 1e-6, accumulate: 'scaled' } },
      { id: 'rmsprop', values: { lr: 0.01, alpha: 0.95, eps: 1e-6, eps_placement: 'inside' } },
    ],
  },
  source: 'Alec Radford’s animation, recovered from its pixels',
});
