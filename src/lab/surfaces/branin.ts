import { surface } from '../surface.ts';

export default surface({
  title: 'Branin',
  aliases: ['Branin–Hoo', 'RCOS'],
  group: 'many minima',
  idea: 'Three equally deep wells along one bent valley: start, method and rate decide between them.',
  formula: '(y - 5.1 x^2 / (4 pi^2) + 5 x / pi - 6)^2 + 10 (1 - 1 / (8 pi)) cos(x) + 10',
  domain: [-5, 10, 0, 15],
  view: [-5, 11, -1, 15],
  minima: () => [
    { at: [-3.14159265358979324, 12.275], value: 0.397887357729738339, global: true },
    { at: [3.14159265358979324, 2.275], value: 0.397887357729738339, global: true },
    { at: [9.42477796076937972, 2.475], value: 0.397887357729738339, global: true },
  ],
  start: [6, 14],
  source: 'Branin 1972; Dixon & Szegö 1978',
});
