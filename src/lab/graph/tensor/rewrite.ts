/** Writes a program's nodes anew in forms that cost less, with the same bits: pieces put together become one vector. */
import { add, broadcast, constant, inOrder, type Node, offsetsOf, sameShape, sizeOf, stack } from '../node.ts';
import type { Program } from '../program.ts';
import { reshape } from '../tensors.ts';

type Place = Extract<Node, { op: 'place' }>;

/** A program whose nodes hold no `place`. */
export function rewrite({ nodes, values, state, feeds, outputs }: Program): Program {
  const uses = new Map<Node, number>();
  for (const node of nodes) for (const needed of node.inputs) uses.set(needed, (uses.get(needed) ?? 0) + 1);
  const written = new Map<Node, Node>();
  const of = (node: Node): Node => written.get(node)!;
  for (const node of nodes) written.set(node, anew(node, uses, of));
  const roots = new Set<Node>();
  const same = (named: Readonly<Record<string, Node>>): Record<string, Node> =>
    Object.fromEntries(
      Object.entries(named).map(([name, node]) => {
        roots.add(of(node));
        return [name, of(node)];
      }),
    );
  const borders = {
    values: same(values),
    feeds: same(feeds),
    state: Object.fromEntries(
      Object.entries(state).map(([name, { node, next }]) => [name, same({ node, next }) as { node: Node; next: Node }]),
    ),
    outputs: same(outputs),
  };
  return { nodes: inOrder([...roots]), ...borders };
}

function anew(node: Node, uses: ReadonlyMap<Node, number>, of: (node: Node) => Node): Node {
  if (node.op === 'place') return together([node], of);
  if (node.op === 'add') {
    const whole = gathered(termsOf(node, uses), of);
    if (whole) return whole;
  }
  if (node.inputs.length === 0) return node;
  const [first] = node.inputs as readonly [Node];
  const isSize = sizeOf(first.shape) === sizeOf(node.shape);
  if (node.op === 'broadcast' && isSize) return reshape(of(first), node.shape);
  if (node.op === 'sum' && isSize) return reshape(add(of(first), constant(0)), node.shape);
  return { ...node, inputs: node.inputs.map(of) } as Node;
}

/** What is added up, one after the other; a sum that others use too is a term. */
function termsOf(node: Node, uses: ReadonlyMap<Node, number>): Node[] {
  const terms: Node[] = [];
  let sum = node;
  while (sum.op === 'add' && (sum === node || uses.get(sum) === 1)) {
    terms.unshift(sum.inputs[1]);
    sum = sum.inputs[0];
  }
  return [sum, ...terms];
}

const isPlace = (node: Node): node is Place => node.op === 'place';

/** The sum of terms, their pieces put together first, where every entry still adds its numbers in the same order. */
function gathered(terms: readonly Node[], of: (node: Node) => Node): Node | undefined {
  const places = terms.filter(isPlace);
  if (places.length < 2 || !apart(places)) return undefined;
  const [first, end] = [terms.findIndex(isPlace), terms.findLastIndex(isPlace) + 1];
  const before = terms.slice(0, end).filter((term) => !isPlace(term));
  // The order of two does not matter; where there are more, all pieces must come in the same place.
  const isOneRun = end - first === places.length;
  if (before.length > 1 && !isOneRun) return undefined;
  if (before.length > 0 && meet(places)) return undefined;
  const whole = together(places, of);
  const sum = before.length > 0 ? add(whole, before.map(of).reduce(add)) : whole;
  return terms.slice(end).map(of).reduce(add, sum);
}

const endOf = ({ index, inputs }: Place): number => index + sizeOf(inputs[0].shape);
const inPlace = (places: readonly Place[]): Place[] => places.toSorted((a, b) => a.index - b.index);

/** Whether no two of them meet, unless they lie at the very same entries. */
function apart(places: readonly Place[]): boolean {
  const sorted = inPlace(places);
  return sorted.every((place, i) => {
    const before = sorted[i - 1];
    return before === undefined || place.index >= endOf(before) || sameRange(place, before);
  });
}

/** Whether some of them lie at the very same entries. */
const meet = (places: readonly Place[]): boolean =>
  inPlace(places).some((place, i, sorted) => i > 0 && sameRange(place, sorted[i - 1]!));

const sameRange = (a: Place, b: Place): boolean => a.index === b.index && endOf(a) === endOf(b);
/** What begins at +0 and only adds is never −0. */
const isNeverMinusZero = ({ op }: Node): boolean =>
  op === 'matmul' || op === 'sum' || op === 'collect' || op === 'scatter';
const through = (node: Node): Node => (node.op === 'reshape' ? through(node.inputs[0]) : node);

/**
 * One vector of the pieces, zeros between them. Where zeros were added to pieces, −0 became +0: so it does here.
 */
function together(places: readonly Place[], of: (node: Node) => Node): Node {
  const { shape } = places[0]!;
  const zero = constant(0);
  const pieces: Node[] = [];
  let end = 0;
  const gap = (to: number): void => {
    if (to > end) pieces.push(broadcast(zero, [to - end]));
  };
  const sorted = inPlace(places);
  const needsZero = (place: Place): boolean =>
    !isNeverMinusZero(through(of(place.inputs[0]))) && sorted.some((other) => !sameRange(other, place));
  sorted.forEach((place, i) => {
    const piece = of(place.inputs[0]);
    const flat = reshape(piece, [sizeOf(piece.shape)]);
    const before = sorted[i - 1];
    if (before && sameRange(place, before)) {
      pieces.push(add(pieces.pop()!, flat));
      return;
    }
    gap(place.index);
    pieces.push(needsZero(place) ? add(flat, zero) : flat);
    end = endOf(place);
  });
  gap(sizeOf(shape));
  const whole = pieces.length === 1 ? pieces[0]! : stack(pieces);
  return sameShape(whole.shape, shape) ? whole : reshape(whole, shape);
}

/** Where the pieces of a stack begin. */
export const piecesOf = (node: Node): (readonly [Node, number])[] => {
  const offsets = offsetsOf(node.inputs);
  return node.inputs.map((piece, i) => [piece, offsets[i]!] as const);
};
