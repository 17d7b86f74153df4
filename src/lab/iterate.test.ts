/** The iterates that a look-ahead rule looks ahead from, told beside its path. */
import { describe, expect, test } from 'vitest';
import { optimizers, schedules, surfaces, wrappers } from './catalogues.ts';
import { defaults, type Values } from './describe/param.ts';
import type { Run } from './experiment/experiment.ts';
import { surfaceLoss } from './experiment/problem.ts';
import { runAll } from './experiment/race.ts';
import { begun } from './experiment/run.ts';
import { traceStep } from './experiment/step.ts';
import { rule } from './optimizer.ts';

const run = (id: string, values: Values, around: Partial<Run> = {}): Run => ({
  id,
  values: { ...defaults(optimizers.get(id).params), ...values },
  ...around,
});

const surface = { id: 'rosenbrock', values: defaults(surfaces.get('rosenbrock').params) };
const start: readonly [number, number] = [-1.2, 1];
const pathOf = (it: Run) =>
  runAll({ problem: { kind: 'surface', surface, start }, runs: [it], steps: 50, seed: 1, noise: 0 }).trajectories[0]!;

const slope = (x: number, y: number): readonly [number, number] => [
  -2 * (1 - x) - 400 * x * (y - x * x),
  200 * (y - x * x),
];

describe.each([
  ['nesterov', { lr: 1e-3, momentum: 0.9 }],
  ['sgd', { lr: 1e-3, momentum: 0.8, nesterov: true }],
])('%s with %o', (id, values) => {
  test('every iterate is a gradient step from the look-ahead point before it', () => {
    const { x, series, rows } = pathOf(run(id, values));
    const [xs, ys] = [series['iterate.x1']!, series['iterate.x2']!];
    expect(rows).toBe(51);
    expect([xs[0], ys[0]]).toEqual(start);
    for (let k = 0; k < 50; k++) {
      const [px, py] = [x[2 * k]!, x[2 * k + 1]!];
      const [gx, gy] = slope(px, py);
      const off = Math.hypot(xs[k + 1]! - (px - values.lr * gx), ys[k + 1]! - (py - values.lr * gy));
      expect(off / Math.hypot(xs[k + 1]!, ys[k + 1]!)).toBeLessThan(1e-12);
    }
  });

  test('telling it changes no bit of the run and asks nothing', () => {
    const entry = optimizers.get(id);
    if (entry.kind !== 'rule') throw new Error(`${id} is no rule`);
    const { iterate, ...rest } = entry;
    const loss = surfaceLoss(surface);
    const setting = {
      ...run(id, values),
      around: { wrappers: [] },
      loss,
      start: Float64Array.from(start),
      noise: undefined,
      seed: 1,
    };
    const [told, silent] = [entry, rule(rest)].map((it) => {
      const traced = traceStep(it, setting.values, loss, false);
      return { cost: traced.cost, ...begun(traced.program, traced, it, setting).run(51, {}) };
    });
    expect(iterate).toBeDefined();
    expect(told).toMatchObject(silent!);
    expect(Object.keys(told!).filter((it) => !(it in silent!))).toEqual(['iterate.x1', 'iterate.x2']);
  });
});

test('nobody else tells of one, nor a run whose rate changes or whose point is moved', () => {
  const put = (known: typeof schedules | typeof wrappers, id: string) => ({
    id,
    values: defaults(known.get(id).params),
  });
  for (const it of [
    run('sgd', { momentum: 0.9 }),
    run('nesterov', {}, { schedule: put(schedules, 'cosine') }),
    run('nesterov', {}, { wrappers: [put(wrappers, 'lookahead')] }),
  ])
    expect(Object.keys(pathOf(it).series).filter((name) => name.startsWith('iterate'))).toEqual([]);
});
