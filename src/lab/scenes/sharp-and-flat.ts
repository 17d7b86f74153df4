import { scene } from '../scene.ts';

export default scene({
  title: 'Sharp and flat minima',
  aliases: ['generalisation', 'SAM', 'noise escapes'],
  order: 13,
  watch:
    'All start in the sharp well, and the gradients are noisy. At the larger rate the noise throws descent out, with or without SAM, and it stays in the flat well; a cosine schedule then settles there. At a fifth of that rate nothing leaves.',
  experiment: {
    surface: { id: 'sharp-and-flat' },
    steps: 600,
    noise: 2.5,
    runs: [
      { id: 'sgd', values: { lr: 0.05 } },
      { id: 'sgd', values: { lr: 0.01 } },
      { id: 'sgd', values: { lr: 0.05 }, wrappers: [{ id: 'sam', values: { rho: 0.3 } }] },
      { id: 'sgd', values: { lr: 0.05 }, schedule: { id: 'cosine', values: { T_max: 600 } } },
    ],
  },
});
