import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Quantile',
  aliases: ['pinball'],
  idea: 'Too low costs more than too high, or less: the answer is a quantile instead of the median.',
  source: 'Koenker & Bassett 1978',
  takes: 'number',
  params: {
    tau: number(0.8, [0.05, 0.95], { min: 0, max: 1, letter: '\\tau', hint: 'share of points that end below' }),
  },
  lines: () => ['e = y - z', 'loss = max(tau e, (tau - 1) e)'],
});
