import { number } from '../describe/param.ts';
import { surface } from '../surface.ts';

export default surface({
  title: 'Sharp and flat',
  aliases: ['flat minima', 'generalisation', 'two wells'],
  group: 'many minima',
  idea: 'Two wells of nearly the same depth, one narrow and one wide: the slope alone prefers neither, noise leaves the narrow one.',
  params: {
    width: number(0.15, [0.1, 0.4], {
      min: 0.05,
      max: 1,
      letter: 'w',
      hint: 'width of the sharp well; that of the flat one is 0.8',
    }),
  },
  formula: '1.2 - exp(-((x - 1.2)^2 + y^2) / (2 width^2)) - exp(-((x + 1)^2 + y^2) / 1.28) + 0.05 (x^2 + y^2)',
  domain: [-3, 3, -2, 2],
  start: [1.35, 0.2],
  source: 'after Hochreiter & Schmidhuber 1997, “Flat minima”',
});
