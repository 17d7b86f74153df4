/** What holds for every data set, and what each one promises of its own. */
import { beforeAll, describe, expect, test } from 'vitest';
import { datasets } from './catalogues.ts';
import './everything.ts';
import { defaults, type Values } from './describe/param.ts';
import { rowsToLearn } from './dataset.ts';
import { type Data, dataOf, fetchData } from './experiment/data.ts';

const made = (id: string, values: Values = {}, seed = 1): Data =>
  dataOf({ id, values: { ...defaults(datasets.get(id).params), ...values } }, seed);
const column = ({ train: { x } }: Data, at: number, features: number): number[] =>
  Array.from({ length: x.length / features }, (_, row) => x[row * features + at]!);

beforeAll(async () => {
  for (const id of datasets.ids) await fetchData({ id, values: {} });
});

describe.each(datasets.ids)('%s', (id) => {
  const entry = datasets.get(id);
  test('has rows of its shape, finite, with every class in the training part', () => {
    const { shape, train, test: apart } = made(id);
    expect(shape).toEqual(entry.shape(defaults(entry.params)));
    expect(train.rows + apart.rows).toBe(shape.rows);
    expect(train.rows).toBe(rowsToLearn(shape, defaults(entry.params)['test'] as number));
    for (const part of [train, apart]) {
      expect([part.x.length, part.y.length]).toEqual([part.rows * shape.features, part.rows]);
      expect(part.x.every(Number.isFinite) && part.y.every(Number.isFinite)).toBe(true);
      expect(part.rows % shape.list).toBe(0);
    }
    if (shape.target === 'classes')
      expect([...new Set(train.y)].sort((a, b) => a - b)).toEqual([...Array(shape.classes).keys()]);
    expect(shape.classNames?.length ?? shape.classes).toBe(shape.classes);
    expect(shape.featureNames?.length ?? shape.features).toBe(shape.features);
    if (shape.image) expect(shape.image[0] * shape.image[1]).toBe(shape.features);
  });
  test('is the same for the same seed, and the share set apart is what was asked for', () => {
    const once = made(id, {}, 7);
    made(id, {}, 8);
    expect(made(id, {}, 7)).toEqual(once);
    const half = made(id, { test: 0.5 });
    const rows = half.train.rows + half.test.rows;
    expect(Math.abs(half.test.rows - rows / 2)).toBeLessThanOrEqual(half.shape.list);
    expect(made(id, { test: 0 }).test.rows).toBe(0);
  });
});

test('moons without noise lie on two half circles, as scikit-learn puts them', () => {
  const { train } = made('moons', { n: 200, noise: 0, test: 0 });
  for (let row = 0; row < 200; row++) {
    const [x, y] = [train.x[2 * row]!, train.x[2 * row + 1]!];
    const lower = train.y[row] === 1;
    const [cx, cy] = lower ? [1, 0.5] : [0, 0];
    expect(Math.abs(Math.sqrt((x - cx) ** 2 + (y - cy) ** 2) - 1)).toBeLessThan(1e-12);
    expect(lower ? y <= 0.5 + 1e-12 : y >= -1e-12).toBe(true);
  }
  // linspace(0, π, n): the ends are there
  expect([train.x[0], train.x[1]]).toEqual([1, 0]);
  expect(train.x[2 * 100]).toBe(0);
});

test('circles without noise have the radii 1 and factor', () => {
  const { train } = made('circles', { n: 100, noise: 0, factor: 0.4, test: 0 });
  for (let row = 0; row < 100; row++) {
    const radius = Math.sqrt(train.x[2 * row]! ** 2 + train.x[2 * row + 1]! ** 2);
    expect(Math.abs(radius - (train.y[row] === 1 ? 0.4 : 1))).toBeLessThan(1e-12);
  }
});

test('balance is the share of class 0', () => {
  const { train } = made('moons', { n: 200, balance: 0.1, test: 0 });
  expect(train.y.filter((it) => it === 0).length).toBe(20);
});

test('noise has the deviation asked for', () => {
  const clean = made('xor', { n: 5000, noise: 0, test: 0 });
  const noisy = made('xor', { n: 5000, noise: 0.3, test: 0 });
  expect(noisy.train.y).toEqual(clean.train.y); // the noise disturbs no other draw
  let squares = 0;
  for (let at = 0; at < 10_000; at++) squares += (noisy.train.x[at]! - clean.train.x[at]!) ** 2 / 10_000;
  expect(Math.abs(Math.sqrt(squares) - 0.3)).toBeLessThan(0.01);
});

test('outliers are as many as asked for, at the right end, and lifted', () => {
  const { train } = made('outliers', { n: 100, noise: 0, outliers: 0.1, slope: 2, lift: -5, test: 0 });
  const off = Array.from(train.y, (y, row) => y - 2 * train.x[row]!);
  expect(off.filter((it) => Math.abs(it + 5) < 1e-9).length).toBe(10);
  expect(off.slice(0, 90).every((it) => Math.abs(it) < 1e-9)).toBe(true);
});

test('rankings grade every list from 0 to 4, and lists stay whole', () => {
  const { train, test: apart, shape } = made('rankings', { items: 5 });
  for (const { rows, y } of [train, apart])
    for (let row = 0; row < rows; row += shape.list)
      expect([...y.subarray(row, row + 5)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4]);
});

describe('real data are what their sources say', () => {
  const counts = (id: string): number[] => {
    const { train, shape } = made(id, { test: 0 });
    return Array.from({ length: shape.classes }, (_, k) => train.y.filter((it) => it === k).length);
  };
  test('rows per class', () => {
    expect(counts('iris')).toEqual([50, 50, 50]);
    expect(counts('wine')).toEqual([59, 71, 48]);
    expect(counts('breast-cancer')).toEqual([212, 357]);
    expect(counts('digits')).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
    expect(counts('fashion')).toEqual(new Array(10).fill(200));
  });
  test('pixels lie between 0 and 1, and digits sum to what scikit-learn’s file sums to', () => {
    const { train } = made('digits', { test: 0 });
    expect(train.x.reduce((sum, it) => sum + it * 16, 0)).toBe(561718);
    for (const id of ['digits', 'fashion']) {
      const { x } = made(id).train;
      expect([Math.min(...x.slice(0, 50_000)), Math.max(...x.slice(0, 50_000))]).toEqual([0, 1]);
    }
  });
  test('measures in units of their own come to mean 0 and deviation 1, and the test part by the same numbers', () => {
    const data = made('iris');
    for (let at = 0; at < 4; at++) {
      const values = column(data, at, 4);
      const mean = values.reduce((sum, it) => sum + it, 0) / values.length;
      const spread = Math.sqrt(values.reduce((sum, it) => sum + (it - mean) ** 2, 0) / values.length);
      expect(Math.abs(mean)).toBeLessThan(1e-12);
      expect(Math.abs(spread - 1)).toBeLessThan(1e-12);
    }
    expect(data.scale!.mean[0]).toBeGreaterThan(5);
  });
});

test('own points are classes where they count from 0, else numbers to be met', () => {
  const shape = (x: string, y: string, target = 'auto'): object => datasets.get('inline').shape({ x, y, target });
  expect(shape('(0,1)(2,3)', '(0,1)')).toMatchObject({ target: 'classes', features: 2, classes: 2 });
  expect(shape('(1)(2)(3)(4)', '(1,2,3,4)')).toMatchObject({ target: 'regression', features: 1 });
  expect(shape('(1)(2)', '(0,1)', 'regression')).toMatchObject({ target: 'regression' });
});
