import { surface } from '../surface.ts';

export default surface({
  title: 'Levy 13',
  group: 'many minima',
  idea: 'Waves that grow with the distance from (1, 1): the farther out, the deeper the traps.',
  formula: 'sin(3 pi x)^2 + (x - 1)^2 (1 + sin(3 pi y)^2) + (y - 1)^2 (1 + sin(2 pi y)^2)',
  domain: [-10, 10, -10, 10],
  minima: () => [{ at: [1, 1], value: 0, global: true }],
  start: [-4, 3],
  source: 'Levy & Montalvo 1985',
});
