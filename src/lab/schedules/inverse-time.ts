import { number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Inverse time',
  aliases: ['1/t', 'Robbins–Monro'],
  idea: 'Falls like one over the steps: noise averages out, and no place is out of reach.',
  source: 'Robbins & Monro 1951; checked against torch.optim.lr_scheduler.LambdaLR 1.13',
  params: {
    decay: number(0.05, [0, 1], { min: 0, letter: '\\delta', hint: 'how fast: the rate is halved after 1/δ steps' }),
  },
  lines: () => ['lr = base / (1 + decay k)'],
});
