import { describe, expect, test } from 'vitest';
import { finish } from '../experiment/finish.ts';
import { type Care, highest, type Highest } from './lanczos.ts';
import { times } from './linear.ts';
import { blend, fill, type Matrix, matrix, product, spectrum, transpose } from './matrices.ts';
import { stream } from './random.ts';

const careful: Care = { tolerance: 1e-10, most: 500 };

function randomMatrix(n: number, seed: number): Matrix {
  const luck = stream(seed, 'test');
  return fill(n, n, () => luck.normal());
}

const randomVector = (n: number, seed: number): Float64Array => {
  const luck = stream(seed, 'test');
  return Float64Array.from({ length: n }, () => luck.normal());
};

const of = ({ rows, entries }: Matrix, care = careful): Highest =>
  finish(highest((vector) => times(entries, vector), randomVector(rows, 9), care));

describe('the largest eigenvalue from products', () => {
  test.each([1, 2, 3, 7, 20, 40])('is that of the whole matrix, of %i rows', (n) => {
    const a = randomMatrix(n, n);
    const symmetric = blend(0.5, a, 0.5, transpose(a));
    const expected = spectrum(symmetric).values[0]!;
    expect(Math.abs(of(symmetric).value - expected)).toBeLessThan(1e-9 * Math.abs(expected) + 1e-12);
  });

  test('is the largest, not the largest in size, and may be negative', () => {
    const shift = (a: Matrix, by: number): Matrix =>
      blend(
        1,
        a,
        by,
        fill(12, 12, (i, j) => (i === j ? 1 : 0)),
      );
    const a = randomMatrix(12, 3);
    const square = product(a, transpose(a));
    const top = spectrum(square).values[0]!;
    for (const by of [-3 * top, -0.9 * top]) expect(of(shift(square, by)).value).toBeCloseTo(top + by, 8);
  });

  test('is within what it says of the truth, and asks no more than it must', () => {
    const a = randomMatrix(60, 5);
    const square = product(a, transpose(a));
    const expected = spectrum(square).values[0]!;
    const found = of(square, { tolerance: 1e-3, most: 500 });
    expect(found.within).toBeLessThanOrEqual(1e-3 * found.value);
    expect(Math.abs(found.value - expected)).toBeLessThanOrEqual(found.within);
    expect(found.products).toBeLessThan(40);
    expect(of(square, { tolerance: 1e-3, most: 5 }).products).toBe(5);
  });

  test('stops where nothing is left to find', () => {
    const once = matrix(3, 3, Float64Array.of(2, 0, 0, 0, 2, 0, 0, 0, 2));
    expect(of(once)).toMatchObject({ value: 2, products: 1 });
    const none = of(matrix(3, 3, new Float64Array(9)));
    expect(Math.abs(none.value)).toBeLessThan(1e-300);
  });

  test('of a matrix that is not finite is no number', () => {
    expect(of(matrix(2, 2, Float64Array.of(1, NaN, NaN, 1))).value).toBeNaN();
    expect(of(matrix(2, 2, Float64Array.of(1, Infinity, Infinity, 1))).value).toBeNaN();
  });
});
