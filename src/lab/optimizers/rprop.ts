import { number, rate } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'Rprop',
  aliases: ['resilient backpropagation', 'iRprop−'],
  year: 1993,
  idea: 'Only signs count: a coordinate’s step grows while its slope keeps its sign, and shrinks when it flips.',
  source: 'Riedmiller & Braun 1993; checked against torch.optim.Rprop 1.13',
  params: {
    lr: rate(1e-2, { hint: 'the first step of every coordinate' }),
    eta1: number(0.5, [0, 1], { min: 0, max: 1, letter: '\\eta_-', hint: 'factor where the slope’s sign flips' }),
    eta2: number(1.2, [1, 2], { min: 1, max: 100, letter: '\\eta_+', hint: 'factor where the slope keeps its sign' }),
    step_size1: number(1e-6, [0, 1], { min: 0, letter: 's_{\\min}', hint: 'the shortest step' }),
    step_size2: number(50, [0, 100], { min: 0, letter: 's_{\\max}', hint: 'the longest step' }),
  },
  letters: { q: 'q', g_prev: 'g_{t-1}' },
  state: { s: { shape: 'vector', init: 'lr' }, g_prev: zeros },
  lines: () => [
    'q = sign(g g_prev)',
    'r = where(q > 0, eta2, where(q < 0, eta1, 1))',
    's = clamp(r s, step_size1, step_size2)',
    'g = where(q < 0, 0, g)',
    'x = x - s sign(g)',
    'g_prev = g',
  ],
  refuse: ({ step_size1, step_size2 }) =>
    Number(step_size1) > Number(step_size2)
      ? { param: 'step_size1', message: 'the shortest step, step_size1, must not exceed the longest, step_size2' }
      : undefined,
  conventions: [
    'This is iRprop−: after a flip it waits one step; the first Rprop went back instead.',
    'It trusts every sign, so noise breaks it.',
  ],
});
