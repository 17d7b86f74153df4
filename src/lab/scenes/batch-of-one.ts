import { scene } from '../scene.ts';

export default scene({
  title: 'One point a step',
  aliases: ['batch size', 'stochastic against batch gradient descent'],
  order: 41,
  watch:
    'Every step sees one point of 400: the loss it sees jumps up and down, yet after 400 steps, one look at each point, the whole set is fitted nearly as well as by 400 steps that each look at all of them. Batches of 32 jump far less.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'moons', values: { n: 500, noise: 0.2 } },
      model: { id: 'linear-model', values: { init: 'zeros' } },
      loss: { id: 'bce' },
      batch: 1,
    },
    steps: 400,
    runs: [{ id: 'sgd', values: { lr: 0.1 } }],
  },
});
