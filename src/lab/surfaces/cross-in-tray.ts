import { surface } from '../surface.ts';

export default surface({
  title: 'Cross-in-tray',
  group: 'kinks',
  idea: 'Walls along both axes, far thinner than any step: the slope grows without limit towards them, so what lands there is thrown.',
  formula: '-0.0001 (|sin(x) sin(y) exp(|100 - hypot(x, y) / pi|)| + 1)^0.1',
  domain: [-10, 10, -10, 10],
  minima: () => [
    { at: [1.34940661715391079, 1.34940661715391079], value: -2.06261187082273688, global: true },
    { at: [1.34940661715391079, -1.34940661715391079], value: -2.06261187082273688, global: true },
    { at: [-1.34940661715391079, 1.34940661715391079], value: -2.06261187082273688, global: true },
    { at: [-1.34940661715391079, -1.34940661715391079], value: -2.06261187082273688, global: true },
  ],
  start: [0.02, 2],
  bounded: false,
  source: 'Mishra 2006',
});
