import { surface } from '../surface.ts';

export default surface({
  title: 'Three-hump camel',
  group: 'many minima',
  idea: 'The best of three wells lies between two higher ones, which catch whatever comes slowly from outside.',
  formula: '2 x^2 - 1.05 x^4 + x^6 / 6 + x y + y^2',
  domain: [-2.5, 2.5, -2.5, 2.5],
  minima: () => [
    { at: [0, 0], value: 0, global: true },
    { at: [1.7475523458302889, -0.873776172915144449], value: 0.29863844223685982, global: false },
    { at: [-1.7475523458302889, 0.873776172915144449], value: 0.29863844223685982, global: false },
  ],
  start: [-2.1, 1.8],
  source: 'Branin 1972; Jamil & Yang 2013 (customary: ±5)',
});
