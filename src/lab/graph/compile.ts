/**
 * Turns a program into one WebAssembly function that runs whole steps: feeds in, every node, outputs recorded, state
 * moved on. Same interface and same bits as `interpret`; the instance is shared by all executables of a program, which
 * keep their values and state to themselves between runs, so that a thousand restarts need no new memory.
 */
import { sizeOf } from './node.ts';
import { type Executable, type Program, requireRows } from './program.ts';
import { tensorCode, type TensorLayout } from './tensor/code.ts';
import { Arithmetic, pair, simd, single } from './wasm/arithmetic.ts';
import { type Piece, type Place, Places } from './wasm/places.ts';
import { common, Pool, POOL_BYTES } from './wasm/pool.ts';
import { Assembler, canAssemble } from './wasm/assemble.ts';
import { Body, encodeModule, unsigned } from './wasm/encoder.ts';
import { FunctionShelf } from './wasm/functions.ts';
import { type Code, instantiate } from './wasm/memory.ts';
import { double, float, type Real } from './wasm/real.ts';
import { Scribe } from './wasm/scribe.ts';
import { Twins } from './wasm/twins.ts';

/** Steps per call at most: feeds and records of so many rows have their place in memory. */
const BLOCK = 512;
/** Entries of a tensor up to which straight-line code over single numbers is the right form. */
const LONGEST = 64;

/** Where everything lies, in bytes: constants, then values and state side by side, then feeds, then records. */
interface Layout {
  readonly values: readonly Piece[];
  readonly state: readonly Piece[];
  readonly feeds: readonly Piece[];
  readonly outputs: readonly Piece[];
  readonly bytes: number;
}

function layout(program: Program): Layout {
  const places = new Places();
  const values = places.of(Object.entries(program.values));
  const state = places.of(Object.entries(program.state).map(([name, { node }]) => [name, node]));
  const feeds = places.of(Object.entries(program.feeds), BLOCK);
  const outputs = places.of(Object.entries(program.outputs), BLOCK);
  return { values, state, feeds, outputs, bytes: places.bytes };
}

const LOAD = 0x2b;
const STORE = 0x39;
const entries = (size: number): number[] => Array.from({ length: size }, (_, i) => i);

/** Whether several divisions entry by entry have to wait for each other: a machine begins one in some cycles only. */
const divides = ({ nodes }: Program): boolean =>
  nodes.filter(({ op, shape }) => op === 'div' && sizeOf(shape) > 1).length > 1;

/** The module of a program; exported for the tests that validate it. */
export function codeOf(program: Program): Code {
  const { values, state, feeds, outputs, bytes } = layout(program);
  const pool = new Pool(common);
  const shelf = new FunctionShelf();
  const body = new Body(['i32'], []);
  const scribe = new Scribe(body);
  const twins = divides(program) ? new Twins(new Arithmetic(scribe, pair, pool)) : undefined;
  const assembler = new Assembler(new Arithmetic(scribe, single, pool), shelf, { inPlace: shelf, twins });

  /** Loads a piece into locals before the loop. */
  const held = ({ size, at }: Piece): number[] =>
    entries(size).map((i) => {
      const local = body.local('f64');
      body.integer(0);
      body.emit(LOAD, 3, unsigned(at + 8 * i));
      body.set(local);
      return local;
    });
  for (const { node, size, at } of values)
    assembler.bind(
      node,
      entries(size).flatMap((i) =>
        scribe.group(['f64'], [], () => {
          body.integer(0);
          body.emit(LOAD, 3, unsigned(at + 8 * i));
        }),
      ),
    );
  const moving = state.map((piece) => {
    const locals = held(piece);
    const now = locals.map((local) => scribe.bind(local));
    assembler.bind(piece.node, now);
    return { piece, locals, now, next: program.state[piece.name]!.next };
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
  const used = scribe.writeRounds(
    [...recorded, ...moved].flatMap(({ handles }) => handles),
    moving.flatMap(({ now, next }) => assembler.of(next).map((handle, i) => ({ now: now[i]!, next: handle }))),
    bytes,
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
  const module = encodeModule({ functions, exports: { run: functions.length - 1 }, bytes: used });
  return { module, bytes: used, contents: pool.numbers };
}

/** How compiled numbers lie in memory: all computation in float64, or tensors in float32 for speed. */
export type Precision = 'f64' | 'f32';
const reals: Readonly<Record<Precision, Real>> = { f64: double, f32: float };

/** A module that stands ready, and where everything lies in its memory. */
interface Ready {
  readonly layout: TensorLayout;
  readonly real: Real;
  readonly enter: () => Float64Array;
  readonly run: (steps: number) => void;
}

type Make = (program: Program) => Ready;

/** What a program was made into before. */
function remembered(make: Make): Make {
  const instances = new WeakMap<Program, Ready>();
  return (program) => {
    const before = instances.get(program);
    if (before) return before;
    const made = make(program);
    instances.set(program, made);
    return made;
  };
}

const straight = remembered((program) => {
  const { exports, enter } = instantiate(codeOf(program));
  return { layout: { ...layout(program), rows: BLOCK }, real: double, enter, run: exports['run'] as Ready['run'] };
});

const overTensors = (precision: Precision): Make =>
  remembered((program) => {
    const real = reals[precision];
    const { code, layout } = tensorCode(program, real);
    const { exports, enter } = instantiate(code);
    return { layout, real, enter, run: exports['run'] as Ready['run'] };
  });
const tensors = { f64: overTensors('f64'), f32: overTensors('f32') } as const;

/** Whether a program's code can be straight-line code over single numbers: nothing looked up by number, nothing long. */
export const isStraight = ({ nodes }: Program): boolean =>
  canAssemble(nodes) && nodes.every(({ shape }) => sizeOf(shape) <= LONGEST);

/** Compiles a program, or takes the code it was compiled to before. */
export const compile = (program: Program, precision: Precision = 'f64'): Executable =>
  executable((precision === 'f64' && isStraight(program) ? straight : tensors[precision])(program));

/** The same by loops over tensors, however small the program is. */
export const compileTensors = (program: Program, precision: Precision = 'f64'): Executable =>
  executable(tensors[precision](program));

type Numbers = Float64Array | Float32Array;

/** The memory seen as a program's own numbers and records; cut once, until the memory grows. */
interface Views {
  readonly memory: Float64Array;
  readonly shared: Numbers;
  readonly records: readonly { readonly piece: Place; readonly full: Numbers }[];
}

function viewsOf(memory: Float64Array, begin: number, length: number, { real, layout }: Ready): Views {
  const numbers = real.view(memory);
  const full = ({ at, size }: Place): Numbers =>
    numbers.subarray(at / real.bytes, at / real.bytes + layout.rows * size);
  return {
    memory,
    shared: numbers.subarray(begin, begin + length),
    records: layout.outputs.map((piece) => ({ piece, full: full(piece) })),
  };
}

/** Copies numbers, of one precision or between two; engines convert between arrays of two kinds slowly. */
function copy(from: Numbers, to: Numbers, at = 0): void {
  if (from.BYTES_PER_ELEMENT === to.BYTES_PER_ELEMENT) to.set(from, at);
  else if (to instanceof Float32Array) narrow(from, to, at);
  else widen(from, to, at);
}

// Alike, but each only ever meets arrays of the same two kinds, for which engines then make fast code.
function narrow(from: Numbers, to: Float32Array, at: number): void {
  for (let i = 0; i < from.length; i++) to[at + i] = from[i]!;
}
function widen(from: Numbers, to: Float64Array, at: number): void {
  for (let i = 0; i < from.length; i++) to[at + i] = from[i]!;
}

function executable(ready: Ready): Executable {
  const { layout, real, enter, run } = ready;
  const { values, state, feeds, outputs, rows } = layout;
  const unit = real.bytes;
  const begin = POOL_BYTES / unit;
  const end = [...values, ...state].reduce((most, { at, size }) => Math.max(most, at / unit + size), begin);
  const own = new Float64Array(end - begin);
  const doors = new Map(
    [...values, ...state].map(({ name, at, size }) => [
      name,
      own.subarray(at / unit - begin, at / unit - begin + size),
    ]),
  );
  let views: Views | undefined;
  return {
    memory(name) {
      const piece = doors.get(name);
      if (piece === undefined) throw new RangeError(`the program has no value or state ${name}`);
      return piece;
    },
    run(count, fed = {}, into) {
      requireRows(feeds, count, fed);
      const results: Record<string, Float64Array> = {};
      for (const { name, size } of outputs) results[name] = into?.[name] ?? new Float64Array(count * size);
      const memory = enter();
      if (views?.memory !== memory) views = viewsOf(memory, begin, own.length, ready);
      const { shared, records } = views;
      copy(own, shared);
      for (let done = 0; done < count; done += rows) {
        const steps = Math.min(rows, count - done);
        for (const { name, size, at } of feeds)
          memory.set(fed[name]!.subarray(done * size, (done + steps) * size), at / 8);
        run(steps);
        for (const { piece, full } of records)
          copy(steps === rows ? full : full.subarray(0, steps * piece.size), results[piece.name]!, done * piece.size);
      }
      copy(shared, own);
      return results;
    },
  };
}

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
