import { surface } from '../surface.ts';

export default surface({
  title: 'Long valley',
  aliases: ['CS231n saddle'],
  group: 'saddle',
  first: true,
  idea: 'A steep valley whose floor slopes away on both sides of the ridge line y = 0.',
  formula: '5 x^2 - y^2',
  domain: [-1, 1, -2, 1],
  start: [0.25, -1e-6],
  bounded: false,
  source: 'Alec Radford’s animation “Long Valley”, recovered',
});
