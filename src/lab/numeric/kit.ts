/**
 * The exact operations every elementary function is built from: numbers run them, and code can be emitted for them.
 *
 * Every operation has one right answer to the last bit on every engine (IEEE 754 arithmetic, comparisons, bit moves),
 * so whatever is composed of them has one right answer too.
 */

/** V is a value (a number, or a handle on emitted code), M is a mask (a truth value per lane). */
export interface Kit<V, M> {
  readonly constant: (value: number) => V;
  readonly add: (a: V, b: V) => V;
  readonly sub: (a: V, b: V) => V;
  readonly mul: (a: V, b: V) => V;
  readonly div: (a: V, b: V) => V;
  readonly neg: (a: V) => V;
  readonly abs: (a: V) => V;
  readonly sqrt: (a: V) => V;
  readonly floor: (a: V) => V;
  /** As Math.min and f64x2.min: NaN wins, −0 is below +0. */
  readonly min: (a: V, b: V) => V;
  /** As Math.max and f64x2.max: NaN wins, −0 is below +0. */
  readonly max: (a: V, b: V) => V;
  /** Comparisons are false when either side is NaN. */
  readonly less: (a: V, b: V) => M;
  readonly equal: (a: V, b: V) => M;
  readonly and: (a: M, b: M) => M;
  readonly or: (a: M, b: M) => M;
  readonly not: (a: M) => M;
  /** Both sides are always evaluated. */
  readonly select: (mask: M, yes: V, no: V) => V;
  /** 2ⁿ for an integer-valued n in [−1022, 1023]; any value at all for other n (callers never let it through). */
  readonly power2: (n: V) => V;
  /** The unbiased exponent field: ⌊log₂ x⌋ for a normal x > 0, −1023 for +0 and subnormals, 1024 for +∞ and NaN. */
  readonly exponent: (x: V) => V;
  /** x > 0 with its exponent field replaced by that of 1, so in [1, 2); any value in [1, 2) for ±∞ and NaN. */
  readonly mantissa: (x: V) => V;
  /** values[index] for an integer-valued index within the table; any value for other indices. Only inside `rare`. */
  readonly table: (values: readonly number[], index: V) => V;
  /** The row that the bits of x name: those of its 64 from bit `shift` on (0, or at least 32), modulo the number of rows. */
  readonly row: (rows: Rows, x: V, shift: number) => readonly V[];
  /** An odd function at x from its value at |x|, which is 0 where x is ±0, and NaN where x is. */
  readonly odd: (x: V, value: V) => V;
  /**
   * Where the mask holds, the values of slow(argument), else `fast`. The slow way is long: it need only run when some
   * lane asks for it, must do no harm for the other lanes, and is the same function at every use, to be emitted once.
   */
  readonly rare: (mask: M, fast: Triple<V>, slow: (argument: V) => Triple<V>, argument: V) => Triple<V>;
}

/** A table of as many columns as memory likes (2 or 4) and a power of 2 of rows, row by row. */
export interface Rows {
  readonly columns: 2 | 4;
  readonly numbers: readonly number[];
}

/** What a rare computation hands back. */
export type Triple<V> = readonly [V, V, V];

const float = new Float64Array(1);
const word = new Uint32Array(float.buffer);
// Index of the word that holds sign and exponent: typed arrays follow the byte order of the machine.
float[0] = 1;
const high = word[1] === 0 ? 0 : 1;
const low = 1 - high;

/** See `Kit.power2`. */
export function power2(n: number): number {
  word[high] = (n + 1023) << 20;
  word[low] = 0;
  return float[0]!;
}

/** See `Kit.exponent`. */
export function exponent(x: number): number {
  float[0] = x;
  return ((word[high]! >>> 20) & 2047) - 1023;
}

/** See `Kit.mantissa`. */
export function mantissa(x: number): number {
  float[0] = x;
  word[high] = (word[high]! & 0xfffff) | 0x3ff00000;
  return float[0]!;
}

/** The upper 32 of the 64 bits of a number, as an integer. */
export function upper(x: number): number {
  float[0] = x;
  return word[high]!;
}

/** The lower 32 bits. */
export function lower(x: number): number {
  float[0] = x;
  return word[low]!;
}

/** The operations on plain numbers, one call each: the reference for everything that is emitted. */
export const numberKit: Kit<number, boolean> = {
  constant: (value) => value,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  neg: (a) => -a,
  abs: (a) => Math.abs(a),
  sqrt: (a) => Math.sqrt(a),
  floor: (a) => Math.floor(a),
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  less: (a, b) => a < b,
  equal: (a, b) => a === b,
  and: (a, b) => a && b,
  or: (a, b) => a || b,
  not: (a) => !a,
  select: (mask, yes, no) => (mask ? yes : no),
  power2,
  exponent,
  mantissa,
  table: (values, index) => values[index]!,
  row({ columns, numbers }, x, shift) {
    const bits = shift < 32 ? lower(x) >>> shift : upper(x) >>> (shift - 32);
    const begin = (bits & (numbers.length / columns - 1)) * columns;
    return numbers.slice(begin, begin + columns);
  },
  odd: (x, value) => (0 < x ? value : x < 0 ? -value : x),
  rare: (mask, fast, slow, argument) => (mask ? slow(argument) : fast),
};
