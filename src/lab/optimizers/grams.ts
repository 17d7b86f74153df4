import { beta1, beta2, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'Grams',
  year: 2024,
  idea: 'Adam’s step sizes in the direction of the newest gradient’s signs.',
  source: 'Cao et al. 2024 (arXiv:2412.17107); checked against Gunale0926/Grams',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-6),
    weight_decay: weightDecay(0, 'decoupled'),
    correct_bias: flag(true, 'undo that both means start from 0'),
  },
  letters: momentLetters,
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1) },
  lines: ({ correct_bias }) => [
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    ...(correct_bias
      ? [
          'p1 = p1 beta1',
          'p2 = p2 beta2',
          'x = x - lr weight_decay x - lr sqrt(1 - p2) / (1 - p1) sign(g) abs(m) / (sqrt(v) + eps)',
        ]
      : ['x = x - lr weight_decay x - lr sign(g) abs(m) / (sqrt(v) + eps)']),
  ],
});
