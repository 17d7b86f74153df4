import { surface } from '../surface.ts';

export default surface({
  title: 'Schaffer 2',
  group: 'many minima',
  idea: 'Ripples along hyperbolas: only the two diagonals are valleys that lead to the middle, and they hardly slope.',
  formula: '0.5 + (sin(x^2 - y^2)^2 - 0.5) / (1 + 0.001 (x^2 + y^2))^2',
  domain: [-5, 5, -5, 5],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [4, 3.6],
  source: 'Schaffer; Mishra 2007 (customary: ±100)',
});
