/** What a run's card and row say at a moment: its step, its loss, how it fares. */
import { surfaces } from '../../lab/catalogues.ts';
import { asSurface, type Problem } from '../../lab/experiment/experiment.ts';
import type { Ending, Trajectory } from '../../lab/experiment/trajectory.ts';
import type { Minimum } from '../../lab/surface.ts';
import type { Moment } from '../view.ts';
import { session } from './session.ts';

/** Where the problem is known to be lowest; nowhere for what is no surface. */
export function minimaOf(problem: Problem): readonly Minimum[] {
  const surface = asSurface(problem)?.surface;
  return surface ? surfaces.get(surface.id).minima(surface.values) : [];
}

/** The trajectory of the run in a slot, in the race on show. */
export function trajectoryOf(slot: number): Trajectory | undefined {
  const { race } = session;
  return race?.trajectories[race.slots.indexOf(slot)];
}

export const fingerprintOf = (slot: number): string | undefined => {
  const { race } = session;
  return race?.fingerprints[race.slots.indexOf(slot)];
};

/** The last whole step at a moment; moments a hair below a step are that step. */
export const stepAt = (moment: Moment): number => Math.floor(moment + 1e-9);

/** The row a moment shows: the last there is, for runs that ended earlier. */
const rowAt = ({ rows }: Trajectory, moment: Moment): number => Math.min(rows - 1, stepAt(moment));

export function lossAt(trajectory: Trajectory | undefined, moment: Moment): number | undefined {
  return trajectory && trajectory.rows > 0 ? trajectory.loss[rowAt(trajectory, moment)] : undefined;
}

/** The ending, once the moment has come to it. */
export function endedBy({ ending }: Trajectory, moment: Moment): Ending | undefined {
  return ending && stepAt(moment) >= ending.at ? ending : undefined;
}

/** The first step at which the loss is no higher than this. */
export function reaches({ loss, rows }: Trajectory, threshold: number): number | undefined {
  for (let row = 0; row < rows; row++) if (loss[row]! <= threshold) return row;
  return undefined;
}
