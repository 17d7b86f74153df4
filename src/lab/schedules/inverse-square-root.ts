import { count } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Inverse square root',
  aliases: ['Noam', 'Transformer'],
  idea: 'Grows in a line to the full rate, then falls with the root of the steps: the first Transformers’ schedule.',
  source: 'Vaswani et al. 2017 (arXiv:1706.03762); checked against torch.optim.lr_scheduler.LambdaLR 1.13',
  params: {
    warmup: count(20, [1, 200], { min: 1, letter: 'w', hint: 'the step at which the rate is highest' }),
  },
  lines: () => ['lr = base min(sqrt(warmup / (k + 1)), (k + 1) / warmup)'],
  conventions: ['The paper’s rate is this one with a base of 1/√(d·w), for a model of width d.'],
});
