import { beta1, epsilon, number, rate, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'MARS-Shampoo',
  year: 2024,
  idea: 'Muon’s orthogonal step on gradients that are corrected by their change, which takes noise out of them.',
  source: 'Yuan et al. 2024 (arXiv:2411.10438); checked against AGI-Arena/MARS (mars-shampoo, approximate form)',
  params: {
    lr: rate(3e-3),
    beta1: beta1(0.95),
    gamma: number(0.025, [0, 1], { letter: '\\gamma', hint: 'how much of the gradient’s change is added' }),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'decoupled'),
  },
  letters: { g_prev: 'g_{t-1}', u: 'U' },
  needs: () => 'matrix',
  scope: () => 'tensor',
  state: { m: zeros, g_prev: zeros },
  lines: () => [
    'c = g + gamma beta1 / (1 - beta1) (g - g_prev)',
    'c = c / max(1, norm(c))',
    'g_prev = g',
    'm = beta1 m + (1 - beta1) c',
    'u = m / (1 - beta1)',
    'u = u / (norm(u) + eps)',
    'x = x - lr weight_decay x - lr sqrt(max(1, rows(x) / columns(x))) ns5(u)',
  ],
  conventions: [
    'In the authors’ code this is MARS with mars_type mars-shampoo; here it is an entry of its own, since it asks for a matrix.',
    'It is Muon’s iteration, not Shampoo’s roots: the authors count both as the same idea.',
  ],
});
