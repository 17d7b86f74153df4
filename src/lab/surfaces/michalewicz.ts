import { surface } from '../surface.ts';

export default surface({
  title: 'Michalewicz',
  group: 'plateau',
  idea: 'Two narrow ravines through a plain: off them the slope is next to nothing, in them it is steep, and they cross once.',
  formula: '-sin(x) sin(x^2 / pi)^20 - sin(y) sin(2 y^2 / pi)^20',
  domain: [0, 3.141592653589793, 0, 3.141592653589793],
  minima: () => [
    { at: [2.20290552017260935, 1.57079632679489662], value: -1.80130341009855253, global: true },
    { at: [2.20290552017260935, 2.7115714838430144], value: -1.21405951562081635, global: false },
  ],
  start: [1.9, 2.2],
  source: 'Michalewicz 1992; steepness m = 10',
});
