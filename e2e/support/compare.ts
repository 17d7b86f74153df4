/** Holds our runs against numbers computed outside; every comparison says how far off it was at worst. */
import { optimizers, schedules, surfaces, wrappers } from '../../src/lab/catalogues.ts';
import { defaults, type Values } from '../../src/lab/describe/param.ts';
import { ratesOf } from '../../src/lab/experiment/around-method.ts';
import type { Choice, Experiment, Run } from '../../src/lab/experiment/experiment.ts';
import { surfaceAt } from '../../src/lab/experiment/problem.ts';
import { runAll } from '../../src/lab/experiment/race.ts';
import type { Known } from '../../src/lab/experiment/read.ts';
import type { Trajectory } from '../../src/lab/experiment/trajectory.ts';
import { compile } from '../../src/lab/graph/compile.ts';
import { interpret } from '../../src/lab/graph/interpret.ts';
import { matrixLoss } from '../../src/lab/experiment/matrix-loss.ts';
import { advance } from '../../src/lab/experiment/run.ts';
import { exp, log, pow } from '../../src/lab/numeric/elementary.ts';
import { times } from '../../src/lab/numeric/linear.ts';
import { type Matrix, matrix } from '../../src/lab/numeric/matrices.ts';
import { stream } from '../../src/lab/numeric/random.ts';
import {
  type Counterpart,
  counterparts,
  type GoldenEnd,
  type GoldenMatrixRun,
  type GoldenRun,
  type GoldenSchedule,
  scheduleCounterpart,
} from './fixtures.ts';
import { golden } from './golden.ts';

/** One stored run beside one entry of ours. */
export interface Comparison {
  readonly file: string;
  readonly name: string;
  /** The entry of ours it is about. */
  readonly id: string;
  readonly tier: string;
  /** Whether all of the run is compared, or its beginning: where rounding grows, the rest says nothing. */
  readonly whole: boolean;
  /** Runs ours once and compares: the worst |ours − golden| / max(1, |golden|). Throws beyond the tolerance. */
  readonly worst: () => number;
}

interface GoldenSurface {
  readonly id: string;
  readonly points: readonly { p: [number, number]; f: number; g: number[]; h: number[][] }[];
}

/** Fixture surfaces that are not the entry of their own name. */
const otherwise: Record<string, [string, Values]> = {
  quad25: ['elliptic', { kappa: 25 }],
  rotated_quad: ['rotated', { kappa: 25, theta: 45 }],
  long_valley: ['formula', { f: 'x^2 / 16 + 9 y^2' }],
};

export const choice = (catalogue: Known, id: string, values: Values): Choice => ({
  id,
  values: { ...defaults(catalogue.get(id).params), ...values },
});

const surfaceFor = (id: string): Choice => choice(surfaces, ...(otherwise[id] ?? [id.replaceAll('_', '-'), {}]));
const exists = (id: string): boolean => optimizers.find(id) !== undefined;
const onSurfaces = (id: string): boolean =>
  exists(id) && optimizers.get(id).needs?.(defaults(optimizers.get(id).params)) !== 'matrix';

/** The largest of all errors noted so far; each is held to its own tolerance. */
export class Worst {
  error = 0;
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** |a − b| ≤ tolerance · max(1, |b|) */
  near(a: number, b: number, tolerance: number, what: string): void {
    const off = Math.abs(a - b) / Math.max(1, Math.abs(b));
    if (!(off <= tolerance)) throw new Error(`${this.name} ${what}: ${a}, golden ${b}, off by ${off} > ${tolerance}`);
    this.error = Math.max(this.error, off);
  }
}

const once = (work: () => number): (() => number) => {
  let known: number | undefined;
  return () => (known ??= work());
};

/** Values, slopes and curvatures at the stored points. */
function surfaceComparison({ id, points }: GoldenSurface): Comparison {
  const surface = surfaceFor(id);
  const worst = once(() => {
    const ask = surfaceAt(surface);
    let most = 0;
    for (const { p, f, g, h } of points) {
      const at = Float64Array.from(p);
      const close = (ours: ArrayLike<number>, stored: readonly number[], what: string): void => {
        const floor = 1e-12 * Math.max(...stored.map(Math.abs), what === 'f' ? 1 : 0);
        stored.forEach((b, i) => {
          const off = Math.abs(ours[i]! - b);
          if (!(off <= Math.max(1e-10 * Math.abs(b), floor)))
            throw new Error(`${id} at ${p}, ${what}: ${ours[i]} for ${b}`);
          most = Math.max(most, off / Math.max(1, ...stored.map(Math.abs)));
        });
      };
      close([ask.value(at)], [f], 'f');
      close(ask.gradient(at), g, 'slope');
      close(ask.hessian(at), h.flat(), 'curvature');
    }
    return most;
  });
  return { file: 'surfaces', name: id, id: surface.id, tier: 'A', whole: true, worst };
}

/** A counterpart as a run, everything it does not say at its default. */
export const runFor = ({ id, values, schedule, wrappers: put }: Counterpart): Run => ({
  ...choice(optimizers, id, values),
  ...(schedule && { schedule: choice(schedules, schedule.id, schedule.values) }),
  ...(put && { wrappers: put.map((it) => choice(wrappers, it.id, it.values)) }),
});

function runOf(counterpart: Counterpart, surface: Choice, start: readonly [number, number], steps: number): Trajectory {
  const experiment: Experiment = {
    problem: { kind: 'surface', surface, start },
    runs: [runFor(counterpart)],
    steps,
    seed: 1,
    noise: 0,
  };
  return runAll(experiment).trajectories[0]!;
}

/** A method driven by hand, so that it is dealt the very luck that was stored with the run. */
function dealt(
  { id, values }: Counterpart,
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
      ...{ exp, log, pow, shape: [2] },
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

/** Row by row as far as the run may be compared; and that a run which is to diverge does. */
function compareRows(
  run: Pick<Trajectory, 'x' | 'loss' | 'rows'>,
  { id, traj, compare_through, intended_divergence }: GoldenRun,
): number {
  const worst = new Worst(id);
  for (const [k, x, y, f] of traj) {
    if (k > compare_through) break;
    worst.near(run.x[2 * k]!, x, 1e-9, `x at ${k}`);
    worst.near(run.x[2 * k + 1]!, y, 1e-9, `y at ${k}`);
    worst.near(run.loss[k]!, f, 1e-8, `f at ${k}`);
  }
  if (!intended_divergence) return worst.error;
  const size = (numbers: number[]): number => Math.max(...numbers.map(Math.abs));
  const last = size([run.x[2 * run.rows - 2]!, run.x[2 * run.rows - 1]!, run.loss[run.rows - 1]!]);
  const far = Math.min(1e6, 0.5 * size(traj.at(-1)!.slice(1)));
  if (!(Number.isNaN(last) || last > far)) throw new Error(`${id} is to grow beyond ${far}, and ends at ${last}`);
  return worst.error;
}

/** The averaged points, where some are stored: rows [k, x, y]. */
function compareAverages({ series }: Trajectory, { id, extra, compare_through }: GoldenRun): number {
  const worst = new Worst(`${id} average`);
  for (const [k, x, y] of extra?.ema ?? []) {
    if (k! > compare_through) break;
    worst.near(series['ema.x1']![k!]!, x!, 1e-9, `x at ${k}`);
    worst.near(series['ema.x2']![k!]!, y!, 1e-9, `y at ${k}`);
  }
  return worst.error;
}

function runComparison(file: string, run: GoldenRun, counterpart: Counterpart): Comparison {
  const last = Math.max(run.traj.at(-1)![0], run.steps ?? 0);
  const worst = once(() => {
    const surface = surfaceFor(run.surface);
    const { z } = run.extra ?? {};
    if (z) return compareRows(dealt(counterpart, surface, run.start, z), run);
    const ours = runOf(counterpart, surface, run.start, last);
    return Math.max(compareRows(ours, run), compareAverages(ours, run));
  });
  const whole = run.compare_through >= run.traj.at(-1)![0];
  // Where something stands around the optimizer, that is what the run is about.
  const { id } = counterpart.schedule ?? counterpart.wrappers?.[0] ?? counterpart;
  return { file, name: run.id, id, tier: run.tier ?? 'D', whole, worst };
}

/** Where both end; line searches differ, so the paths do too. Without a search the path is one and the same. */
function endComparison(run: GoldenEnd, counterpart: Counterpart): Comparison {
  const worst = once(() => {
    const ours = runOf(counterpart, surfaceFor(run.surface), run.start, 400);
    const last = ours.rows - 1;
    const end = new Worst(run.id);
    end.near(ours.loss[last]!, run.f, 1e-6, 'f at the end');
    if (!(ours.slope[last]! < 1e-4)) throw new Error(`${run.id} ends on a slope of ${ours.slope[last]}`);
    if (run.method !== 'Nelder-Mead') return end.error;
    run.x.forEach((entry, i) => end.near(ours.x[2 * last + i]!, entry, 1e-4, 'x at the end'));
    return compareRows(ours, { ...run, traj: run.path, compare_through: run.path.length });
  });
  return { file: 'scipy', name: run.id, id: counterpart.id, tier: 'D', whole: true, worst };
}

/** The rates of 100 steps, and momentum where it is cycled too, by both executors. */
function scheduleComparison(stored: GoldenSchedule): Comparison {
  const { id, values, base } = scheduleCounterpart(stored);
  const name = `${stored.scheduler} ${JSON.stringify(stored.args)}`;
  const worst = once(() => {
    const off = new Worst(name);
    const around = { schedule: { ...choice(schedules, id, values), entry: schedules.get(id) }, wrappers: [] };
    for (const execute of [compile, interpret]) {
      const rates = ratesOf(around, optimizers.get('momentum'), base, execute)!;
      for (const [k, lr] of stored.lr.entries()) {
        const now = rates.next(stored.losses?.[k] ?? 0);
        off.near(now['lr']!, lr, 1e-12, `rate of step ${k}`);
        if (stored.momentum) off.near(now['momentum']!, stored.momentum[k]!, 1e-12, `momentum of step ${k}`);
      }
    }
    return off.error;
  });
  return { file: 'schedulers', name, id, tier: 'A', whole: true, worst };
}

interface GoldenMatrices {
  readonly problems: readonly ({ readonly id: string } & Record<
    'A' | 'B' | 'C' | 'W0',
    readonly (readonly number[])[]
  >)[];
  readonly runs: readonly GoldenMatrixRun[];
}

const matrixOf = (rows: readonly (readonly number[])[]): Matrix =>
  matrix(rows.length, rows[0]!.length, Float64Array.from(rows.flat()));

/** Entry by entry along the path of a matrix. */
function matrixComparison(
  run: GoldenMatrixRun,
  { A, B, C, W0 }: GoldenMatrices['problems'][number],
  { id, values }: Counterpart,
): Comparison {
  const worst = once(() => {
    const loss = matrixLoss({ A: matrixOf(A), B: matrixOf(B), C: matrixOf(C) }, `golden ${run.problem}`);
    const go = advance(choice(optimizers, id, values), loss, matrixOf(W0).entries, undefined, 1);
    const ours = go(run.traj.at(-1)![0]! + 1);
    const noted = new Worst(run.id);
    for (const [k, f, ...entries] of run.traj) {
      if (k! > run.compare_through) break;
      noted.near(ours.loss[k!]!, f!, 1e-8, `f at ${k}`);
      entries.forEach((entry, at) => noted.near(ours.x[loss.dimension * k! + at]!, entry, 1e-9, `W${at} at ${k}`));
    }
    return noted.error;
  });
  const whole = run.compare_through >= run.traj.at(-1)![0]!;
  return { file: 'matrix', name: run.id, id, tier: run.tier ?? 'D', whole, worst };
}

/** Files of runs on surfaces, each row a point. */
const runFiles = ['torch_optim', 'author_optim', 'reference', 'wrappers'] as const;

/** Every comparison there is. */
export function comparisons(): Comparison[] {
  const matrices = golden<GoldenMatrices>('matrix');
  return [
    ...golden<{ surfaces: GoldenSurface[] }>('surfaces').surfaces.map(surfaceComparison),
    ...runFiles.flatMap((file) =>
      golden<{ runs: GoldenRun[] }>(file).runs.flatMap((run) =>
        counterparts(run, onSurfaces).map((counterpart) => runComparison(file, run, counterpart)),
      ),
    ),
    ...golden<{ schedules: GoldenSchedule[] }>('schedulers').schedules.map(scheduleComparison),
    ...golden<{ runs: GoldenEnd[] }>('scipy').runs.flatMap((run) =>
      counterparts(run, onSurfaces).map((counterpart) => endComparison(run, counterpart)),
    ),
    ...matrices.runs.flatMap((run) =>
      counterparts(run, exists).map((counterpart) =>
        matrixComparison(
          run,
          matrices.problems.find(({ id }) => id === run.problem)!,
          counterpart,
        ),
      ),
    ),
  ];
}

/** How many stored runs of each optimizer have no entry of ours, by the name stored with them. */
export function unmatched(): Map<string, number> {
  const stored = [...runFiles, 'scipy', 'extra_optim', 'matrix'].flatMap((file) =>
    golden<{ runs: (GoldenRun | GoldenEnd | GoldenMatrixRun)[] }>(file).runs.map((run) => ({ file, run })),
  );
  const counts = new Map<string, number>();
  for (const { file, run } of stored) {
    if (counterparts(run, file === 'matrix' ? exists : onSurfaces).length > 0) continue;
    const name = (run.optimizer ?? run.method)!;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}
