/**
 * A schedule says what the learning rate is at every step, as a few lines of the formula language over single numbers.
 * They are traced into the step they belong to, so that a changed number needs no new code. As in PyTorch, step 0 is the
 * first, and a schedule is asked before the step it is for.
 */
import { count, number, type Params, type Values } from './describe/param.ts';

export interface ScheduleEntry {
  readonly title: string;
  /** Other names people search for. */
  readonly aliases?: readonly string[];
  /** One sentence: what it does to a run. */
  readonly idea: string;
  readonly source: string;
  readonly params: Params;
  /** What other implementations do differently, one readable sentence each. */
  readonly conventions?: readonly string[];
  /** TeX of letters that are not parameters. */
  readonly letters?: Readonly<Record<string, string>>;
  /** What no single parameter's range can say; the sentence names the parameter. */
  readonly refuse?: (values: Values) => { readonly param: string; readonly message: string } | undefined;
  /** The list of points whose shares of the rate hold from their steps on, where that is all there is to it. */
  readonly held?: string;
  /** Numbers that survive a step, and where they start: formulas over `base` and the parameters. */
  readonly state?: Readonly<Record<string, string>>;
  /**
   * The lines may read k (the step, from 0), base (the optimizer's own rate), f (the loss before this step), pi, the
   * parameters (`points1`, `points2` … of a list) and the state. They assign `lr`, and `momentum` where it changes too.
   */
  readonly lines: (choices: Values) => readonly string[];
}

/** What every schedule may be preceded by: k counts from the warm-up's end, and until then the rate grows in a line. */
const warmUp: Params = {
  warmup: count(0, [0, 200], { letter: 'w', hint: 'steps of warm-up before it: the rate grows to its first value' }),
  warmup_from: number(0.1, [0, 1], { min: 0, max: 1, letter: 's_w', hint: 'share of that value at the first step' }),
};

/** The line that warms up, for schedules without a warm-up of their own; `k0` is the step counted from the very first. */
export const warmUpLine = 'lr = lr where(k0 < warmup, warmup_from + (1 - warmup_from) k0 / warmup, 1)';

/** Whether the common warm-up may precede it. */
export const warmsUp = ({ params }: ScheduleEntry): boolean => 'warmup_from' in params;

/** A declaration with the warm-up added, unless the schedule has one of its own; every entry file default-exports one. */
export const schedule = (entry: ScheduleEntry): ScheduleEntry =>
  'warmup' in entry.params ? entry : { ...entry, params: { ...entry.params, ...warmUp } };

/** Letters that formulas of schedules share. */
export const scheduleLetters: Readonly<Record<string, string>> = {
  k: 'k',
  k0: 'k',
  base: '\\eta_0',
  lr: '\\eta',
  momentum: '\\mu',
};
