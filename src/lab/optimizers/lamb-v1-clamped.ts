import { beta1, beta2, epsilon, flag, number, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'LAMB (first version)',
  year: 2019,
  idea: 'LAMB as first published: no bias correction, and weights longer than a bound count as the bound.',
  source: 'You et al. 2019 (arXiv:1904.00962v1); checked against jettify/pytorch-optimizer',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-6),
    weight_decay: weightDecay(0, 'coupled'),
    clamp_value: number(10, [0, 100], { min: 0, letter: 'c', hint: 'the greatest length of x that counts' }),
    debias: flag(false, 'undo that both means start from 0'),
  },
  letters: momentLetters,
  scope: () => 'tensor',
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1) },
  lines: ({ debias }) => [
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    'u = m / (sqrt(v) + eps) + weight_decay x',
    'n = min(norm(x), clamp_value)',
    'r = where(n norm(u) == 0, 1, n / norm(u))',
    ...(debias ? ['p1 = p1 beta1', 'p2 = p2 beta2', 'x = x - lr sqrt(1 - p2) / (1 - p1) r u'] : ['x = x - lr r u']),
  ],
});
