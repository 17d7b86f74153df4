import { beta1, beta2, epsilon, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'StableAdamW',
  year: 2023,
  idea: 'AdamW that slows down by itself when gradients are larger than their mean square expects.',
  source: 'Wortsman et al. 2023 (arXiv:2304.13013); checked against warner-benjamin/optimi',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.99),
    eps: epsilon(1e-6),
    weight_decay: weightDecay(1e-2, 'decoupled'),
  },
  letters: {
    p1: '\\beta_1^t',
    p2: '\\beta_2^t',
    b1: '\\hat\\beta_1',
    b2: '\\hat\\beta_2',
    l: '\\eta_t',
  },
  scope: () => 'tensor',
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1) },
  lines: () => [
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'b1 = (p1 - beta1) / (p1 - 1)',
    'b2 = (p2 - beta2) / (p2 - 1)',
    'm = b1 m + (1 - b1) g',
    'v = b2 v + (1 - b2) g^2',
    'r = rms(g / max(sqrt(v), eps))',
    'l = lr / max(1, r)',
    'x = x - l weight_decay x - l m / (sqrt(v) + eps)',
  ],
  conventions: ['The betas are corrected for the start instead of the means: the numbers are the same as Adam’s.'],
});
