import { epsilon, flag, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'Mirror MADGRAD',
  year: 2021,
  idea: 'MADGRAD that walks on from its last point instead of from the start, for long trainings.',
  source: 'Defazio & Jelassi 2021, authors’ code only; checked against facebookresearch/madgrad',
  params: {
    lr: rate(1e-2),
    momentum: velocity(0.9),
    weight_decay: weightDecay(0, 'coupled'),
    eps: epsilon(0, { hint: 'keeps the division finite; also added to lr' }),
    decouple_decay: flag(false, 'take the decay from x instead of adding it to the gradient'),
  },
  letters: { d: 'd' },
  state: { z: { shape: 'vector', init: 'x' }, q: zeros, t: scalar(0) },
  lines: ({ decouple_decay }) => [
    ...(decouple_decay ? [] : ['g = g + weight_decay x']),
    'q = q sqrt(t / (t + 1)) + g^2',
    't = t + 1',
    'd = where(q == 0, 0, cbrt(t) g / (cbrt(q) + eps))',
    decouple_decay ? 'z = z - (lr + eps) d - (lr + eps) weight_decay x' : 'z = z - (lr + eps) d',
    'x = momentum x + (1 - momentum) z',
  ],
});
