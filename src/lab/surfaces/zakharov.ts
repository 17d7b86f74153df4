import { surface } from '../surface.ts';

export default surface({
  title: 'Zakharov',
  group: 'valley',
  idea: 'A wall of fourth order: curvature 3380 in the far corner and 4.5 at the bottom, so no one rate suits both.',
  formula: 'x^2 + y^2 + (0.5 x + y)^2 + (0.5 x + y)^4',
  domain: [-5, 10, -5, 10],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [8, 8],
  source: 'Zakharov; Jamil & Yang 2013',
});
