import { choice, count, flag, number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

const bound = (value: number, letter: string, hint: string) =>
  number(value, [1e-5, 10], { min: 0, max: 1e6, scale: 'log', letter, hint });
const share = (value: number, letter: string, hint: string) =>
  number(value, [0, 1], { min: 0, max: 1, belowMax: true, letter, hint });

export default schedule({
  title: 'Cyclic',
  aliases: ['CyclicLR', 'triangular'],
  idea: 'Up and down between two rates, over and over.',
  source: 'Smith 2015 (arXiv:1506.01186); checked against torch.optim.lr_scheduler.CyclicLR 1.13',
  params: {
    base_lr: bound(0.001, '\\eta_{\\min}', 'the lowest rate'),
    max_lr: bound(0.1, '\\eta_{\\max}', 'the highest rate'),
    step_size_up: count(25, [1, 200], { min: 1, letter: 'n_+', hint: 'steps up' }),
    step_size_down: count(0, [0, 200], { letter: 'n_-', hint: 'steps down; 0 for as many as up' }),
    mode: choice(['triangular', 'triangular2', 'exp_range'], 'peaks stay, are halved, or shrink by γ at each step'),
    gamma: number(0.99, [0.9, 1], {
      min: 0,
      max: 10,
      letter: '\\gamma',
      hint: 'what is left of the peak at each step',
    }),
    cycle_momentum: flag(true, 'momentum (or β₁) goes down while the rate goes up'),
    base_momentum: share(0.8, '\\mu_{\\min}', 'momentum at the highest rate'),
    max_momentum: share(0.9, '\\mu_{\\max}', 'momentum at the lowest rate'),
  },
  letters: { T: 'T', c: 'c', q: 'q', r: 'r', s: 's' },
  lines: ({ mode, cycle_momentum }) => [
    'T = step_size_up + where(step_size_down == 0, step_size_up, step_size_down)',
    'c = floor(1 + k / T)',
    'q = 1 + k / T - c',
    'r = step_size_up / T',
    's = where(q <= r, q / r, (q - 1) / (r - 1))',
    ...(mode === 'triangular2' ? ['s = s / 2^(c - 1)'] : mode === 'exp_range' ? ['s = s gamma^k'] : []),
    'lr = base_lr + (max_lr - base_lr) s',
    ...(cycle_momentum ? ['momentum = max_momentum - (max_momentum - base_momentum) s'] : []),
  ],
  conventions: [
    'It takes neither the optimizer’s own rate nor its momentum, as in PyTorch.',
    'Where an optimizer has no momentum, β₁ is cycled, and where it has neither, the rate alone.',
  ],
});
