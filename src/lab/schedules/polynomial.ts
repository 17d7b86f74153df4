import { count, number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Polynomial',
  aliases: ['PolynomialLR'],
  idea: 'Falls to 0 at a step of your choice, the last stretch the flatter the higher the power.',
  source: 'checked against torch.optim.lr_scheduler.PolynomialLR 1.13',
  params: {
    total_iters: count(200, [1, 1000], { min: 1, letter: 'N', hint: 'the step from which on the rate is 0' }),
    power: number(1, [0, 4], { min: 0, max: 100, letter: 'p', hint: '1 is a straight line' }),
  },
  lines: () => ['lr = base (1 - min(k, total_iters) / total_iters)^power'],
});
