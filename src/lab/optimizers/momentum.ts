import { rate, velocity } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'Momentum',
  aliases: ['heavy ball', 'Polyak'],
  year: 1964,
  idea: 'A heavy ball: the velocity remembers, so it runs through dents and swings past minima.',
  source: 'Polyak 1964; checked against torch.optim.SGD 1.13 with momentum',
  torch: { name: 'SGD' },
  params: {
    lr: rate(1e-3),
    momentum: velocity(0.9),
  },
  state: { b: zeros },
  lines: () => ['b = momentum b + g', 'x = x - lr b'],
  onBowl: {
    roots: ({ lr, momentum }, curvature) => ({
      sum: 1 + Number(momentum) - Number(lr) * curvature,
      product: Number(momentum),
    }),
    border: () => '2(1+β)/λmax',
  },
  conventions: [
    'Keras and Sutskever keep lr inside the velocity: the same path while lr is constant.',
    'Written as an average, b = μb + (1 − μ)g, the same lr moves 1 − μ times as far.',
  ],
});
