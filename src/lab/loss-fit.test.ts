/** The lines that losses fit, against closed forms, and what outliers do to each. */
import { describe, expect, test } from 'vitest';
import { datasets, losses } from './catalogues.ts';
import type { Sample } from './dataset.ts';
import { defaults, type Values } from './describe/param.ts';
import './everything.ts';
import { rowsOf } from './experiment/rows.ts';
import { type Fit, lossFit } from './loss-fit.ts';

const made = (values: Values, seed = 1): Sample => {
  const entry = datasets.get('outliers');
  return rowsOf(entry, { ...defaults(entry.params), n: 30, noise: 0.15, ...values }, seed);
};
const fit = (id: string, points: Sample, values: Values = {}): Fit =>
  lossFit(losses.get(id), { ...defaults(losses.get(id).params), ...values }, points);
const ids = losses.ids.filter((id) => losses.get(id).takes === 'number');

type Cost = (residual: number) => number;
const sums = (cost: Cost, { x, y }: Sample, slope: number, intercept: number): number =>
  x.reduce((sum, at, i) => sum + cost(slope * at + intercept - y[i]!), 0) / x.length;

function leastSquares({ rows, x, y }: Sample): { slope: number; intercept: number } {
  const mean = (of: Float64Array): number => of.reduce((sum, one) => sum + one, 0) / rows;
  const [mx, my] = [mean(x), mean(y)];
  const slope = mean(x.map((at, i) => (at - mx) * (y[i]! - my))) / mean(x.map((at) => (at - mx) ** 2));
  return { slope, intercept: my - slope * mx };
}

/** Costs of straight pieces are least on a line through two of the points. */
function bestThroughTwo(cost: Cost, points: Sample): number {
  const { rows, x, y } = points;
  let least = Infinity;
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < i; j++) {
      const slope = (y[i]! - y[j]!) / (x[i]! - x[j]!);
      least = Math.min(least, sums(cost, points, slope, y[i]! - slope * x[i]!));
    }
  return least;
}

const huber =
  (delta: number): Cost =>
  (e) =>
    Math.abs(e) <= delta ? (e * e) / 2 : delta * (Math.abs(e) - delta / 2);
const pinball =
  (tau: number): Cost =>
  (e) =>
    Math.max(-tau * e, (1 - tau) * e);

describe.each([0, 0.1, 0.15, 0.3, 0.5])('with a share of %d outliers', (outliers) => {
  const samples = [1, 2, 3].flatMap((seed) => [-8, -4, -1].map((lift) => made({ outliers, lift }, seed)));

  test.each(['mse', 'rmse'])('%s gives the line of least squares', (id) => {
    for (const points of samples) {
      const { slope, intercept } = fit(id, points);
      const known = leastSquares(points);
      expect(Math.abs(slope - known.slope) + Math.abs(intercept - known.intercept)).toBeLessThan(1e-5);
    }
  });

  test('mae is as good as the best line through two points', () => {
    for (const points of samples) {
      const { slope, intercept, loss } = fit('mae', points);
      const known = bestThroughTwo(Math.abs, points);
      expect(loss / known).toBeCloseTo(1, 11);
      expect(sums(Math.abs, points, slope, intercept) / known).toBeCloseTo(1, 11);
    }
  });

  test.each([0.05, 0.5, 0.8, 0.95])('quantile as well, for tau = %d', (tau) => {
    for (const points of samples) {
      const { slope, intercept } = fit('quantile', points, { tau });
      const known = bestThroughTwo(pinball(tau), points);
      expect(sums(pinball(tau), points, slope, intercept) / known).toBeCloseTo(1, 10);
      const below = points.x.filter((x, i) => points.y[i]! < slope * x + intercept - 1e-6).length;
      const above = points.x.filter((x, i) => points.y[i]! > slope * x + intercept + 1e-6).length;
      expect(below).toBeLessThanOrEqual(tau * points.rows + 1e-9);
      expect(above).toBeLessThanOrEqual((1 - tau) * points.rows + 1e-9);
    }
  });

  const smooth: readonly (readonly [string, Values, Cost, Cost])[] = [
    ['huber', { delta: 1 }, huber(1), (e) => Math.max(-1, Math.min(1, e))],
    ['huber', { delta: 0.1 }, huber(0.1), (e) => Math.max(-0.1, Math.min(0.1, e))],
    ['smooth-l1', { beta: 0.5 }, (e) => huber(0.5)(e) / 0.5, (e) => Math.max(-1, Math.min(1, e / 0.5))],
    ['log-cosh', {}, (e) => Math.log(Math.cosh(e)), Math.tanh],
  ];
  test.each(smooth)('%s %o is level at its line, and lower than beside it', (id, values, cost, pull) => {
    for (const points of samples) {
      const { slope, intercept } = fit(id, points, values);
      const { rows, x, y } = points;
      const pulls = x.map((at, i) => pull(slope * at + intercept - y[i]!) / rows);
      expect(Math.abs(pulls.reduce((sum, one) => sum + one, 0))).toBeLessThan(1e-5);
      expect(Math.abs(pulls.reduce((sum, one, i) => sum + one * x[i]!, 0))).toBeLessThan(1e-5);
      const least = sums(cost, points, slope, intercept);
      for (const [da, db] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
        [1, 1],
        [-1, 1],
      ] as const)
        // prettier-ignore
        expect(sums(cost, points, slope + 0.01 * da, intercept + 0.01 * db)).toBeGreaterThan(least);
    }
  });
});

test('points on a line give the line, whatever the loss', () => {
  for (const id of ids) {
    const { slope, intercept, loss } = fit(id, made({ outliers: 0, noise: 0, slope: -0.7 }));
    expect(Math.abs(slope + 0.7) + Math.abs(intercept), id).toBeLessThan(1e-4);
    expect(loss, id).toBeLessThan(1e-4);
  }
});

test('where every y is 0, so is the line', () => {
  const flat = { rows: 3, x: Float64Array.of(-1, 0, 1), y: new Float64Array(3) };
  for (const id of ids) expect(fit(id, flat), id).toMatchObject({ slope: 0, intercept: 0 });
});

describe('what outliers do', () => {
  const moved = (id: string, values: Values, seed: number): number =>
    Math.abs(fit(id, made(values, seed)).slope - fit(id, made({ outliers: 0 }, seed)).slope);
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];

  test('without them all agree with the line the points were made from', () => {
    for (const seed of seeds)
      for (const id of ids) expect(Math.abs(fit(id, made({ outliers: 0 }, seed)).slope - 1), id).toBeLessThan(0.25);
  });

  test('the squared error moves more than Huber’s, and that more than the absolute', () => {
    for (const seed of seeds) {
      const values = { outliers: 4 / 30, lift: -4 };
      const [squared, mixed, absolute] = ['mse', 'huber', 'mae'].map((id) => moved(id, values, seed)) as [number, number, number]; // prettier-ignore
      expect(squared).toBeGreaterThan(1.5 * mixed);
      expect(mixed).toBeGreaterThan(1.5 * absolute);
    }
  });

  test('further off, they move the squared error further and the absolute no more', () => {
    for (const seed of seeds) {
      const at = (id: string, lift: number): number => moved(id, { outliers: 4 / 30, lift }, seed);
      expect(at('mse', -6) / at('mse', -3)).toBeGreaterThan(1.8);
      expect(at('mae', -6)).toBeCloseTo(at('mae', -3), 6);
      expect(at('huber', -6)).toBeCloseTo(at('huber', -3), 4);
    }
  });
});
