/** Writes a loop kernel: elementwise nodes over one shape, vector by vector, and the sums over them by the way. */
import { isLongSum, type Node, PARTIAL_SUMS, type Shape, sizeOf } from '../node.ts';
import { Arithmetic, single } from '../wasm/arithmetic.ts';
import type { Pool } from '../wasm/pool.ts';
import { Assembler } from '../wasm/assemble.ts';
import type { Body } from '../wasm/encoder.ts';
import type { Shelf } from '../wasm/functions.ts';
import type { Real } from '../wasm/real.ts';
import { Scribe } from '../wasm/scribe.ts';
import { fill } from './copy.ts';
import { type Form, type Forms, rootOf } from './forms.ts';
import { merge, Pointers, push, repeat, type Steps } from './nest.ts';
import type { Loop } from './schedule.ts';

/** What all kernels are written with. */
export interface Tools {
  readonly real: Real;
  readonly forms: Forms;
  readonly pool: Pool;
  /** Functions of vectors, and those single numbers are computed with. */
  readonly shelf: Shelf;
  readonly numberShelf: Shelf;
  readonly isHeld: (node: Node) => boolean;
  /** The byte a table of whole numbers lies at. */
  readonly table: (numbers: Int32Array) => number;
  /** The byte at which a tensor's numbers lie as indices below a count, and whether they are yet to be put there. */
  readonly indices: (node: Node, count: number) => { readonly at: number; readonly isNew: boolean };
  /** The byte at which kernels may put what they need for themselves. */
  readonly scratch: number;
}

/** Operations of all instances together up to which a round is written out, and vectors side by side in a round. */
const [WRITTEN_OUT, TOGETHER] = [160, 4];
/** Vectors of partial sums of a long sum. */
const PARTIAL = PARTIAL_SUMS / 2;
/** Vectors of sums held in locals. */
const COLUMNS = 8;

/** The steps of a form along the axes of a shape it is broadcast to, without axes of one entry. */
export function stepsAlong({ steps }: Form, shape: Shape, target: Shape): number[] {
  const skipped = target.length - shape.length;
  return target.flatMap((side, axis) => {
    if (side === 1) return [];
    return axis < skipped || shape[axis - skipped] === 1 ? [0] : [steps[axis - skipped]!];
  });
}

/** A tensor the loop reads or writes. */
interface Door {
  readonly node: Node;
  readonly form: Form;
  readonly steps: number[];
}

/** A vector, or one entry, at a number of entries from where the pointers are. */
interface Instance {
  readonly offset: number;
  readonly lanes: number;
}

/** Single numbers: straight-line code in float64. */
export function writeNumbers(body: Body, { members }: Loop, { real, forms, pool, numberShelf, isHeld }: Tools): void {
  const scribe = new Scribe(body);
  const arithmetic = new Arithmetic(scribe, single, pool);
  const assembler = new Assembler(arithmetic, numberShelf);
  const byteOf = (node: Node): number => {
    const { storage, at } = forms.of(node);
    return storage.address + real.bytes * at;
  };
  const own = new Set(members);
  for (const needed of new Set(members.flatMap((member) => member.inputs))) {
    if (own.has(needed)) continue;
    const root = rootOf(needed);
    const load = (): void => body.emit([0x41, 0], real.loadScalar(byteOf(root)), real.promote);
    assembler.bind(needed, root.op === 'constant' ? [arithmetic.constant(root.value)] : scribe.moving(['f64'], load));
  }
  assembler.add(members);
  const kept = members.filter(isHeld);
  scribe.write(kept.flatMap((node) => assembler.of(node)));
  for (const node of kept) {
    body.integer(0);
    scribe.get(assembler.of(node)[0]!);
    body.emit(real.demote, real.storeScalar(byteOf(node)));
  }
}

/** Everything of one loop while it is written. */
class LoopWriter {
  private readonly body: Body;
  private readonly tools: Tools;
  private readonly members: readonly Node[];
  /** By the node as members name it: broadcast or not. */
  private readonly reads = new Map<Node, Door>();
  private readonly writes: Door[] = [];
  private readonly sums: Door[] = [];
  private readonly sides: readonly number[];
  private readonly steps: ReadonlyMap<Door, Steps>;
  private readonly pointers: Pointers;
  private readonly pointerOf: ReadonlyMap<Door, number | undefined>;
  /** For sums along the innermost axis: the sum so far. */
  private readonly totals = new Map<Door, number>();
  /** For long sums: vectors of partial sums over whole rounds, where the loop is a single row, and partial sums. */
  private readonly long = new Map<Door, { readonly vectors: readonly number[]; readonly partial: readonly number[] }>();
  /** For sums over all outer axes of a short innermost one: the sums so far, one vector per instance. */
  private readonly columns = new Map<Door, readonly number[]>();

  constructor(body: Body, { shape, members }: Loop, turned: boolean, tools: Tools) {
    this.body = body;
    this.tools = tools;
    this.members = members;
    const order = (steps: number[]): number[] => (turned ? steps.toReversed() : steps);
    const door = (node: Node, target: Shape): Door => {
      const form = tools.forms.of(node);
      return { node, form, steps: order(stepsAlong(form, node.shape, target)) };
    };
    const own = new Set(members);
    for (const member of members)
      for (const needed of member.op === 'broadcast' ? [member] : member.inputs) {
        const root = rootOf(needed);
        if ((needed === member || !own.has(needed)) && root.op !== 'constant' && !this.reads.has(needed))
          this.reads.set(needed, door(root, needed.shape));
      }
    for (const member of members)
      if (member.op === 'sum') this.sums.push(door(member, member.inputs[0].shape));
      else if (tools.isHeld(member)) this.writes.push(door(member, member.shape));
    const doors = [...this.reads.values(), ...this.writes, ...this.sums];
    const axes = merge(
      order(shape.filter((side) => side !== 1)),
      doors.map(({ steps }) => steps),
    );
    this.sides = axes.sides;
    this.steps = new Map(doors.map((one, i) => [one, axes.steps[i]!]));
    this.pointers = new Pointers(body, axes.steps, tools.real.bytes);
    this.pointerOf = new Map(doors.map((one, i) => [one, this.pointers.of[i]]));
  }

  write(): void {
    const { real } = this.tools;
    const count = this.sides.at(-1)!;
    const vectors = Math.floor(count / real.lanes);
    const all = vectors + (count % real.lanes);
    const whole = all * this.members.length <= WRITTEN_OUT && (this.sides.length > 1 ? all <= 16 : all <= 4);
    const rounds = whole ? 0 : Math.floor(vectors / TOGETHER);
    const inside = rounds > 0 ? rounds * TOGETHER * real.lanes : 0;
    this.prepare(rounds === 0 ? all : Infinity);
    const main = rounds > 0 ? this.round(instances(0, TOGETHER * real.lanes, real.lanes), true) : undefined;
    const rest = count > inside ? this.round(instances(0, count - inside, real.lanes), false) : undefined;
    this.pointers.reset();
    main?.nest(0);
    rest?.nest(0);
    this.axis(0, inside, () => {
      this.begin();
      if (main) {
        main.nest(1);
        repeat(this.body, rounds, () => {
          main.nest(2);
          main.store();
          this.pointers.move(this.sides.length - 1, TOGETHER * real.lanes);
        });
      }
      this.takeApart();
      if (rest) {
        rest.nest(1);
        rest.nest(2);
        rest.store();
      }
      this.end();
    });
    if (this.columns.size > 0) this.keepColumns(instances(0, count, real.lanes));
    this.keepLong();
  }

  /** Partial sums as single numbers, when whole rounds are over. */
  private takeApart(): void {
    const { body } = this;
    const { real } = this.tools;
    for (const { vectors, partial } of this.long.values())
      vectors.forEach((vector, i) => {
        for (let lane = 0; lane < real.lanes; lane++) {
          body.get(vector);
          body.emit(real.extract(lane));
          body.set(partial[i * real.lanes + lane]!);
        }
      });
  }

  /** Adds up partial sums, first to last. Where they have moved round, the first is not where it began. */
  private keepLong(): void {
    const { body } = this;
    const { real } = this.tools;
    for (const [sum, { vectors, partial }] of this.long) {
      const moved = vectors.length > 0 ? 0 : sizeOf(sum.node.inputs[0]!.shape) % partial.length;
      body.integer(0);
      for (let j = 0; j < partial.length; j++) {
        body.get(partial[(j - moved + partial.length) % partial.length]!);
        if (j > 0) body.emit(real.addScalar);
      }
      body.emit(real.storeScalar(this.byteOf(sum, 0)));
    }
  }

  /** Sums begin at 0: in memory, or in locals where those are enough. */
  private prepare(written: number): void {
    const { body } = this;
    const { real } = this.tools;
    for (const sum of this.sums) {
      const steps = this.steps.get(sum)!;
      if (isLongSum(sum.node as Extract<Node, { op: 'sum' }>)) {
        this.beginLong(sum);
        continue;
      }
      if (steps.at(-1) === 0) this.totals.set(sum, body.local(real.scalar));
      else if (written <= COLUMNS && steps.length > 1 && steps.slice(0, -1).every((step) => step === 0)) {
        const locals = Array.from({ length: written }, () => body.local('v128'));
        this.columns.set(sum, locals);
        for (const local of locals) {
          body.emit(real.zeros);
          body.set(local);
        }
        continue;
      }
      if (!this.isMetOnce(sum)) fill(body, real, sum.form, sizeOf(sum.node.shape));
    }
  }

  private beginLong(sum: Door): void {
    const { body } = this;
    const { real } = this.tools;
    const locals = (count: number, type: 'v128' | 'f64' | 'f32', zero: readonly number[]): number[] =>
      Array.from({ length: count }, () => {
        const local = body.local(type);
        body.emit(zero);
        body.set(local);
        return local;
      });
    const isRow = this.sides.length === 1;
    this.long.set(sum, {
      vectors: locals(isRow ? PARTIAL : 0, 'v128', real.zeros),
      partial: locals(PARTIAL * real.lanes, real.bytes === 8 ? 'f64' : 'f32', real.zero),
    });
  }

  /** Adds a vector's lanes to partial sums: each to its own, or each to the first, which then goes to the end. */
  private addLong(scribe: Scribe, sum: Door, value: number, { offset, lanes }: Instance, isWhole: boolean): void {
    const { body } = this;
    const { real } = this.tools;
    const { vectors, partial } = this.long.get(sum)!;
    if (vectors.length > 0 && isWhole) {
      this.addColumn(scribe, vectors[(offset / real.lanes) % PARTIAL]!, value);
      return;
    }
    for (let lane = 0; lane < lanes; lane++) {
      const own = (offset + lane) % partial.length;
      body.get(partial[vectors.length > 0 ? own : 0]!);
      scribe.get(value);
      body.emit(real.extract(lane), real.addScalar);
      if (vectors.length > 0) body.set(partial[own]!);
      else {
        for (const from of partial.slice(1)) body.get(from);
        // The new sum lies below the others on the stack: it must come last.
        for (const to of partial.slice(0, -1).toReversed()) body.set(to);
        body.set(partial.at(-1)!);
      }
    }
  }

  private keepColumns(all: readonly Instance[]): void {
    const { body } = this;
    const { real } = this.tools;
    for (const [sum, locals] of this.columns)
      all.forEach(({ offset, lanes }, i) => {
        const step = this.inner(sum);
        const at = (lane: number): number => this.byteOf(sum, (offset + lane) * step);
        if (step === 1 && lanes > 1) {
          body.integer(0);
          body.get(locals[i]!);
          body.emit(real.store(at(0)));
        } else
          for (let lane = 0; lane < lanes; lane++) {
            body.integer(0);
            body.get(locals[i]!);
            body.emit(real.storeLane(at(lane), lane));
          }
      });
  }

  /** The loops outside the innermost; `inside` entries have been gone along it when it ends. */
  private axis(axis: number, inside: number, code: () => void): void {
    const last = this.sides.length - 1;
    if (axis === last) {
      code();
      return;
    }
    repeat(this.body, this.sides[axis]!, () => {
      this.axis(axis + 1, inside, code);
      this.pointers.move(axis, 1, axis + 1 === last ? inside : this.sides[axis + 1]!);
    });
  }

  private inner(door: Door): number {
    return this.steps.get(door)!.at(-1)!;
  }

  /** Whether a sum along the innermost axis alone: each of its entries is met in one run. */
  private isMetOnce(sum: Door): boolean {
    const steps = this.steps.get(sum)!;
    return steps.at(-1) === 0 && steps.slice(0, -1).every((step) => step !== 0);
  }

  private begin(): void {
    const { real } = this.tools;
    for (const [sum, total] of this.totals) {
      if (this.isMetOnce(sum)) this.body.emit(real.zero);
      else {
        this.address(sum);
        this.body.emit(real.loadScalar(this.byteOf(sum, 0)));
      }
      this.body.set(total);
    }
  }

  /** Keeps the sums of a run; the pointers have moved along it by now. */
  private end(): void {
    for (const [sum, total] of this.totals) {
      this.address(sum);
      this.body.get(total);
      this.body.emit(this.tools.real.storeScalar(this.byteOf(sum, 0)));
    }
  }

  private address(door: Door): void {
    push(this.body, this.pointerOf.get(door));
  }

  private byteOf({ form }: Door, entries: number): number {
    return form.storage.address + this.tools.real.bytes * (form.at + entries);
  }

  /** The code of some instances side by side. */
  private round(all: readonly Instance[], isWhole: boolean): { nest: ReturnType<Scribe['nest']>; store: () => void } {
    const { body, tools } = this;
    const { real, pool, shelf } = tools;
    const scribe = new Scribe(body);
    const arithmetic = new Arithmetic(scribe, real.width, pool);
    const still = new Map<Door, number>();
    const assembler = new Assembler(arithmetic, shelf, { together: true });
    for (const member of this.members)
      for (const needed of member.op === 'broadcast' ? [member] : member.inputs) {
        const root = rootOf(needed);
        if (root.op === 'constant')
          assembler.bind(needed, Array<number>(all.length).fill(arithmetic.constant(root.value)));
      }
    for (const [node, door] of this.reads)
      assembler.bind(
        node,
        all.map((instance) => this.read(scribe, door, instance, still)),
      );
    assembler.add(this.members.filter(({ op }) => op !== 'sum' && op !== 'broadcast'));
    const made = all.map((instance, i) => {
      const added = this.sums.map((sum) => {
        const value = assembler.of(sum.node.inputs[0]!)[i]!;
        return this.inner(sum) === 0 || this.columns.has(sum) ? value : this.addTo(scribe, sum, value, instance);
      });
      return { instance, written: this.writes.map(({ node }) => assembler.of(node)[i]!), added };
    });
    const nest = scribe.nest(made.flatMap(({ written, added }) => [...written, ...added]));
    const store = (): void => {
      for (const [at, { instance, written, added }] of made.entries()) {
        this.writes.forEach((door, i) => this.put(scribe, door, written[i]!, instance));
        this.sums.forEach((sum, i) => {
          const columns = this.columns.get(sum);
          if (this.long.has(sum)) this.addLong(scribe, sum, added[i]!, instance, isWhole);
          else if (columns) this.addColumn(scribe, columns[at]!, added[i]!);
          else if (this.inner(sum) === 0) this.total(scribe, sum, added[i]!, instance);
          else this.put(scribe, sum, added[i]!, instance);
        });
      }
    };
    return { nest, store };
  }

  /** A vector from memory; one that stays the same along the innermost axis is read outside it. */
  private read(scribe: Scribe, door: Door, instance: Instance, still: Map<Door, number>): number {
    const { body } = this;
    const { real } = this.tools;
    const steps = this.steps.get(door)!;
    const step = steps.at(-1)!;
    const type = real.width.value;
    if (step === 0) {
      const known = still.get(door);
      if (known !== undefined) return known;
      const depth = this.pointerOf.get(door) === undefined ? 0 : 1;
      const load = (): void => {
        this.address(door);
        body.emit(real.splat(this.byteOf(door, 0)));
      };
      const [handle] = scribe.moving([type], load, depth);
      still.set(door, handle!);
      return handle!;
    }
    const [handle] = scribe.moving([type], () => this.fetch(door, step, instance));
    return handle!;
  }

  private fetch(door: Door, step: number, { offset, lanes }: Instance): void {
    const { body } = this;
    const { real } = this.tools;
    const at = (lane: number): number => this.byteOf(door, (offset + lane) * step);
    if (step === 1 && lanes > 1) {
      this.address(door);
      body.emit(real.load(at(0)));
      return;
    }
    this.address(door);
    body.emit(real.loadOne(at(0)));
    if (lanes === 1) return;
    const vector = body.local('v128');
    body.set(vector);
    for (let lane = 1; lane < lanes; lane++) {
      this.address(door);
      body.get(vector);
      body.emit(real.loadLane(at(lane), lane));
      body.set(vector);
    }
    body.get(vector);
  }

  /** A sum's entries as they are, plus a vector. */
  private addTo(scribe: Scribe, sum: Door, value: number, instance: Instance): number {
    const { real } = this.tools;
    const write = (): void => {
      this.fetch(sum, this.inner(sum), instance);
      scribe.get(value);
      this.body.emit(real.add);
    };
    return scribe.moving([real.width.value], write, 2, [value])[0]!;
  }

  private put(scribe: Scribe, door: Door, value: number, { offset, lanes }: Instance): void {
    const { real } = this.tools;
    const step = this.inner(door);
    const store = (code: readonly number[]): void => {
      this.address(door);
      scribe.get(value);
      this.body.emit(code);
    };
    if (step === 1 && lanes > 1) store(real.store(this.byteOf(door, offset)));
    else
      for (let lane = 0; lane < lanes; lane++) store(real.storeLane(this.byteOf(door, (offset + lane) * step), lane));
  }

  private addColumn(scribe: Scribe, column: number, value: number): void {
    this.body.get(column);
    scribe.get(value);
    this.body.emit(this.tools.real.add);
    this.body.set(column);
  }

  /** Adds a vector's lanes to a sum, one after the other. */
  private total(scribe: Scribe, sum: Door, value: number, { lanes }: Instance): void {
    const { body } = this;
    const { real } = this.tools;
    const total = this.totals.get(sum)!;
    body.get(total);
    for (let lane = 0; lane < lanes; lane++) {
      scribe.get(value);
      body.emit(real.extract(lane), real.addScalar);
    }
    body.set(total);
  }
}

/** Vectors over so many entries, then entries alone. */
function instances(from: number, count: number, lanes: number): Instance[] {
  const all: Instance[] = [];
  let offset = from;
  for (; offset + lanes <= from + count; offset += lanes) all.push({ offset, lanes });
  for (; offset < from + count; offset++) all.push({ offset, lanes: 1 });
  return all;
}

/** Writes a loop; `turned` runs over a matrix column by column. */
export function writeLoop(body: Body, loop: Loop, turned: boolean, tools: Tools): void {
  if (loop.shape.every((side) => side === 1)) writeNumbers(body, loop, tools);
  else new LoopWriter(body, loop, turned, tools).write();
}
