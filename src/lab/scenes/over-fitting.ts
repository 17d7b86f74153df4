import { scene } from '../scene.ts';

export default scene({
  title: 'Learnt by heart',
  aliases: ['over-fitting', 'early stopping', 'regularisation'],
  order: 49,
  watch:
    'Twenty points and four thousand weights: every training point is right, and the test loss turns and climbs. Early stopping (patience) keeps the weights of the turn; l2 and l1 hold the weights small, jitter moves the points anew in every step, and with five hundred points there is less to learn by heart: each narrows the gap between the two losses. Dropout alone narrows it for some seeds and widens it for others.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'moons', values: { n: 200, noise: 0.25, test: 0.9 } },
      model: { id: 'mlp', values: { hidden: '64-64' } },
      loss: { id: 'bce' },
      batch: 'all',
    },
    steps: 400,
    runs: [{ id: 'adam', values: { lr: 0.03 } }],
  },
});
