/** A short name for the exact bits of a result: equal on every machine, or something is different. */

/** Digits and letters that cannot be mistaken for one another. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const LENGTH = 8;

const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const [LOW, HIGH] = littleEndian ? [0, 1] : [1, 0];

export interface Fingerprint {
  /** Goes on with more numbers; how they are cut into chunks makes no difference. */
  add(values: Float64Array): void;
  /** The name of everything added so far. */
  text(): string;
}

/** Starts a fingerprint of one column. Every NaN counts as the same number, and −0 as 0. */
export function fingerprint(): Fingerprint {
  let a = 0x9e3779b9;
  let b = 0x7f4a7c15;
  let count = 0;
  return {
    add(values) {
      const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
      for (let index = 0; index < values.length; index++) {
        const value = values[index]!;
        const plain = value === 0 || value !== value; // −0 and NaN come in several bit patterns
        const low = plain ? 0 : words[2 * index + LOW]!;
        const high = plain ? (value === 0 ? 0 : 0x7ff80000) : words[2 * index + HIGH]!;
        a = Math.imul(a ^ low, 0x85ebca6b);
        a = (((a << 13) | (a >>> 19)) + b) | 0;
        b = Math.imul(b ^ high, 0xc2b2ae35);
        b = (((b << 17) | (b >>> 15)) + a) | 0;
      }
      count += values.length;
    },
    text: () => spell(finish(a ^ count, b), finish(b ^ count, a)),
  };
}

/** One name for several results in their order. */
export function combine(names: readonly string[]): string {
  return fingerprintOfText(names.join(' '));
}

/** The name of a text's UTF-16 units. */
export function fingerprintOfText(text: string): string {
  const units = new Float64Array(text.length);
  for (let index = 0; index < text.length; index++) units[index] = text.charCodeAt(index);
  const whole = fingerprint();
  whole.add(units);
  return whole.text();
}

/** Spreads both lanes over all bits of one. */
function finish(lane: number, other: number): number {
  let mixed = Math.imul(lane ^ (other >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

/** Half of the characters from each lane, five bits a character. */
function spell(a: number, b: number): string {
  const half = LENGTH / 2;
  let text = '';
  for (let index = 0; index < half; index++) text += ALPHABET[(a >>> (5 * index)) & 31];
  for (let index = 0; index < half; index++) text += ALPHABET[(b >>> (5 * index)) & 31];
  return text;
}
