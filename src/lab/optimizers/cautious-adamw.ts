import { beta1, beta2, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'Cautious AdamW',
  aliases: ['C-AdamW'],
  year: 2024,
  idea: 'AdamW that moves only the coordinates in which its momentum and the new gradient agree.',
  source: 'Liang et al. 2024 (arXiv:2411.16085); checked against kyleliang919/C-Optim',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-6),
    weight_decay: weightDecay(0, 'decoupled'),
    correct_bias: flag(true, 'undo that both means start from 0'),
  },
  letters: momentLetters,
  scope: () => 'tensor',
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1) },
  lines: ({ correct_bias }) => [
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    'k = where(m g > 0, 1, 0)',
    'k = k / max(mean(k), 0.001)',
    ...(correct_bias
      ? [
          'p1 = p1 beta1',
          'p2 = p2 beta2',
          'x = x - lr weight_decay x - lr sqrt(1 - p2) / (1 - p1) k m / (sqrt(v) + eps)',
        ]
      : ['x = x - lr weight_decay x - lr k m / (sqrt(v) + eps)']),
  ],
  conventions: [
    'What is left of the step is scaled up: with one of two coordinates masked, the other moves twice as far.',
  ],
});
