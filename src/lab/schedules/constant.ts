import { count, number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Constant',
  idea: 'A share of the rate for the first steps, then the whole of it.',
  source: 'checked against torch.optim.lr_scheduler.ConstantLR 1.13',
  params: {
    factor: number(0.5, [0, 1], { min: 0, max: 1e6, letter: 'c', hint: 'share of the rate in the first steps' }),
    total_iters: count(20, [0, 200], { letter: 'N', hint: 'how many steps that lasts' }),
  },
  lines: () => ['lr = base where(k < total_iters, factor, 1)'],
  conventions: ['PyTorch’s defaults are a third, for 5 steps.'],
});
