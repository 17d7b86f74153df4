import { list, numbersIn } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Free hand',
  aliases: ['piecewise linear', 'drawn'],
  idea: 'The schedule you draw: straight lines between points of your own.',
  source: 'no outside reference',
  params: {
    points: list('0,0.1,20,1,120,1,200,0', {
      pairs: true,
      heights: [0, 100],
      hint: 'steps, and the share of the rate at each of them',
    }),
  },
  letters: { share: 's' },
  lines: ({ points }) => {
    const ends = numbersIn(points!).length / 2;
    const rise = (i: number): string =>
      `(points${2 * i + 2} - points${2 * i}) clamp((k - points${2 * i - 1}) / (points${2 * i + 1} - points${2 * i - 1}), 0, 1)`;
    return [
      'share = points2',
      ...Array.from({ length: ends - 1 }, (_, i) => `share = share + ${rise(i + 1)}`),
      'lr = base share',
    ];
  },
});
