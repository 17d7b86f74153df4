import { count, number } from '../describe/param.ts';
import { schedule } from '../schedule.ts';

export default schedule({
  title: 'Cosine',
  aliases: ['CosineAnnealingLR', 'SGDR'],
  idea: 'Half a cosine wave from the rate down to the least: slowly at first, fast in between, slowly again.',
  source:
    'Loshchilov & Hutter 2016 (arXiv:1608.03983); checked against torch.optim.lr_scheduler.CosineAnnealingLR 1.13',
  params: {
    T_max: count(200, [1, 1000], { min: 1, letter: 'T_{\\max}', hint: 'steps to the least rate' }),
    eta_min: number(0, [0, 1], { min: 0, max: 1e6, letter: '\\eta_{\\min}', hint: 'the least rate' }),
  },
  lines: () => ['lr = eta_min + (base - eta_min) (1 + cos(pi k / T_max)) / 2'],
  conventions: ['PyTorch’s cosine does not stop at T: it goes up again. Keras and optax stay at the end.'],
});
