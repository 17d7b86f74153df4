import { beta1, beta2, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'AdaBelief',
  year: 2020,
  idea: 'Adam that divides by how far gradients stray from their mean: long steps where the slope is steady.',
  source: 'Zhuang et al. 2020 (arXiv:2010.07468); checked against juntang-zhuang/Adabelief-Optimizer',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999, 'how long squared surprises are remembered'),
    eps: epsilon(1e-16),
    weight_decay: weightDecay(0, 'decoupled'),
    amsgrad: flag(false, 'never forget the largest mean square'),
    weight_decouple: flag(true, 'take the decay from x instead of adding it to the gradient'),
    fixed_decay: flag(false, 'a decay that lr does not scale'),
    rectify: flag(true, 'warm up as RAdam does'),
  },
  letters: { ...momentLetters, s_hat: '\\hat s', s_max: 's_{\\max}', rho_inf: '\\rho_\\infty', l: '\\ell' },
  state: { m: zeros, s: zeros, s_max: zeros, p1: scalar(1), p2: scalar(1), t: scalar(0) },
  lines: ({ amsgrad, weight_decouple, fixed_decay, rectify }) => [
    weight_decouple ? (fixed_decay ? 'x = x - weight_decay x' : 'x = x - lr weight_decay x') : 'g = g + weight_decay x',
    'm = beta1 m + (1 - beta1) g',
    's = beta2 s + (1 - beta2) (g - m)^2 + eps',
    ...(amsgrad ? ['s_max = max(s_max, s)'] : []),
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'm_hat = m / (1 - p1)',
    ...(rectify
      ? [
          't = t + 1',
          'l = sqrt(1 - p2) / (sqrt(s) + eps)',
          'rho_inf = 2 / (1 - beta2) - 1',
          'rho = rho_inf - 2 t p2 / (1 - p2)',
          'r = sqrt((rho - 4) (rho - 2) rho_inf / ((rho_inf - 4) (rho_inf - 2) rho))',
          'x = x - where(rho >= 5, lr r l m_hat, lr m_hat)',
        ]
      : [`s_hat = ${amsgrad ? 's_max' : 's'} / (1 - p2)`, 'x = x - lr m_hat / (sqrt(s_hat) + eps)']),
  ],
  refuse: ({ amsgrad, rectify, fixed_decay, weight_decouple }) =>
    amsgrad && rectify
      ? { param: 'amsgrad', message: 'amsgrad has no effect together with rectify: switch rectify off' }
      : fixed_decay && !weight_decouple
        ? { param: 'fixed_decay', message: 'fixed_decay is a way of decoupled decay: it needs weight_decouple' }
        : undefined,
  conventions: ['eps is added into the remembered state at every step, and once more to the root.'],
});
