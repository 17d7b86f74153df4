import { choice, count, number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Reduce on plateau',
  aliases: ['ReduceLROnPlateau'],
  idea: 'Watches the loss, and lowers the rate when it has not fallen for a while.',
  source: 'checked against torch.optim.lr_scheduler.ReduceLROnPlateau 1.13',
  params: {
    factor: number(0.1, [0, 0.99], {
      min: 0,
      max: 1,
      belowMax: true,
      letter: '\\gamma',
      hint: 'what is left of the rate at each fall',
    }),
    patience: count(10, [0, 100], { letter: 'n', hint: 'steps without progress that are put up with' }),
    threshold: number(1e-4, [1e-8, 1], {
      min: 0,
      max: 1e6,
      scale: 'log',
      letter: '\\tau',
      hint: 'less than this is no progress',
    }),
    threshold_mode: choice(['rel', 'abs'], 'progress as a share of the loss, or as a number'),
    cooldown: count(0, [0, 100], { letter: 'c_0', hint: 'steps after a fall that are not counted' }),
    min_lr: number(0, [0, 1], { min: 0, max: 1e6, letter: '\\eta_{\\min}', hint: 'the least rate' }),
    eps: number(1e-8, [1e-12, 1], {
      min: 0,
      max: 1e6,
      scale: 'log',
      letter: '\\varepsilon',
      hint: 'a fall smaller than this is not made',
    }),
  },
  letters: { rate: '\\eta_k', best: 'f_{\\min}', better: 'p', bad: 'b', cool: 'c', tired: 't', low: '\\eta_b' },
  state: { rate: 'base', best: '1 / 0', bad: '0', cool: '0' },
  lines: ({ threshold_mode }) => [
    'lr = rate',
    `better = (f < ${threshold_mode === 'rel' ? 'best (1 - threshold)' : 'best - threshold'})`,
    'best = where(better == 1, f, best)',
    'bad = where(better == 1, 0, where(cool > 0, 0, bad + 1))',
    'cool = max(0, cool - 1)',
    'tired = (bad > patience)',
    'low = max(factor rate, min_lr)',
    'rate = where(tired == 1, where(rate - low > eps, low, rate), rate)',
    'cool = where(tired == 1, cooldown, cool)',
    'bad = where(tired == 1, 0, bad)',
  ],
  conventions: ['It hears the loss at every step; in PyTorch it is usually told once an epoch.'],
});
