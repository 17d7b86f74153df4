import { scene } from '../scene.ts';

export default scene({
  title: 'Long valley',
  aliases: ['CS231n saddle', 'Radford'],
  order: 2,
  watch:
    'A millionth off the ridge: Adagrad, RMSprop and Adadelta rescale that away and break free within 20 steps, Nesterov and Momentum swing across the valley first, SGD stays stuck.',
  experiment: {
    surface: { id: 'long-valley' },
    start: [0.25, -1e-6],
    steps: 198,
    runs: [
      { id: 'sgd', values: { lr: 0.01 } },
      { id: 'momentum', values: { lr: 0.01, momentum: 0.95 } },
      { id: 'nesterov', values: { lr: 0.01, momentum: 0.95 } },
      { id: 'adagrad', values: { lr: 0.05, eps: 1e-6, eps_placement: 'inside' } },
      { id: 'adadelta', values: { lr: 1, rho: 0.95, eps: 1e-6, accumulate: 'scaled' } },
      { id: 'rmsprop', values: { lr: 0.01, alpha: 0.95, eps: 1e-6, eps_placement: 'inside' } },
    ],
  },
  source: 'Alec Radford’s animation, recovered from its pixels',
});
