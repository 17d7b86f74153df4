import { beta1, beta2, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

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
    nesterov: flag(false, 'look ahead along the mean gradient'),
  },
  letters: momentLetters,
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1) },
  lines: ({ nesterov }) => [
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    nesterov ? 'm_hat = (beta1 m + (1 - beta1) g) / (1 - p1)' : 'm_hat = m / (1 - p1)',
    'v_hat = v / (1 - p2)',
    'x = x - lr weight_decay x - lr m_hat / (sqrt(v_hat) + eps)',
  ],
  conventions: ['The projection is for tensors of two or more dimensions; a vector never meets it.'],
});
