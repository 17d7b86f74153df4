import { count, number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Steps',
  aliases: ['StepLR', 'staircase'],
  idea: 'Falls by a factor every so many steps.',
  source: 'checked against torch.optim.lr_scheduler.StepLR 1.13',
  params: {
    step_size: count(60, [1, 200], { min: 1, letter: 'n', hint: 'steps between two falls' }),
    gamma: number(0.1, [0, 1], { min: 0, max: 1e6, letter: '\\gamma', hint: 'what is left of the rate at each fall' }),
  },
  lines: () => ['lr = base gamma^floor(k / step_size)'],
});
