import { scene } from '../scene.ts';

export default scene({
  title: 'Schedules in noise',
  aliases: ['learning-rate decay', 'annealing'],
  order: 11,
  watch:
    'Noise keeps a constant rate hovering. Where the rate falls, in steps, as a cosine or like 1/t, the run settles more than twenty times lower. A rate that is small from the start settles too, but needs over a hundred steps for what the others do in ten.',
  experiment: {
    surface: { id: 'elliptic', values: { kappa: 5 } },
    steps: 300,
    noise: 2,
    runs: [
      { id: 'sgd', values: { lr: 0.3 } },
      { id: 'sgd', values: { lr: 0.3 }, schedule: { id: 'step', values: { step_size: 100 } } },
      { id: 'sgd', values: { lr: 0.3 }, schedule: { id: 'cosine', values: { T_max: 300 } } },
      { id: 'sgd', values: { lr: 0.3 }, schedule: { id: 'inverse-time', values: { decay: 0.05 } } },
      { id: 'sgd', values: { lr: 0.01 } },
    ],
  },
});
