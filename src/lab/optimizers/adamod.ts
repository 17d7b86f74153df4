import { beta1, beta2, decay, epsilon, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'AdaMod',
  year: 2019,
  idea: 'Adam whose step sizes may not exceed their own running mean, which tames the first ones.',
  source: 'Ding et al. 2019 (arXiv:1910.12249); checked against jettify/pytorch-optimizer',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    beta3: decay(0.999, { letter: '\\beta_3', hint: 'how long step sizes are remembered' }),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'decoupled'),
  },
  letters: { ...momentLetters, s: '\\eta_t', e: '\\bar\\eta' },
  state: { m: zeros, v: zeros, e: zeros, p1: scalar(1), p2: scalar(1) },
  lines: () => [
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    's = lr sqrt(1 - p2) / (1 - p1) / (sqrt(v) + eps)',
    'e = beta3 e + (1 - beta3) s',
    'x = x - lr weight_decay x - min(s, e) m',
  ],
});
