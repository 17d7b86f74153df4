import { epsilon, flag, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'MADGRAD',
  year: 2021,
  idea: 'Every step starts anew from x₀: the sum of all gradients over the cube root of their squares, averaged.',
  source: 'Defazio & Jelassi 2021 (arXiv:2101.11075); checked against facebookresearch/madgrad',
  params: {
    lr: rate(1e-2),
    momentum: velocity(0.9),
    weight_decay: weightDecay(0, 'coupled'),
    eps: epsilon(1e-6, { hint: 'keeps the division finite; also added to lr' }),
    decouple_decay: flag(false, 'take the decay from x instead of adding it to the gradient'),
  },
  letters: { x0: 'x_0', l: '\\lambda_t', d: 'd' },
  state: { s: zeros, q: zeros, x0: { shape: 'vector', init: 'x' }, t: scalar(0) },
  lines: ({ decouple_decay }) => [
    ...(decouple_decay ? [] : ['g = g + weight_decay x']),
    't = t + 1',
    'l = (lr + eps) sqrt(t)',
    's = s + l g',
    'q = q + l g^2',
    'z = x0 - where(q == 0, 0, s / (cbrt(q) + eps))',
    decouple_decay
      ? 'x = momentum x + (1 - momentum) z - (lr + eps) weight_decay x'
      : 'x = momentum x + (1 - momentum) z',
  ],
  conventions: ['lr is on another scale than Adam’s, and the start x₀ is never forgotten.'],
});
