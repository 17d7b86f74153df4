/** A whole experiment: all runs side by side, in turns, chunk by chunk. */
import type { Experiment } from './experiment.ts';
import { finish } from './finish.ts';
import { combine, fingerprint } from './fingerprint.ts';
import { trajectoryFor } from './kinds.ts';
import type { TaskRun } from './task.ts';
import { taskOf } from './tasks.ts';
import type { Columns, Ending, Trajectory } from './trajectory.ts';

/** What a race has to tell, in order of time. */
export type News =
  | { readonly kind: 'chunk'; readonly run: number; readonly columns: Columns }
  | { readonly kind: 'ended'; readonly run: number; readonly ending: Ending; readonly fingerprint: string }
  /** At work on something that takes longer than a turn. */
  | { readonly kind: 'busy'; readonly run: number }
  | { readonly kind: 'done'; readonly fingerprint: string };

/** The first row whose values are not all finite, with the reason. */
function divergence(
  columns: Columns,
  dimension: number,
  slopeBefore: number,
): { row: number; cause: 'x' | 'loss' | 'gradient' } | undefined {
  for (let row = 0; row < columns.rows; row++) {
    const before = row > 0 ? columns.slope[row - 1]! : slopeBefore;
    const at = columns.x.subarray(row * dimension, (row + 1) * dimension);
    const moved = at.every(Number.isFinite);
    if (moved && Number.isFinite(columns.loss[row])) continue;
    return { row, cause: !Number.isFinite(before) ? 'gradient' : moved ? 'loss' : 'x' };
  }
  return undefined;
}

const cut = (columns: Columns, rows: number, dimension: number): Columns => ({
  from: columns.from,
  rows,
  x: columns.x.slice(0, rows * dimension),
  loss: columns.loss.slice(0, rows),
  slope: columns.slope.slice(0, rows),
  cost: columns.cost.slice(0, rows),
  series: Object.fromEntries(Object.entries(columns.series).map(([name, values]) => [name, values.slice(0, rows)])),
});

/** One run with everything that is known of it so far. */
interface Lane {
  readonly run: TaskRun;
  readonly trajectory: Trajectory;
  readonly prints: { readonly x: ReturnType<typeof fingerprint>; readonly loss: ReturnType<typeof fingerprint> };
  name: string;
}

/** Takes a run one turn further; returns its news, the last of which is its ending. */
function turn(lane: Lane, run: number, steps: number, rows: number): News[] {
  const { trajectory, prints } = lane;
  const all = lane.run.advance(Math.min(rows, steps + 1 - trajectory.rows));
  if (all.rows === 0 && !lane.run.over) return [{ kind: 'busy', run }];
  const slopeBefore = trajectory.rows > 0 ? trajectory.slope[trajectory.rows - 1]! : 0;
  const broken = divergence(all, trajectory.dimension, slopeBefore);
  const columns = broken ? cut(all, broken.row + 1, trajectory.dimension) : all;
  trajectory.append(columns);
  prints.x.add(columns.x);
  prints.loss.add(columns.loss);
  const news: News[] = [{ kind: 'chunk', run, columns }];
  if (broken || lane.run.over || trajectory.rows === steps + 1) {
    trajectory.ending = broken
      ? { kind: 'diverged', at: trajectory.rows - 1, cause: broken.cause }
      : lane.run.ending(trajectory);
    lane.name = combine([prints.x.text(), prints.loss.text()]);
    news.push({ kind: 'ended', run, ending: trajectory.ending, fingerprint: lane.name });
  }
  return news;
}

/** All runs of an experiment, ready to begin; who keeps them can ask them for weights later. */
export interface Grid {
  /** Rows each advances by before the next one has its turn. */
  readonly rows: number;
  readonly runs: readonly TaskRun[];
}

/**
 * Sets all optimizers on the problem, one at a turn; data that lie in files must have been fetched. Where whole sets are
 * to be scored, that is done at every `cadence`-th step; as often as it costs little where nothing is said.
 */
export function* beginInTurns(experiment: Experiment, cadence?: number): Generator<void, Grid, void> {
  const { rows, begin } = taskOf(experiment, { cadence });
  const runs: TaskRun[] = [];
  for (const run of experiment.runs) {
    runs.push(begin(run));
    yield;
  }
  return { rows, runs };
}

/** The same at once. */
export function beginRace(experiment: Experiment, cadence?: number): Grid {
  return finish(beginInTurns(experiment, cadence));
}

/**
 * Races an experiment (a validated one). Runs take turns, so that all are seen to move; no run depends on another, nor
 * on how the turns fall. Stop iterating to end it early.
 */
export function* race(experiment: Experiment, grid = beginRace(experiment)): Generator<News, void, void> {
  const { steps } = experiment;
  const lanes = grid.runs.map((run): Lane => ({
    run,
    trajectory: trajectoryFor(experiment),
    prints: { x: fingerprint(), loss: fingerprint() },
    name: '',
  }));
  for (let moving = lanes.length; moving > 0;) {
    for (const [run, lane] of lanes.entries()) {
      if (lane.trajectory.ending) continue;
      yield* turn(lane, run, steps, grid.rows);
      if (lane.trajectory.ending) moving--;
    }
  }
  yield { kind: 'done', fingerprint: combine(lanes.map((lane) => lane.name)) };
}

/** Runs a whole experiment at once. */
export function runAll(
  experiment: Experiment,
  grid = beginRace(experiment),
): {
  trajectories: Trajectory[];
  fingerprints: string[];
  fingerprint: string;
} {
  const trajectories = experiment.runs.map(() => trajectoryFor(experiment));
  const fingerprints: string[] = [];
  let whole = '';
  for (const news of race(experiment, grid)) {
    if (news.kind === 'chunk') trajectories[news.run]!.append(news.columns);
    else if (news.kind === 'ended') {
      trajectories[news.run]!.ending = news.ending;
      fingerprints[news.run] = news.fingerprint;
    } else if (news.kind === 'done') whole = news.fingerprint;
  }
  return { trajectories, fingerprints, fingerprint: whole };
}
