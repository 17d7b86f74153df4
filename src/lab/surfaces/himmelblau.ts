import { surface } from '../surface.ts';

export default surface({
  title: 'Himmelblau',
  group: 'many minima',
  first: true,
  idea: 'Four equally deep minima: which one is reached depends on the start and on the method.',
  formula: '(x^2 + y - 11)^2 + (x + y^2 - 7)^2',
  domain: [-5, 5, -5, 5],
  minima: () => [
    { at: [3, 2], value: 0, global: true },
    { at: [-2.8051180869527448, 3.1313125182505729], value: 0, global: true },
    { at: [-3.7793102533777469, -3.2831859912861694], value: 0, global: true },
    { at: [3.5844283403304917, -1.8481265269644036], value: 0, global: true },
  ],
  start: [-0.5, -1],
  source: 'Himmelblau 1972, Applied Nonlinear Programming',
});
