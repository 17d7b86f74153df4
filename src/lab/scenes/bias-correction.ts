import { scene } from '../scene.ts';

export default scene({
  title: 'What bias correction corrects',
  aliases: ['Adam', 'warm-up'],
  order: 21,
  watch:
    'Adam’s means start at 0. Corrected for that, the first step is exactly lr in every coordinate; uncorrected it is 3.16 times as long, and Adam shoots three times as far past the valley floor.',
  experiment: {
    surface: { id: 'elliptic', values: { kappa: 25 } },
    start: [-4, 1.5],
    steps: 150,
    runs: [
      { id: 'adam', values: { lr: 0.1 } },
      { id: 'adam', values: { lr: 0.1, bias_correction: false } },
    ],
  },
});
