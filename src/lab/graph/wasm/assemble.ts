/** Writes a program's nodes as straight-line code over single numbers: a node of n entries becomes n values. */
import { sources } from '../interpret.ts';
import { type BinaryName, isLongSum, type Node, PARTIAL_SUMS, sizeOf, type UnaryName } from '../node.ts';
import { isBinary, isUnary } from '../operations.ts';
import { type Arithmetic, pair, simd } from './arithmetic.ts';
import { unsigned } from './encoder.ts';
import type { FunctionShelf, Shelf } from './functions.ts';
import type { Shared, Twins } from './twins.ts';

/** Calls of one function on vectors that are made as one. */
const TOGETHER = 4;

/** Numbers of which elementary functions are asked, up to which these are written in place rather than called. */
const FEW = 16;

/** The handles of a node's entries. */
export type Entries = readonly number[];

type Operation = UnaryName | BinaryName;

const oneOf =
  <Name extends string>(names: readonly Name[]) =>
  (op: string): op is Name =>
    (names as readonly string[]).includes(op);
const isSimple = oneOf<Shared>(['neg', 'abs', 'sqrt', 'floor', 'ceil', 'sign']);
const isCombining = oneOf<Shared>(['add', 'sub', 'mul', 'div', 'min', 'max']);
const isComparison = oneOf(['less', 'lessEqual', 'equal']);
/** An operation that is a function of the shelf. */
export const isElementary = ({ op }: Node): boolean =>
  (isUnary(op) || isBinary(op)) && !isSimple(op) && !isCombining(op) && !isComparison(op);

/** Entries of all nodes together up to which straight-line code is the right form. */
const LARGEST = 8192;

const isTensorOnly = oneOf<Node['op']>([
  'tensor',
  'matmul',
  'rearrange',
  'collect',
  'gather',
  'scatter',
  'argmax',
  'take',
  'put',
]);
const countOf = (nodes: readonly Node[]): number => nodes.reduce((sum, node) => sum + sizeOf(node.shape), 0);

/** Whether the nodes have a form as straight-line code. */
export const canAssemble = (nodes: readonly Node[]): boolean =>
  countOf(nodes) <= LARGEST && !nodes.some(({ op }) => isTensorOnly(op));

/** All elementary functions wanted of the same numbers. */
interface Question {
  readonly reads: readonly number[];
  /** Where the answer goes, by the function's name. */
  readonly wanted: Map<Operation, { into: number[]; at: number }[]>;
}

/** How an assembler may go about its work. */
interface Ways {
  /** Calls for vectors are made several at a time. */
  readonly together?: boolean;
  /** A few functions of single numbers are written in place, by this shelf. */
  readonly inPlace?: FunctionShelf;
  /** Two single numbers are divided as one vector. */
  readonly twins?: Twins | undefined;
}

/** Turns nodes into entries; what comes from outside is bound by the caller beforehand. */
export class Assembler {
  private readonly entries = new Map<Node, Entries>();
  /** Comparisons as masks, for the choices that stand on them. */
  private readonly masks = new Map<Node, Entries>();
  private readonly arithmetic: Arithmetic;
  private readonly shelf: Shelf;

  private readonly ways: Ways;
  private few = false;

  constructor(arithmetic: Arithmetic, shelf: Shelf, ways: Ways = {}) {
    this.arithmetic = arithmetic;
    this.shelf = shelf;
    this.ways = ways;
  }

  bind(node: Node, entries: Entries): void {
    this.entries.set(node, entries);
  }

  of(node: Node): Entries {
    const entries = this.entries.get(node);
    if (entries === undefined) throw new RangeError(`nothing holds the node ${node.op}`);
    return entries;
  }

  /**
   * Assembles nodes, inputs before their users. Calls of elementary functions are gathered, as far down the graph as
   * they have the same number of calls below them, so that they can be answered together.
   */
  addAll(nodes: readonly Node[]): void {
    const total = countOf(nodes);
    if (total > LARGEST) throw new RangeError(`a program of ${total} numbers is too large for straight-line code`);
    this.add(nodes);
  }

  /** The same for nodes of any size that are bound by one entry each. */
  add(nodes: readonly Node[]): void {
    this.few = countOf(nodes.filter(isElementary)) <= FEW;
    const depths = new Map<Node, number>();
    const levels: { calls: Node[]; rest: Node[] }[] = [];
    for (const node of nodes) {
      const called = isElementary(node);
      const depth = node.inputs.reduce((most, needed) => Math.max(most, depths.get(needed) ?? 0), 0) + (called ? 1 : 0);
      depths.set(node, depth);
      if (this.entries.has(node)) continue;
      const level = (levels[depth] ??= { calls: [], rest: [] });
      (called ? level.calls : level.rest).push(node);
    }
    for (const level of levels) {
      if (level === undefined) continue;
      this.call(level.calls);
      for (const node of level.rest) this.entries.set(node, this.assembled(node));
    }
  }

  private assembled(node: Node): Entries {
    const size = sizeOf(node.shape);
    const inputs = node.inputs.map((needed) => this.of(needed));
    const [a = [], b = [], c = []] = inputs;
    const { arithmetic } = this;
    const { op } = node;
    if (isSimple(op) || isCombining(op)) return this.each(op, inputs);
    if (isComparison(op)) {
      const masks = a.map((one, i) => arithmetic.compare(op, one, b[i]!));
      this.masks.set(node, masks);
      return masks.map((mask) => arithmetic.select(mask, arithmetic.constant(1), arithmetic.constant(0)));
    }
    switch (node.op) {
      case 'constant':
        return Array.from({ length: size }, () => arithmetic.constant(node.value));
      case 'where': {
        const masks = this.masks.get(node.inputs[0]);
        return a.map((condition, i) => arithmetic.select(masks?.[i] ?? this.isTrue(condition), b[i]!, c[i]!));
      }
      case 'broadcast':
        return Array.from(sources(node.inputs[0].shape, node.shape), (from) => a[from]!);
      case 'sum':
        if (isLongSum(node)) {
          const partial = this.sum(
            a,
            Int32Array.from(a, (_, i) => i % PARTIAL_SUMS),
            PARTIAL_SUMS,
          );
          return [partial.reduce((sum, one) => this.arithmetic.add(sum, one))];
        }
        return this.sum(a, sources(node.shape, node.inputs[0].shape), size);
      case 'pick':
        return a.slice(node.index, node.index + size);
      case 'place':
        return Array.from({ length: size }, (_, i) => a[i - node.index] ?? arithmetic.constant(0));
      case 'stack':
        return inputs.flat();
      case 'reshape':
        return a;
      case 'input':
        throw new RangeError(`nothing provides the input ${node.name}`);
      default:
        throw new RangeError(`there is no straight-line code for ${node.op}`);
    }
  }

  /** An operation entry by entry, or on two entries at once. */
  private each(op: Shared, inputs: readonly Entries[]): Entries {
    const { arithmetic, ways } = this;
    const one = arithmetic[op].bind(arithmetic) as (...reads: readonly number[]) => number;
    const at = (i: number): readonly number[] => inputs.map((entries) => entries[i]!);
    const size = inputs[0]!.length;
    const results: number[] = [];
    while (results.length < size) {
      const i = results.length;
      results.push(...((i + 1 < size && ways.twins?.both(op, at(i), at(i + 1))) || [one(...at(i))]));
    }
    return results;
  }

  private isTrue(value: number): number {
    return this.arithmetic.compare('unequal', value, this.arithmetic.constant(0));
  }

  /** First entry first, from 0, as the interpreter adds. */
  private sum(from: Entries, to: Int32Array, size: number): Entries {
    const sums: number[] = Array.from({ length: size }, () => this.arithmetic.constant(0));
    to.forEach((target, i) => (sums[target] = this.arithmetic.add(sums[target]!, from[i]!)));
    return sums;
  }

  /** Calls the elementary functions of some nodes that do not depend on each other. */
  private call(nodes: readonly Node[]): void {
    const questions = new Map<string, Question>();
    for (const node of nodes) {
      const inputs = node.inputs.map((needed) => this.of(needed));
      const into: number[] = Array.from({ length: inputs[0]!.length });
      this.entries.set(node, into);
      for (const at of into.keys()) {
        const reads = inputs.map((entries) => entries[at]!);
        const question: Question = questions.get(reads.join()) ?? { reads, wanted: new Map() };
        questions.set(reads.join(), question);
        const op = node.op as Operation;
        question.wanted.set(op, [...(question.wanted.get(op) ?? []), { into, at }]);
      }
    }
    if (this.arithmetic.width.lanes > 1) this.askAll([...questions.values()]);
    else for (const [first, second] of this.groups([...questions.values()], 2)) this.askBoth(first!, second);
  }

  /** Questions of the same kind side by side, so many at most; what is the same in every round keeps to itself. */
  private groups(questions: readonly Question[], most: number): Question[][] {
    const waiting = new Map<string, Question[]>();
    const groups: Question[][] = [];
    for (const question of questions) {
      const steady = question.reads.every((read) => this.arithmetic.scribe.isSteady(read));
      const kind = `${[...question.wanted.keys()].sort().join(' ')} ${steady}`;
      const open = waiting.get(kind);
      if (open && open.length < most) open.push(question);
      else {
        const group = [question];
        groups.push(group);
        waiting.set(kind, group);
      }
    }
    return groups;
  }

  private askAll(questions: readonly Question[]): void {
    for (const group of this.groups(questions, this.ways.together ? TOGETHER : 1)) this.askTogether(group);
  }

  /** One call for vectors side by side. */
  private askTogether(group: readonly Question[]): void {
    const { scribe } = this.arithmetic;
    const names = [...group[0]!.wanted.keys()].sort();
    const reads = group.flatMap((question) => question.reads);
    const answers = scribe.group(
      group.flatMap(() => names.map(() => this.arithmetic.width.value)),
      reads,
      () => {
        for (const read of reads) scribe.get(read);
        const index = group.length === 1 ? this.shelf.index(names) : this.shelf.indexOfSeveral(names, group.length);
        scribe.body.emit(0x10, unsigned(index));
      },
    );
    group.forEach(({ wanted }, which) =>
      names.forEach((name, i) =>
        wanted.get(name)!.forEach(({ into, at }) => (into[at] = answers[which * names.length + i]!)),
      ),
    );
  }

  /** Two questions as one, one per lane; a single one is asked in both. */
  private askBoth(first: Question, second: Question | undefined): void {
    const { scribe } = this.arithmetic;
    const names = [...first.wanted.keys()].sort();
    const reads = first.reads.map((read, i) => {
      const both = scribe.define(pair.value, 'splat', simd(0x14), read);
      return second ? scribe.define(pair.value, 'lane 1 of', simd(0x22, 1), both, second.reads[i]!) : both;
    });
    const both = (this.few && this.ways.inPlace?.inPlace(scribe, names, reads)) || this.called(names, reads);
    [first, second].forEach((question, lane) =>
      names.forEach((name, i) => {
        if (!question) return;
        const answer = scribe.define('f64', `lane ${lane}`, simd(0x21, lane), both[i]!);
        for (const { into, at } of question.wanted.get(name)!) into[at] = answer;
      }),
    );
  }

  /** What a function of pairs gives. */
  private called(names: readonly Operation[], reads: readonly number[]): readonly number[] {
    const { scribe } = this.arithmetic;
    const index = this.shelf.index(names);
    return scribe.group(
      names.map(() => pair.value),
      reads,
      () => {
        for (const read of reads) scribe.get(read);
        scribe.body.emit(0x10, unsigned(index));
      },
    );
  }
}
