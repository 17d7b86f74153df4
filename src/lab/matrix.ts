/** A matrix problem: find the W for which A W B is C, as measured by f(W) = ½‖A W B − C‖². */
import type { Params, Values } from './describe/param.ts';
import type { Matrix } from './numeric/matrices.ts';
import type { Stream } from './numeric/random.ts';

/** The numbers of one problem, and where W begins. */
export interface MatrixForm {
  readonly A: Matrix;
  readonly B: Matrix;
  readonly C: Matrix;
  readonly start: Matrix;
  /** The W that is looked for: f is 0 there. */
  readonly target: Matrix;
}

export interface MatrixEntry {
  readonly title: string;
  /** Other names people search for. */
  readonly aliases?: readonly string[];
  /** One sentence: what this problem teaches. */
  readonly idea: string;
  readonly params: Params;
  /** Rows and columns of W. */
  readonly sides: (values: Values) => readonly [number, number];
  /** Draws the problem; the luck of a purpose is the experiment's seed's. */
  readonly form: (values: Values, luck: (purpose: string) => Stream) => MatrixForm;
  readonly source: string;
}

export const matrixProblem = (entry: MatrixEntry): MatrixEntry => entry;
