import { epsilon, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'D-Adapt SGD',
  aliases: ['D-Adaptation'],
  year: 2023,
  idea: 'Learns how far away the minimum is from how well gradients agree, and sets the rate by it.',
  source: 'Defazio & Mishchenko 2023 (arXiv:2301.07733); checked against facebookresearch/dadaptation',
  params: {
    lr: rate(1, { hint: 'a factor on the rate it finds' }),
    momentum: velocity(0),
    weight_decay: weightDecay(0, 'coupled'),
    d0: epsilon(1e-6, { letter: 'd_0', hint: 'first guess of the distance; too small only costs steps' }),
  },
  letters: { x0: 'x_0', G: '\\lVert g_1 \\rVert', l: '\\lambda', a: 'a', n: 'n' },
  state: {
    d: scalar('d0'),
    x0: { shape: 'vector', init: 'x' },
    s: zeros,
    n: scalar(0),
    G: scalar(0),
  },
  lines: () => [
    'G = where(G == 0, norm(g), G)',
    'g = g + weight_decay x',
    'l = where(G == 0, 0, d lr / G)',
    'n = n + l dot(g, s)',
    's = s + l g',
    'd = where(norm(s) == 0, d, max(d, 2 n / norm(s)))',
    'x = momentum x + (1 - momentum) (x0 - s)',
  ],
  conventions: ['The authors’ first gradient length leaves weight decay out.'],
});
