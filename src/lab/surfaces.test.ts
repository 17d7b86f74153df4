/** Every surface: flat and lowest at its minima, and its slope and curvature are those of its values. */
import { describe, expect, test } from 'vitest';
import { surfaces } from './catalogues.ts';
import { defaults, type Values } from './describe/param.ts';
import { field } from './experiment/field.ts';
import { type Answers, surfaceAt, surfaceLoss } from './experiment/problem.ts';
import { stream } from './numeric/random.ts';
import { type Minimum, type Region, surfaceGroups } from './surface.ts';

/** Settings to try: the defaults, and every number at both ends of its slider. */
function settings(id: string): Values[] {
  const { params } = surfaces.get(id);
  const base = defaults(params);
  const ends = Object.entries(params).flatMap(([name, param]) =>
    param.kind === 'number' ? param.range.map((value) => ({ ...base, [name]: value })) : [],
  );
  return [base, ...ends];
}

/** Twenty points of the domain, the same every time. */
function points(id: string): Float64Array[] {
  const [xmin, xmax, ymin, ymax] = surfaces.get(id).domain;
  const luck = stream(7, id);
  return Array.from({ length: 20 }, () =>
    Float64Array.of(xmin + (xmax - xmin) * luck.uniform(), ymin + (ymax - ymin) * luck.uniform()),
  );
}

const shifted = (at: Float64Array, i: number, by: number): Float64Array =>
  at.map((entry, j) => (i === j ? entry + by : entry));

/** The best of several central differences: no single step suits every scale. */
function difference(of: (at: Float64Array) => number, at: Float64Array, i: number, exact: number): number {
  const tries = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6].map((h) => {
    const [a, b, c, d] = [-2 * h, -h, h, 2 * h].map((by) => of(shifted(at, i, by))) as [number, number, number, number];
    return (a - 8 * b + 8 * c - d) / (12 * h);
  });
  return Math.min(...tries.map((it) => Math.abs(it - exact)));
}

function agrees(ask: Answers, at: Float64Array): void {
  const gradient = ask.gradient(at);
  const hessian = ask.hessian(at);
  const scale = Math.max(1, ...[...gradient, ...hessian].map(Math.abs), Math.abs(ask.value(at)));
  for (const i of [0, 1]) {
    expect(difference(ask.value, at, i, gradient[i]!) / scale, `slope ${i} at ${at}`).toBeLessThan(1e-9);
    for (const j of [0, 1]) {
      const off = difference((p) => ask.gradient(p)[j]!, at, i, hessian[2 * i + j]!);
      expect(off / scale, `curvature ${i}${j} at ${at}`).toBeLessThan(1e-9);
    }
  }
  expect(Math.abs(hessian[1]! - hessian[2]!) / scale).toBeLessThan(1e-13);
}

const lowestOf = (minima: readonly Minimum[]): number => Math.min(...minima.map((it) => it.value));

/** The lowest of 401² heights over a region. */
function lowestIn(id: string, values: Values, region: Region): number {
  const rows = field(surfaceLoss({ id, values }), region, 401, 401);
  for (;;) {
    const { done, value } = rows.next();
    if (done) return value.values.reduce((low, height) => (height < low ? height : low), Infinity);
  }
}

/** Places around a point, some near and some nearer. */
const around = ([x, y]: readonly [number, number], size: number): Float64Array[] =>
  [1e-3, 1e-5].flatMap((share) =>
    Array.from({ length: 16 }, (_, i) => {
      const angle = (i * Math.PI) / 8 + 0.1;
      return Float64Array.of(x + share * size * Math.cos(angle), y + share * size * Math.sin(angle));
    }),
  );

describe('the catalogue', () => {
  test('has entries in every group, and a dozen that are shown first', () => {
    const groups = new Set(surfaces.ids.map((id) => surfaces.get(id).group));
    expect([...groups].sort()).toEqual([...surfaceGroups].sort());
    expect(surfaces.ids.filter((id) => surfaces.get(id).first)).toHaveLength(12);
  });
  test('calls no two surfaces alike', () => {
    const titles = surfaces.ids.map((id) => surfaces.get(id).title.toLowerCase());
    expect(new Set(titles).size).toBe(titles.length);
  });
});

describe.each(surfaces.ids)('%s', (id) => {
  const entry = surfaces.get(id);
  const [xmin, xmax, ymin, ymax] = entry.domain;
  test('says what it teaches', () => {
    for (const words of [entry.title, entry.idea, entry.source]) expect(words.length).toBeGreaterThan(2);
    expect(entry.idea.endsWith('.')).toBe(true);
  });
  test('is flat at its minima, has the stated value there, and is nowhere lower', () => {
    for (const values of settings(id)) {
      const ask = surfaceAt({ id, values });
      const minima = entry.minima(values);
      if (minima.length > 0)
        expect(lowestIn(id, values, entry.domain)).toBeGreaterThanOrEqual(lowestOf(minima) - 1e-12);
      for (const { at, value, global } of minima) {
        const place = Float64Array.from(at);
        const scale = Math.max(1, ...ask.hessian(place).map(Math.abs));
        expect(Math.max(...ask.gradient(place).map(Math.abs)) / scale).toBeLessThan(1e-9);
        expect(Math.abs(ask.value(place) - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
        const slack = 1e-13 * Math.max(1, Math.abs(value));
        for (const p of around(at, Math.min(1, xmax - xmin))) expect(ask.value(p)).toBeGreaterThan(value - slack);
        expect(global).toBe(value - lowestOf(minima) < 1e-9);
      }
    }
  });
  test('slope and curvature agree with differences of its values', () => {
    for (const values of settings(id)) {
      const ask = surfaceAt({ id, values });
      for (const at of points(id)) agrees(ask, at);
    }
  });
  test('its start lies in its domain, on a slope, and its view has room for domain and minima', () => {
    const [x, y] = entry.start;
    expect(x >= xmin && x <= xmax && y >= ymin && y <= ymax).toBe(true);
    for (const values of settings(id)) {
      const slope = surfaceAt({ id, values }).gradient(Float64Array.of(x, y));
      expect(slope.every(Number.isFinite) && slope.some((it) => it !== 0)).toBe(true);
    }
    const [left, right, bottom, top] = entry.view ?? entry.domain;
    expect(left <= xmin && right >= xmax && bottom <= ymin && top >= ymax).toBe(true);
    for (const { at } of entry.minima(defaults(entry.params)))
      expect(at[0] >= left && at[0] <= right && at[1] >= bottom && at[1] <= top).toBe(true);
  });
});
