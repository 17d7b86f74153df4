import { count, decay, epsilon, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'Apollo',
  year: 2020,
  idea: 'Quasi-Newton for the price of a gradient: learns the diagonal of the Hessian from how gradients change.',
  source: 'Ma 2020 (arXiv:2009.13586); checked against XuezheMax/apollo',
  params: {
    lr: rate(1e-2),
    beta: decay(0.9, { letter: '\\beta', hint: 'how long gradients are remembered' }),
    eps: epsilon(1e-4),
    warmup: count(500, [0, 1000], { letter: 'T', hint: 'steps until lr has its full size, from a thousandth of it' }),
    weight_decay: weightDecay(0, 'coupled'),
  },
  letters: { l: '\\eta_t', a: '\\alpha', p: '\\beta^t', B: 'B', n: 'n' },
  scope: () => 'tensor',
  roles: { m: 'velocity', B: undefined },
  state: { m: zeros, B: zeros, d: zeros, p: scalar(1), t: scalar(0) },
  lines: () => [
    'g = g + weight_decay x',
    'l = lr where(t < warmup, 0.001 + 0.999 t / warmup, 1)',
    't = t + 1',
    'p = p beta',
    'a = (1 - beta) / (1 - p)',
    'y = g - m',
    'm = m + a y',
    'n = sum(d^4)^0.25 + eps / 0.01',
    'd = d / n',
    'B = B - d^2 (a dot(y / n, d) + sum(B d^2))',
    'd = m / max(abs(B), 0.01)',
    'x = x - l d',
  ],
  conventions: [
    'Until it has seen some curvature its steps are 100 times lr times the gradient: hence the long warm-up.',
  ],
});
