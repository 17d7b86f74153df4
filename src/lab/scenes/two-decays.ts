import { scene } from '../scene.ts';

export default scene({
  title: 'Two kinds of decay',
  aliases: ['Adam + L2 against AdamW'],
  order: 52,
  watch:
    'The same decay of 0.1: added to Adam’s gradient it is divided by the gradient’s size like all the rest, AdamW takes it off the weights themselves. The two end at different weights, and differently far from the bare Adam.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'moons', values: { noise: 0.2 } },
      model: { id: 'mlp', values: { hidden: '16-16' } },
      loss: { id: 'bce' },
    },
    steps: 500,
    runs: [
      { id: 'adam', values: { lr: 0.01 } },
      { id: 'adam', values: { lr: 0.01, weight_decay: 0.1 } },
      { id: 'adamw', values: { lr: 0.01, weight_decay: 0.1 } },
    ],
  },
});
