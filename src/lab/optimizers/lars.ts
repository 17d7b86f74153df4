import { epsilon, flag, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'LARS',
  aliases: ['layer-wise adaptive rate scaling'],
  year: 2017,
  idea: 'Momentum whose step is a fixed share of the weights’ length, layer by layer.',
  source: 'You, Gitman & Ginsburg 2017 (arXiv:1708.03888); checked against timm’s Lars',
  params: {
    lr: rate(1),
    momentum: velocity(0),
    weight_decay: weightDecay(1e-4, 'coupled'),
    nesterov: flag(false, 'look ahead along the velocity'),
    trust_coeff: rate(1e-3, { letter: '\\tau', hint: 'step length as a share of the length of x' }),
    eps: epsilon(1e-8),
    trust_clip: flag(false, 'never more than lr times the gradient'),
    always_adapt: flag(false, 'adapt without weight decay as well'),
  },
  scope: () => 'tensor',
  state: { b: zeros },
  lines: ({ nesterov, trust_clip, always_adapt }) => [
    'r = trust_coeff norm(x) / (norm(g) + weight_decay norm(x) + eps)',
    'r = where(norm(x) norm(g) == 0, 1, r)',
    ...(trust_clip ? ['r = min(r / lr, 1)'] : []),
    ...(always_adapt ? [] : ['r = where(weight_decay == 0, 1, r)']),
    'g = r (g + weight_decay x)',
    'b = momentum b + g',
    nesterov ? 'x = x - lr (g + momentum b)' : 'x = x - lr b',
  ],
  conventions: [
    'timm’s default weight decay is 0, and without weight decay it does not adapt at all: plain SGD with lr 1.',
    'Steps shrink towards the origin, as the length of x does: the point 0 is special to it.',
  ],
});
