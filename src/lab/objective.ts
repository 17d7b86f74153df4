/** A loss as a graph: from what a model answers and what it should have answered to one number, by way of one per row. */
import { lower } from './formula/lower.ts';
import { explain, lossVocabulary, parseLine } from './formula/parse.ts';
import type { Line } from './formula/syntax.ts';
import { logSoftmax, logSumExp, rootAboveZero, softmax, sumLast } from './graph/functions.ts';
import {
  add,
  binary,
  broadcast,
  constant,
  div,
  mul,
  type Node,
  type Shape,
  sizeOf,
  sub,
  sum,
  unary,
  where,
} from './graph/node.ts';
import { argmax, put, reshape, take, tensor } from './graph/tensors.ts';
import { type LossEntry, lossSymbols, type Takes } from './loss.ts';
import { chainNumbers, type Values } from './describe/param.ts';

const one = constant(1);
const zero = constant(0);

/** […, n] → […, 1] */
const kept = (a: Node): Node => reshape(a, [...a.shape, 1]);

/** Along the last axis, which stays as one entry, so that it meets rows again. */
const rowFunctions: Readonly<Record<string, (args: readonly Node[]) => Node>> = {
  softmax: ([a]) => softmax(a!),
  log_softmax: ([a]) => logSoftmax(a!),
  softplus: ([a]) => unary('softplus', a!),
  total: ([a]) => kept(sumLast(a!)),
  at: ([a, y]) => kept(take(meeting(a!, y!), reshape(y!, y!.shape.slice(0, -1)))),
  tail_logsumexp: ([z, y]) => tailLogSumExp(z!, y!),
};

/** A row that is the same for all, once for each. */
const meeting = (a: Node, y: Node): Node => broadcast(a, [...y.shape.slice(0, -1), a.shape.at(-1)!]);

/** For every entry j of a row: log Σ exp z over those whose y is less than that of j, or equal and not before it. */
function tailLogSumExp(z: Node, y: Node): Node {
  const [rows, items] = z.shape as [number, number];
  const pairs: Shape = [rows, items, items];
  const [own, other] = [reshape(y, [rows, items, 1]), reshape(y, [rows, 1, items])];
  const notBefore = tensor(Float64Array.from({ length: items * items }, (_, i) => (i % items >= Math.floor(i / items) ? 1 : 0)), [items, items]); // prettier-ignore
  const follows = add(binary('less', other, own), mul(binary('equal', other, own), notBefore));
  return logSumExp(where(follows, broadcast(reshape(z, [rows, 1, items]), pairs), constant(-Infinity)));
}

/** The lines of a loss, parsed; throws where an entry's own text is wrong. */
export function lossLines(entry: LossEntry, choices: Values): Line[] {
  const known = new Set([...lossSymbols[entry.takes], ...Object.keys(entry.params)]);
  return entry.lines(choices).map((text) => {
    const result = parseLine(text, lossVocabulary(known));
    if (!result.ok) throw new RangeError(`${entry.title}, “${text}”: ${explain(result.problem)}`);
    known.add(result.line.target);
    return result.line;
  });
}

/** What every row costs, and how much it counts, from the names the lines may read: rows along the first axis. */
export function rowLoss(
  entry: LossEntry,
  choices: Values,
  symbols: Readonly<Record<string, Node>>,
): { each: Node; weight: Node | undefined } {
  const letters = new Map(Object.entries(symbols));
  for (const { target, expression } of lossLines(entry, choices))
    letters.set(
      target,
      lower(expression, { symbol: (name) => letters.get(name), call: (name, args) => rowFunctions[name]?.(args) }),
    );
  return { each: letters.get('loss')!, weight: letters.get('weight') };
}

/** What a loss is taken of. */
export interface Answers {
  /** [rows, outputs] */
  readonly output: Node;
  /** [rows]: a number, a class number, a relevance. */
  readonly y: Node;
  /** For rankings: rows that belong together, one after the other; 1 otherwise. */
  readonly list: number;
  /** A number parameter of the loss. */
  readonly number: (name: string) => Node;
}

/** How many outputs a model needs for a loss, where there are so many classes. */
export const outputsFor = (takes: Takes, classes: number): number => (takes === 'class' ? classes : 1);

/** What the lines may read, and what each row of them counts at least: pairs count where their first is the better one. */
export const symbolsOf: Readonly<
  Record<Takes, (answers: Omit<Answers, 'number'>, choices: Values) => { symbols: Record<string, Node>; weight?: Node }>
> = {
  number: ({ output: z, y }) => ({ symbols: { z, y: kept(y) } }),
  binary: ({ output: z, y }) => ({
    symbols: { z, y: kept(y), m: mul(sub(mul(constant(2), kept(y)), one), z) },
  }),
  class({ output: z, y }, choices) {
    const classes = z.shape[1]!;
    const weights = chainNumbers(String(choices.class_weights ?? '0')) ?? [];
    const w = tensor(Float64Array.from({ length: classes }, (_, i) => weights[i] ?? 1));
    const q = put(broadcast(one, y.shape), y, classes);
    return { symbols: { z, y: kept(y), w, q, C: constant(classes) } };
  },
  pair({ output, y, list }) {
    const [d, t] = [differences(output, list), unary('sign', differences(y, list))];
    return { symbols: { d, t }, weight: binary('less', zero, t) };
  },
  list({ output, y, list }) {
    const shape = [y.shape[0]! / list, list];
    return { symbols: { z: reshape(output, shape), y: reshape(y, shape) } };
  },
};

/** [lists · list] → [lists, list, list]: of every two in a list, the first minus the second. */
function differences(a: Node, list: number): Node {
  const lists = a.shape[0]! / list;
  return sub(reshape(a, [lists, list, 1]), reshape(a, [lists, 1, list]));
}

/**
 * What a model's answers cost altogether, and how much they count. The loss is one by the other (its root, where it is
 * one); parts of a set have to be added before they are divided, since not all count the same.
 */
export function reckoning(entry: LossEntry, choices: Values, answers: Answers): { cost: Node; count: Node } {
  const numbers = Object.entries(entry.params).flatMap(([name, { kind }]) =>
    kind === 'number' ? [[name, answers.number(name)] as const] : [],
  );
  const { symbols, weight } = symbolsOf[entry.takes](answers, choices);
  const made = rowLoss(entry, choices, { ...symbols, ...Object.fromEntries(numbers) });
  if (weight !== undefined) return { cost: sum(mul(made.each, weight)), count: sum(weight) };
  return { cost: sum(made.each), count: made.weight ? sum(made.weight) : constant(sizeOf(made.each.shape)) };
}

/** The loss of a model's answers. */
export function objective(entry: LossEntry, choices: Values, answers: Answers): Node {
  const { cost, count } = reckoning(entry, choices, answers);
  // Lists of equals have no pair that counts; they cost nothing.
  const average = div(cost, entry.takes === 'pair' ? binary('max', count, one) : count);
  return entry.root ? rootAboveZero(average) : average;
}

/**
 * Where answers are right, as 1 or 0: [rows] for classes, and for rankings every two of a list that are in order, with
 * the twos that count. Undefined for numbers, which are never quite right. This is the 0–1 loss turned round: it is a
 * metric and no loss, since its slope is 0 wherever it has one.
 */
export function right(
  takes: Takes,
  { output, y, list }: Omit<Answers, 'number'>,
): { each: Node; of: Node } | undefined {
  const all = { of: broadcast(one, y.shape) };
  if (takes === 'number') return undefined;
  if (takes === 'class') return { each: binary('equal', argmax(output), y), ...all };
  if (takes === 'binary') return { each: binary('equal', binary('less', zero, reshape(output, y.shape)), y), ...all };
  const counts = binary('less', zero, differences(y, list));
  return { each: mul(counts, binary('less', zero, differences(output, list))), of: counts };
}
