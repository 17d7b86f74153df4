import { surface } from '../surface.ts';

export default surface({
  title: 'Lévy',
  group: 'many minima',
  idea: 'Waves across both axes of a bowl: the slope leads into the next trough, seldom to (1, 1).',
  formula:
    'sin(pi (1 + (x - 1) / 4))^2 + ((x - 1) / 4)^2 (1 + 10 sin(pi (1 + (x - 1) / 4) + 1)^2) + ((y - 1) / 4)^2 (1 + sin(2 pi (1 + (y - 1) / 4))^2)',
  domain: [-10, 10, -10, 10],
  minima: () => [{ at: [1, 1], value: 0, global: true }],
  start: [-6, 8],
  source: 'Levy & Montalvo 1985',
});
