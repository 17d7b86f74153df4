/**
 * A wrapper stands around an optimizer: it changes the slopes and values the optimizer is given, or moves the point
 * before or after its step. Its lines are of the formula language and become part of the one step. Of several wrappers
 * each stands around all that are written before it.
 */
import type { Params, Values } from './describe/param.ts';
import type { StateLine } from './optimizer.ts';

export interface WrapperEntry {
  readonly title: string;
  /** Other names people search for. */
  readonly aliases?: readonly string[];
  readonly year: number;
  /** One sentence: what it does to a run. */
  readonly idea: string;
  readonly source: string;
  readonly params: Params;
  /** What other implementations do differently, one readable sentence each. */
  readonly conventions?: readonly string[];
  /** TeX of letters that are not parameters. */
  readonly letters?: Readonly<Record<string, string>>;
  readonly state?: Readonly<Record<string, StateLine>>;
  /** The letter of the state that is a point of its own, the answer one would use instead of x; shown beside the run. */
  readonly aside?: string;
  /** A letter that is a vector of standard normal draws, fresh at every step and the same for every run. */
  readonly luck?: string;
  /**
   * Turns every slope that is asked for, at whatever point: the lines read x (that point), g (the slope there), lr, the
   * parameters and the state, and assign g. `gradient(y)` asks at another point. `matrix` says that x has two sides.
   */
  readonly gradient?: (choices: Values, matrix?: boolean) => readonly string[];
  /** True where each matrix among a network's parameters is treated by itself, and everything else is left alone. */
  readonly rowwise?: boolean;
  /** Turns every value that is asked for: reads x and f, assigns f. Only where `gradient` gives the slope of just that. */
  readonly objective?: (choices: Values) => readonly string[];
  /** Run before the optimizer's own step, after the slope was taken: reads and may assign x and the state; reads lr. */
  readonly before?: (choices: Values) => readonly string[];
  /** Run after the optimizer's own step: reads and may assign x and the state; reads lr. */
  readonly after?: (choices: Values) => readonly string[];
}

/** Every entry file default-exports one. */
export const wrapper = (entry: WrapperEntry): WrapperEntry => entry;
