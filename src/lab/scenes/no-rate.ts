import { scene } from '../scene.ts';

export default scene({
  title: 'Nobody set a rate',
  aliases: ['learning-rate-free', 'D-adaptation', 'Prodigy', 'Polyak'],
  order: 20,
  watch:
    'Only the gradient descent here was tuned, to just below its limit. The others run from their defaults: Barzilai–Borwein and Polyak’s step, which knows the lowest value, beat it; D-Adapt Adam and Prodigy first find out how far it is, then keep up.',
  experiment: {
    surface: { id: 'elliptic', values: { kappa: 25 } },
    start: [-4, 1.5],
    steps: 200,
    runs: [
      { id: 'sgd', values: { lr: 0.076 } },
      { id: 'barzilai-borwein' },
      { id: 'polyak' },
      { id: 'dadapt-adam' },
      { id: 'prodigy' },
    ],
  },
});
