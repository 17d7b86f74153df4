/** What the page and the workers of its pool say to each other. Every question has a number, and its answer bears it. */
import type { Experiment } from '../experiment/experiment.ts';
import type { Slice } from '../experiment/landscape-look.ts';
import type { Ending } from '../experiment/trajectory.ts';
import type { Batch, Outcomes } from './batch.ts';

/** Tiles a worker holds at most: one to work at, one so that it need not wait for the next. */
export const AT_HAND = 2;

export type Asked =
  | { readonly kind: 'tile'; readonly batch: Batch }
  /** Losses over a plane through a network's weights. */
  | { readonly kind: 'slice'; readonly slice: Slice }
  /** The paths of an experiment's runs; goes before everything else. */
  | { readonly kind: 'paths'; readonly experiment: Experiment };

export type ToPool =
  | (Asked & { readonly id: number })
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
  | { readonly kind: 'slice'; readonly id: number; readonly heights: Float64Array }
  | { readonly kind: 'paths'; readonly id: number; readonly paths: readonly Path[] }
  | { readonly kind: 'beat' }
  /** A bug, never bad input: the page shows it and keeps the experiment. */
  | { readonly kind: 'bug'; readonly id: number; readonly message: string };
