/** What the page and the workers of its pool say to each other. Every question has a number, and its answer bears it. */
import type { Experiment } from '../experiment/experiment.ts';
import type { Ending } from '../experiment/trajectory.ts';
import type { Batch, Outcomes } from './batch.ts';

/** Tiles a worker holds at most: one to work at, one so that it need not wait for the next. */
export const AT_HAND = 2;

export type ToPool =
  | { readonly kind: 'tile'; readonly id: number; readonly batch: Batch }
  /** The paths of an experiment's runs; goes before all tiles. */
  | { readonly kind: 'paths'; readonly id: number; readonly experiment: Experiment }
  /** Nobody waits for these any longer. */
  | { readonly kind: 'drop'; readonly ids: readonly number[] }
  /** Answered by a beat at once. */
  | { readonly kind: 'ping' };

/** The rows of one run. */
export interface Path {
  readonly rows: number;
  readonly x: Float64Array;
  readonly loss: Float64Array;
  readonly ending: Ending;
}

export type FromPool =
  | { readonly kind: 'tile'; readonly id: number; readonly outcomes: Outcomes }
  | { readonly kind: 'paths'; readonly id: number; readonly paths: readonly Path[] }
  | { readonly kind: 'beat' }
  /** A bug, never bad input: the page shows it and keeps the experiment. */
  | { readonly kind: 'bug'; readonly id: number; readonly message: string };
