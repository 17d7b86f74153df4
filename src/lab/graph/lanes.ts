/**
 * The same program over many starts or many values side by side, for maps and sweeps: one lane of a vector each, several
 * vectors per round so that the machine need not wait for one chain of operations. Each lane has a single run's bits.
 */
import { sizeOf } from './node.ts';
import { type Execute, type Program, requireRows, type Rows } from './program.ts';
import { BLOCK, laneCode, type LaneLayout, type LanePlan, TILE } from './wasm/lane-code.ts';
import { instantiate } from './wasm/memory.ts';
import type { Piece } from './wasm/places.ts';

export type { LanePlan };

export interface LaneRun {
  /** How many lanes. */
  readonly count: number;
  readonly steps: number;
  /** `count` rows of every name that varies. */
  readonly varied: Readonly<Rows>;
  /** `steps + 1` rows of every feed, the same for all lanes. */
  readonly feeds?: Readonly<Rows>;
  readonly limit?: number;
}

export interface LaneResult {
  /** `count` rows of every recorded output. */
  readonly rows: Rows;
  /** Per lane the first row, from 0 to `steps`, in which the watched output met the limit; −1 where none did. */
  readonly first: Float64Array;
}

/** A program ready to run in lanes. */
export interface Lanes {
  /** The value or beginning state all lanes share, by name; a run reads it and leaves it as it is. */
  memory(name: string): Float64Array;
  run(work: LaneRun): LaneResult;
}

/** The plain reference: one lane after the other, by any executor. */
export const lanesOneByOne =
  (execute: Execute) =>
  (program: Program, plan: LanePlan): Lanes => {
    const executable = execute(program);
    const beginning = sharedMemory(program, plan);
    return {
      memory: beginning.memory,
      run({ count, steps, varied, feeds = {}, limit = -Infinity }) {
        requireRows(beginning.varying, count, varied);
        const sizes = plan.record.map((name) => [name, sizeOf(program.outputs[name]!.shape)] as const);
        const rows: Rows = Object.fromEntries(sizes.map(([name, size]) => [name, new Float64Array(count * size)]));
        const first = new Float64Array(count).fill(-1);
        for (let lane = 0; lane < count; lane++) {
          for (const name of beginning.names) executable.memory(name).set(beginning.memory(name));
          for (const name of plan.vary) {
            const into = executable.memory(name);
            into.set(varied[name]!.subarray(lane * into.length, (lane + 1) * into.length));
          }
          const recorded = executable.run(steps + 1, feeds);
          for (const [name, size] of sizes) rows[name]!.set(recorded[name]!.subarray(steps * size), lane * size);
          if (plan.watch !== undefined) first[lane] = recorded[plan.watch]!.findIndex((value) => value <= limit);
        }
        return { rows, first };
      },
    };
  };

/** The names all lanes share, each with memory of its own, and those that vary; a plan that does not fit is refused. */
function sharedMemory(
  { values, state, outputs }: Program,
  { vary, record, watch }: LanePlan,
): {
  readonly names: readonly string[];
  readonly varying: readonly { readonly name: string; readonly size: number }[];
  memory(name: string): Float64Array;
} {
  const doors = new Map([
    ...Object.entries(values),
    ...Object.entries(state).map(([name, { node }]) => [name, node] as const),
  ]);
  const known = (names: readonly string[], has: (name: string) => boolean, what: string): void => {
    for (const name of names) if (!has(name)) throw new RangeError(`the program has no ${what} ${name}`);
  };
  known(vary, (name) => doors.has(name), 'value or state');
  known([...record, ...(watch === undefined ? [] : [watch])], (name) => Object.hasOwn(outputs, name), 'output');
  if (watch !== undefined && sizeOf(outputs[watch]!.shape) !== 1)
    throw new RangeError(`only one number can be watched, and ${watch} is more`);
  const names = [...doors.keys()].filter((name) => !vary.includes(name));
  const own = new Map(names.map((name) => [name, new Float64Array(sizeOf(doors.get(name)!.shape))]));
  return {
    names,
    varying: vary.map((name) => ({ name, size: sizeOf(doors.get(name)!.shape) })),
    memory(name) {
      const piece = own.get(name);
      if (piece === undefined)
        throw new RangeError(vary.includes(name) ? `${name} varies` : `the program has no value or state ${name}`);
      return piece;
    },
  };
}

interface Ready {
  readonly places: LaneLayout;
  readonly enter: () => Float64Array;
  readonly advance: (lanes: number, steps: number, row: number) => void;
  readonly finish: (lanes: number, steps: number, row: number) => void;
}

const instances = new WeakMap<Program, Map<string, Ready>>();

function ready(program: Program, plan: LanePlan): Ready {
  const made = instances.get(program) ?? new Map<string, Ready>();
  instances.set(program, made);
  const key = JSON.stringify([plan.vary, plan.record, plan.watch]);
  const before = made.get(key);
  if (before) return before;
  const { code, places } = laneCode(program, plan);
  const { exports, enter } = instantiate(code);
  const { advance, finish } = exports as unknown as Pick<Ready, 'advance' | 'finish'>;
  const now = { places, enter, advance, finish };
  made.set(key, now);
  return now;
}

/** Compiles a program for lanes, or takes the code it was compiled to before. */
export function compileLanes(program: Program, plan: LanePlan): Lanes {
  const beginning = sharedMemory(program, plan);
  const { places, enter, advance, finish } = ready(program, plan);
  let memory = enter();
  const numbers = ({ at, size }: Piece, rows = 1): Float64Array => memory.subarray(at / 8, at / 8 + rows * size);
  const feed = (feeds: Readonly<Rows>, from: number, rows: number): void => {
    for (const piece of places.feeds)
      numbers(piece, rows).set(feeds[piece.name]!.subarray(from * piece.size, (from + rows) * piece.size));
  };
  /** Writes in what a tile of lanes begins with. */
  const begin = (varied: Readonly<Rows>, from: number, count: number): void => {
    for (const piece of [...places.values, ...places.common]) numbers(piece).set(beginning.memory(piece.name));
    for (const piece of [...places.varying, ...places.state]) {
      const given = varied[piece.name]?.subarray(from * piece.size, (from + count) * piece.size);
      if (given) numbers(piece, count).set(given);
      else repeat(beginning.memory(piece.name), numbers(piece, count));
    }
    memory.fill(-1, places.first / 8, places.first / 8 + count);
  };
  return {
    memory: beginning.memory,
    run({ count, steps, varied, feeds = {}, limit = -Infinity }) {
      requireRows(beginning.varying, count, varied);
      requireRows(places.feeds, steps + 1, feeds);
      const records = places.outputs.map((piece) => ({ piece, rows: new Float64Array(count * piece.size) }));
      const first = new Float64Array(count);
      memory = enter();
      memory[places.limit / 8] = limit;
      for (let from = 0; from < count; from += TILE) {
        const lanes = Math.min(TILE, count - from);
        begin(varied, from, lanes);
        for (let done = 0; done < steps; done += BLOCK) {
          const some = Math.min(BLOCK, steps - done);
          feed(feeds, done, some);
          advance(lanes, some, done);
          places.common.forEach((piece, i) => numbers(piece).set(numbers(places.commonAfter[i]!)));
        }
        feed(feeds, steps, 1);
        finish(lanes, 1, steps);
        for (const { piece, rows } of records) rows.set(numbers(piece, lanes), from * piece.size);
        first.set(memory.subarray(places.first / 8, places.first / 8 + lanes), from);
      }
      return { rows: Object.fromEntries(records.map(({ piece, rows }) => [piece.name, rows])), first };
    },
  };
}

function repeat(row: Float64Array, rows: Float64Array): void {
  if (row.every((entry) => Object.is(entry, row[0]))) rows.fill(row[0]!);
  else for (let at = 0; at < rows.length; at += row.length) rows.set(row, at);
}
