import { number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Exponential',
  aliases: ['ExponentialLR', 'MultiplicativeLR'],
  idea: 'Loses the same share at every step.',
  source: 'checked against torch.optim.lr_scheduler.ExponentialLR 1.13',
  params: {
    gamma: number(0.98, [0.9, 1], {
      min: 0,
      max: 10,
      letter: '\\gamma',
      hint: 'what is left of the rate at each step',
    }),
  },
  lines: () => ['lr = base gamma^k'],
  conventions: ['Above 1 it grows: one run through many rates, as a rate finder does.'],
});
