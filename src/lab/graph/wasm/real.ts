/** How numbers of a precision lie in memory and in vectors: the instructions that move them. */
import { pair, quad, simd, type Width } from './arithmetic.ts';
import { float32, float64, unsigned, type ValueType } from './encoder.ts';

type Code = readonly number[];

/** All codes pop an address (stores also the value above it) and take a byte offset from it. */
export interface Real {
  /** Bytes of a number in memory. */
  readonly bytes: 4 | 8;
  readonly lanes: 2 | 4;
  readonly scalar: ValueType;
  readonly width: Width;
  readonly load: (offset: number) => Code;
  readonly store: (offset: number) => Code;
  /** One number in all lanes. */
  readonly splat: (offset: number) => Code;
  /** One number in lane 0, zeros in the others. */
  readonly loadOne: (offset: number) => Code;
  /** One number into a lane of the vector above the address. */
  readonly loadLane: (offset: number, lane: number) => Code;
  readonly storeLane: (offset: number, lane: number) => Code;
  /** A lane as a single number. */
  readonly extract: (lane: number) => Code;
  readonly add: Code;
  readonly multiply: Code;
  /** One number alone: into memory, from memory, plus another. */
  readonly loadScalar: (offset: number) => Code;
  readonly storeScalar: (offset: number) => Code;
  readonly addScalar: Code;
  readonly zero: Code;
  /** A vector of them. */
  readonly zeros: Code;
  readonly greater: Code;
  /** Of two vectors b above a: b where a < b, else a. */
  readonly greaterOf: Code;
  readonly fromInteger: Code;
  /** A vector to whole numbers of 32 bits in the low lanes, as near as those come; back; and each as wide as a number. */
  readonly toWhole: Code;
  readonly fromWhole: Code;
  readonly widen: Code;
  /** From and to float64, of numbers alone; nothing for float64. */
  readonly promote: Code;
  readonly demote: Code;
  /** Numbers as they lie in memory. */
  readonly array: (numbers: Float64Array) => Float64Array | Float32Array;
  /** The memory as numbers. */
  readonly view: (memory: Float64Array) => Float64Array | Float32Array;
}

export const double: Real = {
  bytes: 8,
  lanes: 2,
  scalar: 'f64',
  width: pair,
  load: (offset) => simd(0x00, 3, ...unsigned(offset)),
  store: (offset) => simd(0x0b, 3, ...unsigned(offset)),
  splat: (offset) => simd(0x0a, 3, ...unsigned(offset)),
  loadOne: (offset) => simd(0x5d, 3, ...unsigned(offset)),
  loadLane: (offset, lane) => simd(0x57, 3, ...unsigned(offset), lane),
  storeLane: (offset, lane) => simd(0x5b, 3, ...unsigned(offset), lane),
  extract: (lane) => simd(0x21, lane),
  add: pair.code.add,
  multiply: pair.code.mul,
  loadScalar: (offset) => [0x2b, 3, ...unsigned(offset)],
  storeScalar: (offset) => [0x39, 3, ...unsigned(offset)],
  addScalar: [0xa0],
  zero: [0x44, ...float64(0)],
  zeros: pair.constant(0),
  greater: [0x64],
  greaterOf: simd(0xf7),
  fromInteger: [0xb7],
  toWhole: simd(0xfc),
  fromWhole: simd(0xfe),
  widen: simd(0xc7),
  promote: [],
  demote: [],
  array: (numbers) => numbers,
  view: (memory) => memory,
};

export const float: Real = {
  bytes: 4,
  lanes: 4,
  scalar: 'f32',
  width: quad,
  load: (offset) => simd(0x00, 2, ...unsigned(offset)),
  store: (offset) => simd(0x0b, 2, ...unsigned(offset)),
  splat: (offset) => simd(0x09, 2, ...unsigned(offset)),
  loadOne: (offset) => simd(0x5c, 2, ...unsigned(offset)),
  loadLane: (offset, lane) => simd(0x56, 2, ...unsigned(offset), lane),
  storeLane: (offset, lane) => simd(0x5a, 2, ...unsigned(offset), lane),
  extract: (lane) => simd(0x1f, lane),
  add: quad.code.add,
  multiply: quad.code.mul,
  loadScalar: (offset) => [0x2a, 2, ...unsigned(offset)],
  storeScalar: (offset) => [0x38, 2, ...unsigned(offset)],
  addScalar: [0x92],
  zero: [0x43, ...float32(0)],
  zeros: quad.constant(0),
  greater: [0x5e],
  greaterOf: simd(0xeb),
  fromInteger: [0xb2],
  toWhole: simd(0xf8),
  fromWhole: simd(0xfa),
  widen: [],
  promote: [0xbb],
  demote: [0xb6],
  array: (numbers) => Float32Array.from(numbers),
  view: (memory) => new Float32Array(memory.buffer),
};
