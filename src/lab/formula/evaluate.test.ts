import { expect, test } from 'vitest';
import { evaluate } from './evaluate.ts';
import { parse, ruleVocabulary, surfaceVocabulary, type Vocabulary } from './parse.ts';

function valueOf(text: string, values: Record<string, number>, vocabulary: Vocabulary): number {
  const result = parse(text, vocabulary);
  if (!result.ok) throw new Error(result.problem.code);
  return evaluate(result.expression, values);
}

test.each<[string, Record<string, number>, number]>([
  ['(a - x)^2 + b (y - x^2)^2', { x: 1, y: 2, a: 3, b: 10 }, 14],
  ['2^3^2', {}, 512],
  ['-2^2', {}, -4],
  ['1/2x', { x: 8 }, 4],
  ['|x - |y||', { x: 1, y: -3 }, 2],
  ['floor(x) + ceil(x) + sign(-x)', { x: 1.5 }, 2],
  ['max(x, y, 3) - min(x, y)', { x: 1, y: 5 }, 4],
  ['√x', { x: 9 }, 3],
  ['hypot(x, -4)', { x: 3 }, 5],
  ['log e', {}, 1],
  ['cos pi', {}, -1],
  ['tau - 2pi', {}, 0],
])('surface %s', (text, values, expected) => {
  expect(valueOf(text, values, surfaceVocabulary(['a', 'b']))).toBeCloseTo(expected, 14);
});

test.each<[string, number]>([
  ['where(g > 0, m, v)', 3],
  ['where(g <= 0, m, v)', 5],
  ['where(g == 2, m, v) + (g >= 2) + (g < 2)', 4],
  ['clamp(v, -1, 1)', 1],
  ['norm(-g) + rms(-g) + sum(g) + mean(g)', 8],
  ['dot(g, m) + size(g)', 7],
  ['sigmoid(0 g)', 0.5],
  ['e', 7],
])('rule %s', (text, expected) => {
  const values = { g: 2, m: 3, v: 5, e: 7 };
  expect(valueOf(text, values, ruleVocabulary(Object.keys(values)))).toBe(expected);
});

test('what has no value is not a number', () => {
  expect(valueOf('0/0', {}, surfaceVocabulary([]))).toBeNaN();
});

test('a name without a value is a mistake of the caller', () => {
  expect(() => valueOf('x', {}, surfaceVocabulary([]))).toThrow('nothing was given for x');
  expect(() => valueOf('gradient(x)', { x: 1 }, ruleVocabulary(['x']))).toThrow('nothing was given for gradient');
});
