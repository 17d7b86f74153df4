/**
 * Turns a program into one WebAssembly function that runs whole steps: feeds in, every node, outputs recorded, state
 * moved on. Same interface and same bits as `interpret`; the instance is shared by all executables of a program, which
 * keep their values and state to themselves between runs, so that a thousand restarts need no new memory.
 */
import { type Node, sizeOf } from './node.ts';
import type { Executable, Program } from './program.ts';
import { Arithmetic, Pool, POOL_BYTES, simd, single } from './wasm/arithmetic.ts';
import { Assembler, canAssemble } from './wasm/assemble.ts';
import { Body, encodeModule, unsigned } from './wasm/encoder.ts';
import { FunctionShelf } from './wasm/functions.ts';
import { type Code, instantiate } from './wasm/memory.ts';
import { Scribe } from './wasm/scribe.ts';

/** Steps per call at most: feeds and records of so many rows have their place in memory. */
const BLOCK = 512;
/** A named piece of memory: `size` numbers a row from a byte on. */
interface Piece {
  readonly name: string;
  readonly node: Node;
  readonly size: number;
  readonly at: number;
}

/** Where everything lies, in bytes: constants, then values and state side by side, then feeds, then records. */
interface Layout {
  readonly values: readonly Piece[];
  readonly state: readonly Piece[];
  readonly feeds: readonly Piece[];
  readonly outputs: readonly Piece[];
  readonly bytes: number;
}

function layout(program: Program): Layout {
  let bytes = POOL_BYTES;
  const pieces = (nodes: readonly (readonly [string, Node])[], rows: number): Piece[] =>
    nodes.map(([name, node]) => {
      const size = sizeOf(node.shape);
      const at = bytes;
      bytes += 8 * size * rows;
      return { name, node, size, at };
    });
  const values = pieces(Object.entries(program.values), 1);
  const state = pieces(
    Object.entries(program.state).map(([name, { node }]) => [name, node]),
    1,
  );
  const feeds = pieces(Object.entries(program.feeds), BLOCK);
  const outputs = pieces(Object.entries(program.outputs), BLOCK);
  return { values, state, feeds, outputs, bytes };
}

const LOAD = 0x2b;
const STORE = 0x39;
const entries = (size: number): number[] => Array.from({ length: size }, (_, i) => i);

/** The module of a program; exported for the tests that validate it. */
export function codeOf(program: Program): Code {
  const { values, state, feeds, outputs, bytes } = layout(program);
  const pool = new Pool();
  const shelf = new FunctionShelf(pool);
  const body = new Body(['i32'], []);
  const scribe = new Scribe(body);
  const assembler = new Assembler(new Arithmetic(scribe, single, pool), shelf);

  /** Loads a piece into locals before the loop. */
  const held = ({ size, at }: Piece): number[] =>
    entries(size).map((i) => {
      const local = body.local('f64');
      body.integer(0);
      body.emit(LOAD, 3, unsigned(at + 8 * i));
      body.set(local);
      return local;
    });
  for (const piece of values)
    assembler.bind(
      piece.node,
      held(piece).map((local) => scribe.bind(local, true)),
    );
  const moving = state.map((piece) => {
    const locals = held(piece);
    assembler.bind(
      piece.node,
      locals.map((local) => scribe.bind(local)),
    );
    return { piece, locals, next: program.state[piece.name]!.next };
  });
  // Rows of equal size share a pointer; that of single numbers counts the steps.
  const pointers = new Map(
    [1, ...[...feeds, ...outputs].map(({ size }) => size)].map((size) => [size, body.local('i32')]),
  );
  const end = body.local('i32');
  for (const { node, size, at } of feeds)
    assembler.bind(
      node,
      scribe.moving(
        entries(size).map(() => 'f64'),
        () => {
          for (const i of entries(size)) {
            body.get(pointers.get(size)!);
            body.emit(LOAD, 3, unsigned(at + 8 * i));
          }
        },
      ),
    );
  assembler.addAll(program.nodes);

  const recorded = outputs.map((piece) => ({ piece, handles: assembler.of(piece.node) }));
  const moved = moving.map(({ locals, next }) => ({ locals, handles: assembler.of(next) }));
  body.bytes(end, 0, 8);
  scribe.writeLoop(
    [...recorded, ...moved].flatMap(({ handles }) => handles),
    () => body.loop(),
  );
  for (const { piece, handles } of recorded)
    handles.forEach((handle, i) => {
      body.get(pointers.get(piece.size)!);
      scribe.get(handle);
      body.emit(STORE, 3, unsigned(piece.at + 8 * i));
    });
  // All next values are on the stack before any state is overwritten: one state's next may be another's present.
  for (const { handles } of moved) for (const handle of handles) scribe.get(handle);
  for (const { locals } of moved.toReversed()) for (const local of locals.toReversed()) body.set(local);
  for (const [size, pointer] of pointers) body.move(pointer, 8 * size);
  body.again(pointers.get(1)!, end);
  for (const { piece, locals } of moving)
    locals.forEach((local, i) => {
      body.integer(0);
      body.get(local);
      body.emit(STORE, 3, unsigned(piece.at + 8 * i));
    });
  const functions = [...shelf.bodies, body];
  const module = encodeModule({ functions, exports: { run: functions.length - 1 }, bytes });
  return { module, bytes, contents: pool.numbers };
}

interface Ready {
  readonly layout: Layout;
  readonly enter: () => Float64Array;
  readonly run: (steps: number) => void;
}

const instances = new WeakMap<Program, Ready>();

function ready(program: Program): Ready {
  const before = instances.get(program);
  if (before) return before;
  const { exports, enter } = instantiate(codeOf(program));
  const made = { layout: layout(program), enter, run: exports['run'] as (steps: number) => void };
  instances.set(program, made);
  return made;
}

/** The memory seen as a program's own numbers and records; cut once, until the memory grows. */
interface Views {
  readonly memory: Float64Array;
  readonly shared: Float64Array;
  readonly records: readonly { readonly piece: Piece; readonly full: Float64Array }[];
}

const viewsOf = (memory: Float64Array, begin: number, length: number, outputs: readonly Piece[]): Views => ({
  memory,
  shared: memory.subarray(begin, begin + length),
  records: outputs.map((piece) => ({ piece, full: memory.subarray(piece.at / 8, piece.at / 8 + BLOCK * piece.size) })),
});

/** Compiles a program, or takes the code it was compiled to before. */
export function compile(program: Program): Executable {
  const { layout, enter, run } = ready(program);
  const { values, state, feeds, outputs } = layout;
  const begin = POOL_BYTES / 8;
  const own = new Float64Array([...values, ...state].reduce((sum, { size }) => sum + size, 0));
  const doors = new Map(
    [...values, ...state].map(({ name, at, size }) => [name, own.subarray(at / 8 - begin, at / 8 - begin + size)]),
  );
  let views: Views | undefined;
  return {
    memory(name) {
      const piece = doors.get(name);
      if (piece === undefined) throw new RangeError(`the program has no value or state ${name}`);
      return piece;
    },
    run(count, fed = {}, into) {
      const results: Record<string, Float64Array> = {};
      for (const { name, size } of outputs) results[name] = into?.[name] ?? new Float64Array(count * size);
      const memory = enter();
      if (views?.memory !== memory) views = viewsOf(memory, begin, own.length, outputs);
      const { shared, records } = views;
      shared.set(own);
      for (let done = 0; done < count; done += BLOCK) {
        const steps = Math.min(BLOCK, count - done);
        for (const { name, size, at } of feeds)
          memory.set(fed[name]!.subarray(done * size, (done + steps) * size), at / 8);
        run(steps);
        for (const { piece, full } of records)
          results[piece.name]!.set(steps === BLOCK ? full : full.subarray(0, steps * piece.size), done * piece.size);
      }
      own.set(shared);
      return results;
    },
  };
}

/** Whether a program's code can be straight-line code over single numbers: nothing looked up by number, not too large. */
export const isStraight = (program: Program): boolean => canAssemble(program.nodes);

/** Whether this machine can run what `compile` makes. */
export function canCompile(): boolean {
  try {
    const body = new Body([], []);
    body.emit(
      simd(0x0c),
      entries(16).map(() => 0),
      0x1a,
    );
    return WebAssembly.validate(encodeModule({ functions: [body], exports: {}, bytes: 0 }));
  } catch {
    return false;
  }
}
