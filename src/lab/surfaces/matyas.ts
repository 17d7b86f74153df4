import { surface } from '../surface.ts';

export default surface({
  title: 'Matyas',
  group: 'quadratic',
  idea: 'A diagonal valley of condition number 25 with small gradients: every rate below 2 is stable, and along the valley it takes a large one.',
  formula: '0.26 (x^2 + y^2) - 0.48 x y',
  domain: [-10, 10, -10, 10],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [9, -4],
  source: 'Matyas 1965; Jamil & Yang 2013',
});
