import { choice, number } from '../describe/param.ts';
import { along, dot, largest, minus } from '../numeric/linear.ts';
import { strongWolfe, type Trial } from '../numeric/line-search.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'Nonlinear conjugate gradient',
  aliases: ['CG', 'Fletcher–Reeves', 'Polak–Ribière'],
  year: 1964,
  idea: 'Goes along each line to its lowest point, and bends the next line so as not to spoil what was won.',
  source: 'Fletcher & Reeves 1964, Polak & Ribière 1969; final points checked against scipy.optimize 1.10',
  params: {
    formula: choice(['polak-ribiere+', 'fletcher-reeves'], 'how much of the last direction is kept'),
    c1: number(1e-4, [0, 1], { min: 0, max: 1, unwritten: true, hint: 'share of the promised descent to keep' }),
    c2: number(0.1, [0, 1], { min: 0, max: 1, unwritten: true, hint: 'share of the slope that may be left' }),
  },
  letters: { d: 'd', t: '\\alpha', g_prev: 'g_{t-1}' },
  lines: ({ formula }) => [
    formula === 'fletcher-reeves'
      ? 'beta = dot(g, g) / dot(g_prev, g_prev)'
      : 'beta = max(0, dot(g, g - g_prev) / dot(g_prev, g_prev))',
    'd = -g + beta d',
    'x = x + t d',
  ],
  asks: 'both',
  *steps(start, oracle, values) {
    const wolfe = { c1: Number(values.c1), c2: Number(values.c2) };
    let x = start;
    let { f, g } = oracle.both(x);
    let d = g.map((entry) => -entry);
    for (let gained = Infinity; ;) {
      if (!(dot(g, d) < 0)) d = g.map((entry) => -entry);
      const slope = dot(g, d);
      if (slope < 0) {
        const [base, direction] = [x, d];
        const probe = (t: number): Trial => {
          const there = oracle.both(along(base, t, direction));
          return { t, ...there, slope: dot(there.g, direction) };
        };
        // As long as the last line's gain would be won at this slope, as Fletcher advises.
        const first = gained === Infinity ? 1 / largest(d) : (2.02 * gained) / -slope;
        const last = { f, g };
        const best = strongWolfe(probe, { t: 0, f, g, slope }, Math.min(1, first), largest(d), wolfe);
        x = along(x, best.t, d);
        ({ f, g } = best);
        gained = f < last.f ? last.f - f : Infinity;
        const change = values.formula === 'fletcher-reeves' ? g : minus(g, last.g);
        const kept = Math.max(0, dot(g, change) / dot(last.g, last.g));
        d = g.map((entry, i) => -entry + kept * d[i]!);
      } else if (!Number.isFinite(slope)) x = along(x, 1, d);
      yield { x, state: { d } };
    }
  },
  conventions: [
    'The step α on the line keeps the strong Wolfe conditions; where d would climb, it starts again from −g.',
  ],
});
