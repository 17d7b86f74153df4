import { beta1, beta2, epsilon, number, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'MoMo-Adam',
  year: 2023,
  idea: 'Adam with MoMo’s step: a model of recent losses shortens steps that would overshoot; lr is only a cap.',
  source: 'Schaipp et al. 2023 (arXiv:2305.07583); checked against fabian-sp/MoMo',
  params: {
    lr: rate(1e-2, { hint: 'the longest step, not the usual one' }),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'decoupled'),
    lb: number(0, [-10, 10], { letter: 'f_*', hint: 'a value the loss cannot fall below' }),
  },
  letters: { ...momentLetters, f_bar: '\\bar f', q: '\\gamma', a: '\\alpha', D: 'D', rho: '\\rho' },
  state: { f_bar: scalar(0), m: zeros, v: zeros, q: scalar(0), p1: scalar(1), p2: scalar(1) },
  lines: () => [
    'f_bar = beta1 f_bar + (1 - beta1) f',
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    'q = beta1 q + (1 - beta1) dot(x, g)',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'rho = 1 - p1',
    'D = sqrt(v / (1 - p2)) + eps',
    'a = 1 + lr weight_decay',
    'h = max(a (f_bar - rho lb) + dot(x, m) - a q, 0)',
    'tau = where(norm(m) == 0, 0, min(lr / rho, h / sum(m^2 / D)))',
    'x = (x - tau m / D) / a',
  ],
});
