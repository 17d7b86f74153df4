/** The short float32 functions against float64's, in ulp of float32. */
import { describe, expect, test } from 'vitest';
import { brief } from './brief.ts';
import * as elementary from './elementary.ts';
import { exponent, type Kit, mantissa, numberKit, power2 } from './kit.ts';

const f = Math.fround;
/** Numbers of which every result is rounded to float32. */
const rounding: Kit<number, boolean> = {
  ...numberKit,
  constant: f,
  add: (a, b) => f(a + b),
  sub: (a, b) => f(a - b),
  mul: (a, b) => f(a * b),
  div: (a, b) => f(a / b),
  sqrt: (a) => f(Math.sqrt(a)),
  // As the bits of a float32 say it: an exponent field of 0 is 0.
  power2: (n) => (n === -127 ? 0 : f(power2(n))),
  exponent,
  mantissa,
};
const functions = brief(rounding);
type Name = keyof typeof functions;
const right: Readonly<Record<Name, (x: number) => number>> = elementary;

/** Distance of neighbours around a float32. */
function ulp(value: number): number {
  const size = Math.abs(value);
  return size < 2 ** -126 ? 2 ** -149 : 2 ** (Math.floor(Math.log2(size)) - 23);
}

const ranges = {
  exp: [-104, 89],
  log: [-126, 128],
  tanh: [-12, 12],
  sigmoid: [-104, 104],
  softplus: [-104, 104],
} as const;

describe('within 4 ulp of float64’s functions over 100,000 points each', () => {
  test.each(Object.entries(ranges))('%s', (name, [low, high]) => {
    const short = functions[name as Name];
    const exact = right[name as Name];
    let worst = 0;
    const near = name === 'log' ? 1 : 0;
    for (let i = 0; i < 100_000; i++) {
      const share = (i * 0.6180339887498949) % 1;
      const spread = low + (high - low) * share;
      // A third of the points over the whole range, a third near 0 (or 1), a third at all scales.
      const points = [spread, near + (share - 0.5) * 2, (i % 2 === 0 ? 1 : -1) * 2 ** (-40 * share)];
      const given = f(name === 'log' ? Math.abs(i % 3 === 0 ? 2 ** spread : points[i % 3]!) : points[i % 3]!);
      const wanted = exact(given);
      const error = Math.abs(short(given) - wanted) / ulp(wanted);
      if (Math.abs(wanted) < 3.4e38 && Math.abs(wanted) > 2 ** -126) worst = Math.max(worst, error);
    }
    expect(worst).toBeLessThanOrEqual(4);
    expect(worst).toBeGreaterThan(0.5);
  });
});

test.each([
  ['softplus', -4.5047345],
  ['softplus', -2.0209563],
  ['tanh', 0.0621083],
  ['sigmoid', -4.1572938],
] as const)('%s is within 4 ulp where it is hardest, about %d', (name, middle) => {
  for (let i = -5000; i <= 5000; i++) {
    const given = f(middle * (1 + i * 2 ** -23));
    const wanted = right[name](given);
    expect(Math.abs(functions[name](given) - wanted), `${given}`).toBeLessThanOrEqual(4 * ulp(wanted));
  }
});

test('the ends of the numbers', () => {
  const { exp, log, tanh, sigmoid, softplus } = functions;
  expect([exp(NaN), exp(Infinity), exp(-Infinity), exp(0)]).toEqual([NaN, Infinity, 0, 1]);
  expect([log(NaN), log(Infinity), log(0), log(-0), log(-1), log(1)]).toEqual([
    NaN,
    Infinity,
    -Infinity,
    -Infinity,
    NaN,
    0,
  ]);
  expect([tanh(NaN), tanh(0), tanh(-0), tanh(Infinity), tanh(-Infinity)]).toEqual([NaN, 0, -0, 1, -1]);
  expect([sigmoid(NaN), sigmoid(Infinity), sigmoid(-Infinity), sigmoid(0)]).toEqual([NaN, 1, 0, 0.5]);
  expect([softplus(NaN), softplus(Infinity), softplus(-Infinity)]).toEqual([NaN, Infinity, 0]);
  expect(Math.abs(log(2 ** -140) + 140 * Math.LN2)).toBeLessThan(1e-5);
});
