/** What formulas become: roots with a kink have the slope of the middle there, and no NaN. */
import { expect, test } from 'vitest';
import { differentiate } from '../graph/differentiate.ts';
import { interpret } from '../graph/interpret.ts';
import { input, pick, stack } from '../graph/node.ts';
import { program } from '../graph/program.ts';
import { lower } from './lower.ts';
import { parse, surfaceVocabulary } from './parse.ts';

/** Value and slope of a formula at a point. */
function at(text: string, x: number, y: number): { value: number; slope: number[] } {
  const parsed = parse(text, surfaceVocabulary([]));
  if (!parsed.ok) throw new Error(parsed.problem.code);
  const point = input('point', [2]);
  const coordinates = { x: pick(point, 0), y: pick(point, 1) };
  const value = lower(parsed.expression, { symbol: (name) => coordinates[name as 'x' | 'y'] });
  const slope = stack(differentiate(value, [coordinates.x, coordinates.y]));
  const run = interpret(program({ values: {}, feeds: { point }, outputs: { value, slope } }));
  const answer = run.run(1, { point: Float64Array.of(x, y) });
  return { value: answer.value![0]!, slope: [...answer.slope!] };
}

test.each<[string, number, number, number, number[]]>([
  ['hypot(x, y)', 3, -4, 5, [0.6, -0.8]],
  ['hypot(x, y)', 0, 0, 0, [0, 0]],
  ['exp(-hypot(x, y))', -0, 0, 1, [0, 0]],
  ['√|x|', 4, 0, 2, [0.25, 0]],
  ['√|x|', 0, 0, 0, [0, 0]],
  ['√|y - x^2|', 2, 0, 2, [1, -0.25]],
  ['√|y - x^2|', 2, 4, 0, [0, 0]],
  ['x sin(√|x|)', 0, 0, 0, [0, 0]],
  ['√x', 0, 0, 0, [Infinity, 0]],
])('%s at %d, %d', (text, x, y, value, slope) => {
  const found = at(text, x, y);
  expect(found.value).toBe(value);
  slope.forEach((entry, i) => expect(found.slope[i]! - entry || 0).toBeCloseTo(0, 15));
});

test('a root of what is not a number is not a number', () => {
  expect(at('hypot(x, y)', NaN, 0).value).toBeNaN();
  expect(at('√|x|', NaN, 0).value).toBeNaN();
});

/** Second derivatives [fxx, fxy, fyx, fyy] of a formula at a point. */
function curvature(text: string, x: number, y: number): number[] {
  const parsed = parse(text, surfaceVocabulary([]));
  if (!parsed.ok) throw new Error(parsed.problem.code);
  const point = input('point', [2]);
  const coordinates = [pick(point, 0), pick(point, 1)] as const;
  const value = lower(parsed.expression, { symbol: (name) => coordinates[name === 'x' ? 0 : 1] });
  const slopes = differentiate(value, coordinates);
  const bent = stack(slopes.flatMap((slope) => differentiate(slope, coordinates)));
  return [
    ...interpret(program({ feeds: { point }, outputs: { bent } })).run(1, { point: Float64Array.of(x, y) }).bent!,
  ];
}

test('rings around a point are smooth in their centre, curvature included', () => {
  expect(curvature('cos(12 hypot(x, y))', 0, 0)).toEqual([-144, 0, 0, -144]);
  const dropWave = '-(1 + cos(12 hypot(x, y))) / ((x^2 + y^2) / 2 + 2)';
  expect(curvature(dropWave, 0, 0)).toEqual([72.5, 0, 0, 72.5]);
  expect(at(dropWave, 0, 0)).toEqual({ value: -1, slope: [0, 0] });
});

test('rings are the same on both sides of where their series ends', () => {
  for (const r of [1e-9, 1e-3, 0.2, 0.3, 0.316, 0.3163, 0.4, 3]) {
    const [x, y] = [0.6 * r, -0.8 * r];
    const [fxx, fxy, fyx, fyy] = curvature('cos(hypot(x, y))', x, y) as [number, number, number, number];
    const [along, across] = [-Math.cos(r), -Math.sin(r) / r];
    expect(fxx).toBeCloseTo(0.36 * along + 0.64 * across, 13);
    expect(fyy).toBeCloseTo(0.64 * along + 0.36 * across, 13);
    expect(fxy).toBeCloseTo(-0.48 * (along - across), 13);
    expect(fyx).toBeCloseTo(fxy, 15);
    const { value, slope } = at('cos(hypot(x, y))', x, y);
    expect(value).toBeCloseTo(Math.cos(r), 15);
    expect(slope[0]).toBeCloseTo(-0.6 * Math.sin(r), 15);
  }
});

test('a tensor over 1 − p is the quotient but for the last bits, and where that is 0, infinite or no number, the very same', () => {
  const entries = [0, -0, 1, -3, 5e-324, 1e-310, 0.1, 1e200, 1.7e308, Infinity, -Infinity, NaN];
  const [a, p] = [input('a', [entries.length]), input('p')];
  for (const op of ['-', '+'] as const) {
    const parsed = parse(`x / (1 ${op} y)`, surfaceVocabulary([]));
    if (!parsed.ok) throw new Error(parsed.problem.code);
    const quotient = lower(parsed.expression, { symbol: (name) => (name === 'x' ? a : p) });
    expect(quotient.op).toBe('mul');
    const run = interpret(program({ values: { p }, feeds: { a }, outputs: { quotient } }));
    for (const value of [
      0.9,
      0.999,
      1 - 2 ** -53,
      1 + 2 ** -52,
      1,
      -1,
      3,
      1e-300,
      1e300,
      1.7e308,
      -1e308,
      Infinity,
      NaN,
    ]) {
      run.memory('p')[0] = value;
      const made = run.run(1, { a: Float64Array.from(entries) }).quotient!;
      entries.forEach((entry, i) => {
        const expected = entry / (op === '-' ? 1 - value : 1 + value);
        if (Number.isFinite(expected) && expected !== 0)
          expect(Math.abs(made[i]! - expected)).toBeLessThanOrEqual(2 ** -51 * Math.abs(expected) + 5e-324);
        else expect(made[i]).toBe(expected);
      });
    }
  }
});
