import { count, number } from '../describe/param.ts';
import { scalar } from '../optimizer.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Batches in turn',
  aliases: ['rare informative batch', 'online learning'],
  year: 2018,
  idea: 'One batch in every few sees the slope many times as steep, the others see it reversed; their mean is the true one.',
  source:
    'the counter-example of Reddi, Kale & Kumar 2018 (arXiv:1904.09237): 3x, −x, −x in turn; no outside reference',
  params: {
    period: count(3, [1, 10], { min: 1, max: 1000, letter: 'p', hint: 'batches in a turn' }),
    spread: number(4, [0, 10], {
      min: 0,
      max: 1e6,
      letter: 's',
      hint: 'the first batch has 1 + s(p − 1) times the slope, the others 1 − s times; 0: all the same',
    }),
  },
  letters: { c: 'c' },
  state: { c: scalar(0) },
  gradient: () => ['g = where(c == 0, 1 + spread (period - 1), 1 - spread) g'],
  after: () => ['c = where(c == period - 1, 0, c + 1)'],
  conventions: ['With period 3 and spread 4 a slope of ⅓ is seen as 3, −1, −1: the paper’s example.'],
});
