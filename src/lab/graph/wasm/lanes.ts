/** The two widths code is written in: one float64, or two side by side; every operation has the same bits in both. */
import type { BinaryName, UnaryName } from '../node.ts';
import { type Body, float64, unsigned, type ValueType } from './encoder.ts';

const simd = (code: number, ...immediate: readonly number[]): readonly number[] => [
  0xfd,
  ...unsigned(code),
  ...immediate,
];

/** Instructions with the same name in both widths. */
type Plain =
  | 'add' | 'sub' | 'mul' | 'div' | 'min' | 'max' | 'neg' | 'abs' | 'sqrt' | 'floor' | 'ceil' | 'less' | 'lessEqual'
  | 'equal' | 'unequal' | 'and' | 'or'; // prettier-ignore

export interface Width {
  readonly lanes: 1 | 2;
  readonly value: ValueType;
  readonly mask: ValueType;
  readonly bytes: number;
  readonly code: Readonly<Record<Plain, readonly number[]>>;
  readonly not: readonly number[];
  /** Pops yes, no, mask. */
  readonly select: readonly number[];
  /** Pops a mask, pushes 1 if it holds in some lane. */
  readonly any: readonly number[];
  /** Loads and stores at a byte offset from the address popped. */
  load(offset: number): readonly number[];
  store(offset: number): readonly number[];
  constant(value: number): readonly number[];
  /** Pops a value, pushes 2 to that power; n + 1023 sits in the low bits of n + 1023 + 2⁵². */
  readonly power2: readonly number[];
  readonly exponent: readonly number[];
  readonly mantissa: readonly number[];
}

const wide = (value: number): number[] => [...simd(0x0c), ...float64(value), ...float64(value)];
/** A 64-bit pattern in both lanes, from its high and low words, least significant byte first. */
const pattern = (high: number, low: number): number[] => {
  const word = (bits: number): number[] => [bits & 255, (bits >>> 8) & 255, (bits >>> 16) & 255, bits >>> 24];
  const both = [...word(low), ...word(high)];
  return [...simd(0x0c), ...both, ...both];
};
const narrow = (value: number): number[] => [0x44, ...float64(value)];
/** i64.const of the patterns the exponent work needs, in LEB128. */
const i64 = (...bytes: readonly number[]): number[] => [0x42, ...bytes];
const i64of52 = i64(52);
const i64of2047 = i64(0xff, 0x0f);
const FRACTION = i64(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x07);
const bitsOfOne = i64(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0xf8, 0x3f);
const bitsOf2To52 = i64(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x98, 0xc3, 0x00);
const TWO52 = 4503599627370496;

export const single: Width = {
  lanes: 1,
  value: 'f64',
  mask: 'i32',
  bytes: 8,
  code: {
    add: [0xa0], sub: [0xa1], mul: [0xa2], div: [0xa3], min: [0xa4], max: [0xa5], neg: [0x9a], abs: [0x99], sqrt: [0x9f],
    floor: [0x9c], ceil: [0x9b], less: [0x63], lessEqual: [0x65], equal: [0x61], unequal: [0x62], and: [0x71], or: [0x72],
  }, // prettier-ignore
  not: [0x45],
  select: [0x1b],
  any: [],
  load: (offset) => [0x2b, 0x03, ...unsigned(offset)],
  store: (offset) => [0x39, 0x03, ...unsigned(offset)],
  constant: narrow,
  power2: [...narrow(1023 + TWO52), 0xa0, 0xbd, ...i64of52, 0x86, 0xbf],
  exponent: [0xbd, ...i64of52, 0x88, ...i64of2047, 0x83, ...bitsOf2To52, 0x84, 0xbf, ...narrow(TWO52 + 1023), 0xa1],
  mantissa: [0xbd, ...FRACTION, 0x83, ...bitsOfOne, 0x84, 0xbf],
};

export const pair: Width = {
  lanes: 2,
  value: 'v128',
  mask: 'v128',
  bytes: 16,
  code: {
    add: simd(0xf0), sub: simd(0xf1), mul: simd(0xf2), div: simd(0xf3), min: simd(0xf4), max: simd(0xf5), neg: simd(0xed),
    abs: simd(0xec), sqrt: simd(0xef), floor: simd(0x75), ceil: simd(0x74), less: simd(0x49), lessEqual: simd(0x4b),
    equal: simd(0x47), unequal: simd(0x48), and: simd(0x4e), or: simd(0x50),
  }, // prettier-ignore
  not: simd(0x4d),
  select: simd(0x52),
  any: simd(0x53),
  load: (offset) => simd(0x00, 0x04, ...unsigned(offset)),
  store: (offset) => simd(0x0b, 0x04, ...unsigned(offset)),
  constant: wide,
  power2: [...wide(1023 + TWO52), ...simd(0xf0), 0x41, 52, ...simd(0xcb)],
  exponent: [
    ...[0x41, 52, ...simd(0xcd)],
    ...[...pattern(0, 2047), ...simd(0x4e)],
    ...[...wide(TWO52), ...simd(0x50)],
    ...[...wide(TWO52 + 1023), ...simd(0xf1)],
  ],
  mantissa: [...pattern(0x000fffff, 0xffffffff), ...simd(0x4e), ...wide(1), ...simd(0x50)],
};

/** Operations that are one instruction; the rest is a comparison, a sign, or an elementary function. */
export const instruction = (width: Width, op: UnaryName | BinaryName): readonly number[] | undefined =>
  (width.code as Readonly<Record<string, readonly number[]>>)[op];

interface Statement {
  readonly defines: readonly number[];
  readonly types: readonly ValueType[];
  readonly reads: readonly number[];
  /** Instructions that leave the defined values on the stack. */
  readonly write: () => void;
}

/**
 * Writes straight-line code in one width: values and masks are handles, defined once; equal ones are computed once, and
 * what no result needs is never written.
 */
export class Scribe {
  readonly body: Body;
  readonly width: Width;
  private readonly statements: Statement[] = [];
  private readonly known = new Map<string, number>();
  private readonly locals: (number | undefined)[] = [];

  constructor(body: Body, width: Width) {
    this.body = body;
    this.width = width;
  }

  /** A handle on a local that exists already: a parameter, a pointer, a piece of state. */
  bind(local: number): number {
    this.locals.push(local);
    return this.locals.length - 1;
  }

  /** The result of an instruction on values. */
  define(type: ValueType, code: readonly number[], ...reads: readonly number[]): number {
    const key = `${type} ${code.join()} ${reads.join()}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const [handle] = this.group([type], reads, () => {
      for (const read of reads) this.get(read);
      this.body.emit(...code);
    });
    this.known.set(key, handle!);
    return handle!;
  }

  /** Values defined together by code of its own. */
  group(types: readonly ValueType[], reads: readonly number[], write: () => void): number[] {
    const defines = types.map(() => this.locals.push(undefined) - 1);
    this.statements.push({ defines, types, reads, write });
    return defines;
  }

  value(code: readonly number[], ...reads: readonly number[]): number {
    return this.define(this.width.value, code, ...reads);
  }

  mask(code: readonly number[], ...reads: readonly number[]): number {
    return this.define(this.width.mask, code, ...reads);
  }

  constant(value: number): number {
    return this.value(this.width.constant(value));
  }

  select(mask: number, yes: number, no: number): number {
    return this.value(this.width.select, yes, no, mask);
  }

  /** Pushes a value; it must have been written. */
  get(handle: number): void {
    this.body.get(this.locals[handle]!);
  }

  /** Writes what the results stand on, and leaves them in locals for `get`. */
  write(results: Iterable<number>): void {
    const wanted = new Set(results);
    const kept: Statement[] = [];
    for (const statement of this.statements.toReversed()) {
      if (!statement.defines.some((handle) => wanted.has(handle))) continue;
      for (const read of statement.reads) wanted.add(read);
      kept.push(statement);
    }
    for (const { defines, types, write } of kept.reverse()) {
      write();
      defines.forEach((handle, i) => (this.locals[handle] = this.body.local(types[i]!)));
      for (const handle of defines.toReversed()) this.body.set(this.locals[handle]!);
    }
  }
}
