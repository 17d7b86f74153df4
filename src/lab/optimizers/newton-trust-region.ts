import { number } from '../describe/param.ts';
import { along, dot, eigen, times } from '../numeric/linear.ts';
import { method } from '../optimizer.ts';

/** The least point of f + g·p + p·Hp/2 within the radius, by the eigenvectors of H and a search for the multiplier. */
function within(radius: number, H: Float64Array, g: Float64Array): { p: Float64Array; edge: boolean } {
  const n = g.length;
  const { values, vectors } = eigen(H);
  const axes = Array.from(values, (_, i) => vectors.subarray(i * n, (i + 1) * n));
  const shares = axes.map((axis) => dot(axis, g));
  const step = (lift: number): Float64Array =>
    axes.reduce<Float64Array>((p, axis, i) => {
      const bent = values[i]! + lift;
      return shares[i] === 0 ? p : along(p, -shares[i]! / bent, axis);
    }, new Float64Array(n));
  const size = (p: Float64Array): number => Math.sqrt(dot(p, p));
  const least = Math.min(...values);
  if (least > 0) {
    const whole = step(0);
    if (size(whole) <= radius) return { p: whole, edge: false };
  }
  let low = Math.max(0, -least);
  const flat = step(low);
  if (flat.every(Number.isFinite) && size(flat) < radius) {
    // The hard case: the slope has no part along the most downward axis; either way along it reaches the edge.
    const axis = axes[values.indexOf(least)]!;
    return { p: along(flat, Math.sqrt(radius * radius - dot(flat, flat)), axis), edge: true };
  }
  let high = low + size(g) / radius + Math.abs(least);
  while (size(step(high)) > radius) high *= 2;
  for (let halving = 0; halving < 200; halving++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (size(step(middle)) > radius) low = middle;
    else high = middle;
  }
  return { p: step(high), edge: true };
}

export default method({
  title: 'Trust-region Newton',
  year: 1983,
  idea: 'Newton that goes only as far as its quadratic has proven right: the radius grows and shrinks with success.',
  source: 'Moré & Sorensen 1983; final points checked against scipy.optimize 1.10 (trust-exact)',
  needs: () => 'few',
  params: {
    initial_trust_radius: number(1, [0.1, 10], {
      min: 1e-9,
      unwritten: true,
      hint: 'how far the quadratic is trusted first',
    }),
    max_trust_radius: number(1000, [1, 1000], { min: 1e-9, unwritten: true, hint: 'how far it is trusted at most' }),
    eta: number(0.15, [0, 0.25], { min: 0, max: 0.25, unwritten: true, hint: 'least share of the promise for a step' }),
  },
  letters: { H: 'H', I: 'I', p: 'p', mu: '\\mu' },
  refuse: ({ initial_trust_radius, max_trust_radius }) =>
    Number(initial_trust_radius) > Number(max_trust_radius)
      ? { param: 'initial_trust_radius', message: 'initial_trust_radius must not exceed max_trust_radius' }
      : undefined,
  lines: () => ['p = -(H + mu I)^-1 g', 'x = x + p'],
  asks: 'both',
  *steps(start, oracle, values) {
    let radius = Number(values.initial_trust_radius);
    let x = start;
    let { f, g } = oracle.both(x);
    let H = oracle.hessian(x);
    for (;;) {
      if (!H.every(Number.isFinite)) return;
      const state: Record<string, Float64Array> = { H };
      if (g.some((entry) => entry !== 0) || Math.min(...eigen(H).values) < 0) {
        const { p, edge } = within(radius, H, g);
        state['p'] = p;
        const to = along(x, 1, p);
        const promised = -(dot(g, p) + dot(p, times(H, p)) / 2);
        const there = oracle.value(to);
        const kept = (f - there) / promised;
        if (kept > 0.75 && edge) radius = Math.min(2 * radius, Number(values.max_trust_radius));
        else if (!(kept >= 0.25)) radius *= 0.25;
        if (kept > Number(values.eta)) {
          x = to;
          ({ f, g } = oracle.both(x));
          H = oracle.hessian(x);
        }
      }
      yield { x, state: { ...state, radius: Float64Array.of(radius) } };
    }
  },
  conventions: [
    'μ is the least damping for which the step stays within the radius and H + μI bends upwards.',
    'A step that keeps too little of its promise is not taken: the point stays, the radius shrinks to a quarter.',
  ],
});
