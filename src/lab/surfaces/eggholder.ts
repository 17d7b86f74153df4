import { surface } from '../surface.ts';

export default surface({
  title: 'Eggholder',
  aliases: ['egg holder'],
  group: 'kinks',
  idea: 'The customary record −959.64 at (512, 404.23) is only the edge of the box: without walls the slope leads on, to −976.91.',
  formula: '-(y + 47) sin(sqrt(|x / 2 + y + 47|)) - x sin(sqrt(|x - (y + 47)|))',
  domain: [-512, 512, -512, 512],
  view: [-600, 600, -600, 600],
  minima: () => [{ at: [522.160529027234219, 413.315798167405565], value: -976.911000997189544, global: true }],
  start: [490, 380],
  bounded: false,
  source: 'Whitley et al. 1996, Artificial Intelligence 85',
});
