/** The differentiable language: every surface, loss and update rule is a graph of these nodes. */

/** `[]` is one number, `[n]` a vector, `[r, c]` a matrix; entries lie row by row. */
export type Shape = readonly number[];

export const unaryNames = [
  'neg', 'abs', 'sign', 'floor', 'ceil', 'sqrt', 'cbrt', 'exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'sin', 'cos',
  'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'erf', 'sigmoid', 'softplus',
] as const; // prettier-ignore
/** `less`, `lessEqual` and `equal` give 1 or 0, and 0 where either side is NaN. */
export const binaryNames = [
  'add', 'sub', 'mul', 'div', 'pow', 'atan2', 'min', 'max', 'less', 'lessEqual', 'equal',
] as const; // prettier-ignore

export type UnaryName = (typeof unaryNames)[number];
export type BinaryName = (typeof binaryNames)[number];

export type Node =
  | { readonly op: 'constant'; readonly shape: Shape; readonly inputs: readonly []; readonly value: number }
  | { readonly op: 'input'; readonly shape: Shape; readonly inputs: readonly []; readonly name: string }
  | { readonly op: UnaryName; readonly shape: Shape; readonly inputs: readonly [Node] }
  | { readonly op: BinaryName; readonly shape: Shape; readonly inputs: readonly [Node, Node] }
  /** Elementwise choice: the second where the first is not 0, else the third. */
  | { readonly op: 'where'; readonly shape: Shape; readonly inputs: readonly [Node, Node, Node] }
  /** Repeats entries until the shape is reached, as numpy does. */
  | { readonly op: 'broadcast'; readonly shape: Shape; readonly inputs: readonly [Node] }
  /** The opposite of broadcast: adds up, first entry first, until the shape is reached; see `isLongSum`. */
  | { readonly op: 'sum'; readonly shape: Shape; readonly inputs: readonly [Node] }
  /** As many entries as the shape has, from the index on, counted row by row. */
  | { readonly op: 'pick'; readonly shape: Shape; readonly inputs: readonly [Node]; readonly index: number }
  /** Zeros of the shape with the input's entries from the index on: the opposite of pick. */
  | { readonly op: 'place'; readonly shape: Shape; readonly inputs: readonly [Node]; readonly index: number }
  /** The entries of all inputs, one input after the other, as a vector. */
  | { readonly op: 'stack'; readonly shape: Shape; readonly inputs: readonly Node[] }
  /** The value itself, but no slope flows through. `program` leaves it out: executors never meet it. */
  | { readonly op: 'stop'; readonly shape: Shape; readonly inputs: readonly [Node] }
  | TensorNode;

/** What only tensors need: constant data, products, other orders of entries, and entries looked up by number. */
export type TensorNode =
  | { readonly op: 'tensor'; readonly shape: Shape; readonly inputs: readonly []; readonly data: Float64Array }
  /** The same entries in another shape. */
  | { readonly op: 'reshape'; readonly shape: Shape; readonly inputs: readonly [Node] }
  /** Matrix product over the last two axes, either side transposed first; the axes before them are the same. */
  | {
      readonly op: 'matmul';
      readonly shape: Shape;
      readonly inputs: readonly [Node, Node];
      readonly transposeA: boolean;
      readonly transposeB: boolean;
    }
  /**
   * Entry i is the input's entry map[i], or 0 where that is −1. Output and input fall into equally many blocks; the map
   * is that of one block, output entry by output entry, and the same for all.
   */
  | { readonly op: 'rearrange'; readonly shape: Shape; readonly inputs: readonly [Node]; readonly map: Int32Array }
  /** The opposite of rearrange: entry i of the input is added, in order, to entry map[i] of its block, if that is not −1. */
  | { readonly op: 'collect'; readonly shape: Shape; readonly inputs: readonly [Node]; readonly map: Int32Array }
  /** Rows (along the first axis) of a table by a tensor of row numbers; a number that names no row gives zeros. */
  | { readonly op: 'gather'; readonly shape: Shape; readonly inputs: readonly [table: Node, rows: Node] }
  /** The opposite of gather: adds rows up, in order, where the row numbers say. */
  | { readonly op: 'scatter'; readonly shape: Shape; readonly inputs: readonly [values: Node, rows: Node] }
  /** Number of the greatest entry along the last axis, the first of equal ones; an entry wins only if it is greater. */
  | { readonly op: 'argmax'; readonly shape: Shape; readonly inputs: readonly [Node] }
  /** One entry of the last axis by number; 0 for a number that names none. */
  | { readonly op: 'take'; readonly shape: Shape; readonly inputs: readonly [Node, at: Node] }
  /** The opposite of take: zeros with one entry along the new last axis. */
  | { readonly op: 'put'; readonly shape: Shape; readonly inputs: readonly [Node, at: Node] };

/** A long sum is added up as so many, entry i to the one that i leaves as a remainder, and these then first to last. */
export const PARTIAL_SUMS = 4;
/** Whether a sum is long: of 64 entries or more, to a single number. One chain of additions would be all waiting. */
export const isLongSum = ({ shape, inputs }: { readonly shape: Shape; readonly inputs: readonly [Node] }): boolean =>
  sizeOf(shape) === 1 && sizeOf(inputs[0].shape) >= 64;

export const sizeOf = (shape: Shape): number => shape.reduce((product, side) => product * side, 1);
export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((side, i) => side === b[i]);
export const show = (shape: Shape): string => `[${shape.join(', ')}]`;

/** The shape two operands meet in, as numpy broadcasts; throws where they cannot. */
export function commonShape(a: Shape, b: Shape): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, axis) => {
    const left = a[axis - rank + a.length] ?? 1;
    const right = b[axis - rank + b.length] ?? 1;
    if (left !== right && left !== 1 && right !== 1)
      throw new RangeError(`shapes ${show(a)} and ${show(b)} do not fit together`);
    return left === 1 ? right : left;
  });
}

export const constant = (value: number): Node => ({ op: 'constant', shape: [], inputs: [], value });
export const input = (name: string, shape: Shape = []): Node => ({ op: 'input', shape, inputs: [], name });

export const unary = (op: UnaryName, a: Node): Node => ({ op, shape: a.shape, inputs: [a] });

/** Combines two operands elementwise, broadcasting the smaller. */
export function binary(op: BinaryName, a: Node, b: Node): Node {
  const shape = commonShape(a.shape, b.shape);
  return { op, shape, inputs: [broadcast(a, shape), broadcast(b, shape)] };
}

export function where(condition: Node, yes: Node, no: Node): Node {
  const shape = commonShape(condition.shape, commonShape(yes.shape, no.shape));
  return { op: 'where', shape, inputs: [broadcast(condition, shape), broadcast(yes, shape), broadcast(no, shape)] };
}

export function broadcast(a: Node, shape: Shape): Node {
  if (sameShape(a.shape, shape)) return a;
  if (!sameShape(commonShape(a.shape, shape), shape))
    throw new RangeError(`shape ${show(a.shape)} cannot be broadcast to ${show(shape)}`);
  return { op: 'broadcast', shape, inputs: [a] };
}

/** Adds up to a smaller shape; to one number if none is given. */
export function sum(a: Node, shape: Shape = []): Node {
  if (sameShape(a.shape, shape)) return a;
  if (!sameShape(commonShape(a.shape, shape), a.shape))
    throw new RangeError(`shape ${show(a.shape)} cannot be summed to ${show(shape)}`);
  return { op: 'sum', shape, inputs: [a] };
}

/** One entry, counted row by row. */
export const pick = (a: Node, index: number): Node => part(a, index, []);

/** As many entries as the shape has, from the index on. */
export function part(a: Node, index: number, shape: Shape): Node {
  if (!Number.isInteger(index) || index < 0 || index + sizeOf(shape) > sizeOf(a.shape))
    throw new RangeError(`shape ${show(a.shape)} has no ${show(shape)} from entry ${index} on`);
  if (sameShape(a.shape, shape)) return a;
  if (a.op === 'stack') {
    const piece = a.inputs[offsetsOf(a.inputs).indexOf(index)];
    if (piece && sameShape(piece.shape, shape)) return piece;
  }
  if (a.op === 'place' && sizeOf(a.inputs[0].shape) === 1 && sameShape(a.inputs[0].shape, shape))
    return a.index === index ? a.inputs[0] : constant(0);
  return { op: 'pick', shape, inputs: [a], index };
}

/** Zeros of the shape with the entries of `a` from the index on. */
export function place(a: Node, index: number, shape: Shape): Node {
  if (!Number.isInteger(index) || index < 0 || index + sizeOf(a.shape) > sizeOf(shape))
    throw new RangeError(`shape ${show(a.shape)} cannot be placed at ${index} of shape ${show(shape)}`);
  return { op: 'place', shape, inputs: [a], index };
}

/** The entries of all, one after the other, as a vector. */
export const stack = (entries: readonly Node[]): Node => ({
  op: 'stack',
  shape: [entries.reduce((size, { shape }) => size + sizeOf(shape), 0)],
  inputs: entries,
});

/** Where each one's entries begin, when all lie one after the other. */
export function offsetsOf(entries: readonly Node[]): number[] {
  let next = 0;
  return entries.map(({ shape }) => {
    const own = next;
    next += sizeOf(shape);
    return own;
  });
}

/** The value of `a`, through which no slope flows back. */
export const stop = (a: Node): Node => ({ op: 'stop', shape: a.shape, inputs: [a] });

export const neg = (a: Node): Node => unary('neg', a);
export const add = (a: Node, b: Node): Node => binary('add', a, b);
export const sub = (a: Node, b: Node): Node => binary('sub', a, b);
export const mul = (a: Node, b: Node): Node => binary('mul', a, b);
export const div = (a: Node, b: Node): Node => binary('div', a, b);

/** aⁿ for a whole n by squaring: exact where products are, and fine for negative a. */
export function power(a: Node, n: number): Node {
  if (n < 0) return div(constant(1), power(a, -n));
  if (n === 0) return broadcast(constant(1), a.shape);
  if (n === 1) return a;
  const half = power(a, Math.floor(n / 2));
  const square = mul(half, half);
  return n % 2 === 0 ? square : mul(square, a);
}

/** Every node the roots stand on, each once, inputs before their users. */
export function inOrder(roots: readonly Node[], isLeaf: (node: Node) => boolean = () => false): Node[] {
  const seen = new Set<Node>();
  const order: Node[] = [];
  // An explicit stack: graphs may be deeper than a worker's call stack. A node is listed when it is met again.
  const waiting: { node: Node; ready: boolean }[] = roots.toReversed().map((node) => ({ node, ready: false }));
  while (waiting.length > 0) {
    const { node, ready } = waiting.pop()!;
    if (ready) order.push(node);
    else if (!seen.has(node)) {
      seen.add(node);
      waiting.push({ node, ready: true });
      if (!isLeaf(node)) for (const needed of node.inputs.toReversed()) waiting.push({ node: needed, ready: false });
    }
  }
  return order;
}
