import { beta1, beta2, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'NovoGrad',
  year: 2019,
  idea: 'Momentum on gradients of normalised length: one mean square for the whole layer.',
  source: 'Ginsburg et al. 2019 (arXiv:1905.11286); checked against jettify/pytorch-optimizer',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.95),
    beta2: beta2(0, 'how long squared lengths are remembered'),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
    grad_averaging: flag(false, 'momentum as a mean instead of a sum'),
    amsgrad: flag(false, 'never forget the largest length'),
  },
  letters: { v_max: 'v_{\\max}' },
  scope: () => 'tensor',
  roles: { m: 'velocity' },
  state: { m: zeros, v: scalar(0), v_max: scalar(0) },
  lines: ({ grad_averaging, amsgrad }) => [
    'n = norm(g)^2',
    'v = where(v == 0, n, beta2 v + (1 - beta2) n)',
    ...(amsgrad ? ['v_max = max(v_max, v)'] : []),
    `h = g / (sqrt(${amsgrad ? 'v_max' : 'v'}) + eps) + weight_decay x`,
    grad_averaging ? 'm = beta1 m + (1 - beta1) h' : 'm = beta1 m + h',
    'x = x - lr m',
  ],
  conventions: [
    'The paper’s β₂ is 0.98; the reference’s default 0 forgets at once.',
    'TensorFlow Addons averages only from the second step on.',
  ],
});
