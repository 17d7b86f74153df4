import { surface } from '../surface.ts';

export default surface({
  title: 'Classic saddle',
  aliases: ['hyperbolic paraboloid'],
  group: 'saddle',
  idea: 'Down one way, up the other: the smallest step off the ridge decides.',
  formula: 'x^2 - y^2',
  domain: [-2, 2, -2, 2],
  start: [-1.5, 0.001],
  bounded: false,
  source: 'textbook',
});
