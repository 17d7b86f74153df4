/** Tests the elementary functions against high-precision references, the special cases of C, and their symmetries. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as lab from './elementary.ts';
import { numbersSource } from './source.ts';

interface Golden {
  readonly name: string;
  readonly inputs: readonly Float64Array[];
  readonly rounded: Float64Array;
  /** What rounding left over, in 1/254 ulp. */
  readonly rest: Int8Array;
}

function readGolden(path: URL): Golden[] {
  const data = gunzipSync(readFileSync(path));
  const headerEnd = data.indexOf(10);
  const header = JSON.parse(data.toString('utf8', 0, headerEnd)) as { name: string; arity: number; count: number }[];
  let offset = headerEnd + 1;
  const doubles = (count: number): Float64Array => {
    const bytes = Buffer.alloc(count * 8);
    for (let i = 0; i < count * 8; i++) bytes[(i % count) * 8 + Math.floor(i / count)] = data[offset + i]!;
    offset += count * 8;
    return Float64Array.from({ length: count }, (_, i) => bytes.readDoubleLE(i * 8));
  };
  return header.map(({ name, arity, count }) => {
    const inputs = Array.from({ length: arity }, () => doubles(count));
    const rounded = doubles(count);
    const rest = Int8Array.from({ length: count }, (_, i) => data.readInt8(offset + i));
    offset += count;
    return { name, inputs, rounded, rest };
  });
}

function ulp(value: number): number {
  const [bits] = new BigUint64Array(new Float64Array([Math.abs(value)]).buffer);
  const field = Number(bits! >> 52n);
  return 2 ** Math.max(field - 1075, -1074);
}

/** The distance from the exact value in ulps; infinite when only one of the two is finite or a zero has the wrong sign. */
function errorInUlps(actual: number, rounded: number, rest: number): number {
  if (Object.is(actual, rounded)) return Number.isFinite(rounded) ? Math.abs(rest) / 254 : 0;
  if (!Number.isFinite(actual) || !Number.isFinite(rounded) || actual === rounded) return Infinity;
  return Math.abs((actual - rounded) / ulp(rounded) - rest / 254);
}

const functions = lab as unknown as Record<string, (...values: number[]) => number>;
const goldens = readGolden(new URL('../../../e2e/golden/elementary.bin.gz', import.meta.url));

describe('accuracy', () => {
  test('covers every function', () => {
    const names = Object.keys(lab.elementary(lab.numberKit)).sort();
    expect(goldens.map(({ name }) => name).sort()).toEqual(names);
  });

  test.each(goldens)('$name is within one ulp', ({ name, inputs, rounded, rest }) => {
    let worst = { error: 0, at: [0] };
    for (let i = 0; i < rounded.length; i++) {
      const values = inputs.map((input) => input[i]!);
      const error = errorInUlps(functions[name]!(...values), rounded[i]!, rest[i]!);
      if (error > worst.error) worst = { error, at: values };
    }
    expect(worst.error, `worst at ${worst.at.join(', ')}`).toBeLessThanOrEqual(1);
  });
});

describe('the written-out functions', () => {
  test('are up to date (vitest -u writes them anew)', async () => {
    await expect(numbersSource()).toMatchFileSnapshot('./numbers.ts');
  });

  test('agree to the bit with their definitions', () => {
    const defined = lab.elementary(lab.numberKit) as unknown as typeof functions;
    for (const { name, inputs, rounded } of goldens) {
      const differing = rounded.findIndex((_, i) => {
        const values = inputs.map((input) => input[i]!);
        return !Object.is(functions[name]!(...values), defined[name]!(...values));
      });
      expect(differing, name).toBe(-1);
    }
  });

  test('use no function whose last bits are the engine’s own', () => {
    const used = new Set(numbersSource().match(/Math\.\w+/g));
    expect([...used].sort()).toEqual(['Math.abs', 'Math.floor', 'Math.max', 'Math.min', 'Math.sqrt']);
  });
});

describe('special cases', () => {
  const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
  const table: readonly [string, number, number][] = [
    ['exp', 0, 1], ['exp', -0, 1], ['exp', infinity, infinity], ['exp', -infinity, 0],
    ['exp', 710, infinity], ['exp', -746, 0], ['exp', -745.1, 5e-324],
    ['expm1', -0, -0], ['expm1', 0, 0], ['expm1', infinity, infinity], ['expm1', -infinity, -1],
    ['expm1', 710, infinity], ['expm1', 5e-324, 5e-324],
    ['log', 1, 0], ['log', 0, -infinity], ['log', -0, -infinity], ['log', infinity, infinity],
    ['log', -1, nan], ['log', -infinity, nan],
    ['log1p', 0, 0], ['log1p', -0, -0], ['log1p', -1, -infinity], ['log1p', infinity, infinity],
    ['log1p', -1.5, nan], ['log1p', -infinity, nan], ['log1p', -5e-324, -5e-324],
    ['log2', 1, 0], ['log2', 8, 3], ['log2', 5e-324, -1074], ['log2', 0, -infinity], ['log2', infinity, infinity],
    ['log2', -1, nan],
    ['log10', 1, 0], ['log10', 1000, 3], ['log10', 0, -infinity], ['log10', infinity, infinity], ['log10', -1, nan],
    ['sin', 0, 0], ['sin', -0, -0], ['sin', infinity, nan], ['sin', -infinity, nan], ['sin', 5e-324, 5e-324],
    ['cos', 0, 1], ['cos', -0, 1], ['cos', infinity, nan], ['cos', -infinity, nan],
    ['tan', 0, 0], ['tan', -0, -0], ['tan', infinity, nan], ['tan', -infinity, nan],
    ['asin', 0, 0], ['asin', -0, -0], ['asin', 1, Math.PI / 2], ['asin', -1, -Math.PI / 2],
    ['asin', 1.5, nan], ['asin', -infinity, nan],
    ['acos', 1, 0], ['acos', -1, Math.PI], ['acos', 0, Math.PI / 2], ['acos', 1.5, nan], ['acos', infinity, nan],
    ['atan', 0, 0], ['atan', -0, -0], ['atan', infinity, Math.PI / 2], ['atan', -infinity, -Math.PI / 2],
    ['sinh', 0, 0], ['sinh', -0, -0], ['sinh', infinity, infinity], ['sinh', -infinity, -infinity],
    ['sinh', -711, -infinity],
    ['cosh', 0, 1], ['cosh', -0, 1], ['cosh', infinity, infinity], ['cosh', -infinity, infinity],
    ['cosh', 711, infinity],
    ['tanh', 0, 0], ['tanh', -0, -0], ['tanh', infinity, 1], ['tanh', -infinity, -1],
    ['cbrt', 0, 0], ['cbrt', -0, -0], ['cbrt', infinity, infinity], ['cbrt', -infinity, -infinity],
    ['cbrt', 27, 3], ['cbrt', -8, -2],
    ['erf', 0, 0], ['erf', -0, -0], ['erf', infinity, 1], ['erf', -infinity, -1],
    ['sigmoid', 0, 0.5], ['sigmoid', -0, 0.5], ['sigmoid', infinity, 1], ['sigmoid', -infinity, 0],
    ['softplus', infinity, infinity], ['softplus', -infinity, 0], ['softplus', 1000, 1000],
  ]; // prettier-ignore

  test.each(table)('%s(%d) is %d', (name, x, value) => expect(functions[name]!(x)).toBe(value));

  test.each(goldens)('$name hands NaN on', ({ name, inputs }) => {
    expect(functions[name]!(...inputs.map(() => nan))).toBeNaN();
  });

  test('log2 and log10 of whole powers are whole', () => {
    for (let n = -1074; n < 1024; n++) expect(lab.log2(2 ** n)).toBe(n);
    for (let n = 0; n <= 22; n++) expect(lab.log10(Number(`1e${n}`))).toBe(n);
  });

  test('atan2 knows every quadrant, zero and infinity', () => {
    const values = [0, -0, 1, -1, infinity, -infinity, nan];
    for (const y of values) for (const x of values) expect(lab.atan2(y, x), `${y}, ${x}`).toBe(Math.atan2(y, x));
    expect(lab.atan2(5e-324, 1e300)).toBe(0);
    expect(lab.atan2(1e300, 5e-324)).toBe(Math.PI / 2);
  });

  test('pow follows the table of C', () => {
    const values = [0, -0, 0.5, -0.5, 1, -1, 1.5, -1.5, 2, -2, 3, -3, 2 ** 53, -(2 ** 53), 1e300, -1e300];
    const all = [...values, 2 ** 53 - 1, 1 - 2 ** 53, infinity, -infinity, nan];
    for (const a of all) {
      for (const b of all) {
        // JavaScript differs from C at base ±1 only.
        const c = a === 1 || (a === -1 && Math.abs(b) === infinity) ? 1 : Math.pow(a, b);
        if (Math.abs(c) === 0 || !Number.isFinite(c) || Math.abs(c) === 1) expect(lab.pow(a, b), `${a}, ${b}`).toBe(c);
      }
    }
  });
});

describe('properties', () => {
  const any = fc.double({ noNaN: true });

  test.each(['sin', 'tan', 'asin', 'atan', 'sinh', 'tanh', 'cbrt', 'erf'])('%s is odd to the bit', (name) => {
    fc.assert(fc.property(any, (x) => Object.is(functions[name]!(-x), -functions[name]!(x))));
  });

  test.each(['cos', 'cosh'])('%s is even to the bit', (name) => {
    fc.assert(fc.property(any, (x) => Object.is(functions[name]!(-x), functions[name]!(x))));
  });

  test.each(['exp', 'sinh', 'tanh', 'erf', 'cbrt', 'atan', 'sigmoid', 'softplus'])('%s does not fall', (name) => {
    const finite = fc.double({ min: -1000, max: 1000, noNaN: true });
    // Neighbours may differ by a rounding; a thousandth apart they may not.
    fc.assert(fc.property(finite, (x) => functions[name]!(x) <= functions[name]!(x + 1e-3 + Math.abs(x) * 1e-3)));
  });

  test('sin and cos stay on the unit circle at every size', () => {
    fc.assert(
      fc.property(any, (x) => {
        fc.pre(Number.isFinite(x));
        return Math.abs(lab.sin(x) * lab.sin(x) + lab.cos(x) * lab.cos(x) - 1) <= 4.5e-16;
      }),
    );
  });

  test('pow is the correctly rounded product and root within an ulp', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-100, max: 1e100, noNaN: true }), (x) => {
        expect(errorInUlps(lab.pow(x, 2), x * x, 0)).toBeLessThanOrEqual(1);
        expect(errorInUlps(lab.pow(x, 0.5), Math.sqrt(x), 0)).toBeLessThanOrEqual(1);
        expect(lab.pow(x, 1)).toBe(x);
      }),
    );
  });
});
