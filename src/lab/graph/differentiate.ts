/** Reverse mode as a graph → graph transformation, so that gradients of gradients are just more graph. */
import { binaries, isBinary, isUnary, unaries } from './operations.ts';
import { add, broadcast, constant, inOrder, mul, neg, type Node, offsetsOf, part, place, sum, where } from './node.ts';
import { collect, gather, matmul, put, rearrange, reshape, scatter, take } from './tensors.ts';

const isOne = (node: Node): boolean => node.op === 'constant' && node.value === 1;
const isMinusOne = (node: Node): boolean => node.op === 'constant' && node.value === -1;

/** How many operations stand below a node, one upon the other: what is low is known early. */
class Heights {
  private readonly known = new Map<Node, number>();

  of(node: Node): number {
    for (const below of inOrder([node], (one) => this.known.has(one)))
      if (!this.known.has(below))
        this.known.set(below, 1 + Math.max(0, ...below.inputs.map((needed) => this.known.get(needed)!)));
    return this.known.get(node)!;
  }

  /** Adds the early ones first, so that the last to come finds the rest added up. */
  sum(nodes: readonly Node[]): Node {
    return nodes.toSorted((a, b) => this.of(a) - this.of(b)).reduce((sum, node) => add(sum, node));
  }

  /** 2·a·b, doubling what is known first. */
  twice(a: Node, b: Node): Node {
    return this.of(a) < this.of(b) ? this.times(add(a, a), b) : this.times(a, add(b, b));
  }

  /** adjoint · slope, without the factors ±1 that change nothing but the length of the graph. */
  times(adjoint: Node, slope: Node): Node {
    if (isOne(slope)) return adjoint;
    if (isMinusOne(slope)) return neg(adjoint);
    if (isOne(adjoint)) return slope;
    return this.product(adjoint, slope);
  }

  /** a · b; of three single numbers, what is known first is multiplied first. */
  private product(a: Node, b: Node): Node {
    if (a.shape.length > 0 || b.shape.length > 0) return mul(a, b);
    if (a.op === 'neg') return neg(this.product(a.inputs[0], b));
    if (a.op !== 'mul') return mul(a, b);
    const [early, late] = a.inputs.toSorted((u, v) => this.of(u) - this.of(v)) as [Node, Node];
    return this.of(b) < this.of(late) ? mul(mul(early, b), late) : mul(a, b);
  }
}

/** What a node hands back to its inputs, in their order; undefined where nothing flows. */
function pullback(node: Node, adjoint: Node, heights: Heights): readonly (Node | undefined)[] {
  if (isUnary(node.op)) {
    const [a] = node.inputs as readonly [Node];
    const slope = unaries[node.op].slope?.(a, node);
    return [slope && heights.times(adjoint, slope)];
  }
  if (isBinary(node.op)) {
    const [a, b] = node.inputs as readonly [Node, Node];
    if (node.op === 'mul' && a === b) return [heights.twice(adjoint, a)];
    return binaries[node.op].slopes?.(a, b, node).map((slope) => heights.times(adjoint, slope)) ?? [];
  }
  const full = (): Node => broadcast(adjoint, node.shape);
  switch (node.op) {
    case 'where': {
      const [condition] = node.inputs;
      const none = constant(0);
      return [undefined, where(condition, adjoint, none), where(condition, none, adjoint)];
    }
    case 'broadcast':
      return [sum(full(), node.inputs[0].shape)];
    case 'sum':
      return [broadcast(adjoint, node.inputs[0].shape)];
    case 'pick':
      return [place(full(), node.index, node.inputs[0].shape)];
    case 'place':
      return [part(full(), node.index, node.inputs[0].shape)];
    case 'stack': {
      const offsets = offsetsOf(node.inputs);
      return node.inputs.map((one, i) => part(full(), offsets[i]!, one.shape));
    }
    case 'reshape':
      return [reshape(full(), node.inputs[0].shape)];
    case 'matmul': {
      const { transposeA, transposeB } = node;
      const [a, b] = node.inputs;
      return [
        transposeA ? matmul(b, full(), transposeB, true) : matmul(full(), b, false, !transposeB),
        transposeB ? matmul(full(), a, true, transposeA) : matmul(a, full(), !transposeA, false),
      ];
    }
    case 'rearrange':
      return [collect(full(), node.map, node.inputs[0].shape)];
    case 'collect':
      return [rearrange(full(), node.map, node.inputs[0].shape)];
    case 'gather':
      return [scatter(full(), node.inputs[1], node.inputs[0].shape), undefined];
    case 'scatter':
      return [gather(full(), node.inputs[1]), undefined];
    case 'take':
      return [put(full(), node.inputs[1], node.inputs[0].shape.at(-1)!), undefined];
    case 'put':
      return [take(full(), node.inputs[1]), undefined];
    default:
      return [];
  }
}

/**
 * The derivatives of one number with respect to nodes of its graph, each in its node's shape (0 where it does not
 * depend on it). The nodes count as leaves: what they are computed from does not matter.
 */
export function differentiate(output: Node, withRespectTo: readonly Node[]): Node[] {
  if (output.shape.length > 0) throw new RangeError('only a single number can be differentiated');
  const leaves = new Set(withRespectTo);
  const order = inOrder([output], (node) => leaves.has(node));
  const depends = new Set<Node>();
  for (const node of order)
    if (leaves.has(node) || node.inputs.some((needed) => depends.has(needed))) depends.add(node);

  const heights = new Heights();
  const flows = new Map<Node, Node[]>([[output, [constant(1)]]]);
  const adjoints = new Map<Node, Node>();
  for (const node of order.toReversed()) {
    const arriving = flows.get(node);
    if (arriving === undefined) continue;
    const adjoint = heights.sum(arriving);
    adjoints.set(node, adjoint);
    if (leaves.has(node)) continue;
    const shares = pullback(node, adjoint, heights);
    for (const [i, needed] of node.inputs.entries()) {
      const flow = shares[i];
      if (flow !== undefined && depends.has(needed)) flows.set(needed, [...(flows.get(needed) ?? []), flow]);
    }
  }
  return withRespectTo.map((node) => broadcast(adjoints.get(node) ?? constant(0), node.shape));
}
