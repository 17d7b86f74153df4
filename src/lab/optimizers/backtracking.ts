import { number, rate } from '../describe/param.ts';
import { along, dot } from '../numeric/linear.ts';
import { method } from '../optimizer.ts';

/** Halving more often than this leaves nothing of a step. */
const TRIALS = 60;

export default method({
  title: 'Gradient descent with backtracking',
  aliases: ['Armijo', 'line search'],
  year: 1966,
  idea: 'Tries a long step and shortens it until it descends as the slope promised.',
  source: 'Armijo 1966; no outside reference',
  params: {
    lr: rate(1, { hint: 'the step tried first' }),
    rho: number(0.5, [0.01, 0.99], {
      min: 0.01,
      max: 0.99,
      letter: '\\rho',
      hint: 'how much shorter the next trial is',
    }),
    c1: number(1e-4, [0, 1], { min: 0, max: 1, letter: 'c', hint: 'share of the promised descent to keep' }),
  },
  letters: { t: '\\alpha', k: 'k', f_max: 'f_{\\max}' },
  lines: () => ['t = lr rho^k', 'f_max = f - c1 t norm(g)^2', 'x = x - t g'],
  asks: 'both',
  *steps(start, oracle, values) {
    const [rho, c1] = [Number(values.rho), Number(values.c1)];
    for (let x = start; ;) {
      const { f, g } = oracle.both(x);
      const square = dot(g, g);
      let t = Number(values.lr);
      let to = along(x, -t, g);
      for (let k = 0; k < TRIALS && !(oracle.value(to) <= f - c1 * t * square); k++) {
        t *= rho;
        to = along(x, -t, g);
      }
      x = to;
      yield { x, state: { g } };
    }
  },
  conventions: ['k is the least whole number for which the new value is no higher than f_max.'],
});
