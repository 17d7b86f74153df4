/** Turns a study into batches of runs: which values, which starts, in which order; and into numbers when they are back. */
import { optimizers, surfaces } from '../catalogues.ts';
import type { NumberParam } from '../describe/param.ts';
import {
  asClassifier,
  asSurface,
  type Experiment,
  type Problem,
  type Run,
  type SurfaceProblem,
} from '../experiment/experiment.ts';
import { knobOf } from '../experiment/knobs.ts';
import { surfaceLoss, answers } from '../experiment/problem.ts';
import { length } from '../experiment/run.ts';
import { type Axis, type Basins, type Measure, type Plane, type Study, valuesOf } from '../experiment/study.ts';
import { exp, log } from '../numeric/elementary.ts';
import { interpret } from '../graph/interpret.ts';
import type { Batch, Outcomes } from './batch.ts';
import type { Wish } from './watch.ts';

/** The parameter of a run by its name, where it has such a number; those of learning need the problem. */
export const paramOf = (run: Run, name: string, problem?: Problem): NumberParam | undefined =>
  knobOf(run, problem, name)?.param;

/** Values of a sweep, values along a side of a plane, starts along a side of a map; learning takes a while. */
const usualCounts = { sweep: 120, learning: 24, plane: 128, learningPlane: 12, basins: 256 } as const;

/** The stretch of a parameter that is swept if nobody says otherwise. */
export function usualAxis(run: Run | undefined, problem: Problem, name: string, count: number): Axis {
  const param = run && paramOf(run, name, problem);
  const [from, to] = param?.range ?? [1e-5, 10];
  const low = param?.scale === 'log' && from <= 0 ? Math.min(1e-6, to / 10) : from;
  return { param: name, from: low, to, count };
}

/** What is swept: what the study says, or the learning rate. */
export function sweepOf({ study, runs, problem }: Experiment): Axis {
  if (study?.sweep) return study.sweep;
  const rated = runs.find((run) => paramOf(run, 'lr'));
  return usualAxis(rated, problem, 'lr', usualCounts[asClassifier(problem) ? 'learning' : 'sweep']);
}

/** The plane asked for, or the first two numbers of the first run that has two. */
export function planeOf({ study, runs, problem }: Experiment): Plane | undefined {
  if (study?.plane) return study.plane;
  const pairs = runs.map((run) => {
    const { params } = optimizers.get(run.id);
    return Object.keys(params).filter((name) => params[name]!.kind === 'number' && params[name]!.unwritten !== true);
  });
  const wanted = pairs.findIndex((names) => names.includes('momentum'));
  const run = wanted >= 0 ? wanted : pairs.findIndex((names) => names.length >= 2);
  if (run < 0) return undefined;
  const [first, second] = pairs[run]!.includes('momentum') ? ['lr', 'momentum'] : pairs[run]!;
  const count = usualCounts[asClassifier(problem) ? 'learningPlane' : 'plane'];
  const axis = (name: string): Axis => usualAxis(runs[run], problem, name, count);
  return { run, across: axis(first!), up: axis(second!) };
}

/** The starts asked for, or all over the surface. */
export function basinsOf(study: Study | undefined, { surface }: SurfaceProblem): Basins {
  return study?.basins ?? { region: surfaces.get(surface.id).domain, side: usualCounts.basins };
}

export const measureOf = ({ study }: Experiment): Measure => study?.measure ?? 'final';
export const thresholdOf = ({ study }: Experiment): number => study?.threshold ?? 0.1;
export const seedsOf = ({ study }: Experiment): number => study?.seeds ?? 1;

/** Seeds one after the other, beginning with the experiment's own. */
export const seedsFrom = (seed: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => (seed + i) % 4_294_967_296);

/** What all batches of an experiment have in common. */
function common(experiment: Experiment, run: Run): Omit<Batch, 'count' | 'values' | 'wishes'> {
  const { problem, steps, seed, noise, study } = experiment;
  const budget = study?.fair === 'evaluations' ? { budget: steps } : {};
  return { problem, run, steps, seed, noise, limit: thresholdOf(experiment), calm: 0, ...budget };
}

/** Lanes × steps of one batch, so that a newer question is answered soon. */
const WORK = 1_200_000;

const sizeOfTile = (steps: number): number => Math.max(16, Math.min(8192, Math.floor(WORK / (steps + 1))));

/** A part of the work: its batch, and which cells of the whole it answers. */
export interface Tile {
  readonly batch: Batch;
  readonly cells: Int32Array;
}

const pickFrom = (column: Float64Array, cells: Int32Array): Float64Array =>
  Float64Array.from(cells, (cell) => column[cell]!);

/** Cuts cells into tiles, each with its own values. */
function* tiled(
  base: Omit<Batch, 'count' | 'values' | 'wishes'>,
  wishes: readonly Wish[],
  cells: Int32Array,
  most: number,
  given: (cells: Int32Array) => Pick<Batch, 'values' | 'starts'>,
): Generator<Tile> {
  for (let from = 0; from < cells.length; from += most) {
    const some = cells.slice(from, from + most);
    yield { cells: some, batch: { ...base, ...given(some), count: some.length, wishes } };
  }
}

const upTo = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);

/** Runs that go one by one come in small tiles, and those that learn each in one of its own. */
function tileFor({ id }: Run, { problem, steps }: Pick<Experiment, 'problem' | 'steps'>): number {
  if (asClassifier(problem)) return 1;
  const lanes = sizeOfTile(steps);
  return optimizers.get(id).kind === 'rule' ? lanes : Math.max(1, Math.floor(lanes / 200));
}

/** One optimizer's curve: its values, and the tiles for each seed. */
export interface SweepPlan {
  readonly run: number;
  readonly seed: number;
  readonly values: Float64Array;
  readonly tiles: readonly Tile[];
}

const MEASURED: readonly Wish[] = ['loss', 'gone', 'best', 'reach'];

/** The sweep of every run that has the parameter. */
export function sweepPlans(experiment: Experiment): SweepPlan[] {
  const axis = sweepOf(experiment);
  return experiment.runs.flatMap((run, index) => {
    const param = paramOf(run, axis.param, experiment.problem);
    if (param === undefined) return [];
    const values = valuesOf(axis, param).filter((value) => allows(param, value));
    return seedsFrom(experiment.seed, seedsOf(experiment)).map((seed) => {
      const tiles = tiled({ ...common(experiment, run), seed }, MEASURED, upTo(values.length), tileFor(run, experiment), (cells) => ({ values: { [axis.param]: pickFrom(values, cells) } })); // prettier-ignore
      return { run: index, seed, values, tiles: [...tiles] };
    });
  });
}

const allows = ({ min, max, belowMax }: NumberParam, value: number): boolean =>
  value >= min && (belowMax ? value < max : value <= max);

/** Distances between the cells of a first, coarse picture, and of the finer ones. */
export const STRIDES = [8, 4, 2, 1] as const;

/** All cells of a grid, the coarse ones first; row 0 is the lowest. */
export function coarseFirst(columns: number, rows: number): Int32Array[] {
  return STRIDES.map((stride, level) => {
    const before = STRIDES[level - 1];
    const cells: number[] = [];
    for (let row = 0; row < rows; row += stride)
      for (let column = 0; column < columns; column += stride)
        if (before === undefined || row % before !== 0 || column % before !== 0) cells.push(row * columns + column);
    return Int32Array.from(cells);
  });
}

export interface PlanePlan {
  readonly columns: Float64Array;
  readonly rows: Float64Array;
  readonly tiles: readonly Tile[];
}

/** The plane, cell by cell: `columns.length × rows.length`, the lowest row first. */
export function planePlan(experiment: Experiment, { run: index, across, up }: Plane): PlanePlan | undefined {
  const run = experiment.runs[index];
  const [first, second] = [across, up].map((axis) => run && paramOf(run, axis.param, experiment.problem));
  if (!run || !first || !second) return undefined;
  const columns = valuesOf(across, first).filter((value) => allows(first, value));
  const rows = valuesOf(up, second).filter((value) => allows(second, value));
  const given = (cells: Int32Array): Pick<Batch, 'values'> => ({
    values: {
      [across.param]: Float64Array.from(cells, (cell) => columns[cell % columns.length]!),
      [up.param]: Float64Array.from(cells, (cell) => rows[Math.floor(cell / columns.length)]!),
    },
  });
  const wishes: readonly Wish[] = asSurface(experiment.problem) ? [...MEASURED, 'x', 'slope'] : MEASURED;
  const tiles = coarseFirst(columns.length, rows.length).flatMap((cells) => [
    ...tiled(common(experiment, run), wishes, cells, tileFor(run, experiment), given),
  ]);
  return { columns, rows, tiles };
}

/** The start in the middle of a cell. */
export function startOf({ region: [xmin, xmax, ymin, ymax] }: Pick<Basins, 'region'>, columns: number, rows: number, cell: number): readonly [number, number] {
  const column = cell % columns;
  const row = (cell - column) / columns;
  return [xmin + ((xmax - xmin) * (column + 0.5)) / columns, ymin + ((ymax - ymin) * (row + 0.5)) / rows];
} // prettier-ignore

/** All starts of a region, the coarse ones first. */
export function basinTiles(
  experiment: Experiment,
  index: number,
  region: Basins['region'],
  columns: number,
  rows: number,
): Tile[] {
  const run = experiment.runs[index]!;
  const surface = asSurface(experiment.problem);
  if (!surface) return [];
  const base = { ...common(experiment, run), calm: calmSlope(surface) };
  const given = (cells: Int32Array): Pick<Batch, 'values' | 'starts'> => {
    const starts = new Float64Array(2 * cells.length);
    cells.forEach((cell, i) => starts.set(startOf({ region }, columns, rows, cell), 2 * i));
    return { values: {}, starts };
  };
  const wishes: readonly Wish[] = ['x', 'gone', 'calm'];
  return coarseFirst(columns, rows).flatMap((cells) => [
    ...tiled(base, wishes, cells, tileFor(run, experiment), given),
  ]);
}

/** Points of the grid, along one side, that say how steep a surface usually is. */
const PROBES = 17;

/** A slope that counts as calm on this surface: a hundredth of the usual one, to one digit. */
export function calmSlope({ surface }: SurfaceProblem): number {
  const [xmin, xmax, ymin, ymax] = surfaces.get(surface.id).domain;
  const ask = answers(surfaceLoss(surface), interpret);
  const slopes = Array.from({ length: PROBES * PROBES }, (_, i) => {
    const [column, row] = [i % PROBES, Math.floor(i / PROBES)];
    const at = [xmin + ((xmax - xmin) * (column + 0.5)) / PROBES, ymin + ((ymax - ymin) * (row + 0.5)) / PROBES];
    return length(ask.gradient(Float64Array.from(at)));
  });
  const sorted = slopes.filter((slope) => Number.isFinite(slope) && slope > 0).sort((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 1;
  return Number((usual / 100).toPrecision(1));
}

/** The measure of a cell: Infinity where the run diverged or never came there. */
export function measured({ loss, gone, best, reach }: Outcomes, cell: number, measure: Measure): number {
  if (measure === 'reach') return reach![cell]! < 0 ? Infinity : reach![cell]!;
  if (measure === 'best') return best![cell]!;
  return gone![cell]! >= 0 ? Infinity : loss![cell]!;
}

/** One optimizer's curve over all seeds; `middle` is the median, the higher of two. */
export interface Curve {
  readonly run: number;
  readonly values: Float64Array;
  readonly low: Float64Array;
  readonly middle: Float64Array;
  readonly high: Float64Array;
  /** How many of the seeds diverged at a value. Values that are not known yet are NaN. */
  readonly gone: Int32Array;
  /** The value with the least median; undefined where none came to anything. */
  readonly best: number | undefined;
}

/** Puts the seeds of one run together. */
export function curveOf(run: number, values: Float64Array, seeds: readonly Outcomes[], measure: Measure): Curve {
  const [low, middle, high] = [0, 1, 2].map(() => new Float64Array(values.length)) as [Float64Array, Float64Array, Float64Array]; // prettier-ignore
  const gone = new Int32Array(values.length);
  values.forEach((_, cell) => {
    const sorted = seeds.map((known) => measured(known, cell, measure)).sort((a, b) => a - b || 0);
    const unknown = sorted.some(Number.isNaN);
    low[cell] = unknown ? NaN : sorted[0]!;
    middle[cell] = unknown ? NaN : sorted[Math.floor(sorted.length / 2)]!;
    high[cell] = unknown ? NaN : sorted.at(-1)!;
    gone[cell] = seeds.reduce((count, known) => count + (known.gone![cell]! >= 0 ? 1 : 0), 0);
  });
  let best: number | undefined;
  middle.forEach((value, cell) => {
    if (Number.isFinite(value) && (best === undefined || value < middle[best]!)) best = cell;
  });
  return { run, values, low, middle, high, gone, best };
}

/**
 * How fast a run came down: the factor per step of the distance to the bottom, from heights above it. 1 is standstill,
 * above 1 it climbs; Infinity where it diverged.
 */
export function convergence(final: number, start: number, bottom: number, steps: number): number {
  if (!Number.isFinite(final)) return Infinity;
  const share = (final - bottom) / (start - bottom);
  return share > 0 ? exp(log(share) / (2 * steps)) : 0;
}

/** The lowest height a surface is known to have. */
export function bottomOf({ surface }: SurfaceProblem): number | undefined {
  const values = surfaces
    .get(surface.id)
    .minima(surface.values)
    .map(({ value }) => value);
  return values.length === 0 ? undefined : Math.min(...values);
}
