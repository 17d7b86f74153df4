import { flag, number, rate, velocity } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'SGD',
  aliases: ['gradient descent', 'stochastic gradient descent', 'GD'],
  year: 1951,
  idea: 'Step against the gradient, as far as the rate says.',
  source: 'Robbins & Monro 1951; checked against torch.optim.SGD 1.13',
  torch: { name: 'SGD' },
  params: {
    lr: rate(1e-3),
    momentum: velocity(0),
    dampening: number(0, [0, 1], {
      letter: '\\tau',
      min: 0,
      max: 1,
      hint: 'how much less of the new gradient enters the velocity',
    }),
    weight_decay: number(0, [0, 1], {
      letter: '\\lambda',
      min: 0,
      max: 1e6,
      hint: 'pull towards 0, added to the gradient',
    }),
    nesterov: flag(false, 'look ahead along the velocity'),
    maximize: flag(false, 'climb instead'),
  },
  letters: { b: 'b' },
  state: { b: zeros, t: scalar(0) },
  lines: ({ nesterov, maximize }) => [
    ...(maximize ? ['g = -g'] : []),
    'g = g + weight_decay x',
    'b = where(t == 0, g, momentum b + (1 - dampening) g)',
    nesterov ? 'x = x - lr (g + momentum b)' : 'x = x - lr where(momentum == 0, g, b)',
    't = t + 1',
  ],
  iterate: ({ nesterov }) => (nesterov ? 'x + lr momentum b' : undefined),
  onBowl: {
    roots({ lr, momentum, dampening, weight_decay, nesterov, maximize }, curvature) {
      if (nesterov || maximize || dampening !== 0 || weight_decay !== 0) return undefined;
      return { sum: 1 + Number(momentum) - Number(lr) * curvature, product: Number(momentum) };
    },
    border: ({ momentum }) => (momentum === 0 ? '2/λmax' : '2(1+β)/λmax'),
  },
  refuse: ({ nesterov, momentum, dampening }) =>
    nesterov && (momentum === 0 || dampening !== 0)
      ? { param: 'nesterov', message: 'nesterov needs a momentum above 0 and a dampening of 0' }
      : undefined,
  conventions: [
    'PyTorch takes the first gradient into the velocity undamped.',
    'Keras keeps lr inside the velocity: the same path while lr is constant, another one once a schedule changes it.',
    'The Nesterov path drawn is that of the look-ahead points, as in PyTorch and Keras.',
  ],
});
