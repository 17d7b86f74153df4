import { number } from '../describe/param.ts';
import { surface } from '../surface.ts';

export default surface({
  title: 'Plateau',
  aliases: ['flat plain', 'vanishing gradient', 'Geman–McClure'],
  group: 'plateau',
  idea: 'A well in a plain: away from it the slope fades like 1/r³, so steps in proportion to the slope stall and steps of a fixed size do not.',
  params: {
    height: number(1, [0.1, 10], {
      min: 0,
      scale: 'log',
      letter: 'h',
      hint: 'height of the plain above the well: scales every slope',
    }),
    width: number(1, [0.2, 5], {
      min: 0.01,
      scale: 'log',
      letter: 'w',
      hint: 'where the well has risen to half the height',
    }),
  },
  formula: 'height (x^2 + y^2) / (width^2 + x^2 + y^2)',
  domain: [-6, 6, -6, 6],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [-4.5, 3],
  source: 'Geman & McClure 1985, as a robust loss',
});
