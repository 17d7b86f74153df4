import { surface } from '../surface.ts';

export default surface({
  title: 'Six-hump camel',
  group: 'many minima',
  idea: 'Six wells in three pairs of equal depth: every one is flat at its bottom, only one pair is the lowest.',
  formula: '(4 - 2.1 x^2 + x^4 / 3) x^2 + x y + (-4 + 4 y^2) y^2',
  domain: [-2, 2, -1, 1],
  view: [-2.1, 2.1, -1.2, 1.2],
  minima: () => [
    { at: [-0.0898420131003180624, 0.712656403020739633], value: -1.03162845348987735, global: true },
    { at: [0.0898420131003180624, -0.712656403020739633], value: -1.03162845348987735, global: true },
    { at: [-1.70360671496998085, 0.796083568672625119], value: -0.215463824383717638, global: false },
    { at: [1.70360671496998085, -0.796083568672625119], value: -0.215463824383717638, global: false },
    { at: [-1.60710475292019723, -0.568651454884131371], value: 2.10425031031125827, global: false },
    { at: [1.60710475292019723, 0.568651454884131371], value: 2.10425031031125827, global: false },
  ],
  start: [-1.9, -0.2],
  source: 'Branin 1972; Dixon & Szegö 1978 (customary: ±3, ±2)',
});
