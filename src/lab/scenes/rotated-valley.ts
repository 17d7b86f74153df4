import { scene } from '../scene.ts';

export default scene({
  title: 'Rotated valley',
  aliases: ['Adam is not rotation invariant'],
  order: 11,
  watch:
    'The valley lies across both axes: Adam, RMSprop and Adagrad, which scale every coordinate by itself, creep along its floor. Set θ to 0 and they arrive in half the time; gradient descent does not notice the turn, L-BFGS hardly.',
  experiment: {
    surface: { id: 'rotated', values: { kappa: 100, theta: 45 } },
    start: [3, -1],
    steps: 200,
    runs: [
      { id: 'sgd', values: { lr: 0.018 } },
      { id: 'adam', values: { lr: 0.1 } },
      { id: 'rmsprop', values: { lr: 0.05 } },
      { id: 'adagrad', values: { lr: 1 } },
      { id: 'lbfgs' },
    ],
  },
});
