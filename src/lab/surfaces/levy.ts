import { surface } from '../surface.ts';

export default surface({
  title: 'Levy',
  group: 'many minima',
  idea: 'Waves across both axes of a bowl: the slope leads into the next trough, seldom to (1, 1).',
  formula:
    'sin(pi (x + 3) / 4)^2 + ((x - 1) / 4)^2 (1 + 10 sin(pi (x + 3) / 4 + 1)^2) + ((y - 1) / 4)^2 (1 + sin(pi (y + 3) / 2)^2)',
  domain: [-10, 10, -10, 10],
  minima: () => [{ at: [1, 1], value: 0, global: true }],
  start: [-6, 8],
  source: 'Levy & Montalvo 1985',
});
