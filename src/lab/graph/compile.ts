/**
 * Turns a program into one WebAssembly function that runs whole steps: feeds in, every node, outputs recorded, state
 * moved on. Same interface and same bits as `interpret`; the instance is shared by all executables of a program, which
 * keep their values and state to themselves between runs, so that a thousand restarts need no new memory.
 */
import { type Node, sizeOf } from './node.ts';
import type { Executable, Program } from './program.ts';
import { Assembler } from './wasm/assemble.ts';
import { Body, encodeModule, unsigned } from './wasm/encoder.ts';
import { FunctionShelf, TABLE_BYTES } from './wasm/functions.ts';
import { Scribe, single } from './wasm/lanes.ts';

/** Steps per call at most: feeds and records of so many rows have their place in memory. */
const BLOCK = 512;
/** Entries of all nodes together up to which straight-line code is the right form. */
const LARGEST = 8192;

/** A named piece of memory: `size` numbers a row from a byte on. */
interface Piece {
  readonly name: string;
  readonly node: Node;
  readonly size: number;
  readonly at: number;
}

/** Where everything lies, in bytes: tables, then values and state side by side, then feeds, then records. */
interface Layout {
  readonly values: readonly Piece[];
  readonly state: readonly Piece[];
  readonly feeds: readonly Piece[];
  readonly outputs: readonly Piece[];
  readonly bytes: number;
}

function layout(program: Program): Layout {
  let bytes = TABLE_BYTES;
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

const LOOP = [0x03, 0x40];
const END = 0x0b;

/** The module's bytes; exported for the tests that validate them. */
export function moduleOf(program: Program): Uint8Array {
  const entries = program.nodes.reduce((sum, node) => sum + sizeOf(node.shape), 0);
  if (entries > LARGEST) throw new RangeError(`a program of ${entries} numbers is too large for straight-line code`);
  const { values, state, feeds, outputs, bytes } = layout(program);
  const shelf = new FunctionShelf(single);
  const body = new Body(['i32'], []);
  const scribe = new Scribe(body, single);
  const assembler = new Assembler(scribe, shelf);

  /** Loads a piece into locals before the loop. */
  const held = ({ size, at }: Piece): number[] =>
    Array.from({ length: size }, (_, i) => {
      const local = body.local('f64');
      body.integer(0);
      body.emit(...single.load(at + 8 * i));
      body.set(local);
      return local;
    });
  for (const piece of values)
    assembler.bind(
      piece.node,
      held(piece).map((local) => scribe.bind(local)),
    );
  const moving = state.map((piece) => {
    const locals = held(piece);
    assembler.bind(
      piece.node,
      locals.map((local) => scribe.bind(local)),
    );
    return { piece, locals, next: program.state[piece.name]!.next };
  });
  const pointers = new Map([...feeds, ...outputs].map((piece) => [piece, body.local('i32')]));
  for (const feed of feeds)
    assembler.bind(
      feed.node,
      scribe.group(
        Array.from({ length: feed.size }, () => 'f64' as const),
        [],
        () => {
          for (let i = 0; i < feed.size; i++) {
            body.get(pointers.get(feed)!);
            body.emit(...single.load(feed.at + 8 * i));
          }
        },
      ),
    );
  for (const node of program.nodes) assembler.add(node);

  body.emit(...LOOP);
  const recorded = outputs.map((piece) => ({ piece, handles: assembler.of(piece.node) }));
  const moved = moving.map(({ locals, next }) => ({ locals, handles: assembler.of(next) }));
  scribe.write([...recorded, ...moved].flatMap(({ handles }) => handles));
  for (const { piece, handles } of recorded)
    handles.forEach((handle, i) => {
      body.get(pointers.get(piece)!);
      scribe.get(handle);
      body.emit(...single.store(piece.at + 8 * i));
    });
  // All next values are on the stack before any state is overwritten: one state's next may be another's present.
  for (const { handles } of moved) for (const handle of handles) scribe.get(handle);
  for (const { locals } of moved.toReversed()) for (const local of locals.toReversed()) body.set(local);
  for (const [{ size }, pointer] of pointers) {
    body.get(pointer);
    body.integer(8 * size);
    body.emit(0x6a);
    body.set(pointer);
  }
  // One step less to go; again while any is left.
  body.get(0);
  body.integer(1);
  body.emit(0x6b, 0x22, 0x00, 0x0d, 0x00, END);
  for (const { piece, locals } of moving)
    locals.forEach((local, i) => {
      body.integer(0);
      body.get(local);
      body.emit(...single.store(piece.at + 8 * i));
    });
  const functions = [...shelf.bodies, body];
  return encodeModule({ functions, exports: { run: functions.length - 1 }, bytes, contents: shelf.tables });
}

interface Ready {
  readonly layout: Layout;
  readonly memory: Float64Array;
  readonly run: (steps: number) => void;
}

const instances = new WeakMap<Program, Ready>();

function ready(program: Program): Ready {
  const before = instances.get(program);
  if (before) return before;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(program)));
  const memory = new Float64Array((exports['memory'] as WebAssembly.Memory).buffer);
  const made = { layout: layout(program), memory, run: exports['run'] as (steps: number) => void };
  instances.set(program, made);
  return made;
}

/** Compiles a program, or takes the code it was compiled to before. */
export function compile(program: Program): Executable {
  const { layout, memory, run } = ready(program);
  const { values, state, feeds, outputs } = layout;
  const doors = new Map([...values, ...state].map((piece) => [piece.name, piece]));
  const begin = TABLE_BYTES / 8;
  const own = new Float64Array([...values, ...state].reduce((sum, { size }) => sum + size, 0));
  const rows = (piece: Piece, count: number): Float64Array =>
    memory.subarray(piece.at / 8, piece.at / 8 + count * piece.size);
  return {
    memory(name) {
      const piece = doors.get(name);
      if (piece === undefined) throw new RangeError(`the program has no value or state ${name}`);
      const from = piece.at / 8 - begin;
      return own.subarray(from, from + piece.size);
    },
    run(count, fed = {}) {
      const results = outputs.map((piece) => new Float64Array(count * piece.size));
      memory.set(own, begin);
      for (let done = 0; done < count; done += BLOCK) {
        const steps = Math.min(BLOCK, count - done);
        for (const feed of feeds)
          memory.set(fed[feed.name]!.subarray(done * feed.size, (done + steps) * feed.size), feed.at / 8);
        run(steps);
        outputs.forEach((piece, i) => results[i]!.set(rows(piece, steps), done * piece.size));
      }
      own.set(memory.subarray(begin, begin + own.length));
      return Object.fromEntries(outputs.map(({ name }, i) => [name, results[i]!]));
    },
  };
}

/** Whether this machine can run what `compile` makes. */
export function canCompile(): boolean {
  try {
    const body = new Body([], []);
    body.emit(0xfd, ...unsigned(0x0c), ...Array.from({ length: 16 }, () => 0), 0x1a);
    return WebAssembly.validate(encodeModule({ functions: [body], exports: {}, bytes: 0, contents: [] }));
  } catch {
    return false;
  }
}
