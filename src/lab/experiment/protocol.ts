/** What the page and the worker say to each other. Only the newest job of a kind speaks. */
import type { Region } from '../surface.ts';
import type { Data } from './data.ts';
import type { Choice, Experiment } from './experiment.ts';
import type { GlanceAnswer, GlanceQuestion } from './glance.ts';
import type { Inspection } from './inspect.ts';
import type { Rescue } from './rescue.ts';
import type { Columns, Ending } from './trajectory.ts';

/** At most this many chunks travel unacknowledged: some for each of many runs, so that none waits for a page at its painting. */
export const UNACKNOWLEDGED = 16;
/** The worker says it is alive this often while it works, and at once when asked (milliseconds). */
export const HEARTBEAT = 500;
/** How long one slice of work may take before the worker listens again (milliseconds). */
export const SLICE = 8;

export type ToWorker =
  /** Replaces any race before it. */
  | { readonly kind: 'race'; readonly job: number; readonly experiment: Experiment }
  | { readonly kind: 'received'; readonly job: number }
  /** The field over a region on a `columns × rows` grid; `slot` keeps map, thumbnails … apart: newest per slot wins. */
  | {
      readonly kind: 'field';
      readonly job: number;
      readonly slot: string;
      readonly surface: Choice;
      readonly region: Region;
      readonly columns: number;
      readonly rows: number;
    }
  /** One step of one run with every letter; newest per slot wins. */
  | {
      readonly kind: 'inspect';
      readonly job: number;
      readonly slot: string;
      readonly experiment: Experiment;
      readonly run: number;
      readonly step: number;
    }
  /** Why a run diverged, and a rate that works. */
  | {
      readonly kind: 'rescue';
      readonly job: number;
      readonly slot: string;
      readonly experiment: Experiment;
      readonly run: number;
    }
  /** What a network of a race says at a row it has reached; `race` is that race's job, `slot` as for fields. */
  | {
      readonly kind: 'glance';
      readonly job: number;
      readonly slot: string;
      readonly race: number;
      readonly run: number;
      readonly row: number;
      readonly question: GlanceQuestion;
    }
  /** The rows of a data set. */
  | {
      readonly kind: 'data';
      readonly job: number;
      readonly slot: string;
      readonly dataset: Choice;
      readonly seed: number;
    }
  /** Answered by a beat at once. */
  | { readonly kind: 'ping' };

/** The next rows of a run. */
export interface Chunk {
  readonly run: number;
  readonly columns: Columns;
}

export type FromWorker =
  /** What several runs came to in one round travels together, and is acknowledged at once. */
  | { readonly kind: 'rows'; readonly job: number; readonly chunks: readonly Chunk[] }
  | {
      readonly kind: 'ended';
      readonly job: number;
      readonly run: number;
      readonly ending: Ending;
      readonly fingerprint: string;
    }
  | { readonly kind: 'done'; readonly job: number; readonly fingerprint: string }
  | { readonly kind: 'field'; readonly job: number; readonly slot: string; readonly field: Field }
  | {
      readonly kind: 'inspected';
      readonly job: number;
      readonly slot: string;
      readonly inspection: Inspection | undefined;
    }
  | { readonly kind: 'rescued'; readonly job: number; readonly slot: string; readonly rescue: Rescue }
  /** Undefined where the race is no longer the latest. */
  | {
      readonly kind: 'glance';
      readonly job: number;
      readonly slot: string;
      readonly answer: GlanceAnswer | undefined;
    }
  | { readonly kind: 'data'; readonly job: number; readonly slot: string; readonly data: Data }
  | { readonly kind: 'beat' }
  /** Said once, where nothing can be compiled: the same bits, slower. */
  | { readonly kind: 'slower' }
  /** A bug, never bad input: the page shows it and keeps the experiment. */
  | { readonly kind: 'bug'; readonly job: number; readonly message: string };

/** A surface over a region, ready to draw: heights by rank, and the contour lines. */
export interface Field {
  readonly region: Region;
  readonly columns: number;
  readonly rows: number;
  /** f at the grid's nodes, row by row from ymin up; NaN and ±∞ as they come. */
  readonly values: Float64Array;
  /** Ascending heights of the contour lines: equal-area quantiles of the finite values. */
  readonly levels: Float64Array;
  /** Height as a place among the levels: 0 at the lowest value, i + 1 at levels[i], levels.length + 1 at the highest, continuous between; NaN where f is not a number. */
  readonly shade: Float32Array;
  /**
   * Per level a list of polylines in surface coordinates: `lines[i]` belongs to `levels[i]`, each polyline x,y,x,y…;
   * `starts` gives where each polyline begins (in points), with the end as last entry.
   */
  readonly lines: readonly { readonly points: Float64Array; readonly starts: Uint32Array }[];
}
