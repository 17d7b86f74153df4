/** Tests the random streams: published vectors, distributions, and that streams never touch each other. */
import { describe, expect, test } from 'vitest';
import { erf } from './elementary.ts';
import { hashText, philox, stream, type Stream } from './random.ts';

const hex = (words: readonly number[]): string => words.map((word) => word.toString(16).padStart(8, '0')).join(' ');
const draw = (count: number, next: () => number): number[] => Array.from({ length: count }, next);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The largest distance between the distribution of the values and the given one, in units of 1/√n. */
function kolmogorovSmirnov(values: readonly number[], distribution: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  let distance = 0;
  sorted.forEach((value, i) => {
    const expected = distribution(value);
    distance = Math.max(distance, (i + 1) / sorted.length - expected, expected - i / sorted.length);
  });
  return distance * Math.sqrt(sorted.length);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const meanA = mean(a);
  const meanB = mean(b);
  const covariance = mean(a.map((value, i) => (value - meanA) * (b[i]! - meanB)));
  const variance = (values: readonly number[], centre: number): number => mean(values.map((v) => (v - centre) ** 2));
  return covariance / Math.sqrt(variance(a, meanA) * variance(b, meanB));
}

describe('the generator', () => {
  test('philox gives the published vectors', () => {
    const ones = 0xffffffff;
    expect(hex(philox([0, 0, 0, 0], [0, 0]))).toBe('6627e8d5 e169c58d bc57ac4c 9b00dbd8');
    expect(hex(philox([ones, ones, ones, ones], [ones, ones]))).toBe('408f276d 41c83b0e a20bc7c6 6d5451fd');
    expect(hex(philox([0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344], [0xa4093822, 0x299f31d0]))).toBe(
      'd16cfe09 94fdcceb 5001e420 24126ea1',
    );
  });

  test('equal keys give equal draws', () => {
    const mixed = (source: Stream): number[] => [
      ...draw(9, source.uniform),
      ...draw(5, source.normal),
      ...draw(7, () => source.integer(10)),
    ];
    expect(mixed(stream(7, 'noise', 3))).toEqual(mixed(stream(7, 'noise', 3)));
  });

  test('the first draws never change', () => {
    expect(draw(3, stream(1, 'noise').uniform)).toMatchInlineSnapshot(`
      [
        0.6719177331401266,
        0.378359319625571,
        0.673385601638471,
      ]
    `);
    expect(draw(3, stream(1, 'noise', 1).normal)).toMatchInlineSnapshot(`
      [
        -0.812461053537489,
        0.18650693033527724,
        0.4891626360560039,
      ]
    `);
    expect(stream(1, 'batch').shuffle([0, 1, 2, 3, 4, 5, 6, 7])).toMatchInlineSnapshot(`
      [
        0,
        7,
        4,
        6,
        2,
        1,
        3,
        5,
      ]
    `);
  });

  test('drawing from one stream leaves another alone', () => {
    const alone = draw(50, stream(5, 'noise').normal);
    const noise = stream(5, 'noise');
    const batch = stream(5, 'batch');
    const beside = draw(50, () => {
      batch.shuffle([1, 2, 3, 4, 5]);
      return noise.normal();
    });
    expect(beside).toEqual(alone);
  });

  test('every part of the key makes a difference', () => {
    const keys: [number, string, number][] = [
      [1, 'noise', 0], [2, 'noise', 0], [-1, 'noise', 0], [1 + 2 ** 32, 'noise', 0], [1, 'batch', 0], [1, '', 0],
      [1, 'noise', 1], [1, 'noise', 2], [1, 'noise', 2 ** 32],
    ]; // prettier-ignore
    const streams = keys.map((key) => draw(20000, stream(...key).uniform));
    expect(new Set(streams.map(([first]) => first)).size).toBe(keys.length);
    streams.forEach((a, i) => {
      for (const b of streams.slice(i + 1)) expect(Math.abs(correlation(a, b))).toBeLessThan(0.03);
    });
  });

  test('purposes are hashed by FNV-1a over two bytes a letter', () => {
    expect(hashText('')).toBe(0x811c9dc5);
    expect(hashText('noise')).not.toBe(hashText('batch'));
    expect(hashText('ā')).not.toBe(hashText('a'));
  });

  test.each([0.5, NaN, Infinity, 2 ** 60])('refuses %d as seed or step', (value) => {
    expect(() => stream(value, 'noise')).toThrow(RangeError);
    expect(() => stream(1, 'noise', value)).toThrow(RangeError);
  });
});

describe('the distributions', () => {
  const count = 100000;

  test('uniform', () => {
    const values = draw(count, stream(11, 'test').uniform);
    expect(Math.min(...values.slice(0, 10000))).toBeGreaterThanOrEqual(0);
    expect(values.every((value) => value < 1 && Number.isInteger(value * 2 ** 53))).toBe(true);
    expect(mean(values)).toBeCloseTo(0.5, 2);
    expect(mean(values.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
    expect(kolmogorovSmirnov(values, (x) => x)).toBeLessThan(1.63);
  });

  test('normal', () => {
    const values = draw(count, stream(12, 'test').normal);
    expect(Math.abs(mean(values))).toBeLessThan(0.01);
    expect(mean(values.map((value) => value ** 2))).toBeCloseTo(1, 1);
    expect(mean(values.map((value) => value ** 4))).toBeCloseTo(3, 0);
    expect(kolmogorovSmirnov(values, (x) => (1 + erf(x / Math.SQRT2)) / 2)).toBeLessThan(1.63);
    expect(Math.abs(correlation(values.slice(1), values.slice(0, -1)))).toBeLessThan(0.01);
  });

  test.each([1, 2, 3, 7, 10, 3 * 2 ** 30])('integers below %d', (n) => {
    const { integer } = stream(13, 'test', n);
    const buckets = Math.min(n, 6);
    const counts = new Array<number>(buckets).fill(0);
    const values = draw(count, () => integer(n));
    expect(values.every((value) => Number.isInteger(value) && value >= 0 && value < n)).toBe(true);
    for (const drawn of values) {
      const bucket = Math.floor((drawn / n) * buckets);
      counts[bucket] = counts[bucket]! + 1;
    }
    const shares = counts.map(
      (_, bucket) => Math.ceil(((bucket + 1) * n) / buckets) - Math.ceil((bucket * n) / buckets),
    );
    const chiSquare = counts.reduce((sum, seen, bucket) => {
      const expected = (count * shares[bucket]!) / n;
      return sum + (seen - expected) ** 2 / expected;
    }, 0);
    // The 99.9 % point of five degrees of freedom.
    expect(chiSquare).toBeLessThan(20.5);
  });

  test.each([0, -1, 1.5, NaN, 2 ** 33])('refuses integers below %d', (n) => {
    expect(() => stream(1, 'test').integer(n)).toThrow(RangeError);
  });

  test('shuffle is fair', () => {
    const { shuffle } = stream(14, 'test');
    const seen = new Map<string, number>();
    for (let i = 0; i < 24000; i++) {
      const order = shuffle([0, 1, 2, 3]).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    expect(seen.size).toBe(24);
    const chiSquare = [...seen.values()].reduce((sum, value) => sum + (value - 1000) ** 2 / 1000, 0);
    // The 99.9 % point of 23 degrees of freedom.
    expect(chiSquare).toBeLessThan(49.7);
  });
});
