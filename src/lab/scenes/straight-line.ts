import { scene } from '../scene.ts';

export default scene({
  title: 'A line through four points',
  aliases: ['linear regression', 'batch and single-sample'],
  order: 43,
  watch:
    'Points (1, 1) to (4, 4), rate 0.01: after thirty steps the slope is within a tenth of 1, and the intercept creeps to 0 for a thousand. One point at a time gets there as well, since the line meets every point.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'inline', values: { x: [[1], [2], [3], [4]], y: [1, 2, 3, 4] } },
      model: { id: 'linear-model', values: { init: 'zeros' } },
      loss: { id: 'mse' },
      batch: 'all',
    },
    steps: 1000,
    runs: [{ id: 'sgd', values: { lr: 0.01 } }],
  },
});
