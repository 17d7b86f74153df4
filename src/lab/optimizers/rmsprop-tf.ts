import { decay, epsilon, flag, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, type StateLine, zeros } from '../optimizer.ts';

const ones: StateLine = { shape: 'vector', init: '1' };

export default rule({
  title: 'RMSprop (TensorFlow 1)',
  year: 2015,
  idea: 'RMSprop whose mean square starts from 1, which makes the first steps gentle.',
  source: 'Hinton 2012, lecture 6, as in TensorFlow 1; checked against timm’s RMSpropTF',
  params: {
    lr: rate(1e-2),
    alpha: decay(0.9, { letter: '\\alpha', hint: 'how long squares are remembered' }),
    eps: epsilon(1e-10),
    weight_decay: weightDecay(0, 'coupled'),
    momentum: velocity(0),
    centered: flag(false, 'scale by the variance instead of the mean square'),
    lr_in_momentum: flag(true, 'scale by lr before the velocity remembers'),
  },
  letters: { d: 'd' },
  state: { v: ones, a: zeros, b: zeros },
  lines: ({ centered, lr_in_momentum }) => [
    'g = g + weight_decay x',
    'v = alpha v + (1 - alpha) g^2',
    ...(centered ? ['a = alpha a + (1 - alpha) g', 'd = g / sqrt(v - a^2 + eps)'] : ['d = g / sqrt(v + eps)']),
    ...(lr_in_momentum ? ['b = momentum b + lr d', 'x = x - b'] : ['b = momentum b + d', 'x = x - lr b']),
  ],
  conventions: [
    'PyTorch starts the mean square at 0 and adds eps outside the root; Keras starts at 0 and adds it inside.',
  ],
});
