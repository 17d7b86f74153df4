import { choice, decay, rate, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

const hint = 'how much of this velocity is kept';

export default rule({
  title: 'AggMo',
  aliases: ['aggregated momentum'],
  year: 2018,
  idea: 'Several velocities of different memory at once, averaged: the fast ones break the swings of the slow ones.',
  source: 'Lucas et al. 2018 (arXiv:1804.00325); checked against AtheMathmo/AggMo',
  params: {
    lr: rate(1e-3),
    beta1: decay(0, { letter: '\\beta_1', hint }),
    beta2: decay(0.9, { letter: '\\beta_2', hint }),
    beta3: decay(0.99, { letter: '\\beta_3', hint }),
    beta4: decay(0.999, { letter: '\\beta_4', hint: 'how much of the fourth velocity is kept, if there is one' }),
    velocities: choice(['3', '4'], 'how many velocities are averaged'),
    weight_decay: weightDecay(0, 'coupled'),
  },
  state: { b1: zeros, b2: zeros, b3: zeros, b4: zeros },
  lines: ({ velocities }) => [
    'g = g + weight_decay x',
    'b1 = beta1 b1 + g',
    'b2 = beta2 b2 + g',
    'b3 = beta3 b3 + g',
    ...(velocities === '4'
      ? ['b4 = beta4 b4 + g', 'x = x - lr / 4 (b1 + b2 + b3 + b4)']
      : ['x = x - lr / 3 (b1 + b2 + b3)']),
  ],
});
