import { choice, number, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'QHM',
  aliases: ['quasi-hyperbolic momentum'],
  year: 2018,
  idea: 'A weighted mean of plain SGD and momentum, which many other methods are special cases of.',
  source: 'Ma & Yarats 2018 (arXiv:1810.06801); checked against facebookresearch/qhoptim',
  params: {
    lr: rate(1e-2),
    nu: number(0.7, [0, 1], { letter: '\\nu', hint: '0 is plain SGD, 1 is momentum, μ itself is Nesterov' }),
    momentum: velocity(0.999),
    weight_decay: weightDecay(0, 'coupled'),
    weight_decay_type: choice(['grad', 'direct'], 'added to the gradient, or taken from x'),
  },
  state: { b: zeros },
  lines: ({ weight_decay_type }) => [
    weight_decay_type === 'direct' ? 'x = x - lr weight_decay x' : 'g = g + weight_decay x',
    'b = momentum b + (1 - momentum) g',
    'x = x - lr ((1 - nu) g + nu b)',
  ],
  conventions: ['The velocity is an average here: momentum alone (ν = 1) needs 1/(1 − μ) times PyTorch’s lr.'],
});
