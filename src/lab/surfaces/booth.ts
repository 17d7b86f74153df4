import { surface } from '../surface.ts';

export default surface({
  title: 'Booth',
  group: 'quadratic',
  idea: 'A mild diagonal valley, nine times as steep across as along: gradient descent diverges above lr = 1/9.',
  formula: '(x + 2 y - 7)^2 + (2 x + y - 5)^2',
  domain: [-10, 10, -10, 10],
  minima: () => [{ at: [1, 3], value: 0, global: true }],
  start: [-8, 6],
  source: 'Booth; Jamil & Yang 2013',
});
