/** What a kind of problem is: how it is read, how its link looks, what it is called. */
import type { Report } from './complaint.ts';
import type { Problem } from './experiment.ts';
import type { Json, Known } from './read.ts';

/**
 * The parts of a kind that page, link, file and command line share; how it is run is in `tasks/`.
 *
 * In a link the entries it chooses stand first, in the order of `choices`; only the first of them must be there, and its
 * catalogue tells the kind. Then come the problem's own `key=value` segments.
 */
export interface ProblemKind<Of extends Problem> {
  /** For messages: “a surface”. */
  readonly what: string;
  /** The catalogues of the entries it chooses, by the problem's fields. */
  readonly choices: Readonly<Record<string, Known>>;
  /** What else a link may say of it, by the problem's fields, and how each text becomes JSON; the reader judges it. */
  readonly keys: Readonly<Record<string, (text: string) => unknown>>;
  /** Which of those keys stand together under a field of the problem. */
  readonly nested?: Readonly<Record<string, readonly string[]>>;
  /** Reads its fields as people write them; `kind` has been read. */
  readonly read: (json: Json, report: Report) => Of | undefined;
  /** The texts of those keys that differ from what is usual. */
  readonly written: (problem: Of) => Readonly<Record<string, string>>;
  /** Coordinates a trajectory keeps per row; 0 where there are too many. */
  readonly dimension: (problem: Of) => number;
  readonly title: (problem: Of) => string;
  /** One sentence: what it teaches. */
  readonly idea: (problem: Of) => string;
}
