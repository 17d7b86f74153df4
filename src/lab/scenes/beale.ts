import { scene } from '../scene.ts';

export default scene({
  title: 'Beale’s function',
  aliases: ['Radford'],
  order: 1,
  watch:
    'A huge first gradient: Momentum and Nesterov shoot off and swing past the minimum, Adadelta, Adagrad and RMSprop walk there calmly, and SGD never arrives.',
  experiment: {
    surface: { id: 'beale' },
    start: [1, 1.6],
    steps: 198,
    runs: [
      { id: 'sgd', values: { lr: 0.001 } },
      { id: 'momentum', values: { lr: 0.001, momentum: 0.95 } },
      { id: 'nesterov', values: { lr: 0.001, momentum: 0.95 } },
      { id: 'adagrad', values: { lr: 1, eps: 1e-6, eps_placement: 'inside' } },
      { id: 'adadelta', values: { lr: 5, rho: 0.95, eps: 1e-6, accumulate: 'scaled' } },
      { id: 'rmsprop', values: { lr: 0.075, alpha: 0.95, eps: 1e-6, eps_placement: 'inside' } },
    ],
  },
  view: [-1.6, 4.8, -2.5, 2.2],
  source: 'Alec Radford’s animation, recovered from its pixels',
});
