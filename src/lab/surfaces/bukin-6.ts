import { surface } from '../surface.ts';

export default surface({
  title: 'Bukin 6',
  group: 'kinks',
  idea: 'A valley whose floor is a kink: its walls get steeper the nearer the floor, so a fixed rate hops across and never settles.',
  formula: '100 sqrt(|y - 0.01 x^2|) + 0.01 |x + 10|',
  domain: [-15, -5, -3, 3],
  minima: () => [{ at: [-10, 1], value: 0, global: true }],
  start: [-7, 1.5],
  source: 'Bukin 1997',
});
