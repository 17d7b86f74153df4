/** What classifier views share: the data, asked for once, and what of a run's rows a moment shows. */
import type { Data } from '../../lab/experiment/data.ts';
import type { ClassifierProblem, Experiment } from '../../lab/experiment/experiment.ts';
import { asClassifier } from '../../lab/experiment/experiment.ts';
import type { Trajectory } from '../../lab/experiment/trajectory.ts';
import type { Moment } from '../view.ts';
import { stepAt } from './readings.ts';
import { type Race, session } from './session.ts';

interface Known {
  readonly key: string;
  readonly told: Data | undefined;
}

let known: Known | undefined;
const keys = new WeakMap<ClassifierProblem, Map<number, string>>();

/** Names the data of a problem: the same for the same data set, values and seed. */
function keyOf(problem: ClassifierProblem, seed: number): string {
  const bySeed = keys.get(problem) ?? new Map<number, string>();
  keys.set(problem, bySeed);
  const key = bySeed.get(seed) ?? JSON.stringify([problem.dataset, seed]);
  bySeed.set(seed, key);
  return key;
}

/** The data of an experiment; asked for when they are not here, undefined until they come. */
export function dataFor(experiment: Experiment): Data | undefined {
  const problem = asClassifier(experiment.problem);
  if (!problem) return undefined;
  const key = keyOf(problem, experiment.seed);
  if (known?.key === key) return known.told;
  known = { key, told: undefined };
  session.requestData('data', problem.dataset, experiment.seed, (told) => {
    if (known?.key === key) known = { key, told };
  });
  return undefined;
}

/** The row of a trajectory a moment shows. */
export const rowShown = ({ rows }: Trajectory, moment: Moment): number =>
  Math.max(0, Math.min(rows - 1, stepAt(moment)));

/** A series' last number at or before a row: scores are asked now and then only. */
export function heldAt({ series }: Trajectory, name: string, row: number): number | undefined {
  const values = series[name];
  if (!values) return undefined;
  for (let at = Math.min(row, values.length - 1); at >= 0; at--) if (!Number.isNaN(values[at]!)) return values[at];
  return undefined;
}

/** The run in a slot, in the race on show. */
export function runIn(slot: number): { race: Race; run: number; trajectory: Trajectory } | undefined {
  const { race } = session;
  const run = race?.slots.indexOf(slot) ?? -1;
  return race && run >= 0 ? { race, run, trajectory: race.trajectories[run]! } : undefined;
}
