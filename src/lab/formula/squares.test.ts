/** The residuals found in a formula are those of its sum of squares, and only sums of squares have any. */
import { describe, expect, test } from 'vitest';
import { stream } from '../numeric/random.ts';
import { evaluate } from './evaluate.ts';
import { parse, surfaceVocabulary } from './parse.ts';
import { print } from './print.ts';
import { squaresOf } from './squares.ts';

const values = { a: 1, b: 100, c: -2 };

function read(text: string) {
  const result = parse(text, surfaceVocabulary(Object.keys(values)));
  if (!result.ok) throw new Error(text);
  return result.expression;
}

describe('a sum of squares', () => {
  test.each([
    ['x^2 + y^2', 2],
    ['(a - x)^2 + b (y - x^2)^2', 2],
    ['(x^2 + b y^2) / 2', 2],
    ['x^4 + 3', 2],
    ['25 (sin(x)^2 + sin(y)^2) + x x', 3],
    ['sin(3 pi x)^2 + (x - 1)^2 (1 + sin(3 pi y)^2)', 3],
    ['x^2 / (1 + y^2)^2 + 0', 1],
  ])('%s is found', (text, count) => {
    const residuals = squaresOf(read(text), values)!;
    expect(residuals.length).toBe(count);
    const luck = stream(3, text);
    for (let trial = 0; trial < 20; trial++) {
      const at = { ...values, x: 4 * luck.uniform() - 2, y: 4 * luck.uniform() - 2 };
      const squares = residuals.map((r) => evaluate(r, at) ** 2).reduce((sum, square) => sum + square, 0);
      expect(squares).toBeCloseTo(evaluate(read(text), at), 9);
    }
  });

  test.each(['x^2 - y^2', 'x^3 + y^2', 'c x^2 + y^2', 'x', 'cos(x)^2 + |y|', 'x^2 / (1 + y^2)', '-x^2'])(
    '%s is none',
    (text) => expect(squaresOf(read(text), values)).toBeUndefined(),
  );

  test('has at most 64 residuals', () => {
    const nine = (of: string): string => Array.from({ length: 9 }, (_, i) => `(${of} - ${i})^2`).join(' + ');
    expect(squaresOf(read(`(${nine('x')}) (${nine('y')})`), values)).toBeUndefined();
    expect(squaresOf(read(nine('x')), values)!.map(print)[1]).toBe('x - 1');
  });
});
