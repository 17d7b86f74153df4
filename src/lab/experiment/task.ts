/** What a race needs of a problem: something to advance for every run, and what its end was. */
import type { Run } from './experiment.ts';
import type { Advance } from './run.ts';
import type { Ending, Trajectory } from './trajectory.ts';

export interface Task {
  /** Sets an optimizer on the problem; no run depends on another. */
  readonly advance: (run: Run) => Advance;
  /** How a run ended that stayed finite. */
  readonly ending: (trajectory: Trajectory) => Ending;
}
