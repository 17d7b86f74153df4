import { beta1, beta2, epsilon, flag, number, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'LAMB',
  year: 2019,
  idea: 'AdamW whose step has the length of the weights themselves, layer by layer.',
  source: 'You et al. 2019 (arXiv:1904.00962); checked against timm’s Lamb',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-6),
    weight_decay: weightDecay(1e-2, 'coupled'),
    max_grad_norm: number(1, [0, 10], { min: 0, letter: 'c', hint: 'longest gradient let through; 0 for any' }),
    bias_correction: flag(true, 'undo that both means start from 0'),
    trust_clip: flag(false, 'never more than lr times Adam’s step'),
    always_adapt: flag(false, 'adapt without weight decay as well'),
  },
  letters: { ...momentLetters, g_all: '\\nabla f' },
  scope: () => 'tensor',
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1) },
  lines: ({ bias_correction, trust_clip, always_adapt }) => [
    'g = where(max_grad_norm > 0, g / max(1, norm(g_all) / max_grad_norm), g)',
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    ...(bias_correction
      ? [
          'p1 = p1 beta1',
          'p2 = p2 beta2',
          'm_hat = m / (1 - p1)',
          'v_hat = v / (1 - p2)',
          'u = m_hat / (sqrt(v_hat) + eps) + weight_decay x',
        ]
      : ['u = m / (sqrt(v) + eps) + weight_decay x']),
    'r = where(norm(x) norm(u) == 0, 1, norm(x) / norm(u))',
    ...(trust_clip ? ['r = min(r, 1)'] : []),
    ...(always_adapt ? [] : ['r = where(weight_decay == 0, 1, r)']),
    'x = x - lr r u',
  ],
  conventions: [
    'Without weight decay timm’s LAMB is plain Adam, unless told to adapt always.',
    'Keras leaves the weight decay out of the trust ratio r.',
  ],
});
