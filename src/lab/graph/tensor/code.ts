/** Writes a program over tensors as a module: every kernel a function over one planned memory, and one that runs steps. */
import { type Node, sizeOf } from '../node.ts';
import type { Program } from '../program.ts';
import { quad } from '../wasm/arithmetic.ts';
import { common, Pool, POOL_BYTES } from '../wasm/pool.ts';
import { BriefShelf, DEMOTE, JOIN } from '../wasm/brief-functions.ts';
import { Body, encodeModule, unsigned } from '../wasm/encoder.ts';
import { FunctionShelf } from '../wasm/functions.ts';
import type { Code, Contents } from '../wasm/memory.ts';
import type { Place } from '../wasm/places.ts';
import { double, type Real } from '../wasm/real.ts';
import { byteOf, copyBytes } from './copy.ts';
import { Forms } from './forms.ts';
import { type Tools, writeLoop } from './loop.ts';
import { writeMove, writeStack } from './moves.ts';
import { type Product, scratchBytes, writeProduct } from './multiply.ts';
import { push, repeat } from './nest.ts';
import { rewrite } from './rewrite.ts';
import { type Kernel, type Schedule, schedule } from './schedule.ts';

export interface TensorLayout {
  readonly values: readonly Place[];
  readonly state: readonly Place[];
  /** In float64, whatever the precision. */
  readonly feeds: readonly Place[];
  readonly outputs: readonly Place[];
  /** Rows of feeds and outputs there is room for: steps per call at most. */
  readonly rows: number;
}

/** Bytes that rows of feeds and outputs may take, and rows at most. */
const [ROW_BYTES, MOST_ROWS] = [1 << 20, 512];
/** A program that needs more is refused: browsers give no larger memories. */
const MOST_BYTES = 2 ** 31;

/** Hands out memory from the bottom up. */
class Ground {
  bytes = POOL_BYTES;

  take(bytes: number): number {
    const at = this.bytes;
    this.bytes += Math.ceil(bytes / 16) * 16;
    return at;
  }
}

/** Where everything of a program lies. */
class Plan {
  readonly program: Program;
  readonly schedule: Schedule;
  readonly forms: Forms;
  readonly ground = new Ground();
  readonly contents: Contents[] = [];
  readonly values: Place[];
  readonly state: Place[];
  readonly feeds: Place[];
  readonly outputs: Place[];
  /** The row of each feed that the step reads. */
  readonly present = new Map<string, number>();
  readonly rows: number;
  readonly scratch: number;
  /** Where indices lie, by their tensor and count. */
  private readonly looked = new Map<Node, ReadonlyMap<number, number>>();
  private readonly real: Real;

  constructor(given: Program, real: Real) {
    this.real = real;
    this.program = rewrite(given);
    this.schedule = schedule(this.program);
    this.forms = new Forms(this.program, this.schedule, real.lanes);
    const { values, state, feeds, outputs } = this.program;
    this.values = Object.entries(values).map((entry) => this.settle(...entry));
    this.state = Object.entries(state).map(([name, { node }]) => this.settle(name, node));
    for (const [name, node] of Object.entries(feeds)) this.present.set(name, this.settle(name, node).at);
    for (const node of this.program.nodes) this.fillIn(node);
    this.forms.place(this.ground.bytes, real.bytes);
    this.ground.bytes = Math.ceil(this.forms.bytes / 16) * 16;
    this.scratch = this.ground.take(Math.max(0, ...this.products().map((product) => scratchBytes(product, real))));
    const numbersOf = (nodes: Readonly<Record<string, Node>>): number =>
      Object.values(nodes).reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const row = double.bytes * numbersOf(feeds) + real.bytes * numbersOf(outputs);
    this.rows = Math.max(1, Math.min(MOST_ROWS, Math.floor(ROW_BYTES / Math.max(1, row))));
    const rowsOf = (nodes: Readonly<Record<string, Node>>, { bytes }: Real): Place[] =>
      Object.entries(nodes).map(([name, { shape }]) => {
        const size = sizeOf(shape);
        return { name, size, at: this.ground.take(this.rows * size * bytes) };
      });
    this.feeds = rowsOf(feeds, double);
    this.outputs = rowsOf(outputs, real);
    if (this.ground.bytes > MOST_BYTES)
      throw new RangeError(`a program that needs ${Math.ceil(this.ground.bytes / 2 ** 20)} MB is too large`);
  }

  /** The products of the schedule as the kernel's writer wants them. */
  products(): Product[] {
    return this.schedule.kernels.flatMap((kernel) =>
      kernel.kind === 'single' && kernel.node.op === 'matmul' ? [this.product(kernel.node)] : [],
    );
  }

  product(node: Extract<Node, { op: 'matmul' }>): Product {
    const [a, b] = node.inputs;
    const [rows, columns] = node.shape.slice(-2) as [number, number];
    const inner = a.shape.at(node.transposeA ? -2 : -1)!;
    const matrix = (of: Node, transposed: boolean) => {
      const form = this.forms.of(of);
      const [first, second] = form.steps.slice(-2) as [number, number];
      const at = byteOf(form, this.real);
      return transposed ? { at, row: second, column: first } : { at, row: first, column: second };
    };
    return {
      rows,
      inner,
      columns,
      a: matrix(a, node.transposeA),
      b: matrix(b, node.transposeB),
      c: matrix(node, false),
      batch: sizeOf(node.shape) / (rows * columns),
      moves: [rows * inner, inner * columns, rows * columns],
    };
  }

  table(numbers: Int32Array): number {
    const known = this.contents.find(({ data }) => data === numbers);
    if (known) return known.at;
    const at = this.ground.take(4 * numbers.length);
    this.contents.push({ at, data: numbers });
    return at;
  }

  indices(node: Node, count: number): ReturnType<Tools['indices']> {
    const known = this.looked.get(node)?.get(count);
    if (known !== undefined) return { at: known, isNew: false };
    const at = this.ground.take(sizeOf(node.shape) * this.real.bytes);
    this.looked.set(node, new Map(this.looked.get(node)).set(count, at));
    return { at, isNew: true };
  }

  /** A place for a tensor of the border. */
  private settle(name: string, node: Node): Place {
    const size = sizeOf(node.shape);
    const at = this.ground.take(size * this.real.bytes);
    this.forms.of(node).storage.address = at;
    return { name, size, at };
  }

  private fillIn(node: Node): void {
    const data = node.op === 'tensor' ? node.data : node.op === 'constant' ? Float64Array.of(node.value) : undefined;
    if (data === undefined) return;
    const at = this.ground.take(data.length * this.real.bytes);
    this.forms.of(node).storage.address = at;
    this.contents.push({ at, data: this.real.array(data) });
  }
}

/** Compiles a program's steps; `real` is the precision of its numbers in memory. */
export function tensorCode(program: Program, real: Real): { readonly code: Code; readonly layout: TensorLayout } {
  const plan = new Plan(program, real);
  const pool = new Pool(common);
  const shelf = new FunctionShelf();
  const tools: Tools = {
    real,
    forms: plan.forms,
    pool,
    shelf: real.width === quad ? new BriefShelf(shelf) : shelf,
    numberShelf: shelf,
    isHeld: (node) => plan.schedule.held.has(node),
    table: (numbers) => plan.table(numbers),
    indices: (node, count) => plan.indices(node, count),
    scratch: plan.scratch,
  };
  const kernels = plan.schedule.kernels.map((kernel) => {
    const body = new Body([], []);
    writeKernel(body, kernel, plan, tools);
    return body;
  });
  const run = runBody(plan, real, kernels, () => shelf.bodies.length);
  const functions = [...shelf.bodies, ...kernels, run];
  const bytes = plan.ground.bytes;
  const module = encodeModule({ functions, exports: { run: functions.length - 1 }, bytes });
  const { values, state, feeds, outputs, contents, rows } = plan;
  return {
    code: { module, bytes, contents: pool.numbers, tables: contents },
    layout: { values, state, feeds, outputs, rows },
  };
}

function writeKernel(body: Body, kernel: Kernel, plan: Plan, tools: Tools): void {
  if (kernel.kind === 'loop') {
    writeLoop(body, kernel, plan.forms.isTurned(kernel), tools);
    return;
  }
  const { node } = kernel;
  switch (node.op) {
    case 'matmul':
      writeProduct(body, tools.real, plan.product(node), tools.scratch);
      break;
    case 'stack':
      writeStack(body, node, tools);
      break;
    case 'rearrange':
    case 'collect':
    case 'gather':
    case 'scatter':
    case 'argmax':
    case 'take':
    case 'put':
      writeMove(body, node, tools);
      break;
    default:
      throw new RangeError(`there is no code for ${node.op}`);
  }
}

/** `run(steps)`: feeds in, every kernel, outputs recorded as soon as they are there, state moved on at the end. */
function runBody(plan: Plan, real: Real, kernels: readonly Body[], firstKernel: () => number): Body {
  const body = new Body(['i32'], []);
  const { program, forms, schedule: made } = plan;
  /** Pointers to rows, by the rows' bytes. */
  const pointers = new Map<number, number>();
  const pointerOf = (bytes: number): number => {
    const pointer = pointers.get(bytes) ?? body.local('i32');
    pointers.set(bytes, pointer);
    return pointer;
  };
  const homes = Object.entries(program.outputs).map(([name, node]) => {
    const kernel = made.home.get(throughViews(node));
    return { name, node, at: kernel ? made.kernels.indexOf(kernel) : -1 };
  });
  const record = (at: number): void => {
    for (const { name, node } of homes.filter((home) => home.at === at)) {
      const piece = plan.outputs.find((output) => output.name === name)!;
      moveRow(
        body,
        real,
        { at: byteOf(forms.of(node), real) },
        { at: piece.at, by: pointerOf(real.bytes * piece.size) },
        piece.size,
      );
    }
  };
  body.loop();
  for (const { name, size, at } of plan.feeds)
    feedRow(body, real, { at, by: pointerOf(double.bytes * size) }, { at: plan.present.get(name)! }, size);
  record(-1);
  kernels.forEach((_, i) => {
    body.emit(0x10, unsigned(firstKernel() + i));
    record(i);
  });
  commit(body, real, plan);
  for (const [bytes, pointer] of pointers) body.move(pointer, bytes);
  body.get(0);
  body.integer(1);
  body.emit(0x6b, 0x22, 0, 0x0d, 0, 0x0b);
  return body;
}

const throughViews = (node: Node): Node =>
  node.op === 'reshape' || node.op === 'pick' ? throughViews(node.inputs[0]) : node;

/** A row's address: a byte, and a pointer it moves by. */
interface Row {
  readonly at: number;
  readonly by?: number | undefined;
}

/** Copies a row of so many float64 into numbers of the program's precision, vector by vector. */
function feedRow(body: Body, real: Real, from: Row, to: Row, size: number): void {
  if (real.bytes === double.bytes) {
    moveRow(body, real, from, to, size);
    return;
  }
  const [source, target] = [body.local('i32'), body.local('i32')];
  push(body, from.by);
  body.set(source);
  push(body, to.by);
  body.set(target);
  repeat(body, Math.floor(size / real.lanes), () => {
    body.get(target);
    for (const offset of [0, 16]) {
      body.get(source);
      body.emit(double.load(from.at + offset), DEMOTE);
    }
    body.emit(JOIN, real.store(to.at));
    body.move(source, double.bytes * real.lanes);
    body.move(target, real.bytes * real.lanes);
  });
  for (let i = 0; i < size % real.lanes; i++) {
    body.get(target);
    body.get(source);
    body.emit(double.loadScalar(from.at + double.bytes * i), real.demote, real.storeScalar(to.at + real.bytes * i));
  }
}

/** Copies a row of so many numbers. */
function moveRow(body: Body, real: Real, from: Row, to: Row, size: number): void {
  const bytes = size * real.bytes;
  const add = (by: number | undefined, at: number): void => {
    push(body, by);
    body.integer(at);
    body.emit(0x6a);
  };
  if (size > 8) {
    add(to.by, to.at);
    add(from.by, from.at);
    body.integer(bytes);
    body.emit(0xfc, 0x0a, 0, 0);
    return;
  }
  for (let offset = 0; offset < bytes; offset += real.bytes) {
    push(body, to.by);
    push(body, from.by);
    body.emit(real.loadScalar(from.at + offset), real.storeScalar(to.at + offset));
  }
}

/** Moves state on. What is read from other state is set aside first: one state's next may be another's present. */
function commit(body: Body, real: Real, plan: Plan): void {
  const { forms, program } = plan;
  const states = new Set(Object.values(program.state).map(({ node }) => forms.of(node).storage));
  const moves = Object.entries(program.state).flatMap(([name, { node, next }]) => {
    const [from, to] = [forms.of(next), forms.of(node)];
    if (plan.forms.moved.has(name) || (from.storage === to.storage && from.at === to.at)) return [];
    return [{ from, to: byteOf(to, real), bytes: sizeOf(node.shape) * real.bytes }];
  });
  const aside = moves.map(({ from, bytes }) => {
    const source = byteOf(from, real);
    if (!states.has(from.storage)) return source;
    const at = plan.ground.take(bytes);
    copyBytes(body, real, source, at, bytes);
    return at;
  });
  moves.forEach(({ to, bytes }, i) => copyBytes(body, real, aside[i]!, to, bytes));
}
