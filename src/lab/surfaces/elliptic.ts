import { number } from '../describe/param.ts';
import { surface } from '../surface.ts';

export default surface({
  title: 'Ill-conditioned bowl',
  aliases: ['elliptic quadratic', 'ravine', 'condition number'],
  group: 'quadratic',
  first: true,
  idea: 'One axis κ times as curved as the other: the steep one limits the rate, the flat one needs it.',
  params: {
    kappa: number(25, [1, 1000], {
      min: 0,
      scale: 'log',
      letter: '\\kappa',
      hint: 'condition number: the larger curvature over the smaller',
    }),
  },
  formula: '(x^2 + kappa y^2) / 2',
  domain: [-5, 5, -2, 2],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [-4, 1.5],
  source: 'textbook; κ = 25 is the checked case',
});
