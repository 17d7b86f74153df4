import { scene } from '../scene.ts';

export default scene({
  title: 'Enough is enough',
  aliases: ['hinge against logistic'],
  order: 51,
  watch:
    'Once every point has its margin the hinge costs nothing, and the weights rest. The logistic loss (choose bce) is never content: its weights grow for as long as it runs.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'blobs', values: { n: 100, k: 2, noise: 0.15 } },
      model: { id: 'linear-model' },
      loss: { id: 'hinge' },
      batch: 'all',
    },
    steps: 300,
    runs: [{ id: 'sgd', values: { lr: 0.5 } }],
  },
});
