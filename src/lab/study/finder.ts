/**
 * Looks for learning rates on data: by one run whose rate rises at every step (Smith 2015), or by cross-validation of many
 * rates, evenly spread or drawn (Bergstra & Bengio 2012). The rows kept for the test have no say in either.
 */
import { datasets, schedules } from '../catalogues.ts';
import { rowsToLearn } from '../dataset.ts';
import { accepts, defaults, rate } from '../describe/param.ts';
import { asClassifier, type ClassifierProblem, type Experiment, type Run } from '../experiment/experiment.ts';
import { type Finder, valueAtShare, valuesOf } from '../experiment/study.ts';
import { exp, log, pow } from '../numeric/elementary.ts';
import { stream } from '../numeric/random.ts';
import type { Batch, Outcomes } from './batch.ts';
import { paramOf, type Tile } from './plan.ts';

/** What is asked for, or a run from tiny rates to huge ones. */
export const finderOf = ({ study }: Experiment): Finder =>
  study?.finder ?? { search: 'range', from: 1e-5, to: 10, count: 20, folds: 5 };

/** The places of runs that have a learning rate. */
const rated = ({ runs }: Experiment): number[] => runs.flatMap((run, index) => (paramOf(run, 'lr') ? [index] : []));

const batchOf = ({ steps, seed, noise }: Experiment, problem: ClassifierProblem, run: Run): Omit<Batch, 'count' | 'values' | 'wishes'> => ({ problem, run, steps, seed, noise, limit: 0, calm: 0 }); // prettier-ignore

/** What a run's rate is multiplied by at every step of a range test. */
const growthOf = ({ from, to }: Finder, steps: number): number => exp(log(to / from) / steps);

/** The run of a range test: like another, but its rate rises by factors, and reaches the end after the last step. */
export function risingRun(run: Run, finder: Finder, steps: number): Run {
  const usual = defaults(schedules.get('exponential').params);
  const schedule = { id: 'exponential', values: { ...usual, gamma: growthOf(finder, steps) } };
  return { ...run, values: { ...run.values, lr: finder.from }, schedule };
}

/** Whether a link can say that run: the schedule has limits to how fast a rate may rise. */
export const isSayable = (finder: Finder, steps: number): boolean =>
  accepts(schedules.get('exponential').params['gamma']!, growthOf(finder, steps));

/** One optimizer's range test: its rates, and the tile that tells the loss of each step's batch. */
export interface RangePlan {
  readonly run: number;
  readonly rates: Float64Array;
  readonly tiles: readonly Tile[];
}

export function rangePlans(experiment: Experiment): RangePlan[] {
  const problem = asClassifier(experiment.problem);
  if (!problem) return [];
  const { steps, runs } = experiment;
  const finder = finderOf(experiment);
  const growth = growthOf(finder, steps);
  const rates = Float64Array.from({ length: steps + 1 }, (_, row) => finder.from * pow(growth, row));
  return rated(experiment).map((run) => {
    const base = batchOf(experiment, problem, risingRun(runs[run]!, finder, steps));
    const batch: Batch = { ...base, count: rates.length, values: {}, wishes: ['loss'], cadence: steps, rows: true };
    return { run, rates, tiles: [{ batch, cells: Int32Array.from(rates.keys()) }] };
  });
}

/** How much of what it knew a range test's average keeps from step to step: it remembers a twentieth of the run. */
export const keptOf = (steps: number): number => Math.max(0, 1 - 20 / steps);

/** The weighted sums up to each entry, with the weights: the newest counts most. */
function remembered(losses: Float64Array, kept: number): { readonly sum: Float64Array; readonly weight: Float64Array } {
  const [sum, weight] = [new Float64Array(losses.length), new Float64Array(losses.length)];
  for (const [i, loss] of losses.entries()) {
    sum[i] = kept * (sum[i - 1] ?? 0) + loss;
    weight[i] = kept * (weight[i - 1] ?? 0) + 1;
  }
  return { sum, weight };
}

/** How many losses come before the average of those so far has climbed to four times its lowest. */
function untilClimb(losses: Float64Array, kept: number): number {
  const { sum, weight } = remembered(losses, kept);
  let lowest = Infinity;
  for (let i = 0; i < losses.length; i++) {
    const mean = sum[i]! / weight[i]!;
    lowest = Math.min(lowest, mean);
    if (!(mean <= lowest + 3 * Math.abs(lowest))) return i;
  }
  return losses.length;
}

/**
 * The losses up to their climb, each averaged with those before and after it, so that the average does not lag behind.
 * The weight of another step falls by the same factor for every step that lies between.
 */
export function smoothed(losses: Float64Array, kept: number): Float64Array {
  const lived = losses.subarray(0, untilClimb(losses, kept));
  const [before, after] = [remembered(lived, kept), remembered(lived.toReversed(), kept)];
  const last = lived.length - 1;
  return lived.map((loss, i) => {
    const sum = before.sum[i]! + after.sum[last - i]! - loss;
    return sum / (before.weight[i]! + after.weight[last - i]! - 1);
  });
}

/** Where losses at rates that grow by factors fall most steeply on their way down; undefined where they never fall. */
export function steepest(losses: Float64Array): number | undefined {
  const lowest = losses.indexOf(Math.min(...losses));
  let found: number | undefined;
  let fall = 0;
  for (let i = 1; i < lowest; i++) {
    const here = losses[i - 1]! - losses[i + 1]!;
    if (here > fall) [found, fall] = [i, here];
  }
  return found;
}

/** What a range test came to. */
export interface Ranged {
  readonly run: number;
  readonly rates: Float64Array;
  /** Of every step's batch; Infinity where it was no longer finite, NaN after that and while it is not known. */
  readonly losses: Float64Array;
  /** The averages; NaN from the climb on. */
  readonly smooth: Float64Array;
  /** The place of the rate it suggests, and that rate, to two digits. */
  readonly found: number | undefined;
  readonly rate: number | undefined;
}

export function rangedOf({ run, rates }: RangePlan, { loss }: Outcomes): Ranged {
  const losses = loss!;
  const end = losses.findIndex((it) => !Number.isFinite(it));
  const averages = smoothed(losses.subarray(0, end < 0 ? losses.length : end), keptOf(rates.length - 1));
  const smooth = new Float64Array(rates.length).fill(NaN);
  smooth.set(averages);
  const found = steepest(averages);
  const short = found === undefined ? undefined : Number(rates[found]!.toPrecision(2));
  return { run, rates, losses, smooth, found, rate: short };
}

/** Whether a finding lies at an end of what was tried, so that there may be better beyond. */
export function isAtEnd(found: Ranged | Tuned): boolean {
  const last = found.rates.length - 1;
  if ('mean' in found) return found.found === 0 || found.found === last;
  const lived = found.smooth.filter((it) => !Number.isNaN(it));
  return lived.length > last && lived.indexOf(Math.min(...lived)) === last;
}

/** Folds there are: as many as asked for, as long as each gets a row, or a list. */
export function foldsOf(experiment: Experiment): number {
  const problem = asClassifier(experiment.problem);
  if (!problem) return 0;
  const { id, values } = problem.dataset;
  const shape = datasets.get(id).shape(values);
  const lists = rowsToLearn(shape, values['test'] as number) / shape.list;
  return lists < 2 ? 0 : Math.min(finderOf(experiment).folds, lists);
}

/** The rates that are cross-validated, ascending: the same for every optimizer. */
export function candidatesOf(experiment: Experiment): Float64Array {
  const { search, from, to, count } = finderOf(experiment);
  const [axis, param] = [{ param: 'lr', from, to, count }, rate(1e-3)];
  if (search !== 'random') return valuesOf(axis, param);
  const luck = stream(experiment.seed, 'rates to try');
  const within = (value: number): number => Math.min(to, Math.max(from, Number(value.toPrecision(3))));
  const drawn = Array.from({ length: count }, () => within(valueAtShare(axis, param, luck.uniform())));
  return Float64Array.from(new Set(drawn.sort((a, b) => a - b)));
}

/** One optimizer's cross-validation: cell `fold × rates + rate`, fold after fold. */
export interface TuningPlan {
  readonly run: number;
  readonly rates: Float64Array;
  readonly folds: number;
  readonly tiles: readonly Tile[];
}

/** Every rate on every fold is a run of its own, judged by its loss on the fold: the last, or the best where it may stop early. */
export function tuningPlans(experiment: Experiment): TuningPlan[] {
  const whole = asClassifier(experiment.problem);
  const folds = foldsOf(experiment);
  if (!whole || folds === 0) return [];
  const { order: _, ...problem } = whole; // an order that was written down names rows that a fold lacks
  const rates = candidatesOf(experiment);
  const stops = problem.regularisation['patience'] !== 0;
  return rated(experiment).map((run) => {
    const tiles = Array.from({ length: folds * rates.length }, (_, cell): Tile => {
      const fold = { index: Math.floor(cell / rates.length), of: folds };
      const base = batchOf(experiment, { ...problem, fold }, experiment.runs[run]!);
      const lr = Float64Array.of(rates[cell % rates.length]!);
      const judged = { judge: 'test-loss', ...(stops ? {} : { cadence: experiment.steps }) } as const;
      const batch: Batch = { ...base, ...judged, count: 1, values: { lr }, wishes: [stops ? 'best' : 'loss', 'gone'] };
      return { batch, cells: Int32Array.of(cell) };
    });
    return { run, rates, folds, tiles };
  });
}

/** What cross-validation came to. */
export interface Tuned {
  readonly run: number;
  readonly rates: Float64Array;
  /** By fold, then by rate: Infinity where a run diverged, NaN while it is not known. */
  readonly losses: readonly Float64Array[];
  /** Over the folds known so far; Infinity where one diverged. */
  readonly mean: Float64Array;
  /** Standard deviation over the folds; 0 where there is none. */
  readonly spread: Float64Array;
  /** The place of the rate with the least mean, among those known on all folds, and that rate. */
  readonly found: number | undefined;
  readonly rate: number | undefined;
}

export function tunedOf({ run, rates, folds }: TuningPlan, { loss, best, gone }: Outcomes): Tuned {
  const told = (loss ?? best)!;
  const losses = Array.from({ length: folds }, (_, fold) =>
    rates.map((_rate, i) => (gone![fold * rates.length + i]! >= 0 ? Infinity : told[fold * rates.length + i]!)),
  );
  const [mean, spread] = [new Float64Array(rates.length), new Float64Array(rates.length)];
  let found: number | undefined;
  for (const i of rates.keys()) {
    const known = losses.map((fold) => fold[i]!).filter((it) => !Number.isNaN(it));
    mean[i] = known.reduce((sum, it) => sum + it, 0) / known.length;
    const squares = known.reduce((sum, it) => sum + (it - mean[i]!) * (it - mean[i]!), 0);
    spread[i] = known.length < 2 || !Number.isFinite(squares) ? 0 : Math.sqrt(squares / (known.length - 1));
    if (known.length === folds && Number.isFinite(mean[i]) && (found === undefined || mean[i] < mean[found]!))
      found = i;
  }
  return { run, rates, losses, mean, spread, found, rate: found === undefined ? undefined : rates[found] };
}
