import { surface } from '../surface.ts';

export default surface({
  title: 'Sphere',
  aliases: ['bowl', 'paraboloid'],
  group: 'quadratic',
  first: true,
  idea: 'The simplest bowl: gradient descent diverges above lr = 1, overshoots above ½.',
  formula: 'x^2 + y^2',
  domain: [-5.12, 5.12, -5.12, 5.12],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [-4, 2.5],
  source: 'De Jong 1975, function 1',
});
