import { number, rate, weightDecay } from '../describe/param.ts';
import { rule } from '../optimizer.ts';

export default rule({
  title: 'AccSGD',
  aliases: ['accelerated SGD'],
  year: 2018,
  idea: 'Couples short steps with an average of long ones: acceleration that is proven to help with noise too.',
  source: 'Kidambi et al. 2018 (arXiv:1803.05591); checked against pytorch-optimizer',
  params: {
    lr: rate(1e-3),
    kappa: number(1000, [1, 10_000], {
      min: 1e-9,
      max: 1e9,
      scale: 'log',
      letter: '\\kappa',
      hint: 'how much longer the long step is',
    }),
    xi: number(10, [1, 100], { min: 1e-9, max: 1e9, letter: '\\xi', hint: 'how much averaging helps; at most √κ' }),
    small_const: number(0.7, [0.01, 1], { min: 1e-3, max: 1, letter: 'c', hint: 'a constant below 1' }),
    weight_decay: weightDecay(0, 'coupled'),
  },
  letters: { l: '\\eta_{\\text{long}}', a: '\\alpha', z: '\\zeta' },
  state: { w: { shape: 'vector', init: 'x' } },
  lines: () => [
    'g = g + weight_decay x',
    'l = lr kappa / small_const',
    'a = small_const^2 xi / kappa',
    'z = small_const / (small_const + a)',
    'w = (1 - a) w + a (x - l g)',
    'x = z (x - lr g) + (1 - z) w',
  ],
});
