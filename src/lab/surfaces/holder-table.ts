import { surface } from '../surface.ts';

export default surface({
  title: 'Hölder table',
  group: 'kinks',
  idea: 'Creases at height 0 part wells that deepen outwards without end: leaving the table is downhill.',
  formula: '-|sin(x) cos(y) exp(|1 - hypot(x, y) / pi|)|',
  domain: [-10, 10, -10, 10],
  view: [-12, 12, -12, 12],
  minima: () => [
    { at: [8.05502347573656342, 9.66459001924127289], value: -19.2085025678867318, global: true },
    { at: [8.05502347573656342, -9.66459001924127289], value: -19.2085025678867318, global: true },
    { at: [-8.05502347573656342, 9.66459001924127289], value: -19.2085025678867318, global: true },
    { at: [-8.05502347573656342, -9.66459001924127289], value: -19.2085025678867318, global: true },
  ],
  start: [5.2, 8.3],
  bounded: false,
  source: 'Mishra 2006',
});
