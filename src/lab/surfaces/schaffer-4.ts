import { surface } from '../surface.ts';

export default surface({
  title: 'Schaffer 4',
  group: 'many minima',
  idea: 'Four wells on the axes are the lowest of many by a hair: a small final slope says nothing about the rank of the place.',
  formula: '0.5 + (cos(sin(x^2 - y^2))^2 - 0.5) / (1 + 0.001 (x^2 + y^2))^2',
  domain: [-5, 5, -5, 5],
  minima: () => [
    { at: [1.2531318314637332, 0], value: 0.292578632035980549, global: true },
    { at: [-1.2531318314637332, 0], value: 0.292578632035980549, global: true },
    { at: [0, 1.2531318314637332], value: 0.292578632035980549, global: true },
    { at: [0, -1.2531318314637332], value: 0.292578632035980549, global: true },
  ],
  start: [3, 1],
  source: 'Schaffer; Mishra 2007 (customary: ±100; the customary bars around x² − y² change nothing)',
});
