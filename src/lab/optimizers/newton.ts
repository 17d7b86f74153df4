import { rate } from '../describe/param.ts';
import { solve } from '../numeric/linear.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'Newton',
  year: 1685,
  idea: 'Jumps to where the local quadratic is flat: a minimum, but as gladly a saddle or a maximum.',
  source: 'Newton, Raphson; checked against numpy’s solution of H d = g',
  needs: () => 'few',
  params: { lr: rate(1, { range: [1e-2, 2], hint: 'share of the full step' }) },
  letters: { H: 'H' },
  lines: () => ['x = x - lr H^-1 g'],
  asks: 'slopes',
  *steps(start, oracle, values) {
    for (let x = start; ;) {
      const H = oracle.hessian(x);
      const direction = solve(H, oracle.gradient(x));
      x = x.map((entry, i) => entry - Number(values.lr) * direction[i]!);
      yield { x, state: { H } };
    }
  },
  conventions: ['Counted as n + 1 gradient evaluations a step: one for the gradient, n for the Hessian.'],
});
