import { text } from '../describe/param.ts';
import { surface } from '../surface.ts';

export default surface({
  title: 'Your own formula',
  aliases: ['custom', 'f(x, y)'],
  group: 'yours',
  idea: 'Any f(x, y) you type, differentiated by the same engine.',
  params: { f: text('x^4 - 2 x^2 + y^2 + x y / 2', 'f(x, y)') },
  formula: ({ f }) => String(f),
  domain: [-3, 3, -3, 3],
  start: [-1.8, 2],
  source: 'you',
});
