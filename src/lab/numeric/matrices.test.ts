/** The linear algebra of matrix optimizers against what defines it. */
import { describe, expect, test } from 'vitest';
import {
  fill,
  inverseFourthRoot,
  type Matrix,
  orthonormal,
  product,
  scaledIdentity,
  singularValues,
  spectrum,
  transpose,
} from './matrices.ts';
import { stream } from './random.ts';

function random(rows: number, columns: number, seed = 1): Matrix {
  const luck = stream(seed, 'matrix');
  return fill(rows, columns, () => luck.normal());
}

const same = (a: Matrix, b: Matrix, within = 1e-12): void => {
  expect([a.rows, a.columns]).toEqual([b.rows, b.columns]);
  const off = Math.max(...a.entries.map((entry, at) => Math.abs(entry - b.entries[at]!)));
  expect(off).toBeLessThan(within);
};

describe.each([1, 2, 3, 5, 8, 12])('%d × %d', (n) => {
  const a = random(n, n);
  const gram = product(a, transpose(a));

  test('an orthonormal factor is orthonormal, and leaves an upper triangle', () => {
    const q = orthonormal(a);
    same(product(transpose(q), q), scaledIdentity(n, 1));
    const r = product(transpose(q), a);
    for (let row = 0; row < n; row++)
      for (let column = 0; column < row; column++) expect(Math.abs(r.entries[row * n + column]!)).toBeLessThan(1e-12);
  });

  test('a spectrum puts the matrix together again, the largest value first', () => {
    const { values, vectors } = spectrum(gram);
    const scaled = fill(n, n, (row, column) => vectors.entries[row * n + column]! * values[column]!);
    same(product(scaled, transpose(vectors)), gram, 1e-11);
    expect([...values]).toEqual([...values].toSorted((x, y) => y - x));
  });

  test('four inverse fourth roots undo the matrix', () => {
    const safe = fill(n, n, (row, column) => gram.entries[row * n + column]! + (row === column ? 1 : 0));
    const root = inverseFourthRoot(safe);
    const half = product(root, root);
    same(product(product(half, half), safe), scaledIdentity(n, 1), 1e-10);
  });
});

test.each([
  [3, 3],
  [2, 5],
  [6, 4],
  [8, 8],
])('singular values of %d × %d are the roots of the Gram matrix’s values', (rows, columns) => {
  const a = random(rows, columns, 5);
  const small = rows < columns ? product(a, transpose(a)) : product(transpose(a), a);
  const roots = spectrum(small).values.map(Math.sqrt);
  singularValues(a).forEach((value, i) => expect(value).toBeCloseTo(roots[i]!, 10));
});

test('singular values of what is nearly singular are right to the last digits, unlike those of its Gram matrix', () => {
  const values = singularValues(fill(2, 2, (row, column) => [1, 1, 1e-10, 0][2 * row + column]!));
  expect(values[0]).toBeCloseTo(Math.SQRT2, 14);
  expect(values[1]! / (1e-10 / Math.SQRT2)).toBeCloseTo(1, 10);
});

test('sides that do not fit are refused', () => {
  expect(() => product(random(2, 3), random(2, 3))).toThrow('2 × 3 cannot be multiplied with 2 × 3');
});
