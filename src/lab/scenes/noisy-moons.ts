import { scene } from '../scene.ts';

export default scene({
  title: 'Noisy moons',
  aliases: ['Radford', 'stochastic gradient'],
  order: 40,
  watch:
    'Two weights learn from 32 points a step: after five steps Adagrad is far ahead and SGD has hardly begun, Momentum and Nesterov overshoot and come back, SGD is the only one not there after 118 steps; Momentum’s path is smooth, Adagrad’s and RMSprop’s shake with every batch.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'moons', values: { n: 1000, noise: 0.3, test: 0 } },
      model: { id: 'linear-model', values: { bias: false } },
      loss: { id: 'bce' },
      batch: 32,
      weights: [-0.36, 1.28],
    },
    steps: 118,
    runs: [
      { id: 'sgd', values: { lr: 0.2 } },
      { id: 'momentum', values: { lr: 0.2, momentum: 0.9 } },
      { id: 'nesterov', values: { lr: 0.2, momentum: 0.9 } },
      { id: 'adagrad', values: { lr: 1, eps: 1e-6, eps_placement: 'inside' } },
      { id: 'rmsprop', values: { lr: 0.075, alpha: 0.95, eps: 1e-6, eps_placement: 'inside' } },
    ],
  },
  source: 'Alec Radford’s animation, recovered from its pixels; rates fitted to about a fifth',
});
