/** Widths beside each other in one function. */
import { expect, test } from 'vitest';
import { Arithmetic, binaryCodes, comparisonCodes, pair, quad, single, unaryCodes } from './arithmetic.ts';
import { Body } from './encoder.ts';
import { Pool } from './pool.ts';
import { Scribe } from './scribe.ts';

test('nothing of one width is taken for the like of another', () => {
  const scribe = new Scribe(new Body(['v128', 'v128'], []));
  const [a, b] = [scribe.bind(0), scribe.bind(1)];
  const made = (arithmetic: Arithmetic): number[] => [
    arithmetic.constant(1.5),
    ...unaryCodes.map((op) => arithmetic[op](a)),
    ...binaryCodes.map((op) => arithmetic[op](a, b)),
    ...comparisonCodes.map((op) => arithmetic.compare(op, a, b)),
    arithmetic.select(a, a, b),
    arithmetic.min(a, arithmetic.constant(1.5)),
    arithmetic.max(a, arithmetic.constant(1.5)),
  ];
  const widths = [single, pair, quad].map((width) => new Arithmetic(scribe, width, new Pool()));
  const handles = widths.map(made);
  expect(new Set(handles.flat()).size).toBe(handles.flat().length);
  expect(widths.map(made)).toEqual(handles);
});
