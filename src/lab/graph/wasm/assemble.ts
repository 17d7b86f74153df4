/** Writes a program's nodes as straight-line code over single numbers: a node of n entries becomes n values. */
import { sources } from '../interpret.ts';
import { type Node, sizeOf } from '../node.ts';
import { isBinary, isUnary } from '../operations.ts';
import { unsigned } from './encoder.ts';
import type { FunctionShelf } from './functions.ts';
import { instruction, type Scribe } from './lanes.ts';

/** The handles of a node's entries. */
export type Entries = readonly number[];

const comparisons: Readonly<Record<string, 'less' | 'lessEqual' | 'equal'>> = {
  less: 'less',
  lessEqual: 'lessEqual',
  equal: 'equal',
};

/** Turns nodes into entries, one after another; inputs are bound by the caller beforehand. */
export class Assembler {
  private readonly entries = new Map<Node, Entries>();
  /** Comparisons as masks, for the choices that stand on them. */
  private readonly masks = new Map<Node, Entries>();
  private readonly scribe: Scribe;
  private readonly shelf: FunctionShelf;

  constructor(scribe: Scribe, shelf: FunctionShelf) {
    this.scribe = scribe;
    this.shelf = shelf;
  }

  bind(node: Node, entries: Entries): void {
    this.entries.set(node, entries);
  }

  of(node: Node): Entries {
    const entries = this.entries.get(node);
    if (entries === undefined) throw new RangeError(`nothing holds the node ${node.op}`);
    return entries;
  }

  /** Writes one node whose inputs have been written. */
  add(node: Node): void {
    if (!this.entries.has(node)) this.entries.set(node, this.assembled(node));
  }

  private assembled(node: Node): Entries {
    const size = sizeOf(node.shape);
    const inputs = node.inputs.map((needed) => this.of(needed));
    const each = (make: (...entries: readonly number[]) => number): Entries =>
      Array.from({ length: size }, (_, i) => make(...inputs.map((entries) => entries[i]!)));
    const comparison = comparisons[node.op];
    if (comparison) {
      const masks = each((a, b) => this.scribe.mask(this.scribe.width.code[comparison], a!, b!));
      this.masks.set(node, masks);
      return masks.map((mask) => this.scribe.select(mask, this.scribe.constant(1), this.scribe.constant(0)));
    }
    if (node.op === 'sign') return each((a) => this.sign(a!));
    if (isUnary(node.op) || isBinary(node.op)) {
      const code = instruction(this.scribe.width, node.op) ?? [0x10, ...unsigned(this.shelf.index(node.op))];
      return each((...entries) => this.scribe.value(code, ...entries));
    }
    const [a = []] = inputs;
    switch (node.op) {
      case 'constant':
        return Array.from({ length: size }, () => this.scribe.constant(node.value));
      case 'where': {
        const masks = this.masks.get(node.inputs[0]);
        return a.map((condition, i) =>
          this.scribe.select(masks?.[i] ?? this.isTrue(condition), inputs[1]![i]!, inputs[2]![i]!),
        );
      }
      case 'broadcast':
        return Array.from(sources(node.inputs[0].shape, node.shape), (from) => a[from]!);
      case 'sum':
        return this.sum(a, sources(node.shape, node.inputs[0].shape), size);
      case 'pick':
        return [a[node.index]!];
      case 'place':
        return Array.from({ length: size }, (_, i) => (i === node.index ? a[0]! : this.scribe.constant(0)));
      case 'stack':
        return inputs.map((entries) => entries[0]!);
      case 'input':
        throw new RangeError(`nothing provides the input ${node.name}`);
      default:
        throw new RangeError(`there is no code for ${node.op}`);
    }
  }

  private isTrue(value: number): number {
    return this.scribe.mask(this.scribe.width.code.unequal, value, this.scribe.constant(0));
  }

  /** 1, −1, or the number itself where it is ±0 or NaN. */
  private sign(value: number): number {
    const { code } = this.scribe.width;
    const zero = this.scribe.constant(0);
    const below = this.scribe.select(this.scribe.mask(code.less, value, zero), this.scribe.constant(-1), value);
    return this.scribe.select(this.scribe.mask(code.less, zero, value), this.scribe.constant(1), below);
  }

  /** First entry first, from 0, as the interpreter adds. */
  private sum(from: Entries, to: Int32Array, size: number): Entries {
    const sums: number[] = Array.from({ length: size }, () => this.scribe.constant(0));
    to.forEach((target, i) => (sums[target] = this.scribe.value(this.scribe.width.code.add, sums[target]!, from[i]!)));
    return sums;
  }
}
