import { scene } from '../scene.ts';

export default scene({
  title: 'Learning to rank',
  aliases: ['RankNet', 'ListNet', 'ListMLE', 'margin ranking', 'pairwise', 'listwise'],
  order: 54,
  watch:
    'Forty-eight lists of eight items: pair by pair (RankNet) the model learns which is better, and orders more than nine of ten pairs of unseen lists right. Change the loss: margins between pairs (margin-ranking) or whole lists at a time (listnet, listmle) get as far.',
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
