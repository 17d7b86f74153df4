import { rate, velocity } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'Nesterov',
  aliases: ['NAG', 'Nesterov accelerated gradient'],
  year: 1983,
  idea: 'Momentum that asks for the slope where it is about to be, and so brakes earlier.',
  source: 'Nesterov 1983, Sutskever et al. 2013; checked against torch.optim.SGD 1.13 with nesterov',
  torch: { name: 'SGD', fixed: { nesterov: true } },
  params: {
    lr: rate(1e-3),
    momentum: velocity(0.9),
  },
  state: { b: zeros },
  lines: () => ['b = momentum b + g', 'x = x - lr (g + momentum b)'],
  iterate: () => 'x + lr momentum b',
  onBowl: {
    roots({ lr, momentum }, curvature) {
      const [beta, kept] = [Number(momentum), 1 - Number(lr) * curvature];
      return { sum: (1 + beta) * kept, product: beta * kept };
    },
    border: () => '2(1+β)/((1+2β)λmax)',
  },
  conventions: [
    'The path is that of the look-ahead points, as in PyTorch, Keras and Lasagne; the textbook form draws another curve of the same method.',
  ],
});
