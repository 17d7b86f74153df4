/** Every surface: flat at its minima, and its slope and curvature are those of its values. */
import { describe, expect, test } from 'vitest';
import { surfaces } from './catalogues.ts';
import { defaults, type Values } from './describe/param.ts';
import { type Answers, surfaceAt } from './experiment/problem.ts';
import { stream } from './numeric/random.ts';

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

describe.each(surfaces.ids)('%s', (id) => {
  const entry = surfaces.get(id);
  test('is flat at its minima, has the stated value there, and is nowhere lower', () => {
    for (const values of settings(id)) {
      const ask = surfaceAt({ id, values });
      const minima = entry.minima(values);
      for (const { at, value, global } of minima) {
        const place = Float64Array.from(at);
        const scale = Math.max(1, ...ask.hessian(place).map(Math.abs));
        expect(Math.max(...ask.gradient(place).map(Math.abs)) / scale).toBeLessThan(1e-9);
        expect(Math.abs(ask.value(place) - value)).toBeLessThan(1e-9 * Math.max(1, Math.abs(value)));
        if (global) for (const p of points(id)) expect(ask.value(p)).toBeGreaterThanOrEqual(value);
      }
      const lowest = Math.min(...minima.map((it) => it.value));
      for (const { value, global } of minima) expect(global).toBe(value - lowest < 1e-9);
    }
  });
  test('slope and curvature agree with differences of its values', () => {
    for (const values of settings(id)) {
      const ask = surfaceAt({ id, values });
      for (const at of points(id)) agrees(ask, at);
    }
  });
  test('its start lies in its domain', () => {
    const [xmin, xmax, ymin, ymax] = entry.domain;
    const [x, y] = entry.start;
    expect(x >= xmin && x <= xmax && y >= ymin && y <= ymax).toBe(true);
  });
});
