import { surface } from '../surface.ts';

export default surface({
  title: 'Dixon–Price',
  group: 'valley',
  idea: 'Two equal curved valleys with a ridge between: the sign of the start’s y decides, and on y = 0 nothing does.',
  formula: '(x - 1)^2 + 2 (2 y^2 - x)^2',
  domain: [-10, 10, -10, 10],
  minima: () => [
    { at: [1, 0.707106781186547524], value: 0, global: true },
    { at: [1, -0.707106781186547524], value: 0, global: true },
  ],
  start: [6, 0.01],
  source: 'Dixon & Price 1989',
});
