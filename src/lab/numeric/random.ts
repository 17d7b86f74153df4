/** Random numbers that depend on nothing but the seed, what they are for and the step: no stream disturbs another. */
import { cos, log, sin } from './elementary.ts';

/** Four 32-bit words. */
export type Block = readonly [number, number, number, number];

/** The high 32 bits of a·b for unsigned 32-bit words. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const crossed = aHigh * bLow + ((aLow * bLow) >>> 16);
  const middle = aLow * bHigh + (crossed & 0xffff);
  return (aHigh * bHigh + (crossed >>> 16) + (middle >>> 16)) >>> 0;
}

/**
 * Philox4x32 with 10 rounds: a block of four random words from a counter of four words and a key of two.
 *
 * Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
export function philox(counter: Block, key: readonly [number, number]): Block {
  let [a, b, c, d] = counter;
  let [left, right] = key;
  for (let round = 0; round < 10; round++) {
    const highA = multiplyHigh(a, 0xd2511f53);
    const lowA = Math.imul(a, 0xd2511f53) >>> 0;
    const highC = multiplyHigh(c, 0xcd9e8d57);
    const lowC = Math.imul(c, 0xcd9e8d57) >>> 0;
    a = (highC ^ b ^ left) >>> 0;
    b = lowC;
    c = (highA ^ d ^ right) >>> 0;
    d = lowA;
    left = (left + 0x9e3779b9) >>> 0;
    right = (right + 0xbb67ae85) >>> 0;
  }
  return [a, b, c, d];
}

/** FNV-1a over the UTF-16 code units of a text, low byte first, to 32 bits. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    hash = Math.imul(hash ^ (unit & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (unit >>> 8), 0x01000193);
  }
  return hash >>> 0;
}

const wordSpan = 4294967296;

/** An integer as two 32-bit words, low and high, negative ones in two's complement. */
function toWords(value: number, name: string): readonly [number, number] {
  if (!Number.isSafeInteger(value)) throw new RangeError(`The ${name} must be a whole number, not ${value}.`);
  return [value >>> 0, Math.floor(value / wordSpan) >>> 0];
}

/** A sequence of random draws. */
export interface Stream {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** A whole number in [0, n), every one equally likely; n is a whole number from 1 to 2³². */
  integer(n: number): number;
  /** Standard normal (Box and Muller 1958); draws come in pairs, the second one waits. */
  normal(): number;
  /** Brings the items into a random order in place (Fisher and Yates) and returns the same array. */
  shuffle<T>(items: T[]): T[];
}

/**
 * The stream of a seed, a purpose and a step; equal keys give equal draws, different ones independent draws.
 *
 * Seed and step are any safe integers. The block number, the step and the upper half of the seed make the counter, the
 * lower half of the seed and the hash of the purpose the key: only two purposes with the same hash could ever coincide.
 */
export function stream(seed: number, purpose: string, step = 0): Stream {
  const [seedLow, seedHigh] = toWords(seed, 'seed');
  const [stepLow, stepHigh] = toWords(step, 'step');
  const key = [seedLow, hashText(purpose)] as const;
  let block: Block = [0, 0, 0, 0];
  let used = 4;
  let blocks = 0;
  let waiting: number | undefined;

  const word = (): number => {
    if (used === 4) {
      block = philox([blocks, stepLow, stepHigh, seedHigh], key);
      blocks++;
      used = 0;
    }
    return block[used++]!;
  };

  const uniform = (): number => {
    const high = word() >>> 5;
    const low = word() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  };

  const integer = (n: number): number => {
    if (!Number.isInteger(n) || n < 1 || n > wordSpan) throw new RangeError(`Cannot draw below ${n}.`);
    const fair = wordSpan - (wordSpan % n);
    let drawn = word();
    while (drawn >= fair) drawn = word();
    return drawn % n;
  };

  const normal = (): number => {
    if (waiting !== undefined) {
      const second = waiting;
      waiting = undefined;
      return second;
    }
    const radius = Math.sqrt(-2 * log(1 - uniform()));
    const angle = 6.283185307179586 * uniform();
    waiting = radius * sin(angle);
    return radius * cos(angle);
  };

  const shuffle = <T>(items: T[]): T[] => {
    for (let i = items.length - 1; i > 0; i--) {
      const j = integer(i + 1);
      const item = items[i]!;
      items[i] = items[j]!;
      items[j] = item;
    }
    return items;
  };

  return { uniform, integer, normal, shuffle };
}
