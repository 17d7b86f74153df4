import { choice, rate } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'Barzilai–Borwein',
  year: 1988,
  idea: 'Gradient descent whose rate is the curvature met on the last step: long, unruly and fast.',
  source: 'Barzilai & Borwein 1988; checked against numpy',
  params: {
    lr: rate(1e-3, { letter: '\\alpha_0', hint: 'the first step, while nothing is known' }),
    form: choice(['long', 'short'], 'the longer or the shorter of the two steps of the paper'),
  },
  letters: { x_prev: 'x_{t-1}', g_prev: 'g_{t-1}', a: '\\alpha' },
  state: { x_prev: zeros, g_prev: zeros, t: scalar(0) },
  lines: ({ form }) => [
    's = x - x_prev',
    'y = g - g_prev',
    form === 'long' ? 'a = dot(s, s) / dot(s, y)' : 'a = dot(s, y) / dot(y, y)',
    'a = where(t == 0, lr, where(dot(s, y) == 0, 0, a))',
    'x_prev = x',
    'g_prev = g',
    'x = x - a g',
    't = t + 1',
  ],
  conventions: [
    'The loss does not fall at every step; that is what makes it fast. In a hollow of negative curvature it climbs.',
  ],
});
