import { surface } from '../surface.ts';

export default surface({
  title: 'Goldstein–Price',
  group: 'valley',
  idea: 'Heights from 3 to a million: where the slope is steep, plain gradient descent needs a rate that is lost at the bottom.',
  formula:
    '(1 + (x + y + 1)^2 (19 - 14 x + 3 x^2 - 14 y + 6 x y + 3 y^2)) (30 + (2 x - 3 y)^2 (18 - 32 x + 12 x^2 + 48 y - 36 x y + 27 y^2))',
  domain: [-2, 2, -2, 2],
  minima: () => [
    { at: [0, -1], value: 3, global: true },
    { at: [-0.6, -0.4], value: 30, global: false },
    { at: [1.8, 0.2], value: 84, global: false },
    { at: [1.2, 0.8], value: 840, global: false },
  ],
  start: [-1.6, 1.2],
  source: 'Goldstein & Price 1971, Mathematics of Computation 25',
});
