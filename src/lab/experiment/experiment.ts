/** The one noun that travels: the link, the worker's message, the page's state and the command line's input are all this. */
import type { Values } from '../describe/param.ts';
import type { Study } from './study.ts';

/** An entry of a catalogue with its settings; complete experiments hold every parameter, in the entry's order. */
export interface Choice {
  readonly id: string;
  readonly values: Values;
}

/** An optimizer with what stands around it. */
export interface Run extends Choice {
  /** How its rate changes from step to step; absent where it stays. */
  readonly schedule?: Choice;
  /** What is put around it, the innermost first; absent where nothing is. */
  readonly wrappers?: readonly Choice[];
}

export interface SurfaceProblem {
  readonly kind: 'surface';
  readonly surface: Choice;
  readonly start: readonly [number, number];
}

/** A matrix that is looked for; its numbers and where it starts come from the seed. */
export interface MatrixProblem {
  readonly kind: 'matrix';
  readonly matrix: Choice;
}

/** A model that learns from data; the optimizers race on its weights. */
export interface ClassifierProblem {
  readonly kind: 'classifier';
  readonly dataset: Choice;
  readonly model: Choice;
  readonly loss: Choice;
  /** Training rows (for rankings: lists) per step. */
  readonly batch: number | 'all';
  /** By the parameters in `regularisation.ts`. */
  readonly regularisation: Values;
  /** Of the numbers in weights, data and gradients. */
  readonly precision: 'f64' | 'f32';
  /** First weights, all in a row as text (`describe/rows.ts`); drawn as the model says where absent. */
  readonly weights?: string;
  /** The training rows of each step, again from the beginning when all were used; drawn where absent. */
  readonly order?: string;
  /** Set while rates are cross-validated: what is tested on is this part of the training rows. */
  readonly fold?: Fold;
}

/** One of `of` parts of the training rows, by its place from 0. */
export interface Fold {
  readonly index: number;
  readonly of: number;
}

/** Told apart by `kind`; `kinds.ts` has an entry for each, `tasks.ts` runs it, and the page has a picture of it. */
export type Problem = SurfaceProblem | MatrixProblem | ClassifierProblem;

/** The problem as a surface, for views that can only draw one. */
export const asSurface = (problem: Problem): SurfaceProblem | undefined =>
  problem.kind === 'surface' ? problem : undefined;

/** The problem as a classifier, for views that can only show one. */
export const asClassifier = (problem: Problem): ClassifierProblem | undefined =>
  problem.kind === 'classifier' ? problem : undefined;

export interface Experiment {
  readonly problem: Problem;
  /** One optimizer each, in the order of the cards. */
  readonly runs: readonly Run[];
  readonly steps: number;
  /** All luck comes from here. */
  readonly seed: number;
  /** σ of the Gaussian noise added to every gradient; the same draw for every optimizer at step k. */
  readonly noise: number;
  /** What is asked beyond these runs; absent where everything is as usual. */
  readonly study?: Study;
}
