import { count, number } from '../describe/param.ts';
import { matrixProblem } from '../matrix.ts';
import { pow } from '../numeric/elementary.ts';
import { fill, type Matrix, orthonormal, product, transpose } from '../numeric/matrices.ts';
import type { Stream } from '../numeric/random.ts';

/** A square matrix with singular values from 1 to κ, evenly by factors. */
function conditioned(n: number, kappa: number, luck: Stream): Matrix {
  const drawn = (): Matrix => orthonormal(fill(n, n, () => luck.normal()));
  const [left, right] = [drawn(), drawn()];
  const size = (i: number): number => (n === 1 ? 1 : pow(kappa, i / (n - 1)));
  const scaled = fill(n, n, (row, column) => left.entries[row * n + column]! * size(column));
  return product(scaled, transpose(right));
}

export default matrixProblem({
  title: 'Two-sided least squares',
  aliases: ['A W B = C', 'Kronecker', 'Sylvester'],
  idea: 'A mixes the rows of W and B its columns, so that the curvature is a product of both: what keeps one mixing for the rows and one for the columns can undo it, what looks at entries one by one cannot.',
  params: {
    rows: count(6, [1, 12], { min: 1, max: 16, hint: 'rows of W' }),
    columns: count(4, [1, 12], { min: 1, max: 16, hint: 'columns of W' }),
    kappa: number(10, [1, 100], {
      min: 1,
      max: 1e4,
      scale: 'log',
      letter: '\\kappa',
      hint: 'condition number of A and of B; that of the curvature is κ⁴',
    }),
  },
  sides: ({ rows, columns }) => [Number(rows), Number(columns)],
  form({ rows, columns, kappa }, luck) {
    const [m, n] = [Number(rows), Number(columns)];
    const drawn = (purpose: string): Matrix => {
      const normal = luck(purpose);
      return fill(m, n, () => normal.normal());
    };
    const A = conditioned(m, Number(kappa), luck('A'));
    const B = conditioned(n, Number(kappa), luck('B'));
    const [target, start] = [drawn('target'), drawn('start')];
    return { A, B, C: product(product(A, target), B), start, target };
  },
  source: 'textbook; the form f(W) = ½‖AWB − C‖² is the one the stored runs of matrix optimizers are checked on',
});
