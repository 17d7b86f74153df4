import { expect, test } from 'vitest';
import { combine, fingerprint, fingerprintOfText } from './fingerprint.ts';

const of = (...chunks: readonly (readonly number[])[]): string => {
  const whole = fingerprint();
  for (const chunk of chunks) whole.add(Float64Array.from(chunk));
  return whole.text();
};

test('does not depend on how the numbers are cut into chunks', () => {
  const numbers = Array.from({ length: 100 }, (_, index) => Math.sqrt(index) - 5);
  const whole = of(numbers);
  for (const cut of [0, 1, 7, 50, 99, 100]) expect(of(numbers.slice(0, cut), [], numbers.slice(cut))).toBe(whole);
});

test('is eight letters and digits that cannot be mistaken for one another, the same for ever', () => {
  expect(of([1, 2, 3])).toMatch(/^[0-9a-hjkmnp-tv-z]{8}$/);
  expect([of([]), of([1, 2, 3]), fingerprintOfText('beale')]).toEqual(['b3zkth9c', 'psy0tmk3', 'ta7e1ke5']);
});

test('every NaN is the same, and so are both zeros; an infinity is neither', () => {
  const odd = new Float64Array(1);
  new Uint32Array(odd.buffer).set([123, 0xfff80001]);
  expect(of([...odd])).toBe(of([NaN]));
  const whole = fingerprint();
  whole.add(odd);
  expect(whole.text()).toBe(of([NaN]));
  expect(of([-0])).toBe(of([0]));
  expect(new Set([of([0]), of([NaN]), of([Infinity]), of([-Infinity]), of([])]).size).toBe(5);
});

test('reads a window of a larger buffer as the numbers it shows', () => {
  const large = Float64Array.from([9, 1, 2, 3, 9]);
  const whole = fingerprint();
  whole.add(large.subarray(1, 4));
  expect(whole.text()).toBe(of([1, 2, 3]));
});

test('one bit, one number more and another order each give another name', () => {
  const names = new Set<string>();
  const numbers = new Float64Array(64).map((_, index) => index + 0.5);
  const bits = new Uint32Array(numbers.buffer);
  names.add(of([...numbers]));
  for (let bit = 0; bit < 32 * bits.length; bit++) {
    bits[bit >> 5]! ^= 1 << (bit & 31);
    names.add(of([...numbers]));
    bits[bit >> 5]! ^= 1 << (bit & 31);
  }
  for (let zeros = 1; zeros <= 100; zeros++) names.add(of(new Array<number>(zeros).fill(0)));
  for (let first = 1; first < 64; first++) names.add(of([...numbers.slice(first), ...numbers.slice(0, first)]));
  expect(names.size).toBe(1 + 64 * 64 + 100 + 63);
});

test('a hundred thousand near numbers have a hundred thousand names, and every letter is equally common', () => {
  const names = new Set<string>();
  const common = new Map<string, number>();
  for (let index = 0; index < 100_000; index++) {
    const name = of([1 + index * 2 ** -52]);
    names.add(name);
    for (const letter of name) common.set(letter, (common.get(letter) ?? 0) + 1);
  }
  expect(names.size).toBeGreaterThanOrEqual(99_999);
  expect(common.size).toBe(32);
  for (const count of common.values()) expect(Math.abs(count - 25_000)).toBeLessThan(1000);
});

test('several results have one name, which knows their order', () => {
  const [a, b] = [of([1]), of([2])];
  expect(combine([a, b])).not.toBe(combine([b, a]));
  expect(combine([a])).not.toBe(combine([a, a]));
  expect(combine([])).toMatch(/^\w{8}$/);
});
