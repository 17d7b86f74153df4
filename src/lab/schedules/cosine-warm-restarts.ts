import { count, number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Cosine with restarts',
  aliases: ['CosineAnnealingWarmRestarts', 'SGDR'],
  idea: 'Cosine waves that begin again at the full rate: every restart may leave a poor hollow.',
  source:
    'Loshchilov & Hutter 2016 (arXiv:1608.03983); checked against torch.optim.lr_scheduler.CosineAnnealingWarmRestarts 1.13',
  params: {
    T_0: count(50, [1, 500], { min: 1, letter: 'T_0', hint: 'steps of the first wave' }),
    T_mult: count(2, [1, 4], { min: 1, max: 1000, letter: 'q', hint: 'how many times as long each wave is' }),
    eta_min: number(0, [0, 1], { min: 0, max: 1e6, letter: '\\eta_{\\min}', hint: 'the least rate' }),
  },
  letters: { c: 'k_T', T: 'T', r: 'r' },
  state: { c: '0', T: 'T_0' },
  lines: () => [
    'lr = eta_min + (base - eta_min) (1 + cos(pi c / T)) / 2',
    'c = c + 1',
    'r = (c >= T)',
    'c = where(r == 1, 0, c)',
    'T = where(r == 1, T_mult T, T)',
  ],
});
