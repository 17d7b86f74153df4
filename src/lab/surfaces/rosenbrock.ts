import { number } from '../describe/param.ts';
import { surface } from '../surface.ts';

export default surface({
  title: 'Rosenbrock',
  aliases: ['banana valley'],
  group: 'valley',
  first: true,
  idea: 'Finding the curved valley is easy, following its floor is not.',
  params: {
    a: number(1, [0, 2], { hint: 'the valley’s lowest point lies at (a, a²)' }),
    b: number(100, [1, 1000], { min: 0, scale: 'log', hint: 'steepness of the walls' }),
  },
  formula: '(a - x)^2 + b (y - x^2)^2',
  domain: [-2, 2, -1, 3],
  minima: ({ a }) => [{ at: [Number(a), Number(a) * Number(a)], value: 0, global: true }],
  start: [-1.2, 1],
  source: 'Rosenbrock 1960, The Computer Journal 3',
});
