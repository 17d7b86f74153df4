import { list, numbersIn } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Stairs',
  aliases: ['piecewise constant', 'changed on the way'],
  idea: 'Another share of the rate from every step you name: what a rate changed on the way is written as.',
  source: 'no outside reference',
  params: {
    points: list('100,0.1', {
      pairs: true,
      most: 24,
      heights: [0, 1e6],
      hint: 'steps, and the share of the rate from each of them on',
    }),
  },
  held: 'points',
  letters: { share: 's' },
  lines: ({ points }) => {
    const count = numbersIn(points!).length / 2;
    const until = (i: number): string => (i + 1 < count ? ` (k < points${2 * i + 3})` : '');
    const stairs = Array.from({ length: count }, (_, i) => `points${2 * i + 2} (k >= points${2 * i + 1})${until(i)}`);
    return [`share = (k < points1) + ${stairs.join(' + ')}`, 'lr = base share'];
  },
});
