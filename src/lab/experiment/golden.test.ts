/** Runs against numbers computed outside: PyTorch, the authors' own code, numpy, and Radford's recovered scenes. */
import { describe, expect, test } from 'vitest';
import { counterparts, type GoldenEnd, type GoldenRun, withoutEntry } from '../../../e2e/support/fixtures.ts';
import { golden } from '../../../e2e/support/golden.ts';
import { optimizers, surfaces } from '../catalogues.ts';
import { defaults, type Values } from '../describe/param.ts';
import { times } from '../numeric/linear.ts';
import { exp, log, pow } from '../numeric/elementary.ts';
import { stream } from '../numeric/random.ts';
import type { Choice, Experiment } from './experiment.ts';
import { surfaceAt } from './problem.ts';
import { runAll } from './race.ts';
import type { Trajectory } from './trajectory.ts';

interface GoldenSurface {
  id: string;
  formula: string;
  points: { p: [number, number]; f: number; g: number[]; h: number[][] }[];
}
const goldenSurfaces = golden<{ surfaces: GoldenSurface[] }>('surfaces').surfaces;

/** Fixture surfaces that are not the entry of their own name. */
const otherwise: Record<string, [string, Values]> = {
  quad25: ['elliptic', { kappa: 25 }],
  rotated_quad: ['rotated', { kappa: 25, theta: 45 }],
  long_valley: ['formula', { f: 'x^2 / 16 + 9 y^2' }],
};

const choice = (catalogue: typeof surfaces | typeof optimizers, id: string, values: Values): Choice => ({
  id,
  values: { ...defaults(catalogue.get(id).params), ...values },
});

const surfaceFor = (id: string): Choice => choice(surfaces, ...(otherwise[id] ?? [id.replaceAll('_', '-'), {}]));

/** |a − b| ≤ tolerance · max(1, |b|) */
function near(a: number, b: number, tolerance: number, what: string): void {
  const allowed = tolerance * Math.max(1, Math.abs(b));
  if (!(Math.abs(a - b) <= allowed)) expect.fail(`${what}: ${a}, golden ${b}, off by ${Math.abs(a - b)} > ${allowed}`);
}

describe('surfaces agree with PyTorch autograd', () => {
  test.each(goldenSurfaces.map((surface) => [surface.id, surface] as const))('%s', (id, { points }) => {
    const ask = surfaceAt(surfaceFor(id));
    for (const { p, f, g, h } of points) {
      const at = Float64Array.from(p);
      const largest = (entries: number[]): number => 1e-12 * Math.max(...entries.map(Math.abs));
      const close = (a: number, b: number, floor: number): void =>
        expect(Math.abs(a - b), `${id} at ${p}: ${a} for ${b}`).toBeLessThanOrEqual(
          Math.max(1e-10 * Math.abs(b), floor),
        );
      close(ask.value(at), f, 1e-12 * Math.max(1, Math.abs(f)));
      const gradient = ask.gradient(at);
      g.forEach((slope, i) => close(gradient[i]!, slope, largest(g)));
      const hessian = ask.hessian(at);
      h.flat().forEach((curvature, i) => close(hessian[i]!, curvature, largest(h.flat())));
    }
  });
});

function runOf(
  id: string,
  values: Values,
  surface: Choice,
  start: readonly [number, number],
  steps: number,
): Trajectory {
  const experiment: Experiment = {
    problem: { kind: 'surface', surface, start },
    runs: [choice(optimizers, id, values)],
    steps,
    seed: 1,
    noise: 0,
  };
  return runAll(experiment).trajectories[0]!;
}

function compare(
  run: Pick<Trajectory, 'x' | 'loss' | 'rows'>,
  { id, traj, compare_through, intended_divergence }: GoldenRun,
): void {
  for (const [k, x, y, f] of traj) {
    if (k > compare_through) break;
    near(run.x[2 * k]!, x, 1e-9, `${id} x at ${k}`);
    near(run.x[2 * k + 1]!, y, 1e-9, `${id} y at ${k}`);
    near(run.loss[k]!, f, 1e-8, `${id} f at ${k}`);
  }
  if (!intended_divergence) return;
  const size = (numbers: number[]): number => Math.max(...numbers.map(Math.abs));
  const last = size([run.x[2 * run.rows - 2]!, run.x[2 * run.rows - 1]!, run.loss[run.rows - 1]!]);
  const far = Math.min(1e6, 0.5 * size(traj.at(-1)!.slice(1)));
  expect(Number.isNaN(last) || last > far, `${id} grows beyond ${far}, not ${last}`).toBe(true);
}

const exists = (id: string): boolean => optimizers.find(id) !== undefined;

/** A method driven by hand, so that it is dealt the very luck that was stored with the run. */
function dealt(
  id: string,
  values: Values,
  surface: Choice,
  start: readonly [number, number],
  luck: readonly (readonly number[])[],
) {
  const entry = optimizers.get(id);
  if (entry.kind !== 'method') throw new TypeError(`${id} has no luck of its own`);
  const ask = surfaceAt(surface);
  let step = 0;
  const points = [Float64Array.from(start)];
  const going = entry.steps(
    points[0]!,
    {
      ...ask,
      ...{ exp, log, pow },
      both: (at) => ({ f: ask.value(at), g: ask.gradient(at) }),
      hessianTimes: (at, vector) => times(ask.hessian(at), vector),
      random(purpose) {
        const waiting = [...luck[step]!];
        return { ...stream(1, purpose), uniform: () => (waiting.shift()! + 1) / 2 };
      },
    },
    choice(optimizers, id, values).values,
  );
  for (; step < luck.length; step++) points.push(Float64Array.from(going.next().value!.x));
  return {
    x: Float64Array.from(points.flatMap((point) => [...point])),
    loss: Float64Array.from(points, ask.value),
    rows: points.length,
  };
}

describe.each(['torch_optim', 'author_optim', 'reference'])('%s', (file) => {
  const runs = golden<{ runs: GoldenRun[] }>(file).runs.flatMap((run) =>
    counterparts(run, exists).map(({ id, values }) => [`${run.id} as ${id}`, run, id, values] as const),
  );
  test.each(runs)('%s', (_, run, id, values) => {
    const surface = surfaceFor(run.surface);
    const last = Math.max(run.traj.at(-1)![0], run.steps ?? 0);
    const { z } = run.extra ?? {};
    compare(z ? dealt(id, values, surface, run.start, z) : runOf(id, values, surface, run.start, last), run);
  });
});

describe('scipy', () => {
  const runs = golden<{ runs: GoldenEnd[] }>('scipy').runs.flatMap((run) =>
    counterparts(run, exists).map(({ id, values }) => [`${run.id} as ${id}`, run, id, values] as const),
  );
  test.each(runs)('%s', (_, run, id, values) => {
    const ours = runOf(id, values, surfaceFor(run.surface), run.start, 400);
    const last = ours.rows - 1;
    near(ours.loss[last]!, run.f, 1e-6, `${run.id} f at the end`);
    expect(ours.slope[last]).toBeLessThan(1e-4);
    // The line searches differ, so the paths do too; without a search the path is one and the same.
    if (run.method !== 'Nelder-Mead') return;
    compare(ours, { ...run, traj: run.path, compare_through: run.path.length });
    expect([ours.x[2 * last], ours.x[2 * last + 1]]).toEqual(run.x.map((entry) => expect.closeTo(entry, 4)));
  });
});

test('every golden run is one of our entries, or is said to be none', () => {
  const files = ['torch_optim', 'author_optim', 'reference', 'scipy'];
  const runs = files.flatMap((file) => golden<{ runs: (GoldenRun | GoldenEnd)[] }>(file).runs);
  const missing = runs
    .filter((run) => counterparts(run, exists).length === 0)
    .map((run) => run.optimizer ?? run.method!);
  expect([...new Set(missing)].toSorted()).toEqual(Object.keys(withoutEntry).toSorted());
});
