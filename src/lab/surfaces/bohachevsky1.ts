import { surface } from '../surface.ts';

export default surface({
  title: 'Bohachevsky 1',
  group: 'many minima',
  idea: 'A bowl with dents that fade beside its slope farther out: they only catch what has become slow near the middle.',
  formula: 'x^2 + 2 y^2 - 0.3 cos(3 pi x) - 0.4 cos(4 pi y) + 0.7',
  domain: [-5, 5, -5, 5],
  minima: () => [
    { at: [0, 0], value: 0, global: true },
    { at: [0.618612067827950065, 0], value: 0.41292683027581509, global: false },
    { at: [-0.618612067827950065, 0], value: 0.41292683027581509, global: false },
    { at: [0, 0.469527545668492274], value: 0.46988241492139595, global: false },
    { at: [0, -0.469527545668492274], value: 0.46988241492139595, global: false },
    { at: [0.618612067827950065, 0.469527545668492274], value: 0.88280924519721104, global: false },
    { at: [-0.618612067827950065, 0.469527545668492274], value: 0.88280924519721104, global: false },
    { at: [0.618612067827950065, -0.469527545668492274], value: 0.88280924519721104, global: false },
    { at: [-0.618612067827950065, -0.469527545668492274], value: 0.88280924519721104, global: false },
  ],
  start: [-4, 3],
  source: 'Bohachevsky, Johnson & Stein 1986, Technometrics 28',
});
