/** Why a run diverged, and a learning rate that would have worked: found by running it, never guessed. */
import { optimizers } from '../catalogues.ts';
import { dot, eigen, minus, times } from '../numeric/linear.ts';
import type { Experiment } from './experiment.ts';
import { inspector } from './inspect.ts';
import { trajectoryFor } from './kinds.ts';
import { race } from './race.ts';
import type { Ending, Trajectory } from './trajectory.ts';

/** What was seen at the step from which the loss never fell again. */
export interface Overshoot {
  readonly step: number;
  /** The largest eigenvalue of the Hessian there. */
  readonly steepest: number;
  /** How many times as long the step was as the local quadratic's best one in its direction; above 2 it climbs. */
  readonly times: number;
  /** The rate with which that step is exactly −rate · gradient, as in plain descent; missing where it is no such step. */
  readonly rate: number | undefined;
}

export interface Rescue {
  /** The parameter that was halved; missing where the optimizer has no rate. */
  readonly param: string | undefined;
  /** The values tried, in order; the last one is the one that works, if one does. */
  readonly tried: readonly number[];
  readonly works: { readonly value: number; readonly loss: number; readonly ending: Ending } | undefined;
  readonly overshoot: Overshoot | undefined;
}

/** Halvings after which no rate is thought to help. */
const HALVINGS = 40;
/** A step counts as −rate · gradient if its coordinates agree on the rate to this. */
const ALIKE = 1e-9;

/** Runs one run alone to its end; gives way between stretches. */
function* alone(experiment: Experiment): Generator<void, Trajectory> {
  const trajectory = trajectoryFor(experiment);
  for (const news of race(experiment)) {
    if (news.kind === 'chunk') trajectory.append(news.columns);
    else if (news.kind === 'ended') trajectory.ending = news.ending;
    yield;
  }
  return trajectory;
}

/** The rate r with Δ = −r g in every coordinate. */
function plainRate(move: Float64Array, slope: Float64Array): number | undefined {
  const rate = -dot(move, slope) / dot(slope, slope);
  const same = move.every((entry, i) => Math.abs(entry + rate * slope[i]!) <= ALIKE * Math.abs(rate * slope[i]!));
  return same && rate > 0 ? rate : undefined;
}

/** Looks at the step taken at the lowest point: all after it went wrong. */
function overshootOf(experiment: Experiment, run: number, { loss, rows }: Trajectory): Overshoot | undefined {
  let lowest = 0;
  for (let row = 1; row < rows - 1; row++) if (loss[row]! < loss[lowest]!) lowest = row;
  const seen = inspector(experiment, run)?.at(lowest);
  if (!seen?.next) return undefined;
  const move = minus(seen.next, seen.x);
  const bend = dot(move, times(seen.hessian, move));
  const fall = -dot(move, seen.gradient);
  const steepest = Math.max(...eigen(seen.hessian).values);
  if (!(bend > 0 && fall > 0 && Number.isFinite(bend) && Number.isFinite(steepest))) return undefined;
  return { step: lowest, steepest, times: bend / fall, rate: plainRate(move, seen.gradient) };
}

/** Halves a diverging run's rate until it ends finite and lower than it began. */
export function* rescue(experiment: Experiment, index: number): Generator<void, Rescue> {
  const run = experiment.runs[index]!;
  const single = { ...experiment, runs: [run] };
  const first = yield* alone(single);
  const overshoot = overshootOf(single, 0, first);
  const [param] = Object.entries(optimizers.get(run.id).params).flatMap(([name, it]) =>
    it.kind === 'number' && it.scale === 'log' && Number(run.values[name]) > 0 ? [name] : [],
  );
  if (param === undefined) return { param, tried: [], works: undefined, overshoot };
  const tried: number[] = [];
  for (let value = Number(run.values[param]); tried.length < HALVINGS;) {
    value = Number((value / 2).toPrecision(3));
    tried.push(value);
    const again = { ...single, runs: [{ ...run, values: { ...run.values, [param]: value } }] };
    const { ending, loss, rows } = yield* alone(again);
    const last = loss[rows - 1]!;
    if (ending && ending.kind !== 'diverged' && last < loss[0]!)
      return { param, tried, works: { value, loss: last, ending }, overshoot };
  }
  return { param, tried, works: undefined, overshoot };
}
