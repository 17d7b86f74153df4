import { choice, count, number, rate } from '../describe/param.ts';
import { along, dot, largest, minus } from '../numeric/linear.ts';
import { strongWolfe, type Trial } from '../numeric/line-search.ts';
import { method, type MethodStep, type Oracle } from '../optimizer.ts';

interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly curvature: number;
}

const scaled = (vector: Float64Array, factor: number): Float64Array => vector.map((entry) => entry * factor);

/** H g by the two loops of Nocedal (1980), where H is `first` times the identity, updated with every pair in turn. */
function twoLoops(pairs: readonly Pair[], first: number, g: Float64Array): Float64Array {
  let q = scaled(g, -1);
  const shares = new Float64Array(pairs.length);
  for (let i = pairs.length - 1; i >= 0; i--) {
    const { s, y, curvature } = pairs[i]!;
    shares[i] = dot(s, q) / curvature;
    q = along(q, -shares[i]!, y);
  }
  q = scaled(q, first);
  for (const [i, { s, y, curvature }] of pairs.entries()) q = along(q, shares[i]! - dot(y, q) / curvature, s);
  return q;
}

export default method({
  title: 'L-BFGS',
  aliases: ['limited-memory BFGS'],
  year: 1989,
  idea: 'Newton without second derivatives: the curvature is read off the last few steps.',
  source: 'Liu & Nocedal 1989; checked against torch.optim.LBFGS 1.13',
  params: {
    lr: rate(1, { hint: 'first step tried on the line; the step itself without a line search' }),
    line_search_fn: choice(['strong_wolfe', 'none'], 'look for a step that keeps its promises, or trust lr'),
    max_iter: count(1, [1, 20], { min: 1, max: 100, unwritten: true, hint: 'iterations that make one step' }),
    max_eval: count(0, [0, 100], { unwritten: true, hint: 'evaluations in one step; 0 for 1¼ per iteration' }),
    tolerance_grad: number(1e-7, [0, 1], { min: 0, unwritten: true, hint: 'rests where no slope exceeds this' }),
    tolerance_change: number(1e-9, [0, 1], { min: 0, unwritten: true, hint: 'ends a step that changes less' }),
    history_size: count(10, [1, 100], { min: 1, max: 1000, unwritten: true, hint: 'steps remembered' }),
  },
  letters: { H: 'H', I: 'I', T: '\\top', t: '\\alpha', r: '\\rho' },
  lines: ({ line_search_fn }) => [
    'd = -H g',
    ...(line_search_fn === 'none' ? ['x = x + lr d', 's = lr d'] : ['t = lr', 'x = x + t d', 's = t d']),
    'y = gradient(x) - g',
    'r = 1 / dot(s, y)',
    'H = (I - r s y^T) H (I - r y s^T) + r s s^T',
  ],
  asks: 'both',
  *steps(start: Float64Array, oracle: Oracle, values): Generator<MethodStep, void, void> {
    const [maxIter, tolerance, change] = [
      Number(values.max_iter),
      Number(values.tolerance_grad),
      Number(values.tolerance_change),
    ];
    const maxEval = Number(values.max_eval) || Math.floor((maxIter * 5) / 4);
    const pairs: Pair[] = [];
    let first = 1;
    let x = start;
    let before: { readonly g: Float64Array; readonly s: Float64Array } | undefined;
    let known: { readonly f: number; readonly g: Float64Array } | undefined;
    for (;;) {
      known ??= oracle.both(x);
      let { f, g } = known;
      let asked = 1;
      let d: Float64Array = new Float64Array(x.length);
      for (let iteration = 1; iteration <= maxIter && !(largest(g) <= tolerance); iteration++) {
        if (before) {
          const y = minus(g, before.g);
          const curvature = dot(y, before.s);
          if (curvature > 1e-10) {
            if (pairs.length === values.history_size) pairs.shift();
            pairs.push({ s: before.s, y, curvature });
            first = curvature / dot(y, y);
          }
        }
        d = twoLoops(pairs, first, g);
        let t = Number(values.lr);
        if (!before) t *= Math.min(1, 1 / g.reduce((sum, entry) => sum + Math.abs(entry), 0));
        const slope = dot(g, d);
        if (slope > -change) {
          before = { g, s: scaled(d, t) };
          break;
        }
        const from: Trial = { t: 0, f, g, slope };
        if (values.line_search_fn === 'none') {
          x = along(x, t, d);
          known = undefined;
          if (iteration < maxIter) {
            known = oracle.both(x);
            ({ f, g } = known);
            asked += 1;
          }
        } else {
          const base = x;
          const direction = d;
          const probe = (step: number): Trial => {
            const there = oracle.both(along(base, step, direction));
            asked += 1;
            return { t: step, ...there, slope: dot(there.g, direction) };
          };
          ({ t, f, g } = strongWolfe(probe, from, t, largest(d), { c1: 1e-4, c2: 0.9 }));
          x = along(base, t, d);
          known = { f, g };
        }
        before = { g: from.g, s: scaled(d, t) };
        if (asked >= maxEval || largest(before.s) <= change || Math.abs(f - from.f) < change) break;
      }
      yield { x, state: { d } };
    }
  },
  conventions: [
    'One drawn step is one iteration; PyTorch’s default packs 20 of them into one step(), and remembers 100.',
    'PyTorch’s default is no line search: the step is lr, and far from a minimum it is often too long.',
    'What a step has found out about its last point the next one knows; PyTorch asks again.',
    'The line search asks for the strong Wolfe conditions with 10⁻⁴ and 0.9.',
  ],
});
