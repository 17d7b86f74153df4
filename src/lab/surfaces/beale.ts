import { surface } from '../surface.ts';

export default surface({
  title: 'Beale’s function',
  aliases: ['Radford'],
  group: 'valley',
  first: true,
  idea: 'Steep walls around a flat valley: a huge first gradient, then almost none.',
  formula: '(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2',
  domain: [-5, 5, -5, 5],
  minima: () => [{ at: [3, 0.5], value: 0, global: true }],
  start: [1, 1.6],
  source: 'Beale 1958; plotted region as in Radford’s animation (customary: ±4.5)',
});
