import { count, number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Linear',
  aliases: ['LinearLR', 'linear warm-up'],
  idea: 'Goes in a straight line from one share of the rate to another: a warm-up, or a decay.',
  source: 'checked against torch.optim.lr_scheduler.LinearLR 1.13',
  params: {
    start_factor: number(0.1, [0, 1], { min: 0, max: 1e6, letter: 's', hint: 'share of the rate at the first step' }),
    end_factor: number(1, [0, 1], { min: 0, max: 1e6, letter: 'e', hint: 'share of the rate at the end' }),
    total_iters: count(20, [1, 200], { min: 1, letter: 'N', hint: 'steps from one to the other' }),
  },
  lines: () => ['lr = base (start_factor + (end_factor - start_factor) min(k, total_iters) / total_iters)'],
  conventions: ['PyTorch’s defaults are from a third to the whole within 5 steps.'],
});
