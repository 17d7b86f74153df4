import { surface } from '../surface.ts';

export default surface({
  title: 'Easom',
  group: 'plateau',
  first: true,
  idea: 'One deep hole in a flat plain: a few lengths away there is no slope left, and nothing that follows slopes finds it.',
  formula: '-cos(x) cos(y) exp(-((x - pi)^2 + (y - pi)^2))',
  domain: [-2, 8, -2, 8],
  minima: () => [{ at: [3.14159265358979324, 3.14159265358979324], value: -1, global: true }],
  start: [1.7, 4.2],
  source: 'Easom 1990 (customary: ±100)',
});
