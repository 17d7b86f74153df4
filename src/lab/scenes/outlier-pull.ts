import { scene } from '../scene.ts';

export default scene({
  title: 'Outliers pull',
  aliases: ['MAE and Huber against MSE', 'robust regression'],
  order: 50,
  watch:
    'A line of slope 1 with fifteen wild points at its right end: the squared error turns the line downhill. With mae or huber, whose pull does not grow with the distance, it keeps rising.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'outliers' },
      model: { id: 'linear-model' },
      loss: { id: 'mse' },
      batch: 'all',
    },
    steps: 300,
    runs: [{ id: 'adam', values: { lr: 0.05 } }],
  },
});
