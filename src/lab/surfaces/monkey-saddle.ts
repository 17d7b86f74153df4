import { surface } from '../surface.ts';

export default surface({
  title: 'Monkey saddle',
  aliases: ['Radford’s saddle'],
  group: 'saddle',
  first: true,
  idea: 'A saddle with three ways down, flat to second order in its middle.',
  formula: 'x^3 - 3 x y^2',
  domain: [-1, 1, -1, 1],
  start: [-0.245, -0.5],
  bounded: false,
  source: 'Alec Radford’s animation “Saddle Point”, recovered',
});
