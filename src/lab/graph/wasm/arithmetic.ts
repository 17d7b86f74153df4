/** The exact operations on handles, in two widths: one float64, or two side by side with the same bits in each lane. */
import { float32, float64, type ValueType, unsigned } from './encoder.ts';
import type { Pool } from './pool.ts';
import type { Scribe } from './scribe.ts';

type Code = readonly number[];

/** The bytes of an instruction of the vector set. */
export const simd = (code: number, ...immediate: Code): Code => [0xfd, ...unsigned(code), ...immediate];

export const unaryCodes = ['neg', 'abs', 'sqrt', 'floor', 'ceil'] as const;
export const binaryCodes = ['add', 'sub', 'mul', 'div', 'min', 'max'] as const;
export const comparisonCodes = ['less', 'lessEqual', 'equal', 'unequal'] as const;
type UnaryCode = (typeof unaryCodes)[number];
type BinaryCode = (typeof binaryCodes)[number];
type ComparisonCode = (typeof comparisonCodes)[number];
type Operation = UnaryCode | BinaryCode | ComparisonCode;

const named = (name: string): Pick<Width, 'name' | 'names'> => {
  const names = [...unaryCodes, ...binaryCodes, ...comparisonCodes].map((code) => [code, `${name} ${code}`]);
  return { name, names: Object.fromEntries(names) as Record<Operation, string> };
};

/** How one width writes values down. */
export interface Width {
  readonly lanes: 1 | 2 | 4;
  readonly value: ValueType;
  readonly mask: ValueType;
  readonly bytes: number;
  readonly code: Readonly<Record<Operation, Code>>;
  /** What tells it from other widths, and its operations from theirs. */
  readonly name: string;
  readonly names: Readonly<Record<Operation, string>>;
  /** `a < b ? a : b` and `b < a ? a : b` on (b, a), one instruction each; undefined where there is none. */
  readonly lower: Code | undefined;
  readonly higher: Code | undefined;
  /** Pops yes, no, mask. */
  readonly select: Code;
  readonly constant: (value: number) => Code;
  /** A value as this width can hold it. */
  readonly round: (value: number) => number;
  /** The eight bytes that hold it in the pool, as a float64. */
  readonly pooled: (value: number) => number;
  /** Pops an address, pushes the number at an offset from it, in every lane. */
  readonly fetch: (offset: number) => Code;
}

const narrow = (value: number): Code => [0x44, ...float64(value)];

const itself = (value: number): number => value;
const float = new Float32Array(1);

/** The nearest float32. */
export function rounded(value: number): number {
  float[0] = value;
  return float[0];
}
const twins = new Float32Array(2);
const asDouble = new Float64Array(twins.buffer);

export const single: Width = {
  lanes: 1,
  value: 'f64',
  mask: 'i32',
  bytes: 8,
  code: {
    neg: [0x9a], abs: [0x99], sqrt: [0x9f], floor: [0x9c], ceil: [0x9b],
    add: [0xa0], sub: [0xa1], mul: [0xa2], div: [0xa3], min: [0xa4], max: [0xa5],
    less: [0x63], lessEqual: [0x65], equal: [0x61], unequal: [0x62],
  }, // prettier-ignore
  ...named('f64'),
  lower: undefined,
  higher: undefined,
  select: [0x1b],
  constant: narrow,
  round: itself,
  pooled: itself,
  fetch: (offset) => [0x2b, 0x03, ...unsigned(offset)],
};

export const pair: Width = {
  lanes: 2,
  value: 'v128',
  mask: 'v128',
  bytes: 16,
  code: {
    neg: simd(0xed), abs: simd(0xec), sqrt: simd(0xef), floor: simd(0x75), ceil: simd(0x74),
    add: simd(0xf0), sub: simd(0xf1), mul: simd(0xf2), div: simd(0xf3), min: simd(0xf4), max: simd(0xf5),
    less: simd(0x49), lessEqual: simd(0x4b), equal: simd(0x47), unequal: simd(0x48),
  }, // prettier-ignore
  ...named('f64x2'),
  lower: simd(0xf6),
  higher: simd(0xf7),
  select: simd(0x52),
  constant: (value) => [...simd(0x0c), ...float64(value), ...float64(value)],
  round: itself,
  pooled: itself,
  fetch: (offset) => simd(0x0a, 0x03, ...unsigned(offset)),
};

/** Four float32 side by side. */
export const quad: Width = {
  lanes: 4,
  value: 'v128',
  mask: 'v128',
  bytes: 16,
  code: {
    neg: simd(0xe1), abs: simd(0xe0), sqrt: simd(0xe3), floor: simd(0x68), ceil: simd(0x67),
    add: simd(0xe4), sub: simd(0xe5), mul: simd(0xe6), div: simd(0xe7), min: simd(0xe8), max: simd(0xe9),
    less: simd(0x43), lessEqual: simd(0x45), equal: simd(0x41), unequal: simd(0x42),
  }, // prettier-ignore
  ...named('f32x4'),
  lower: simd(0xea),
  higher: simd(0xeb),
  select: simd(0x52),
  constant: (value) => [...simd(0x0c), ...[1, 2, 3, 4].flatMap(() => float32(value))],
  round: rounded,
  pooled(value) {
    twins.fill(value);
    return asDouble[0]!;
  },
  fetch: (offset) => simd(0x09, 0x02, ...unsigned(offset)),
};

const isPowerOf2 = (value: number): boolean => {
  const size = Math.abs(value);
  if (!(size > 1e-300 && size < 1e300)) return false;
  let power = 1;
  while (power < size) power *= 2;
  while (power > size) power /= 2;
  return power === size;
};

/**
 * Operations in one width. They rewrite what can be written shorter without changing a bit: signs are pulled out of
 * products and put into sums, doubling is adding, dividing by a power of 2 is multiplying, constants meet at once.
 */
export class Arithmetic {
  readonly scribe: Scribe;
  readonly width: Width;
  private readonly pool: Pool;

  constructor(scribe: Scribe, width: Width, pool: Pool) {
    this.scribe = scribe;
    this.width = width;
    this.pool = pool;
  }

  constant(given: number): number {
    const value = this.width.round(given);
    return this.scribe.number(this.width.value, this.width.name, value, () => this.spelled(value));
  }

  private spelled(value: number): Code {
    // A NaN's bits do not outlast being a number.
    const at = Object.is(value, 0) || Number.isNaN(value) ? undefined : this.pool.place(this.width.pooled(value));
    return at === undefined ? this.width.constant(value) : [0x41, 0x00, ...this.width.fetch(at)];
  }

  neg(a: number): number {
    const value = this.number(a);
    if (value !== undefined) return this.constant(-value);
    return this.negated(a) ?? this.one('neg', a);
  }

  abs(a: number): number {
    return this.one('abs', this.negated(a) ?? a);
  }

  sqrt(a: number): number {
    return this.one('sqrt', a);
  }

  floor(a: number): number {
    return this.one('floor', a);
  }

  ceil(a: number): number {
    return this.one('ceil', a);
  }

  add(a: number, b: number): number {
    const [minusA, minusB] = [this.negated(a), this.negated(b)];
    if (minusB !== undefined) return this.two('sub', a, minusB);
    if (minusA !== undefined) return this.two('sub', b, minusA);
    const [u, v] = [this.number(a), this.number(b)];
    if (u !== undefined && v !== undefined) return this.constant(u + v);
    return this.symmetric('add', a, b);
  }

  sub(a: number, b: number): number {
    const minusB = this.negated(b);
    if (minusB !== undefined) return this.add(a, minusB);
    const [u, v] = [this.number(a), this.number(b)];
    if (u !== undefined && v !== undefined) return this.constant(u - v);
    if (Object.is(v, 0)) return a;
    return this.two('sub', a, b);
  }

  mul(a: number, b: number): number {
    const [u, v] = [this.number(a), this.number(b)];
    if (u !== undefined && v !== undefined) return this.constant(u * v);
    if (u !== undefined) return this.mul(b, a);
    if (v === 1) return a;
    if (v === -1) return this.neg(a);
    if (v === 2) return this.add(a, a);
    const [minusA, minusB] = [this.negated(a), this.negated(b)];
    if (minusA !== undefined)
      return v === undefined ? this.neg(this.mul(minusA, b)) : this.mul(minusA, this.constant(-v));
    if (minusB !== undefined) return this.neg(this.mul(a, minusB));
    return this.symmetric('mul', a, b);
  }

  div(a: number, b: number): number {
    const [u, v] = [this.number(a), this.number(b)];
    if (u !== undefined && v !== undefined) return this.constant(u / v);
    if (v !== undefined && isPowerOf2(v) && this.holds(1 / v)) return this.mul(a, this.constant(1 / v));
    const [minusA, minusB] = [this.negated(a), this.negated(b)];
    if (minusA !== undefined) return this.neg(this.div(minusA, b));
    if (minusB !== undefined) return this.neg(this.div(a, minusB));
    return this.two('div', a, b);
  }

  min(a: number, b: number): number {
    return this.bounded('min', this.width.lower, a, b);
  }

  max(a: number, b: number): number {
    return this.bounded('max', this.width.higher, a, b);
  }

  /** A mask. */
  compare(op: ComparisonCode, a: number, b: number): number {
    return this.scribe.define(this.width.mask, this.width.names[op], this.width.code[op], a, b);
  }

  select(mask: number, yes: number, no: number): number {
    if (yes === no) return yes;
    return this.scribe.define(this.width.value, `${this.width.name} select`, this.width.select, yes, no, mask);
  }

  /** 1, −1, or the number itself where it is ±0 or NaN. */
  sign(a: number): number {
    const zero = this.constant(0);
    const below = this.select(this.compare('less', a, zero), this.constant(-1), a);
    return this.select(this.compare('less', zero, a), this.constant(1), below);
  }

  private holds(value: number): boolean {
    return this.width.round(value) === value;
  }

  private number(handle: number): number | undefined {
    return this.scribe.definition(handle)?.number;
  }

  /** What the handle is the negative of, if it is written so. */
  private negated(handle: number): number | undefined {
    const definition = this.scribe.definition(handle);
    return definition?.op === this.width.names.neg ? definition.reads[0] : undefined;
  }

  /** Against a number other than 0 and NaN the short instruction has the long one's bits, if that number comes second. */
  private bounded(op: 'min' | 'max', short: Code | undefined, a: number, b: number): number {
    const [u, v] = [this.number(a), this.number(b)];
    const bound = (value: number | undefined): boolean => value !== undefined && Math.abs(value) > 0;
    const name = `${this.width.name} short ${op}`;
    if (short && bound(v)) return this.scribe.define(this.width.value, name, short, a, b);
    if (short && bound(u)) return this.scribe.define(this.width.value, name, short, b, a);
    return this.two(op, a, b);
  }

  private one(op: UnaryCode, a: number): number {
    return this.scribe.define(this.width.value, this.width.names[op], this.width.code[op], a);
  }

  private two(op: BinaryCode, a: number, b: number): number {
    return this.scribe.define(this.width.value, this.width.names[op], this.width.code[op], a, b);
  }

  private symmetric(op: BinaryCode, a: number, b: number): number {
    return a < b ? this.two(op, a, b) : this.two(op, b, a);
  }
}
