/** Every operation's slope against finite differences, forward mode against reverse, curvature against itself. */
import { describe, expect, test } from 'vitest';
import { isStraight } from './compile.ts';
import { differentiate } from './differentiate.ts';
import { interpret } from './interpret.ts';
import * as graph from './node.ts';
import { constant, input, mul, type Node, type Shape, sizeOf, sum } from './node.ts';
import { type Borders, program } from './program.ts';
import * as tensors from './tensors.ts';

/** Numbers that look drawn at random, in (low, high), never twice the same. */
const scattered = (count: number, low: number, high: number, phase = 0): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => low + (high - low) * ((0.5545497 * (i + 1) + 0.31 * phase) % 1));

type At = Readonly<Record<string, Float64Array>>;

/** Answers with the outputs at values of the inputs. */
function asking(outputs: Record<string, Node>, inputs: readonly Node[]): (at: At) => Record<string, Float64Array> {
  const feeds = Object.fromEntries(inputs.map((node) => [node.op === 'input' ? node.name : '', node]));
  const ready = interpret(program({ feeds, outputs }));
  return (at) => ready.run(1, at);
}

interface Case {
  readonly name: string;
  readonly shapes: readonly Shape[];
  readonly range?: readonly [number, number];
  readonly make: (...inputs: Node[]) => Node;
}

const domains: Partial<Record<graph.UnaryName, readonly [number, number]>> = {
  sqrt: [0.3, 3],
  cbrt: [0.3, 3],
  log: [0.3, 3],
  log1p: [-0.6, 3],
  log2: [0.3, 3],
  log10: [0.3, 3],
  asin: [-0.8, 0.8],
  acos: [-0.8, 0.8],
};
const rows = tensors.tensor([2, 0, 2, 9, 1.5]);
const places = tensors.tensor([2, 0, 7]);
const map = Int32Array.from([3, -1, 0, 0, 2, 1, 3]);

const cases: readonly Case[] = [
  ...graph.unaryNames.map((op): Case => ({
    name: op,
    shapes: [[2, 3]],
    range: domains[op] ?? [-1.3, 1.4],
    make: (a) => graph.unary(op, a!),
  })),
  ...graph.binaryNames.map((op): Case => ({
    name: op,
    shapes: [[2, 3], [3]],
    range: [0.4, 2.3],
    make: (a, b) => graph.binary(op, a!, b!),
  })),
  {
    name: 'where',
    shapes: [[2, 3], [3], [2, 1]],
    make: (a, b, c) => graph.where(graph.binary('less', a!, graph.constant(0.2)), mul(b!, a!), c!),
  },
  { name: 'broadcast', shapes: [[2, 1]], make: (a) => graph.broadcast(a!, [4, 2, 3]) },
  { name: 'sum', shapes: [[4, 2, 3]], make: (a) => sum(a!, [2, 1]) },
  { name: 'pick', shapes: [[2, 3]], make: (a) => graph.pick(a!, 4) },
  { name: 'part', shapes: [[4, 3]], make: (a) => graph.part(a!, 2, [3, 2]) },
  { name: 'place', shapes: [[2, 2]], make: (a) => graph.place(a!, 3, [2, 4]) },
  { name: 'stack', shapes: [[2, 2], [], [3]], make: (a, b, c) => graph.stack([a!, b!, c!, b!]) },
  { name: 'reshape', shapes: [[2, 6]], make: (a) => tensors.reshape(a!, [3, 4]) },
  {
    name: 'matmul',
    shapes: [
      [2, 3],
      [3, 4],
    ],
    make: (a, b) => tensors.matmul(a!, b!),
  },
  {
    name: 'matmul Aᵀ',
    shapes: [
      [3, 2],
      [3, 4],
    ],
    make: (a, b) => tensors.matmul(a!, b!, true),
  },
  {
    name: 'matmul Bᵀ',
    shapes: [
      [2, 3],
      [4, 3],
    ],
    make: (a, b) => tensors.matmul(a!, b!, false, true),
  },
  {
    name: 'matmul AᵀBᵀ',
    shapes: [
      [3, 2],
      [4, 3],
    ],
    make: (a, b) => tensors.matmul(a!, b!, true, true),
  },
  { name: 'matmul AAᵀ', shapes: [[3, 2]], make: (a) => tensors.matmul(a!, a!, false, true) },
  {
    name: 'matmul in batches',
    shapes: [
      [2, 2, 3, 2],
      [2, 2, 2, 3],
    ],
    make: (a, b) => tensors.matmul(a!, b!),
  },
  { name: 'rearrange', shapes: [[3, 4]], make: (a) => tensors.rearrange(a!, map, [3, 7]) },
  { name: 'collect', shapes: [[3, 7]], make: (a) => tensors.collect(a!, map, [3, 2, 2]) },
  { name: 'gather', shapes: [[3, 2]], make: (a) => tensors.gather(a!, rows) },
  { name: 'scatter', shapes: [[5, 2]], make: (a) => tensors.scatter(a!, rows, [3, 2]) },
  { name: 'take', shapes: [[3, 4]], make: (a) => tensors.take(a!, places) },
  { name: 'take the greatest', shapes: [[3, 4]], make: (a) => tensors.take(a!, tensors.argmax(a!)) },
  { name: 'put', shapes: [[3]], make: (a) => tensors.put(a!, places, 4) },
];

/** One number that depends on every entry of the result, with other slopes for each, and bent. */
function measured(out: Node): Node {
  const weights = tensors.tensor(scattered(sizeOf(out.shape), 0.5, 1.5, 7), out.shape);
  return sum(graph.unary('sin', mul(out, weights)));
}

describe.each(cases)('$name', ({ shapes, range = [-1.5, 1.6], make }) => {
  const inputs = shapes.map((shape, i) => input(`input ${i}`, shape));
  const at = Object.fromEntries(inputs.map((node, i) => [`input ${i}`, scattered(sizeOf(node.shape), ...range, i)]));
  const f = measured(make(...inputs));
  const slopes = differentiate(f, inputs);
  const along = inputs.map((node, i) => tensors.tensor(scattered(sizeOf(node.shape), -1, 1, i + 3), node.shape));
  /** Σ over inputs of ⟨a, b⟩. */
  const inner = (a: readonly Node[], b: readonly Node[]): Node =>
    a.map((one, i) => sum(mul(one, b[i]!))).reduce(graph.add);
  const named = (nodes: readonly Node[]): Record<string, Node> =>
    Object.fromEntries(nodes.map((node, i) => [`input ${i}`, node]));

  test('has the slope that small steps show', () => {
    const found = asking(named(slopes), inputs)(at);
    const value = asking({ f }, inputs);
    for (const [name, data] of Object.entries(at))
      for (const entry of data.keys()) {
        // Four points cancel the error's first terms; of several steps the best one counts.
        const shifted = (by: number): number => {
          const moved = data.slice();
          moved[entry]! += by;
          return value({ ...at, [name]: moved }).f![0]!;
        };
        const errors = [1e-2, 3e-3, 1e-3, 3e-4, 1e-4].map((h) => {
          const [near, far] = [shifted(h) - shifted(-h), shifted(2 * h) - shifted(-2 * h)];
          return Math.abs((8 * near - far) / (12 * h) - found[name]![entry]!);
        });
        expect(Math.min(...errors), `${name}[${entry}]`).toBeLessThanOrEqual(
          1e-9 * Math.max(1, Math.abs(found[name]![entry]!)),
        );
      }
  });

  test('has the curvature that forward mode over reverse mode gives, and it is symmetric', () => {
    const reverse = differentiate(inner(slopes, along), inputs);
    // Forward mode out of two reverse ones: what u ↦ ∂⟨u, slopes⟩ does to a direction is linear in u.
    const us = shapes.map((shape, i) => input(`u ${i}`, shape));
    const forward = differentiate(inner(differentiate(inner(us, slopes), inputs), along), us);
    const others = inputs.map((node, i) => tensors.tensor(scattered(sizeOf(node.shape), -1, 1, i + 11), node.shape));
    const crossed = inner(differentiate(inner(slopes, others), inputs), along);
    const free = Object.fromEntries(us.map((node, i) => [`u ${i}`, new Float64Array(sizeOf(node.shape))]));
    const found = asking(
      {
        ...named(reverse),
        ...Object.fromEntries(forward.map((node, i) => [`forward ${i}`, node])),
        there: inner(reverse, others),
        back: crossed,
      },
      [...inputs, ...us],
    )({ ...at, ...free });
    const largest = (entries: Float64Array): number => Math.max(...entries.map(Math.abs));
    // Of the largest entry, not of each: where terms all but cancel, and the two modes add them in another order, what is
    // left differs by more of its own ulp (asin, atan2, div and pow have such entries, 5 to 256 ulp apart).
    const ulp = (value: number): number => Number.EPSILON * 2 ** Math.floor(Math.log2(value));
    for (const i of inputs.keys()) {
      const [one, other] = [found[`input ${i}`]!, found[`forward ${i}`]!];
      const most = 4 * ulp(largest(one));
      for (const [entry, value] of one.entries())
        expect(Math.abs(other[entry]! - value), `input ${i}[${entry}]`).toBeLessThanOrEqual(most);
    }
    const size = Math.max(1, ...inputs.map((_, i) => largest(found[`input ${i}`]!)));
    expect(Math.abs(found.there![0]! - found.back![0]!)).toBeLessThanOrEqual(1e-14 * size);
  });
});

test('what is known first is multiplied first', () => {
  const [x, y, b] = [input('x'), input('y'), input('b')];
  const late = graph.sub(y, mul(x, x));
  const [slope] = differentiate(mul(b, mul(late, late)), [x]);
  expect(slope).toEqual(graph.neg(mul(mul(graph.add(b, b), graph.add(x, x)), late)));
});

test('no slope flows through a stop, and its value stays', () => {
  const a = input('a', [2]);
  const f = sum(mul(graph.stop(graph.unary('exp', a)), a));
  const found = asking({ f, slope: differentiate(f, [a])[0]! }, [a])({ a: Float64Array.of(0, 1) });
  expect([...found.slope!]).toEqual([1, Math.E]);
  expect(found.f![0]).toBe(Math.E);
});

test('the first of equal entries is the greatest, and NaN is never greater', () => {
  const a = tensors.tensor([1, 1, 0, NaN, 1, 2, 0, NaN, -1], [3, 3]);
  expect([...asking({ at: tensors.argmax(a) }, [])({}).at!]).toEqual([0, 0, 0]);
});

test('programs that look entries up by number are not straight-line code', () => {
  const a = input('a', [3, 2]);
  const made = program({ feeds: { a }, outputs: { b: tensors.gather(a, rows) } });
  expect(isStraight(made)).toBe(false);
  expect(isStraight(program({ feeds: { a }, outputs: { b: tensors.reshape(a, [6]) } }))).toBe(true);
});

test('data, maps and flags tell nodes apart, equal ones are one', () => {
  const a = input('a', [2, 2]);
  const turned = (map: readonly number[]): Node => tensors.rearrange(a, Int32Array.from(map), [2, 2]);
  const outputs = {
    b: turned([0, 2, 1, 3]),
    c: turned([0, 2, 1, 3]),
    d: turned([3, 2, 1, 0]),
    e: tensors.tensor([1, 2], [2]),
    f: tensors.tensor([1, 2], [2]),
    g: tensors.tensor([1, -0], [2]),
    h: tensors.matmul(a, a, true),
    i: tensors.matmul(a, a),
  };
  const made = program({ feeds: { a }, outputs });
  expect(made.outputs.b).toBe(made.outputs.c);
  expect(made.outputs.e).toBe(made.outputs.f);
  expect(new Set(Object.values(made.outputs)).size).toBe(6);
});

test.each<[string, Borders, string]>([
  ['nobody writes an input', { outputs: { b: graph.neg(input('a')) } }, 'nothing provides the input a'],
  [
    'an input has another shape where it is written',
    { values: { a: input('a', [2]) }, outputs: { b: graph.neg(input('a', [3])) } },
    'nothing provides the input a of shape [3]',
  ],
  ['what is written is computed', { values: { a: graph.neg(constant(1)) }, outputs: {} }, 'a is no input'],
  ['one input has two names', { values: { a: input('a') }, feeds: { b: input('a') }, outputs: {} }, 'several names'],
  [
    'a value and a state have one name',
    { values: { a: input('a') }, state: { a: { node: input('b'), next: input('b') } }, outputs: {} },
    'a is the name of a value and of a state',
  ],
  [
    'state changes its shape',
    { state: { a: { node: input('a', [2]), next: constant(1) } }, outputs: {} },
    'state a has shape [2], its next value []',
  ],
])('a program in which %s is refused', (_, borders, message) => {
  expect(() => program(borders)).toThrow(message);
});

test.each([
  ['matrices that do not fit', () => tensors.matmul(input('a', [2, 3]), input('b', [2, 3])), '[2, 3] and [2, 3]'],
  ['a vector as matrix', () => tensors.matmul(input('a', [3]), input('b', [3, 1])), 'shape [3] is not a matrix'],
  ['a map beyond its block', () => tensors.rearrange(input('a', [3, 4]), Int32Array.of(4), [3, 1]), 'a map of 1'],
  ['a map that divides nothing', () => tensors.rearrange(input('a', [3]), Int32Array.of(0, 0), [3]), 'a map of 2'],
  ['another count', () => tensors.reshape(input('a', [3]), [2, 2]), 'shape [3] has no form [2, 2]'],
  ['data of another size', () => tensors.tensor([1, 2], [3]), '2 numbers do not fill the shape [3]'],
  ['a part beyond the end', () => graph.part(input('a', [3]), 2, [2]), 'shape [3] has no [2] from entry 2 on'],
  ['a place beyond the end', () => graph.place(input('a', [3]), 1, [3]), 'cannot be placed at 1'],
  ['rows of another width', () => tensors.scatter(input('a', [2, 3]), input('r', [2]), [4, 2]), 'do not fit into'],
  ['choices of another count', () => tensors.take(input('a', [2, 3]), input('i', [3])), 'choose no entry'],
  ['places of another count', () => tensors.put(input('a', [2]), input('i', [3]), 4), 'give no place'],
  ['the greatest of one', () => tensors.argmax(input('a')), 'no greatest entry'],
])('%s are refused when the graph is made', (_, make, message) => {
  expect(make).toThrow(message);
});
