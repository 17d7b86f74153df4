import { scene } from '../scene.ts';

export default scene({
  title: 'Sure and wrong',
  aliases: ['saturation', 'MSE against cross-entropy'],
  order: 44,
  watch:
    'The weights begin sure of the wrong side. The squared error of the probability has almost no slope there, and 100 steps change nothing; with cross-entropy (choose bce) the same start is mended within a few steps.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'blobs', values: { n: 200, k: 2, noise: 0.2 } },
      model: { id: 'linear-model' },
      loss: { id: 'brier' },
      batch: 'all',
      weights: [0, 20, 0],
    },
    steps: 100,
    runs: [{ id: 'sgd', values: { lr: 1 } }],
  },
});
