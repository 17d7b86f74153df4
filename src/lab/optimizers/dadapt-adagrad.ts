import { epsilon, rate, velocity, weightDecay } from '../describe/param.ts';
import { rule, scalar, type StateLine, zeros } from '../optimizer.ts';

const start: StateLine = { shape: 'vector', init: 'x' };

export default rule({
  title: 'D-Adapt Adagrad',
  aliases: ['D-Adaptation'],
  year: 2023,
  idea: 'Adagrad whose rate is the distance to the minimum as far as the gradients have told it.',
  source: 'Defazio & Mishchenko 2023 (arXiv:2301.07733); checked against facebookresearch/dadaptation',
  params: {
    lr: rate(1, { hint: 'a factor on the rate it finds' }),
    momentum: velocity(0),
    weight_decay: weightDecay(0, 'coupled'),
    eps: epsilon(1e-6),
    d0: epsilon(1e-6, { letter: 'd_0', hint: 'first guess of the distance; too small only costs steps' }),
  },
  letters: { x0: 'x_0', l: '\\lambda', a: 'a', n: 'n', q: '\\sqrt a' },
  state: { d: scalar('d0'), a: { shape: 'vector', init: '1e-6' }, s: zeros, n: scalar(0), x0: start },
  lines: () => [
    'g = g + weight_decay x',
    'l = d lr',
    's = s + l g',
    'a = a + g^2',
    'q = sqrt(a) + eps',
    'n = n + l^2 sum(g^2 / q)',
    'c = sum(abs(s))',
    'd = where(c == 0, d, max(d, (sum(s^2 / q) - n) / c))',
    'x = momentum x + (1 - momentum) (x0 - s / q)',
  ],
});
