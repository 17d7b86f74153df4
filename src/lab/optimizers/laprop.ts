import { beta1, beta2, epsilon, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'LaProp',
  year: 2020,
  idea: 'Adam the other way round: each gradient is scaled first and averaged afterwards.',
  source: 'Ziyin, Wang & Ueda 2020 (arXiv:2002.04839); checked against timm’s LaProp',
  params: {
    lr: rate(4e-4),
    beta1: beta1(0.9, 'how long scaled gradients are remembered'),
    beta2: beta2(0.999),
    eps: epsilon(1e-15),
    weight_decay: weightDecay(0, 'decoupled'),
  },
  letters: momentLetters,
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1) },
  lines: () => [
    'v = beta2 v + (1 - beta2) g^2',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'v_hat = v / (1 - p2)',
    'm = beta1 m + (1 - beta1) lr g / (sqrt(v_hat) + eps)',
    'x = x - m / (1 - p1)',
    'x = x - lr weight_decay x',
  ],
});
