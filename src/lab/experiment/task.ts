/** What a race needs of a problem: something to advance for every run, and what its end was. */
import type { Run } from './experiment.ts';
import type { Columns, Ending, Trajectory } from './trajectory.ts';

/** One optimizer on a problem. */
export interface TaskRun {
  /** The next rows, at most so many; none while it is at work on something longer. */
  advance(rows: number): Columns;
  /** Whether there are no more rows. */
  readonly over: boolean;
  /** How a run ended that stayed finite. */
  ending(trajectory: Trajectory): Ending;
  /** What its rows do not hold, where points are long: the point of a row there has been; gives way in between. */
  weights?(row: number): Generator<void, Weights, void>;
}

/** A model's weights at a row, with the running statistics it needs to be asked. */
export interface Weights {
  readonly x: Float64Array;
  readonly statistics: Readonly<Record<string, Float64Array>>;
  /** What the optimizer remembers there, letter by letter; absent where it keeps that to itself. */
  readonly memory?: Readonly<Record<string, Float64Array>>;
}

/** A run whose optimizer hands out rows until it is over, and whose end shows in its rows. */
export function plainRun(go: (rows: number) => Columns, ending: (trajectory: Trajectory) => Ending): TaskRun {
  let over = false;
  return {
    get over() {
      return over;
    },
    advance(rows) {
      const columns = go(rows);
      over ||= columns.rows < rows;
      return columns;
    },
    ending,
  };
}

/** Rows a run on a few numbers advances by before the next one has its turn. */
export const TURN = 128;

/** How runs are to be made. */
export interface Manner {
  /** At every how many steps whole sets are scored; as often as it costs little where nothing is said. */
  readonly cadence?: number | undefined;
  /** Set where nobody will ask for the weights of rows that have passed, so that nothing is kept for them. */
  readonly forgets?: boolean;
}

export interface Task {
  /** Rows a run should advance by in one go, so that nobody waits long. */
  readonly rows: number;
  /** Sets an optimizer on the problem; no run depends on another. */
  readonly begin: (run: Run) => TaskRun;
}
