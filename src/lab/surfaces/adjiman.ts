import { surface } from '../surface.ts';

export default surface({
  title: 'Adjiman',
  group: 'valley',
  idea: 'An incline without a bottom: the customary minimum is the edge x = 2 of a box, and a method without walls walks past it.',
  formula: 'cos(x) sin(y) - x / (y^2 + 1)',
  domain: [-1, 2, -1, 1],
  view: [-1.5, 4, -2, 2],
  start: [-0.5, 0.6],
  bounded: false,
  source: 'Adjiman, Dallwig, Floudas & Neumaier 1998',
});
