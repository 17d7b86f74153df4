/**
 * A loss says in a few lines of the formula language what one row costs; the lines are typeset and are what is computed.
 * What they may read depends on what the loss takes:
 *
 * - `number`: z, the model's answer, and y, the number it should be.
 * - `binary`: z, the score (a logit), y, which is 0 or 1, and m = (2y − 1) z, the margin.
 * - `class`: z, a score for each of C classes, y, the number of the right one, w, a weight for each class, and q, the shares
 *   the classes should have (1 for y, 0 for the others).
 * - `pair`: d, the difference of two scores, and t = ±1, which of them should be higher.
 * - `list`: z, a score for each item of a list, and y, how relevant each is.
 *
 * The last line assigns `loss`; `weight`, if assigned, is how much the row counts in the mean.
 */
import type { Params, Values } from './describe/param.ts';

export type Takes = 'number' | 'binary' | 'class' | 'pair' | 'list';

export interface LossEntry {
  readonly title: string;
  /** Other names people search for. */
  readonly aliases?: readonly string[];
  /** One sentence: what makes it different. */
  readonly idea: string;
  readonly source: string;
  readonly takes: Takes;
  readonly params: Params;
  readonly lines: (choices: Values) => readonly string[];
  /** True where the whole is the root of the rows' mean. */
  readonly root?: boolean;
  /** TeX of letters that are not parameters. */
  readonly letters?: Readonly<Record<string, string>>;
  /** What other implementations do differently, one readable sentence each. */
  readonly conventions?: readonly string[];
}

export const loss = (entry: LossEntry): LossEntry => entry;

/** Names a loss's lines may read besides its parameters. */
export const lossSymbols: Readonly<Record<Takes, readonly string[]>> = {
  number: ['z', 'y'],
  binary: ['z', 'y', 'm'],
  class: ['z', 'y', 'w', 'q', 'C'],
  pair: ['d', 't'],
  list: ['z', 'y'],
};
