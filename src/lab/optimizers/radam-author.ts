import { beta1, beta2, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'RAdam (authors’ code)',
  year: 2019,
  idea: 'RAdam as its authors run it: it waits until the mean square can be trusted.',
  source: 'Liu et al. 2019 (arXiv:1908.03265); checked against LiyuanLucasLiu/RAdam',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'decoupled'),
    degenerated_to_sgd: flag(false, 'take momentum steps instead of waiting'),
  },
  letters: { ...momentLetters, rho_inf: '\\rho_\\infty', l: '\\ell' },
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1), t: scalar(0) },
  lines: ({ degenerated_to_sgd }) => [
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    't = t + 1',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'm_hat = m / (1 - p1)',
    'l = sqrt(1 - p2) / (sqrt(v) + eps)',
    'rho_inf = 2 / (1 - beta2) - 1',
    'rho = rho_inf - 2 t p2 / (1 - p2)',
    'r = sqrt((rho - 4) (rho - 2) rho_inf / ((rho_inf - 4) (rho_inf - 2) rho))',
    degenerated_to_sgd
      ? 'x = x - lr weight_decay x - where(rho >= 5, lr r l m_hat, lr m_hat)'
      : 'x = x - where(rho >= 5, lr weight_decay x + lr r l m_hat, 0)',
  ],
  conventions: ['With β₂ = 0.999 the first five steps stand still. That is the rule, not a fault of the drawing.'],
});
