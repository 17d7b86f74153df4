import { number } from '../describe/param.ts';
import { surface } from '../surface.ts';

export default surface({
  title: 'Rotated bowl',
  aliases: ['rotated quadratic', 'rotation', 'diagonal ravine'],
  group: 'quadratic',
  first: true,
  idea: 'The ill-conditioned bowl turned by an angle: gradient descent does not notice, methods that scale each axis by itself do.',
  params: {
    kappa: number(25, [1, 1000], {
      min: 0,
      scale: 'log',
      letter: '\\kappa',
      hint: 'condition number: the larger curvature over the smaller',
    }),
    theta: number(45, [0, 90], { letter: '\\theta', hint: 'angle of the steep axis against x, in degrees' }),
  },
  formula:
    '((x sin(pi theta / 180) - y cos(pi theta / 180))^2 + kappa (x cos(pi theta / 180) + y sin(pi theta / 180))^2) / 2',
  domain: [-5, 5, -5, 5],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [3, -1],
  source: 'textbook; κ = 25 at 45° is the checked case',
});
