/**
 * In which order a round of a loop is written that has to wait for the round before. Machines begin with the older of two
 * operations that are ready: first comes what the longest chain of operations still hangs on.
 */

/** A value that goes from round to round: what it is now, and in the next round. */
export interface Going {
  readonly now: number;
  readonly next: number;
}

interface Step {
  readonly defines: readonly number[];
  readonly reads: readonly number[];
}

/** About how many cycles a machine waits for what an operation gives; for any other, 1. */
const waits: Readonly<Record<string, number>> = {
  add: 3, sub: 3, mul: 4, div: 14, sqrt: 14, floor: 8, ceil: 8, min: 4, max: 4, less: 4, lessEqual: 4, equal: 4,
}; // prettier-ignore
/** The same for what is no single operation, most likely a call. */
const CALL = 50;

function waitOf(op: string | undefined, { reads }: Step): number {
  if (op === undefined) return reads.length > 0 ? CALL : 1;
  return waits[op.split(' ').at(-1)!] ?? 1;
}

/** Rounds looked ahead: what a value is worth shows where it is read again. */
const AHEAD = 3;

/** Steps in the order of how many cycles the longest chain from each takes until some rounds later. */
export function longestFirst<S extends Step>(
  steps: readonly S[],
  going: readonly Going[],
  opOf: (step: S) => string | undefined,
): S[] {
  const heights = new Map<S, number>();
  let later: ReadonlyMap<number, number> = new Map();
  for (let round = 0; round < AHEAD; round++) {
    const wanted = new Map<number, number>();
    const want = (handle: number, height: number) => wanted.set(handle, Math.max(wanted.get(handle) ?? 0, height));
    for (const { now, next } of going) want(next, later.get(now) ?? 0);
    for (const step of steps.toReversed()) {
      const after = Math.max(...step.defines.map((handle) => wanted.get(handle) ?? 0));
      const height = after + waitOf(opOf(step), step);
      heights.set(step, height);
      for (const read of step.reads) want(read, height);
    }
    later = wanted;
  }
  return steps.toSorted((a, b) => heights.get(b)! - heights.get(a)!);
}
