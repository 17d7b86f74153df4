/** Writes kernels that look entries up by number or put them into another order. */
import { type Node, type Shape, sizeOf, type TensorNode } from '../node.ts';
import { simd } from '../wasm/arithmetic.ts';
import { type Body, unsigned } from '../wasm/encoder.ts';
import { double, type Real } from '../wasm/real.ts';
import { byteOf, copyBytes, fill } from './copy.ts';
import type { Tools } from './loop.ts';
import { merge, Pointers, push, repeat } from './nest.ts';
import { piecesOf } from './rewrite.ts';
import { turnMatrices } from './turn.ts';

type Of<Op extends TensorNode['op']> = Extract<TensorNode, { op: Op }>;

/** So many bytes at a time: all codes take their byte offset, as those of `Real`. */
interface Unit {
  readonly bytes: number;
  readonly load: (offset: number) => readonly number[];
  readonly store: (offset: number) => readonly number[];
}

/** Sides up to which a search is written out. */
const WRITTEN_OUT = 16;
/** Vectors copied, or short rows looked up, in one round; and how many bytes a short row has at most. */
const [TOGETHER, SHORT] = [4, 32];

/** Copies those pieces of a stack that are not computed in their place. */
export function writeStack(body: Body, node: Node, { real, forms }: Tools): void {
  const whole = byteOf(forms.of(node), real);
  for (const [piece, offset] of piecesOf(node))
    copyBytes(body, real, byteOf(forms.of(piece), real), whole + real.bytes * offset, real.bytes * sizeOf(piece.shape));
}

/** Writes one such node. */
export function writeMove(
  body: Body,
  node: Exclude<TensorNode, { op: 'tensor' | 'reshape' | 'matmul' }>,
  tools: Tools,
): void {
  const writer = new MoveWriter(body, tools);
  switch (node.op) {
    case 'gather':
      writer.gather(node);
      break;
    case 'scatter':
      writer.scatter(node);
      break;
    case 'argmax':
      writer.argmax(node);
      break;
    case 'take':
      writer.take(node);
      break;
    case 'put':
      writer.put(node);
      break;
    case 'rearrange':
      writer.rearrange(node);
      break;
    case 'collect':
      writer.collect(node);
  }
}

class MoveWriter {
  private readonly body: Body;
  private readonly tools: Tools;

  constructor(body: Body, tools: Tools) {
    this.body = body;
    this.tools = tools;
  }

  gather(node: Of<'gather'>): void {
    const [table, rows] = node.inputs;
    const width = sizeOf(table.shape.slice(1));
    const [from, to] = [this.byteOf(table), this.byteOf(node)];
    const { body } = this;
    const { real } = this.tools;
    const copy = (source: number, target: number, ahead: number): void =>
      this.stretch(width, [source, target], ([reads, writes], offset, { load, store }) => {
        push(body, writes);
        push(body, reads);
        body.emit(load(from + offset), store(to + ahead + offset));
      });
    const clear = (target: number, ahead: number): void =>
      this.stretch(width, [target], ([writes], offset, { store }) => {
        push(body, writes);
        body.emit(real.zeros, store(to + ahead + offset));
      });
    this.named(rows, table.shape[0] ?? 0, width, copy, clear);
  }

  scatter(node: Of<'scatter'>): void {
    const [values, rows] = node.inputs;
    const width = sizeOf(node.shape.slice(1));
    const [from, to] = [this.byteOf(values), this.byteOf(node)];
    const { body } = this;
    const { real } = this.tools;
    fill(body, real, this.tools.forms.of(node), sizeOf(node.shape));
    this.named(rows, node.shape[0] ?? 0, width, (target, source, ahead) =>
      this.stretch(width, [source, target], ([reads, writes], offset, { load, store }) => {
        push(body, writes);
        push(body, reads);
        body.emit(load(from + ahead + offset));
        push(body, writes);
        body.emit(load(to + offset), real.add, store(to + offset));
      }),
    );
  }

  argmax(node: Of<'argmax'>): void {
    const [values] = node.inputs;
    const { body } = this;
    const { real } = this.tools;
    const side = values.shape.at(-1)!;
    const step = real.bytes * this.lastStep(values);
    // The greater of two as a vector's instruction has it: no branch, and a NaN is not greater.
    const [best, one] = [body.local('v128'), body.local('v128')];
    const [bestAt, at, pointer] = [body.local('i32'), body.local('i32'), body.local('i32')];
    this.overRows(node.shape, [this.rowSteps(values), this.steps(node)], ([row, out]) => {
      push(body, row);
      body.emit(real.loadOne(this.byteOf(values)));
      body.set(best);
      body.integer(0);
      body.set(bestAt);
      const compare = (offset: number, pushNumber: () => void, from: number | undefined): void => {
        push(body, from);
        body.emit(real.loadOne(this.byteOf(values) + offset));
        body.set(one);
        pushNumber();
        body.get(bestAt);
        for (const vector of [one, best]) {
          body.get(vector);
          body.emit(real.extract(0));
        }
        body.emit(real.greater, 0x1b);
        body.set(bestAt);
        body.get(best);
        body.get(one);
        body.emit(real.greaterOf);
        body.set(best);
      };
      if (side <= WRITTEN_OUT) for (let i = 1; i < side; i++) compare(i * step, () => body.integer(i), row);
      else {
        push(body, row);
        body.set(pointer);
        body.integer(1);
        body.set(at);
        repeat(body, side - 1, () => {
          body.move(pointer, step);
          compare(0, () => body.get(at), pointer);
          body.move(at, 1);
        });
      }
      push(body, out);
      body.get(bestAt);
      body.emit(real.fromInteger, real.storeScalar(this.byteOf(node)));
    });
  }

  take(node: Of<'take'>): void {
    const [values, at] = node.inputs;
    const { body } = this;
    const { real } = this.tools;
    const step = real.bytes * this.lastStep(values);
    const indices = this.indices(at, values.shape.at(-1) ?? 0);
    this.overRows(node.shape, [this.rowSteps(values), this.steps(at), this.steps(node)], ([row, number, out]) => {
      const index = this.index(number, indices);
      push(body, out);
      body.get(index);
      body.integer(0);
      body.emit(0x4e, 0x04, typeCode[real.bytes]);
      this.offset(row, index, step);
      body.emit(real.loadScalar(this.byteOf(values)), 0x05, real.zero, 0x0b, real.storeScalar(this.byteOf(node)));
    });
  }

  put(node: Of<'put'>): void {
    const [values, at] = node.inputs;
    const { body } = this;
    const { real } = this.tools;
    fill(body, real, this.tools.forms.of(node), sizeOf(node.shape));
    const step = real.bytes * this.lastStep(node);
    const indices = this.indices(at, node.shape.at(-1) ?? 0);
    this.overRows(values.shape, [this.rowSteps(node), this.steps(at), this.steps(values)], ([row, number, source]) => {
      const index = this.index(number, indices);
      body.get(index);
      body.integer(0);
      body.emit(0x4e, 0x04, 0x40);
      this.offset(row, index, step);
      push(body, source);
      body.emit(real.loadScalar(this.byteOf(values)), real.storeScalar(this.byteOf(node)), 0x0b);
    });
  }

  rearrange(node: Of<'rearrange'>): void {
    const { body } = this;
    const { real } = this.tools;
    const [from, to] = [this.byteOf(node.inputs[0]), this.byteOf(node)];
    const sides = sidesTurned(node.map, real.lanes);
    if (sides) {
      turnMatrices(body, real, { from, to, ...sides, count: sizeOf(node.shape) / node.map.length }, []);
      return;
    }
    this.mapped(node.map, node.shape, node.inputs[0].shape, (run, start, { few, many, ahead }) => {
      const copy = (): void => {
        const address = this.sum(few, start);
        this.stretch(run, [address, many], ([reads, writes], offset, { load, store }) => {
          push(body, writes);
          push(body, reads);
          body.emit(load(from + offset), store(to + ahead + offset));
        });
      };
      this.unlessGap(node.map, start, copy, () =>
        this.stretch(run, [many], ([writes], offset, { store }) => {
          push(body, writes);
          body.emit(real.zeros, store(to + ahead + offset));
        }),
      );
    });
  }

  collect(node: Of<'collect'>): void {
    const { body } = this;
    const { real } = this.tools;
    const [values] = node.inputs;
    const [from, to] = [this.byteOf(values), this.byteOf(node)];
    const blocks = sizeOf(values.shape) / node.map.length;
    const zero = real.zeros;
    const sides = sidesTurned(node.map, real.lanes);
    if (sides) {
      const { rows, columns } = sides;
      turnMatrices(body, real, { from, to, rows: columns, columns: rows, count: blocks }, [...zero, ...real.add]);
      return;
    }
    const meetsAllOnce = isPermutation(node.map, sizeOf(node.shape) / blocks);
    if (!meetsAllOnce) fill(body, real, this.tools.forms.of(node), sizeOf(node.shape));
    this.mapped(node.map, values.shape, node.shape, (run, start, { few, many, ahead }) =>
      this.unlessGap(node.map, start, () => {
        const address = this.sum(few, start);
        this.stretch(run, [address, many], ([writes, reads], offset, { load, store }) => {
          push(body, writes);
          if (meetsAllOnce) body.emit(zero);
          else {
            push(body, writes);
            body.emit(load(to + offset));
          }
          push(body, reads);
          body.emit(load(from + ahead + offset), real.add, store(to + offset));
        });
      }),
    );
  }

  /** Code for an entry of a map, and other code where it names nothing. */
  private unlessGap(map: Int32Array, entry: number, code: () => void, otherwise?: () => void): void {
    const { body } = this;
    if (!map.includes(-1)) {
      code();
      return;
    }
    body.get(entry);
    body.integer(0);
    body.emit(0x4e, 0x04, 0x40);
    code();
    if (otherwise) {
      body.emit(0x05);
      otherwise();
    }
    body.emit(0x0b);
  }

  private byteOf(node: Node): number {
    return byteOf(this.tools.forms.of(node), this.tools.real);
  }

  private steps(node: Node): readonly number[] {
    return this.tools.forms.of(node).steps;
  }

  private rowSteps(node: Node): readonly number[] {
    return this.steps(node).slice(0, -1);
  }

  private lastStep(node: Node): number {
    return this.steps(node).at(-1)!;
  }

  /** Pushes a pointer moved on by so many times some bytes. */
  private offset(pointer: number | undefined, index: number, bytes: number): void {
    const { body } = this;
    body.get(index);
    body.integer(bytes);
    body.emit(0x6c);
    if (pointer === undefined) return;
    body.get(pointer);
    body.emit(0x6a);
  }

  /**
   * Whole numbers below a count, at a byte: those of a tensor where it has them, negative ones where it names none. They
   * lie as the tensor does; a step makes them once, however many ask.
   */
  private indices(node: Node, count: number): number {
    const { body } = this;
    const { real } = this.tools;
    const { at, isNew } = this.tools.indices(node, count);
    if (!isNew) return at;
    const [pointer, given, whole] = [body.local('i32'), body.local('v128'), body.local('v128')];
    const from = this.byteOf(node);
    body.integer(0);
    body.set(pointer);
    repeat(body, Math.ceil(sizeOf(node.shape) / real.lanes), () => {
      body.get(pointer);
      body.get(pointer);
      body.emit(real.load(from));
      body.set(given);
      body.get(given);
      body.emit(real.toWhole);
      body.set(whole);
      body.get(whole);
      body.get(whole);
      body.integer(count - 1);
      body.emit(SPLAT, GREATER, OR, real.widen);
      body.get(whole);
      body.emit(real.fromWhole);
      body.get(given);
      body.emit(real.width.code.unequal, OR, real.store(at));
      body.move(pointer, 16);
    });
    return at;
  }

  /** A local with the sum of two. */
  private sum(a: number, b: number): number {
    const { body } = this;
    const sum = body.local('i32');
    body.get(a);
    body.get(b);
    body.emit(0x6a);
    body.set(sum);
    return sum;
  }

  /** A local with the index at a pointer. */
  private index(pointer: number | undefined, indices: number): number {
    const { body } = this;
    const index = body.local('i32');
    push(body, pointer);
    body.emit(0x28, 2, unsigned(indices));
    body.set(index);
    return index;
  }

  /** Code for every row of a shape, with pointers to it in tensors of these steps. */
  private overRows(
    shape: Shape,
    steps: readonly (readonly number[])[],
    code: (pointers: readonly (number | undefined)[]) => void,
  ): void {
    const long = shape.map((side) => side !== 1);
    const axes = merge(
      shape.filter((_, axis) => long[axis]),
      steps.map((own) => own.filter((_, axis) => long[axis])),
    );
    const pointers = new Pointers(this.body, axes.steps, this.tools.real.bytes);
    pointers.reset();
    const axis = (depth: number): void =>
      repeat(this.body, axes.sides[depth]!, () => {
        if (depth + 1 === axes.sides.length) code(pointers.of);
        else axis(depth + 1);
        pointers.move(depth, 1, axes.sides[depth + 1] ?? 0);
      });
    axis(0);
  }

  /** Code for every row number: pointers to the row of the table it names and, so many bytes ahead, to the row it stands for. */
  private named(
    rows: Node,
    count: number,
    width: number,
    found: (table: number, other: number, ahead: number) => void,
    missing?: (other: number, ahead: number) => void,
  ): void {
    const { body } = this;
    const { bytes } = this.tools.real;
    const [pointer, other, table] = [body.local('i32'), body.local('i32'), body.local('i32')];
    const indices = this.indices(rows, count);
    for (const local of [pointer, other]) {
      body.integer(0);
      body.set(local);
    }
    const one = (i: number): void => {
      const index = this.index(pointer, indices + bytes * i);
      body.get(index);
      body.integer(0);
      body.emit(0x4e, 0x04, 0x40);
      this.offset(undefined, index, bytes * width);
      body.set(table);
      found(table, other, bytes * width * i);
      if (missing) {
        body.emit(0x05);
        missing(other, bytes * width * i);
      }
      body.emit(0x0b);
    };
    const total = sizeOf(rows.shape);
    const together = bytes * width <= SHORT ? TOGETHER : 1;
    repeat(body, Math.floor(total / together), () => {
      for (let i = 0; i < together; i++) one(i);
      body.move(pointer, bytes * together);
      body.move(other, bytes * width * together);
    });
    for (let i = 0; i < total % together; i++) one(i);
  }

  /** Code for every vector of a row, and every half and every number left over: at an offset from where pointers are. */
  private stretch(
    width: number,
    pointers: readonly number[],
    code: (pointers: readonly number[], offset: number, unit: Unit) => void,
  ): void {
    const { body } = this;
    const { real } = this.tools;
    const whole = { bytes: 16, load: real.load, store: real.store };
    const one = (of: Real): Unit => ({
      bytes: of.bytes,
      load: of.loadOne,
      store: (offset) => of.storeLane(offset, 0),
    });
    const bytes = width * real.bytes;
    const vectors = Math.floor(bytes / 16);
    const rounds = vectors <= 2 * TOGETHER ? 0 : Math.floor(vectors / TOGETHER);
    const moving = rounds === 0 ? pointers : pointers.map(() => body.local('i32'));
    if (rounds > 0)
      moving.forEach((pointer, i) => {
        body.get(pointers[i]!);
        body.set(pointer);
      });
    repeat(body, rounds, () => {
      for (let vector = 0; vector < TOGETHER; vector++) code(moving, 16 * vector, whole);
      for (const pointer of moving) body.move(pointer, 16 * TOGETHER);
    });
    const rest = bytes - rounds * TOGETHER * 16;
    let offset = 0;
    for (const unit of [whole, one(double), one(real)])
      for (; offset + unit.bytes <= rest; offset += unit.bytes) code(moving, offset, unit);
  }

  /**
   * Code for every run of a map, block by block: how long runs are, a local with the byte of the few's block where a run
   * begins, pointers to that block and, so many bytes ahead, to the many's run.
   */
  private mapped(
    map: Int32Array,
    many: Shape,
    few: Shape,
    code: (run: number, start: number, at: { few: number; many: number; ahead: number }) => void,
  ): void {
    const { body } = this;
    const { bytes } = this.tools.real;
    const blocks = sizeOf(many) / map.length;
    const run = runOf(map);
    const starts = map.filter((_, i) => i % run === 0).map((entry) => (entry < 0 ? -1 : bytes * entry));
    const [pointer, block, running] = [body.local('i32'), body.local('i32'), body.local('i32')];
    for (const local of [block, running]) {
      body.integer(0);
      body.set(local);
    }
    const table = this.tools.table(starts);
    const one = (i: number): void => {
      const start = this.index(pointer, table + 4 * i);
      code(run, start, { few: block, many: running, ahead: bytes * run * i });
    };
    const together = bytes * run <= SHORT ? TOGETHER : 1;
    const advance = (count: number): void => {
      body.move(pointer, 4 * count);
      body.move(running, bytes * run * count);
    };
    const rest = starts.length % together;
    repeat(body, blocks, () => {
      body.integer(0);
      body.set(pointer);
      repeat(body, Math.floor(starts.length / together), () => {
        for (let i = 0; i < together; i++) one(i);
        advance(together);
      });
      for (let i = 0; i < rest; i++) one(i);
      if (rest > 0) advance(rest);
      body.move(block, (bytes * sizeOf(few)) / blocks);
    });
  }
}

/** The sides of the matrix that a map turns, if it does and both are whole vectors. */
function sidesTurned(map: Int32Array, lanes: number): { readonly rows: number; readonly columns: number } | undefined {
  const columns = map[1] ?? 0;
  const rows = map.length / columns;
  const isWhole = columns > 0 && rows % lanes === 0 && columns % lanes === 0;
  if (!isWhole || !map.every((entry, i) => entry === (i % rows) * columns + Math.floor(i / rows))) return undefined;
  return { rows, columns };
}

/** Whether a map names each of so many entries once. */
const isPermutation = (map: Int32Array, count: number): boolean =>
  map.length === count && !map.includes(-1) && new Set(map).size === count;

/** How many entries on end, everywhere in a map, follow each other where they lie, or are all gaps. */
function runOf(map: Int32Array): number {
  let run = 1;
  const goesOn = (i: number): boolean => (map[i - 1] === -1 ? map[i] === -1 : map[i] === map[i - 1]! + 1);
  while (run < map.length && goesOn(run)) run++;
  const isRunOf = (length: number): boolean =>
    map.length % length === 0 && map.every((_, i) => i % length === 0 || goesOn(i));
  while (run > 1 && !isRunOf(run)) run--;
  return run;
}

/** On whole numbers of 32 bits, four side by side. */
const [SPLAT, GREATER, OR] = [simd(0x11), simd(0x3b), simd(0x50)];
/** The type of a block that leaves a number of so many bytes. */
const typeCode = { 4: 0x7d, 8: 0x7c } as const;
