import { number, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'PID',
  aliases: ['proportional–integral–derivative'],
  year: 2018,
  idea: 'A control engineer’s momentum: besides the slope and its sum, the slope’s change damps the swings.',
  source: 'An et al. 2018 (CVPR); checked against pytorch-optimizer',
  params: {
    lr: rate(1e-3),
    momentum: velocity(0.9),
    dampening: number(0, [0, 1], {
      min: 0,
      max: 1,
      letter: '\\tau',
      hint: 'how much less of the new gradient enters the sum',
    }),
    weight_decay: weightDecay(0, 'coupled'),
    integral: number(5, [0, 20], { letter: 'k_i', hint: 'weight of the summed gradients' }),
    derivative: number(10, [0, 20], { letter: 'k_d', hint: 'weight of the gradient’s change' }),
  },
  letters: { s: 'I', d: 'D', g_prev: 'g_{t-1}' },
  state: { s: zeros, d: zeros, g_prev: zeros, t: scalar(0) },
  lines: () => [
    'g = g + weight_decay x',
    's = where(t == 0, g, momentum s + (1 - dampening) g)',
    'd = where(t == 0, 0, momentum d + (1 - momentum) (g - g_prev))',
    'g_prev = where(t == 0, 0, g)',
    'x = x - lr (g + integral s + derivative d)',
    't = t + 1',
  ],
  conventions: [
    'As in the reference, the second step still takes the previous gradient for 0, and so feels a jerk.',
    'The reference with momentum 0 is plain SGD; here its integral and derivative stay.',
  ],
});
