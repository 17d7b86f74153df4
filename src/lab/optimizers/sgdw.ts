import { flag, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'SGDW',
  aliases: ['SGD with decoupled weight decay'],
  year: 2017,
  idea: 'Momentum whose weight decay shrinks the weights directly and never enters the velocity.',
  source: 'Loshchilov & Hutter 2017 (arXiv:1711.05101); checked against timm’s SGDW',
  params: {
    lr: rate(1e-3),
    momentum: velocity(0),
    weight_decay: weightDecay(0, 'decoupled'),
    nesterov: flag(false, 'look ahead along the velocity'),
  },
  state: { b: zeros },
  lines: ({ nesterov }) => [
    'x = x - lr weight_decay x',
    'b = momentum b + g',
    nesterov ? 'x = x - lr (g + momentum b)' : 'x = x - lr b',
  ],
  conventions: ['pytorch-optimizer 0.3 takes the constant lr·λ from every weight instead of a share of it: a mistake.'],
});
