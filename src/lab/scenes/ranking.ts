import { scene } from '../scene.ts';

export default scene({
  title: 'Learning to rank',
  aliases: ['RankNet', 'ListNet', 'pairwise', 'listwise'],
  order: 54,
  watch:
    'Forty-eight lists of eight items: pair by pair the model learns which is better, and orders nine of ten pairs of unseen lists right. Whole lists at a time (choose listnet) get as far.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'rankings' },
      model: { id: 'linear-model' },
      loss: { id: 'ranknet' },
      batch: 8,
    },
    steps: 150,
    runs: [
      { id: 'adam', values: { lr: 0.05 } },
      { id: 'sgd', values: { lr: 0.5 } },
    ],
  },
});
