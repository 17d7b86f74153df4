import { scene } from '../scene.ts';

export default scene({
  title: 'Weight decay, coupled or not',
  aliases: ['AdamW', 'L2', 'decoupled weight decay'],
  order: 12,
  watch:
    'Added to the gradient, the pull towards 0 is rescaled like any slope: along the flat valley Adam takes full steps of lr however small λ is, and across, where it is steep, the pull hardly counts. Decoupled, x and y lose the same share lr·λ at every step: that is AdamW, to the last bit.',
  experiment: {
    surface: { id: 'formula', values: { f: '5 (x - 2)^2' } },
    start: [-1, 3],
    steps: 200,
    runs: [
      { id: 'adam', values: { lr: 0.05 } },
      { id: 'adam', values: { lr: 0.05 }, wrappers: [{ id: 'coupled-decay', values: { weight_decay: 0.5 } }] },
      { id: 'adam', values: { lr: 0.05 }, wrappers: [{ id: 'decoupled-decay', values: { weight_decay: 0.5 } }] },
      { id: 'adamw', values: { lr: 0.05, weight_decay: 0.5 } },
    ],
  },
  view: [-3.4, 4.4, -0.8, 3.8],
  source: 'Loshchilov & Hutter 2017 (arXiv:1711.05101)',
});
