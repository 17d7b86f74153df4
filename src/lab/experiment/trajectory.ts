/** What a run leaves behind, column by column: row 0 is the start, row k is after step k. */

/** How a run ended, and at which step that was so. */
export interface Ending {
  /**
   * `steps`: used all its steps · `converged`: |∇f| stayed at or below CONVERGED from `at` on · `left`: outside the
   * surface's domain from `at` to the end · `stopped`: the test loss had not become better for long · `diverged`: a value stopped being finite at `at`, and the run with it.
   */
  readonly kind: 'steps' | 'converged' | 'left' | 'diverged' | 'stopped';
  readonly at: number;
  /** For `converged`: set where the flat place is no minimum, by the signs of the curvature there. */
  readonly rest?: 'saddle' | 'maximum';
  /** For `stopped`: the step with the best test loss, whose weights are kept. */
  readonly best?: number;
  /** For `diverged`: what stopped being finite first. */
  readonly cause?: 'x' | 'loss' | 'gradient';
}

/** The slope below which a run counts as having arrived. */
export const CONVERGED = 1e-6;

/**
 * When learning counts as done: the loss on all training rows stays within this share of its first one around its last
 * one, for this share of the run at least.
 */
export const SETTLED = { near: 0.01, last: 0.2 } as const;

/** A stretch of rows, as sent by the worker; `from` is the row of its first entry. */
export interface Columns {
  readonly from: number;
  readonly rows: number;
  /** Coordinates, `rows × dimension`, row by row. */
  readonly x: Float64Array;
  readonly loss: Float64Array;
  /** |∇f|, without the experiment's noise. */
  readonly slope: Float64Array;
  /** Gradient evaluations spent so far (a Hessian of n columns counts n). */
  readonly cost: Float64Array;
  /** Other numbers of a row by name, those that this run has: `lr`, the rate in force at a step that has a schedule. */
  readonly series: Readonly<Record<string, Float64Array>>;
}

/** Grows by appending chunks; readers index rows 0 … rows − 1. */
export class Trajectory {
  rows = 0;
  ending: Ending | undefined;
  readonly x: Float64Array;
  readonly loss: Float64Array;
  readonly slope: Float64Array;
  readonly cost: Float64Array;
  /** By name, as in `Columns`; a name is there from the first chunk on that has it, NaN in rows before. */
  readonly series: Record<string, Float64Array> = {};
  readonly dimension: number;

  /** Room for a whole run: `steps + 1` rows. */
  constructor(steps: number, dimension = 2) {
    this.dimension = dimension;
    this.x = new Float64Array((steps + 1) * dimension);
    this.loss = new Float64Array(steps + 1);
    this.slope = new Float64Array(steps + 1);
    this.cost = new Float64Array(steps + 1);
  }

  /** Adds rows; they must follow the last ones without a gap. */
  append(columns: Columns): void {
    if (columns.from !== this.rows)
      throw new RangeError(`rows from ${columns.from} do not follow row ${this.rows - 1}`);
    this.x.set(columns.x, columns.from * this.dimension);
    this.loss.set(columns.loss, columns.from);
    this.slope.set(columns.slope, columns.from);
    this.cost.set(columns.cost, columns.from);
    for (const [name, values] of Object.entries(columns.series)) {
      this.series[name] ??= new Float64Array(this.loss.length).fill(NaN);
      this.series[name].set(values, columns.from);
    }
    this.rows += columns.rows;
  }
}

/** The first row from which on a condition holds to the end; the number of rows where it does not hold at last. */
export function since(rows: number, holds: (row: number) => boolean): number {
  let first = rows;
  while (first > 0 && holds(first - 1)) first--;
  return first;
}
