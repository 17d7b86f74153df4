import { number, rate } from '../describe/param.ts';
import { along, dot, solve } from '../numeric/linear.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'Gauss–Newton',
  aliases: ['Levenberg–Marquardt', 'nonlinear least squares'],
  year: 1809,
  idea: 'Newton for sums of squares without second derivatives: each residual counts as the straight line it is nearby.',
  source: 'Gauss 1809, damping: Levenberg 1944; no outside reference',
  params: {
    lr: rate(1, { range: [1e-2, 2], hint: 'share of the full step' }),
    damping: number(0, [0, 10], { min: 0, letter: '\\lambda', hint: 'added to every curvature: shorter steps' }),
  },
  letters: { J: 'J', I: 'I', T: '\\top', H: 'H' },
  needs: () => 'squares',
  lines: () => ['H = 2 J^T J + damping I', 'x = x - lr H^-1 g'],
  asks: 'slopes',
  *steps(start, oracle, values) {
    const n = start.length;
    for (let x = start; ;) {
      const g = oracle.gradient(x);
      const J = oracle.jacobian(x);
      const columns = Array.from({ length: n }, (_, i) => J.filter((_slope, at) => at % n === i));
      const H = Float64Array.from({ length: n * n }, (_, at) => {
        const [row, column] = [Math.floor(at / n), at % n];
        return 2 * dot(columns[row]!, columns[column]!) + (row === column ? Number(values.damping) : 0);
      });
      x = along(x, -Number(values.lr), solve(H, g));
      yield { x, state: { J, H } };
    }
  },
  conventions: [
    'J holds the slopes of the residuals, which are read off the formula: f = r₁² + … + rₘ², without ½.',
    'It sees no curvature in the residuals themselves: right where they vanish, wrong where large ones bend.',
    'With damping it is Levenberg–Marquardt’s step, here at a fixed λ.',
    'Counted as n + 1 gradient evaluations a step: one for the gradient, n for J’s columns.',
  ],
});
