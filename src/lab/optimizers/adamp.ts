import { beta1, beta2, epsilon, flag, number, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

/** Takes from u its part along x, row by row or all at once, where no gradient there points along x. */
const projection = [
  'n = sqrt(columns(x) row_means(x^2)) + eps',
  'c = columns(x) |row_means(g x)| / n / (sqrt(columns(x) row_means(g^2)) + eps)',
  'a = sum(c >= delta / sqrt(columns(x))) == 0',
  'b = |dot(g, x)| / (norm(g) + eps) / (norm(x) + eps) < delta / sqrt(size(x))',
  'n = x / where(a, n, norm(x) + eps)',
  'u = u - where(a, columns(x) row_means(n u), where(b, dot(n, u), 0)) n',
  'w = where(a + b > 0, wd_ratio, 1)',
];

export default rule({
  title: 'AdamP',
  year: 2020,
  idea: 'AdamW that takes from a weight matrix’s step what would only lengthen it; on a point it is AdamW.',
  source: 'Heo et al. 2020 (arXiv:2006.08217); checked against jettify/pytorch-optimizer',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'decoupled'),
    delta: number(0.1, [0, 1], { min: 0, letter: '\\delta', hint: 'how square to its weights a gradient must be' }),
    wd_ratio: number(0.1, [0, 1], { min: 0, max: 1, letter: '\\rho', hint: 'share of the decay then' }),
    nesterov: flag(false, 'look ahead along the mean gradient'),
  },
  letters: momentLetters,
  scope: () => 'tensor',
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1) },
  lines: ({ nesterov }, matrix) => [
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    nesterov ? 'm_hat = (beta1 m + (1 - beta1) g) / (1 - p1)' : 'm_hat = m / (1 - p1)',
    'v_hat = v / (1 - p2)',
    'u = m_hat / (sqrt(v_hat) + eps)',
    ...(matrix ? projection : []),
    matrix ? 'x = x - lr weight_decay w x - lr u' : 'x = x - lr weight_decay x - lr u',
  ],
  conventions: ['The projection is for tensors of two or more dimensions; a vector never meets it.'],
});
