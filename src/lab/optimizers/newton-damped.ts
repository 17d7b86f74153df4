import { number } from '../describe/param.ts';
import { minus, solve } from '../numeric/linear.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'Damped Newton',
  aliases: ['Levenberg', 'regularised Newton'],
  year: 1944,
  idea: 'Newton on a steeper quadratic: the damping shortens steps where the curvature is small.',
  source: 'Levenberg 1944; checked against numpy’s solution of (H + λI) d = g',
  needs: () => 'few',
  params: {
    damping: number(1, [0, 100], { min: 0, letter: '\\lambda', hint: 'added to every curvature; 0 is Newton' }),
  },
  letters: { H: 'H', I: 'I' },
  lines: () => ['x = x - (H + damping I)^-1 g'],
  asks: 'slopes',
  *steps(start, oracle, { damping }) {
    const n = start.length;
    for (let x = start; ;) {
      const H = oracle.hessian(x);
      const lifted = H.map((entry, i) => (i % (n + 1) ? entry : entry + Number(damping)));
      x = minus(x, solve(lifted, oracle.gradient(x)));
      yield { x, state: { H } };
    }
  },
  conventions: ['The damping stays; Marquardt’s rule changes it with success. Below −λ curvature it still climbs.'],
});
