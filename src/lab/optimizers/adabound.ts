import { beta1, beta2, epsilon, flag, number, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'AdaBound',
  year: 2019,
  idea: 'Adam whose step sizes are held in a band that narrows to one rate: it begins as Adam and ends as SGD.',
  source: 'Luo et al. 2019 (arXiv:1902.09843); checked against Luolc/AdaBound',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    final_lr: rate(0.1, { letter: '\\eta_*', hint: 'the rate of SGD it ends with' }),
    gamma: number(1e-3, [0, 1], { min: 0, max: 1e6, letter: '\\gamma', hint: 'how fast the band narrows' }),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
    amsbound: flag(false, 'never forget the largest mean square'),
  },
  letters: { ...momentLetters, low: '\\eta_{\\min}', high: '\\eta_{\\max}', s: '\\eta_t' },
  state: { m: zeros, v: zeros, v_max: zeros, p1: scalar(1), p2: scalar(1), t: scalar(0) },
  lines: ({ amsbound }) => [
    'g = g + weight_decay x',
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    ...(amsbound ? ['v_max = max(v_max, v)'] : []),
    't = t + 1',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'low = final_lr (1 - 1 / (gamma t + 1))',
    'high = final_lr (1 + 1 / (gamma t))',
    `s = clamp(lr sqrt(1 - p2) / (1 - p1) / (sqrt(${amsbound ? 'v_max' : 'v'}) + eps), low, high)`,
    'x = x - s m',
  ],
  conventions: ['The band starts at [0, ∞): γ is how soon it closes around the final rate.'],
});
