import { beta1, beta2, epsilon, flag, number, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'QHAdam',
  aliases: ['quasi-hyperbolic Adam'],
  year: 2018,
  idea: 'Adam with both of its means blended with the newest gradient.',
  source: 'Ma & Yarats 2018 (arXiv:1810.06801); checked against facebookresearch/qhoptim',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    nu1: number(1, [0, 1], { letter: '\\nu_1', hint: 'share of the mean in the direction; 0.7 is recommended' }),
    nu2: number(1, [0, 1], { min: 0, max: 1, letter: '\\nu_2', hint: 'share of the mean square in the scale' }),
    weight_decay: weightDecay(0, 'coupled'),
    decouple_weight_decay: flag(false, 'take the decay from x instead of adding it to the gradient'),
    eps: epsilon(1e-8),
  },
  letters: momentLetters,
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1) },
  lines: ({ decouple_weight_decay }) => [
    decouple_weight_decay ? 'x = x - lr weight_decay x' : 'g = g + weight_decay x',
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'm_hat = m / (1 - p1)',
    'v_hat = v / (1 - p2)',
    'x = x - lr ((1 - nu1) g + nu1 m_hat) / (sqrt((1 - nu2) g^2 + nu2 v_hat) + eps)',
  ],
  conventions: ['With both ν at 1, the defaults, it is Adam; the paper recommends ν₁ = 0.7 with β₁ = 0.995.'],
});
