import { number } from '../describe/param.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Box',
  aliases: ['projection', 'constraint', 'projected gradient'],
  year: 1964,
  idea: 'Brings the point back into a box around 0 after every step: what is forbidden is never visited.',
  source: 'Goldstein 1964, projected gradients; no outside reference',
  params: {
    bound: number(1, [0.1, 100], { min: 0, scale: 'log', letter: 'c', hint: 'the largest coordinate that is allowed' }),
  },
  after: () => ['x = clamp(x, -bound, bound)'],
});
