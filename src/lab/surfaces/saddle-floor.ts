import { number } from '../describe/param.ts';
import { surface } from '../surface.ts';

export default surface({
  title: 'Saddle with a floor',
  aliases: ['double well'],
  group: 'saddle',
  idea: 'A saddle that ends somewhere: the descent off its ridge y = 0 is slow to begin, then one of two floors is near.',
  params: {
    a: number(0.05, [0.02, 1], {
      min: 0.0001,
      scale: 'log',
      hint: 'how soon the floor comes: it lies at y² = 1/(2a)',
    }),
  },
  formula: 'x^2 - y^2 + a y^4',
  domain: [-6, 6, -5, 5],
  minima: ({ a }) =>
    [-1, 1].map((side) => ({ at: [0, side * Math.sqrt(0.5 / Number(a))], value: -0.25 / Number(a), global: true })),
  start: [-5, 0.001],
  source: 'textbook',
});
