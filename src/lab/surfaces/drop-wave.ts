import { surface } from '../surface.ts';

export default surface({
  title: 'Drop-wave',
  group: 'many minima',
  idea: 'Rings of waves around one drop: the slope points across the rings, so each trough holds what falls into it.',
  formula: '-(1 + cos(12 hypot(x, y))) / ((x^2 + y^2) / 2 + 2)',
  domain: [-5.12, 5.12, -5.12, 5.12],
  minima: () => [{ at: [0, 0], value: -1, global: true }],
  start: [1.2, 0.9],
  source: 'Molga & Smutnicki 2005',
});
