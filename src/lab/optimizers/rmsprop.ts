import { choice, decay, epsilon, flag, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'RMSprop',
  year: 2012,
  idea: 'Adagrad with a memory that fades: every coordinate is scaled by its recent gradients.',
  source: 'Hinton 2012, lecture 6; centered: Graves 2013 (arXiv:1308.0850); checked against torch.optim.RMSprop 1.13',
  torch: { name: 'RMSprop', unknown: ['eps_placement'] },
  params: {
    lr: rate(1e-2),
    alpha: decay(0.99, { letter: '\\alpha', hint: 'how long squares are remembered' }),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
    momentum: velocity(0),
    centered: flag(false, 'scale by the variance instead of the mean square'),
    eps_placement: choice(['outside', 'inside'], 'eps added to the root, or under it'),
  },
  letters: { d: 'd' },
  state: { v: zeros, a: zeros, b: zeros },
  lines: ({ centered, eps_placement }) => {
    const spread = centered ? 'v - a^2' : 'v';
    return [
      'g = g + weight_decay x',
      'v = alpha v + (1 - alpha) g^2',
      ...(centered ? ['a = alpha a + (1 - alpha) g'] : []),
      eps_placement === 'inside' ? `d = g / sqrt(${spread} + eps)` : `d = g / (sqrt(${spread}) + eps)`,
      'b = momentum b + d',
      'x = x - lr b',
    ];
  },
  scaled: {
    roots({ lr, momentum, weight_decay, centered, eps_placement }, curvature) {
      if (weight_decay !== 0 || centered || eps_placement !== 'outside') return undefined;
      return { sum: 1 + Number(momentum) - Number(lr) * curvature, product: Number(momentum) };
    },
    border: ({ momentum }) => (momentum === 0 ? '2/λmax' : '2(1+β)/λmax'),
    scale: ({ eps }, { v }) => v!.map((it) => Math.sqrt(it) + Number(eps)),
  },
  conventions: [
    'PyTorch adds eps outside the root; TensorFlow and Keras inside, and TensorFlow 1 starts v at 1.',
    'There is no bias correction: the first steps are up to 1/√(1 − α) times longer.',
  ],
});
