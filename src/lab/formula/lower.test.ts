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
