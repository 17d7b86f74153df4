import { number, rate } from '../describe/param.ts';
import { along, dot, eigen } from '../numeric/linear.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'Saddle-free Newton',
  year: 2014,
  idea: 'Newton with every curvature made positive: it runs away from saddles where Newton runs into them.',
  source: 'Dauphin et al. 2014 (arXiv:1406.2572); checked against numpy’s eigenvalues',
  needs: () => 'few',
  params: {
    lr: rate(1, { range: [1e-2, 2], hint: 'share of the full step' }),
    floor: number(1e-6, [0, 1], { min: 0, unwritten: true, hint: 'the least curvature that is divided by' }),
  },
  letters: { H: 'H' },
  lines: () => ['x = x - lr abs(H)^-1 g'],
  asks: 'slopes',
  *steps(start, oracle, settings) {
    const n = start.length;
    for (let x = start; ;) {
      const H = oracle.hessian(x);
      const { values, vectors } = eigen(H);
      const g = oracle.gradient(x);
      let to = x;
      for (const [i, value] of values.entries()) {
        const axis = vectors.subarray(i * n, (i + 1) * n);
        to = along(to, (-Number(settings.lr) * dot(axis, g)) / Math.max(Math.abs(value), Number(settings.floor)), axis);
      }
      x = to;
      yield { x, state: { H } };
    }
  },
  conventions: ['|H| has H’s eigenvectors and the absolute values of its eigenvalues.'],
});
