import { beta1, beta2, epsilon, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'diffGrad',
  year: 2019,
  idea: 'Adam with a friction: where the gradient hardly changes any more, steps are halved.',
  source: 'Dubey et al. 2019 (arXiv:1909.11015); checked against jettify/pytorch-optimizer',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
  },
  letters: { ...momentLetters, g_prev: 'g_{t-1}' },
  state: { m: zeros, v: zeros, g_prev: zeros, p1: scalar(1), p2: scalar(1) },
  lines: () => [
    'g = g + weight_decay x',
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    'xi = sigmoid(abs(g_prev - g))',
    'g_prev = g',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'x = x - lr sqrt(1 - p2) / (1 - p1) xi m / (sqrt(v) + eps)',
  ],
});
