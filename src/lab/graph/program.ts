/** A program is a graph with names on its borders: what is written in, what is carried from step to step, what is recorded. */
import { binaries, isBinary, isUnary, unaries } from './operations.ts';
import { inOrder, type Node, sameShape, type Shape, show } from './node.ts';

/** A tensor that survives a step: `node` reads it, `next` is its value after the step. */
export interface Carried {
  readonly node: Node;
  readonly next: Node;
}

export interface Program {
  /** Every node once, inputs before users; structurally equal nodes are one. */
  readonly nodes: readonly Node[];
  /** Written from outside, constant during a run: hyper-parameters, a surface's parameters. */
  readonly values: Readonly<Record<string, Node>>;
  readonly state: Readonly<Record<string, Carried>>;
  /** A fresh row for every step: noise, batches, scheduled rates, grid points. */
  readonly feeds: Readonly<Record<string, Node>>;
  /** Recorded at every step, before the state moves on. */
  readonly outputs: Readonly<Record<string, Node>>;
}

export interface Borders {
  readonly values?: Readonly<Record<string, Node>>;
  readonly state?: Readonly<Record<string, Carried>>;
  readonly feeds?: Readonly<Record<string, Node>>;
  readonly outputs: Readonly<Record<string, Node>>;
}

/** Rows of several names, each one row after the other. */
export type Rows = Record<string, Float64Array>;

/** A program ready to run. Names are unique over values and state. */
export interface Executable {
  /** The living memory of a value or a state tensor, by name: write before a run, read after it. */
  memory(name: string): Float64Array;
  /**
   * Runs `count` steps. Feeds hold `count` rows each. Returns `count` rows of each output, the caller's to keep; they
   * are written into the given arrays, where there are any.
   */
  run(count: number, feeds?: Readonly<Rows>, into?: Readonly<Rows>): Rows;
}

/** Both executors have this form: the plain interpreter and the compiler. */
export type Execute = (program: Program) => Executable;

/** Refuses rows that are missing or too few; more than are needed do no harm. */
export function requireRows(
  pieces: Iterable<{ readonly name: string; readonly size: number }>,
  count: number,
  given: Readonly<Rows>,
): void {
  for (const { name, size } of pieces) {
    const came = given[name]?.length ?? 0;
    if (came < count * size)
      throw new RangeError(`${name} was given ${came} numbers, ${count} rows of it are ${count * size}`);
  }
}

/** Checks the borders, folds constants and makes structurally equal nodes one. Throws on graphs that cannot run. */
export function program({ values = {}, state = {}, feeds = {}, outputs }: Borders): Program {
  for (const [name, { node, next }] of Object.entries(state)) {
    if (Object.hasOwn(values, name)) throw new RangeError(`${name} is the name of a value and of a state`);
    if (!sameShape(node.shape, next.shape))
      throw new RangeError(`state ${name} has shape ${show(node.shape)}, its next value ${show(next.shape)}`);
  }
  const states = Object.entries(state).map(([name, { node }]) => [name, node] as const);
  const entries = [...Object.entries(values), ...states, ...Object.entries(feeds)];
  const doors = entries.map(([, node]) => node);
  const known = new Set<string>();
  for (const [name, node] of entries) {
    if (node.op !== 'input') throw new RangeError(`${name} is no input, and cannot be written`);
    const key = inputKey(node);
    if (known.has(key)) throw new RangeError(`the input ${node.name} is written by several names, ${name} among them`);
    known.add(key);
  }
  const order = inOrder([...doors, ...Object.values(state).map(({ next }) => next), ...Object.values(outputs)]);

  const unique = new Map<string, Node>();
  const arrays = new Arrays();
  const ids = new Map<Node, number>();
  const merged = new Map<Node, Node>();
  for (const node of order) {
    if (node.op === 'input' && !known.has(inputKey(node)))
      throw new RangeError(`nothing provides the input ${node.name} of shape ${show(node.shape)}`);
    const candidate = fold({ ...node, inputs: node.inputs.map((needed) => merged.get(needed)!) } as Node);
    const key = structure(candidate, ids, arrays);
    const one = unique.get(key) ?? candidate;
    unique.set(key, one);
    if (!ids.has(one)) ids.set(one, ids.size);
    merged.set(node, one);
  }
  const same = (nodes: Readonly<Record<string, Node>>): Record<string, Node> =>
    Object.fromEntries(Object.entries(nodes).map(([name, node]) => [name, merged.get(node)!]));
  const borders = {
    values: same(values),
    state: Object.fromEntries(
      Object.entries(state).map(([name, { node, next }]) => [
        name,
        { node: merged.get(node)!, next: merged.get(next)! },
      ]),
    ),
    feeds: same(feeds),
    outputs: same(outputs),
  };
  const roots = [
    ...Object.values(borders.values),
    ...Object.values(borders.state).flatMap(({ node, next }) => [node, next]),
    ...Object.values(borders.feeds),
    ...Object.values(borders.outputs),
  ];
  return { nodes: inOrder(roots), ...borders };
}

/** Inputs of one name and shape are the same. */
const inputKey = ({ name, shape }: Extract<Node, { op: 'input' }>): string => `${name} ${shapeKey(shape)}`;
const shapeKey = (shape: Shape): string => shape.join('×');

/** Numbers arrays of data and maps, equal ones alike. */
class Arrays {
  private readonly known = new Map<number, { array: Float64Array | Int32Array; id: number }[]>();
  private count = 0;

  id(array: Float64Array | Int32Array): number {
    const alike = this.known.get(array.length) ?? [];
    this.known.set(array.length, alike);
    const before = alike.find((one) => one.array.every((entry, i) => Object.is(entry, array[i])));
    if (before) return before.id;
    alike.push({ array, id: this.count });
    return this.count++;
  }
}

/** Equal for two nodes exactly when they compute the same thing from the same (already merged) inputs. */
function structure(node: Node, ids: ReadonlyMap<Node, number>, arrays: Arrays): string {
  const inputs = node.inputs.map((needed) => ids.get(needed)).join(' ');
  return `${node.op} ${shapeKey(node.shape)} ${own(node, arrays)} ${inputs}`;
}

/** What a node is made of besides its shape and inputs. */
function own(node: Node, arrays: Arrays): string | number {
  switch (node.op) {
    case 'constant':
      return Object.is(node.value, -0) ? '-0' : node.value;
    case 'input':
      return node.name;
    case 'pick':
    case 'place':
      return node.index;
    case 'tensor':
      return arrays.id(node.data);
    case 'rearrange':
    case 'collect':
      return arrays.id(node.map);
    case 'matmul':
      return `${node.transposeA} ${node.transposeB}`;
    default:
      return '';
  }
}

/** Computes what stands on constants alone: with the lab's own functions the bits are those of the run. */
function fold(node: Node): Node {
  if (node.op === 'stop') return node.inputs[0];
  const values = node.inputs.map((needed) => (needed.op === 'constant' ? needed.value : undefined));
  if (node.shape.length > 0 || values.length === 0 || values.includes(undefined)) return node;
  const [a, b] = values as number[];
  if (isUnary(node.op)) return { op: 'constant', shape: [], inputs: [], value: unaries[node.op].compute(a!) };
  if (isBinary(node.op)) return { op: 'constant', shape: [], inputs: [], value: binaries[node.op].compute(a!, b!) };
  return node;
}
