import { beta1, beta2, epsilon, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'RAdam',
  aliases: ['rectified Adam'],
  year: 2019,
  idea: 'Adam with its warm-up worked out: as long as the mean square rests on too few gradients, it is not used.',
  source: 'Liu et al. 2019 (arXiv:1908.03265); checked against torch.optim.RAdam 1.13',
  torch: { name: 'RAdam' },
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
  },
  letters: { ...momentLetters, rho_inf: '\\rho_\\infty', l: '\\ell' },
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1), t: scalar(0) },
  lines: () => [
    'g = g + weight_decay x',
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
    'x = x - where(rho > 5, lr r l m_hat, lr m_hat)',
  ],
  conventions: [
    'The first steps are plain momentum, not divided by anything: on steep ground lr is not small there.',
    'The authors’ code takes no step at all meanwhile (see RAdam, authors’ code), and its threshold lets 5 itself pass.',
  ],
});
