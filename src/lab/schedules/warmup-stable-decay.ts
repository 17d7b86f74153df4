import { count } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Warm-up, stable, decay',
  aliases: ['WSD', 'trapezoidal'],
  idea: 'Up, level, and down in straight lines: one can train on as long as it is level.',
  source: 'Hu et al. 2024 (arXiv:2404.06395); checked against torch.optim.lr_scheduler.LambdaLR 1.13',
  params: {
    warmup: count(20, [1, 200], { min: 1, letter: 'w', hint: 'steps to the full rate' }),
    decay_start: count(140, [0, 1000], { letter: 'a', hint: 'the step from which on it falls' }),
    total_iters: count(200, [1, 1000], { min: 1, letter: 'N', hint: 'the step at which it is 0' }),
  },
  refuse: ({ decay_start, total_iters }) =>
    Number(decay_start) >= Number(total_iters)
      ? { param: 'decay_start', message: 'decay_start must be below total_iters' }
      : undefined,
  lines: () => [
    'lr = base where(k < warmup, (k + 1) / warmup, where(k < decay_start, 1, max(0, (total_iters - k) / (total_iters - decay_start))))',
  ],
});
