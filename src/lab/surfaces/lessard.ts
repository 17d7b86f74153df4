import { surface } from '../surface.ts';

export default surface({
  title: 'Lessard’s counter-example',
  aliases: ['heavy ball cycles', 'piecewise quadratic'],
  group: 'kinks',
  idea: 'Strongly convex, but along x the curvature drops from 25 to 1 between 1 and 2: a momentum tuned for the curvatures at its ends goes round in a circle of three.',
  formula: '12.5 x^2 - 12 max(x - 1, 0)^2 + 12 max(x - 2, 0)^2 + y^2',
  domain: [-4, 4, -2, 2],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [3.3, 1.5],
  source: 'Lessard, Recht & Packard 2016 (arXiv:1408.3595), section 4.6, with a plain second coordinate',
});
