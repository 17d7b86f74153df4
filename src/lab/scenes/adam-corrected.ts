import { scene } from '../scene.ts';

export default scene({
  title: 'Adam’s first steps',
  aliases: ['bias correction'],
  order: 46,
  watch:
    'Without its correction Adam’s mean square begins far too small: its first step is three times as long as the corrected one, and after ten steps it is still half as far again from the start.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'moons', values: { noise: 0.2 } },
      model: { id: 'mlp', values: { hidden: '16-16' } },
      loss: { id: 'bce' },
      batch: 'all',
    },
    steps: 60,
    runs: [
      { id: 'adam', values: { lr: 0.05 } },
      { id: 'adam', values: { lr: 0.05, bias_correction: false } },
    ],
  },
});
