import { beta2, epsilon, number, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'Adai',
  aliases: ['adaptive inertia'],
  year: 2020,
  idea: 'Adapts the momentum of every coordinate instead of its rate: steep ones get less inertia.',
  source: 'Xie et al. 2020 (arXiv:2006.15815); checked against kozistr/pytorch_optimizer',
  params: {
    lr: rate(1e-3),
    beta1: number(0.1, [0, 1], { min: 0, max: 100, letter: '\\beta_0', hint: 'how much steepness takes from inertia' }),
    beta2: beta2(0.99),
    eps: epsilon(1e-3, { max: 1, hint: 'how far inertia stays below 1' }),
    weight_decay: weightDecay(0, 'coupled'),
  },
  letters: { p2: '\\beta_2^t', v_hat: '\\hat v', mu: '\\mu_t', P: '\\Pi' },
  state: { m: zeros, v: zeros, P: { shape: 'vector', init: '1' }, p2: scalar(1) },
  lines: () => [
    'g = g + weight_decay x',
    'v = beta2 v + (1 - beta2) g^2',
    'p2 = p2 beta2',
    'v_hat = v / (1 - p2)',
    'q = where(v_hat == 0, 0, v_hat / mean(v_hat))',
    'mu = clamp(1 - beta1 q, 0, 1 - eps)',
    'P = P mu',
    'm = mu m + (1 - mu) g',
    'x = x - lr m / (1 - P)',
  ],
});
