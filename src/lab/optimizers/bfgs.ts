import { number } from '../describe/param.ts';
import { along, dot, identity, largest, minus, times } from '../numeric/linear.ts';
import { strongWolfe, type Trial } from '../numeric/line-search.ts';
import { method } from '../optimizer.ts';

/** H with a new pair: the inverse update of Broyden, Fletcher, Goldfarb and Shanno. */
function updated(H: Float64Array, s: Float64Array, y: Float64Array): Float64Array {
  const n = s.length;
  const r = 1 / dot(s, y);
  const bent = times(H, y);
  const again = 1 + r * dot(y, bent);
  return H.map((entry, i) => {
    const [row, column] = [Math.floor(i / n), i % n];
    return entry - r * (s[row]! * bent[column]! + bent[row]! * s[column]!) + r * again * s[row]! * s[column]!;
  });
}

export default method({
  title: 'BFGS',
  aliases: ['Broyden–Fletcher–Goldfarb–Shanno', 'quasi-Newton'],
  year: 1970,
  idea: 'Learns the inverse of the Hessian from how the gradient changes, and steps as Newton would.',
  source: 'Broyden, Fletcher, Goldfarb & Shanno 1970; final points checked against scipy.optimize 1.10',
  needs: () => 'few',
  params: {
    c1: number(1e-4, [0, 1], { min: 0, max: 1, unwritten: true, hint: 'share of the promised descent to keep' }),
    c2: number(0.9, [0, 1], { min: 0, max: 1, unwritten: true, hint: 'share of the slope that may be left' }),
  },
  letters: { H: 'H', I: 'I', T: '\\top', t: '\\alpha', r: '\\rho' },
  lines: () => [
    'd = -H g',
    'x = x + t d',
    's = t d',
    'y = gradient(x) - g',
    'r = 1 / dot(s, y)',
    'H = (I - r s y^T) H (I - r y s^T) + r s s^T',
  ],
  asks: 'both',
  *steps(start, oracle, values) {
    const wolfe = { c1: Number(values.c1), c2: Number(values.c2) };
    let H = identity(start.length);
    let x = start;
    let { f, g } = oracle.both(x);
    for (let fresh = true; ;) {
      let d = times(H, g).map((entry) => -entry);
      if (!(dot(g, d) < 0)) {
        H = identity(x.length);
        d = g.map((entry) => -entry);
      }
      const slope = dot(g, d);
      if (slope < 0) {
        const [base, direction] = [x, d];
        const probe = (t: number): Trial => {
          const there = oracle.both(along(base, t, direction));
          return { t, ...there, slope: dot(there.g, direction) };
        };
        const first = fresh ? Math.min(1, 1 / largest(g)) : 1;
        const best = strongWolfe(probe, { t: 0, f, g, slope }, first, largest(d), wolfe);
        const [s, y] = [along(new Float64Array(x.length), best.t, d), minus(best.g, g)];
        x = along(x, best.t, d);
        ({ f, g } = best);
        if (dot(s, y) > 0) {
          if (fresh) H = H.map((entry) => (entry * dot(s, y)) / dot(y, y));
          H = updated(H, s, y);
        }
        fresh = false;
      } else if (!Number.isFinite(slope)) x = along(x, 1, d);
      yield { x, state: { d, H } };
    }
  },
  conventions: [
    'The step α on the line keeps the strong Wolfe conditions; the first guess of H is scaled by the first step, as in Nocedal & Wright.',
  ],
});
