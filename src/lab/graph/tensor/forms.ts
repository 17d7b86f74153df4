/** Where every tensor of a schedule lies: its storage, the order of its entries there, and each storage's address. */
import { type Node, type Shape, sizeOf } from '../node.ts';
import type { Program } from '../program.ts';
import { piecesOf } from './rewrite.ts';
import { isGiven, isView, type Kernel, loopKey, type Schedule } from './schedule.ts';

/** A stretch of memory. It is in use from kernel `first` to kernel `last`; what is given is always in use. */
export interface Storage {
  readonly entries: number;
  readonly given: boolean;
  first: number;
  last: number;
  /** In bytes. */
  address: number;
}

/** Entry (i, j, …) lies at `at + i·steps[0] + j·steps[1] + …` of a storage, counted in entries. */
export interface Form {
  readonly storage: Storage;
  readonly at: number;
  readonly steps: readonly number[];
}

/** Row by row. */
export function rowSteps(shape: Shape): number[] {
  const steps: number[] = [];
  let step = 1;
  for (const side of shape.toReversed()) {
    steps.unshift(step);
    step *= side;
  }
  return steps;
}

/** Column by column, of a matrix. */
const columnSteps = ([rows]: Shape): number[] => [1, rows!];

/** The node whose entries a loop reads when it reads this one. */
export const rootOf = (node: Node): Node => (node.op === 'broadcast' ? rootOf(node.inputs[0]) : node);
const through = (node: Node): Node => (isView(node) ? through(node.inputs[0]!) : node);
const storage = (entries: number, given: boolean): Storage => ({
  entries,
  given,
  first: Infinity,
  last: -1,
  address: 0,
});

interface Read {
  readonly node: Node;
  readonly same: boolean;
}

/** How costly the two orders of a product's entries are: by rows its right side is read along rows, by columns its left. */
function isBetterByColumns(node: Extract<Node, { op: 'matmul' }>, forms: Forms, lanes: number): boolean {
  const [a, b] = node.inputs;
  const [rows, columns] = node.shape.slice(-2) as [number, number];
  const inner = a.shape.at(node.transposeA ? -2 : -1)!;
  const [stepsA, stepsB] = [forms.of(a).steps, forms.of(b).steps];
  const rowStepA = stepsA.at(node.transposeA ? -1 : -2)!;
  const columnStepB = stepsB.at(node.transposeB ? -2 : -1)!;
  // What is too short for a vector is done number by number.
  const vectors = (along: number): number => (along < lanes ? along : Math.ceil(along / lanes));
  const cost = (along: number, across: number, direct: boolean): number =>
    inner * vectors(along) * lanes * across + (direct ? 0 : 2 * inner * along);
  return cost(rows, columns, rowStepA === 1) < cost(columns, rows, columnStepB === 1);
}

/** The forms of all nodes that lie in memory. */
export class Forms {
  /** Bytes after the last storage. */
  bytes = 0;
  /** States whose next value is computed where the present one lies. */
  readonly moved = new Set<string>();
  private readonly forms = new Map<Node, Form>();
  private readonly pinned = new Set<Node>();
  private readonly homes = new Map<Node, number>();
  private readonly program: Program;
  private readonly plan: Schedule;
  private readonly lanes: number;
  private readonly storages = new Set<Storage>();
  private readonly read = new Map<Kernel, readonly Read[]>();

  constructor(program: Program, plan: Schedule, lanes: number) {
    this.program = program;
    this.plan = plan;
    this.lanes = lanes;
    const at = new Map(plan.kernels.map((kernel, i) => [kernel, i]));
    for (const [node, kernel] of plan.home) this.homes.set(node, at.get(kernel)!);
    for (const node of program.nodes) if (isGiven(node)) this.own(node, rowSteps(node.shape), true);
    this.pin();
    this.putTogether();
    for (const kernel of plan.kernels) this.shapeOutputs(kernel);
    this.live();
    this.reuse();
  }

  /** The form of a node that lies in memory. */
  of(node: Node): Form {
    const known = this.forms.get(node);
    if (known) return known;
    if (!isView(node)) throw new RangeError(`the node ${node.op} has no place in memory`);
    const { storage: under, at } = this.of(node.inputs[0]!);
    const form = { storage: under, at: at + (node.op === 'pick' ? node.index : 0), steps: rowSteps(node.shape) };
    this.forms.set(node, form);
    return form;
  }

  /** What a kernel reads from memory, and how: entry by entry of its own loop or otherwise. */
  private reads(kernel: Kernel): readonly Read[] {
    const known = this.read.get(kernel);
    if (known) return known;
    const reads = this.readsOf(kernel);
    this.read.set(kernel, reads);
    return reads;
  }

  private readsOf(kernel: Kernel): Read[] {
    if (kernel.kind === 'single') return kernel.node.inputs.map((node) => ({ node, same: false }));
    const members = new Set(kernel.members);
    const reads: Read[] = [];
    for (const member of kernel.members)
      for (const needed of member.inputs) {
        if (members.has(needed)) continue;
        const node = rootOf(needed);
        reads.push({ node, same: loopKey(node.shape) === kernel.key });
      }
    return reads;
  }

  private own(node: Node, steps: readonly number[], given = false): void {
    const made = storage(sizeOf(node.shape), given);
    this.storages.add(made);
    this.forms.set(node, { storage: made, at: 0, steps });
  }

  /** Nodes that must lie row by row: what is seen from outside, in pieces or in another form, or read by plain loops. */
  private pin(): void {
    const { program, plan } = this;
    for (const node of Object.values(program.outputs)) this.pinned.add(node);
    for (const { next } of Object.values(program.state)) this.pinned.add(next);
    for (const node of program.nodes) if (isView(node)) this.pinned.add(node.inputs[0]!);
    const free = new Set(['matmul', 'take', 'put', 'argmax']);
    for (const kernel of plan.kernels)
      if (kernel.kind === 'single' && !free.has(kernel.node.op)) {
        for (const node of [kernel.node, ...kernel.node.inputs]) this.pinned.add(node);
      }
  }

  /** Pieces of a stack are computed where the stack has them. */
  private putTogether(): void {
    for (const node of this.program.nodes.toReversed()) {
      if (node.op !== 'stack' || !this.plan.home.has(node)) continue;
      if (!this.forms.has(node)) this.own(node, [1]);
      const whole = this.of(node);
      for (const [piece, offset] of piecesOf(node)) {
        const source = sizeOf(through(piece).shape) === sizeOf(piece.shape) ? through(piece) : piece;
        if (!this.plan.home.has(source) || this.forms.has(source)) continue;
        this.pinned.add(source);
        this.forms.set(source, { storage: whole.storage, at: whole.at + offset, steps: rowSteps(source.shape) });
      }
    }
  }

  private shapeOutputs(kernel: Kernel): void {
    if (kernel.kind === 'single') {
      const { node } = kernel;
      if (this.forms.has(node)) return;
      const turned =
        node.op === 'matmul' &&
        node.shape.length === 2 &&
        !this.pinned.has(node) &&
        isBetterByColumns(node, this, this.lanes);
      this.own(node, turned ? columnSteps(node.shape) : rowSteps(node.shape));
      return;
    }
    const turned = this.isTurned(kernel);
    for (const node of kernel.members) {
      if (!this.plan.held.has(node) || this.forms.has(node)) continue;
      const turns = turned && node.op !== 'sum' && node.shape.length === 2 && !this.pinned.has(node);
      this.own(node, turns ? columnSteps(node.shape) : rowSteps(node.shape));
    }
  }

  /** Whether most of what a loop over a matrix reads lies column by column. */
  isTurned(kernel: Kernel): boolean {
    if (kernel.kind === 'single' || kernel.shape.length !== 2) return false;
    const [rows, columns] = kernel.shape as [number, number];
    // A sum over both axes adds row by row.
    const addsAll = kernel.members.some((node) => node.op === 'sum' && sizeOf(node.shape) === 1);
    if (rows === 1 || columns === 1 || addsAll) return false;
    let balance = 0;
    for (const { node, same } of this.reads(kernel))
      if (same && node.shape.length === 2 && !isGiven(node)) balance += this.of(node).steps[1] === 1 ? -1 : 1;
    return balance > 0;
  }

  /** From when to when each storage is needed. */
  private live(): void {
    const { program, plan } = this;
    const touch = (node: Node, at: number): void => {
      const { storage: used } = this.of(node);
      used.first = Math.min(used.first, at);
      used.last = Math.max(used.last, at);
    };
    plan.kernels.forEach((kernel, at) => {
      for (const { node } of this.reads(kernel)) touch(node, at);
      if (kernel.kind === 'single') touch(kernel.node, at);
      else for (const node of kernel.members) if (plan.held.has(node)) touch(node, at);
    });
    for (const { next } of Object.values(program.state)) touch(next, plan.kernels.length);
  }

  /** Lets a loop write where it reads for the last time. */
  private reuse(): void {
    const { program, plan } = this;
    const nextOf = new Map(Object.entries(program.state).map(([name, { node, next }]) => [next, { name, node }]));
    plan.kernels.forEach((kernel, at) => {
      if (kernel.kind === 'single') return;
      const reads = this.reads(kernel);
      const taken = new Set<Storage>();
      for (const node of kernel.members) {
        if (!plan.held.has(node) || node.op === 'sum') continue;
        const own = this.of(node).storage;
        if (own.entries !== sizeOf(node.shape)) continue;
        const carried = nextOf.get(node);
        const fits = (other: Node): boolean =>
          !taken.has(this.of(other).storage) && this.isLastUse(other, node, at, reads);
        const isCarried = carried !== undefined && fits(carried.node);
        if (isCarried) this.moved.add(carried.name);
        const dying = reads.find((read) => !this.of(read.node).storage.given && fits(read.node));
        const by = isCarried ? carried.node : dying?.node;
        if (by) {
          taken.add(this.of(by).storage);
          this.replace(own, this.of(by).storage);
        }
      }
    });
  }

  /** Whether a loop may overwrite a tensor entry by entry: nobody reads it later, nor in another order. */
  private isLastUse(node: Node, by: Node, at: number, reads: readonly Read[]): boolean {
    const { storage: used, at: begin } = this.of(node);
    const own = this.of(by);
    if (begin !== 0 || used.entries !== own.storage.entries || used === own.storage || used.last > at) return false;
    return [{ node, same: true }, ...reads].every((read) => {
      const form = this.of(read.node);
      return form.storage !== used || (read.same && form.at === 0 && this.order(read.node) === this.order(by));
    });
  }

  /** Steps along every axis that has more than one entry. */
  private order(node: Node): string {
    return this.of(node)
      .steps.filter((_, axis) => node.shape[axis] !== 1)
      .join();
  }

  /** Moves all tensors of a storage into another. */
  private replace(old: Storage, by: Storage): void {
    by.first = Math.min(by.first, old.first);
    by.last = Math.max(by.last, old.last);
    for (const [node, form] of this.forms) if (form.storage === old) this.forms.set(node, { ...form, storage: by });
    this.storages.delete(old);
  }

  /** Gives every storage that is not given an address from `begin` on; those never in use together may share one. */
  place(begin: number, bytesPerEntry: number): void {
    const placed: Storage[] = [];
    const bytesOf = ({ entries }: Storage): number => Math.ceil((entries * bytesPerEntry) / 16) * 16;
    const wanted = [...this.storages].filter(({ given, last }) => !given && last >= 0);
    this.bytes = begin;
    for (const one of wanted.toSorted((a, b) => b.entries - a.entries)) {
      const meets = placed
        .filter((other) => other.first <= one.last && one.first <= other.last)
        .sort((a, b) => a.address - b.address);
      let address = begin;
      for (const other of meets)
        if (other.address < address + bytesOf(one)) address = Math.max(address, other.address + bytesOf(other));
      one.address = address;
      placed.push(one);
      this.bytes = Math.max(this.bytes, address + bytesOf(one));
    }
  }
}
