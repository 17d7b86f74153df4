import { number } from '../describe/param.ts';
import { surface } from '../surface.ts';

export default surface({
  title: 'Terraces',
  aliases: ['stalling', 'sinc bowl', 'staircase'],
  group: 'plateau',
  idea: 'A round hill of level treads: at a = 1 the slope vanishes on whole circles, below it methods slow down there, above it they stay.',
  params: {
    a: number(1, [0, 2], { min: 0, max: 4, hint: 'at 1 the treads are level; above, they dip and hold what comes' }),
  },
  formula: 'x^2 + y^2 + a sin(x^2 + y^2)',
  domain: [-4, 4, -4, 4],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [3, 2.1],
  source: 'made for this lab, a smooth relative of the sinc bowl',
});
