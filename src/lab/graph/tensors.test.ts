/** Programs over tensors, compiled as loops over one planned memory, against the interpreter: the same bits. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bits, expectSameBits } from '../../../e2e/support/same-bits.ts';
import { optimizers } from '../catalogues.ts';
import { defaults } from '../describe/param.ts';
import type { Loss } from '../experiment/problem.ts';
import { parameterInput, traceStep } from '../experiment/step.ts';
import { compile, compileTensors } from './compile.ts';
import { differentiate } from './differentiate.ts';
import { interpret } from './interpret.ts';
import * as graph from './node.ts';
import {
  add,
  type BinaryName,
  constant,
  input,
  mul,
  type Node,
  type Shape,
  sizeOf,
  sub,
  type UnaryName,
} from './node.ts';
import { type Executable, type Program, program, type Rows } from './program.ts';
import { tensorCode } from './tensor/code.ts';
import * as tensors from './tensors.ts';
import { instantiate } from './wasm/memory.ts';
import { double } from './wasm/real.ts';

/** Numbers in (−1, 1) that look drawn at random; the same for the same seed. */
function numbers(count: number, seed: number): Float64Array {
  let state = seed + 1;
  return Float64Array.from({ length: count }, () => {
    state = (state * 16807) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  });
}

/** Compiled as loops it has the interpreter's bits, whatever rows it is fed. */
function same(made: Program, counts: readonly number[], set: (it: Executable) => void = scatter(made)): void {
  const feeds = Object.entries(made.feeds).map(([name, { shape }]) => [name, sizeOf(shape)] as const);
  const fed = (count: number, seed: number): Rows =>
    Object.fromEntries(feeds.map(([name, size]) => [name, rowNumbers(count * size, seed)]));
  expectSameBits(made, compileTensors, set, counts, fed);
}

/** Row numbers, some of which name no row. */
const rowNumbers = (count: number, seed: number): Float64Array =>
  numbers(count, seed).map((number) => Math.floor(4 * number + 3.9));

const scatter =
  (made: Program) =>
  (it: Executable): void =>
    [...Object.keys(made.values), ...Object.keys(made.state)].forEach((name, i) => {
      it.memory(name).set(numbers(it.memory(name).length, i));
    });

interface Net {
  readonly layers: readonly number[];
  readonly batch: number;
  readonly activation: 'tanh' | 'relu';
  readonly rule: 'sgd' | 'adam';
}

/** A training step of a network: gather, forward, loss, backward, update. */
function network({ layers, batch, activation, rule }: Net): Program {
  const [wide, out] = [layers[0]!, layers.at(-1)!];
  const x = input('x', [layers.slice(1).reduce((sum, width, i) => sum + width * (layers[i]! + 1), 0)]);
  const rows = input('rows', [batch]);
  const samples = tensors.tensor(numbers(8 * wide, 5), [8, wide]);
  const labels = tensors.tensor(
    [0, 1, 2, 0, 1, 1, 2, 0].map((label) => label % Math.max(2, out)),
    [8],
  );
  const label = tensors.gather(labels, rows);
  let layer = tensors.gather(samples, rows);
  let at = 0;
  for (const [i, width] of layers.slice(1).entries()) {
    const weights = graph.part(x, at, [width, layers[i]!]);
    const bias = graph.part(x, at + sizeOf(weights.shape), [width]);
    at += sizeOf(weights.shape) + width;
    const sum = add(tensors.matmul(layer, weights, false, true), bias);
    const isLast = i === layers.length - 2;
    layer = isLast ? sum : activation === 'tanh' ? graph.unary('tanh', sum) : graph.binary('max', sum, constant(0));
  }
  const loss = graph.div(graph.sum(out === 1 ? binaryLoss(layer, label) : entropy(layer, label)), constant(batch));
  const [g] = differentiate(loss, [x]) as [Node];
  const lr = input('lr');
  if (rule === 'sgd')
    return program({
      values: { lr },
      state: { x: { node: x, next: sub(x, mul(lr, g)) } },
      feeds: { rows },
      outputs: { loss },
    });
  const [m, v, power] = [input('m', x.shape), input('v', x.shape), input('power')];
  const mNext = add(mul(constant(0.9), m), mul(constant(0.1), g));
  const vNext = add(mul(constant(0.999), v), mul(constant(0.001), mul(g, g)));
  const powerNext = mul(power, constant(0.9));
  const width = graph.add(graph.unary('sqrt', graph.unary('abs', vNext)), constant(1e-8));
  const next = sub(x, graph.div(mul(graph.div(lr, sub(constant(1), powerNext)), mNext), width));
  return program({
    values: { lr },
    state: {
      x: { node: x, next },
      m: { node: m, next: mNext },
      v: { node: v, next: vNext },
      power: { node: power, next: powerNext },
    },
    feeds: { rows },
    outputs: { loss, gradient: g },
  });
}

const binaryLoss = (layer: Node, label: Node): Node => {
  const score = tensors.reshape(layer, label.shape);
  return sub(graph.unary('softplus', score), mul(label, score));
};

function entropy(layer: Node, label: Node): Node {
  const column = (node: Node): Node => tensors.reshape(node, [...node.shape, 1]);
  const most = graph.stop(tensors.take(layer, tensors.argmax(layer)));
  const lowered = sub(layer, column(most));
  const total = graph.sum(graph.unary('exp', lowered), column(most).shape);
  return sub(graph.unary('log', total), column(tensors.take(lowered, label)));
}

describe('a training step of a network has the interpreter’s bits', () => {
  const nets: readonly Net[] = [
    { layers: [2, 1], batch: 10, activation: 'tanh', rule: 'sgd' },
    { layers: [2, 8, 8, 1], batch: 10, activation: 'tanh', rule: 'adam' },
    { layers: [2, 16, 16, 3], batch: 32, activation: 'tanh', rule: 'adam' },
    { layers: [64, 32, 10], batch: 33, activation: 'relu', rule: 'adam' },
    { layers: [64, 32, 10], batch: 300, activation: 'relu', rule: 'sgd' },
    { layers: [300, 20, 10], batch: 1, activation: 'relu', rule: 'sgd' },
    { layers: [5, 7, 3], batch: 7, activation: 'tanh', rule: 'sgd' },
  ];
  test.each(nets)('$layers, batch $batch, $activation, $rule', (net) => {
    const made = network(net);
    same(made, [1, 3, 2]);
  });
});

describe('every rule’s step on a network has the interpreter’s bits', () => {
  const sizes: readonly Shape[] = [[12, 4], [12], [3, 12], [3]];
  const dimension = sizes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  const samples = tensors.tensor(numbers(36, 9), [9, 4]);
  const labels = tensors.tensor([0, 1, 2, 0, 1, 2, 0, 1, 2]);
  let next = 0;
  const layout = sizes.map((shape) => {
    const offset = next;
    next += sizeOf(shape);
    return { offset, shape };
  });
  const value = (x: Node): Node => {
    const [w1, b1, w2, b2] = layout.map(({ offset, shape }) => graph.part(x, offset, shape)) as [
      Node,
      Node,
      Node,
      Node,
    ];
    const hidden = graph.unary('tanh', add(tensors.matmul(samples, w1, false, true), b1));
    const outputs = add(tensors.matmul(hidden, w2, false, true), b2);
    return graph.div(graph.sum(entropy(outputs, labels)), constant(9));
  };
  const loss: Loss = {
    dimension,
    shape: [dimension],
    name: 'a small network',
    values: {},
    tensors: layout,
    value,
    gradient: (x) => differentiate(value(x), [x])[0]!,
  };
  const rules = optimizers.ids.filter((id) => optimizers.get(id).kind === 'rule');
  test.each(rules)('%s', (id) => {
    const entry = optimizers.get(id);
    if (entry.kind !== 'rule') return;
    const values = defaults(entry.params);
    const { program: made } = traceStep(entry, values, loss, false);
    same(made, [1, 4], (it) => {
      for (const [name, one] of Object.entries(values))
        if (typeof one === 'number' && parameterInput(name) in made.values) it.memory(parameterInput(name))[0] = one;
      it.memory('x').set(numbers(dimension, 4));
      for (const name of Object.keys(made.state))
        if (name !== 'x') it.memory(name).fill(made.state[name]!.node.shape.length === 0 ? 1 : 0);
    });
  });
});

describe('in float32', () => {
  const nets: readonly Net[] = [
    { layers: [2, 8, 8, 1], batch: 10, activation: 'tanh', rule: 'adam' },
    { layers: [2, 16, 16, 3], batch: 33, activation: 'tanh', rule: 'sgd' },
    { layers: [64, 32, 10], batch: 10, activation: 'relu', rule: 'adam' },
    { layers: [5, 7, 3], batch: 7, activation: 'tanh', rule: 'sgd' },
  ];
  test.each(nets)('$layers, batch $batch, $rule: the losses of 20 steps agree to five digits', (net) => {
    const made = network(net);
    const fed = { rows: rowNumbers(20 * net.batch, 3) };
    const losses = [compileTensors(made), compileTensors(made, 'f32')].map((it) => {
      for (const name of Object.keys(made.state)) it.memory(name).set(numbers(it.memory(name).length, 2));
      for (const name of ['m', 'v', 'power']) if (name in made.state) it.memory(name).fill(name === 'power' ? 1 : 0);
      it.memory('lr')[0] = 0.01;
      return it.run(20, fed)['loss']!;
    });
    losses[0]!.forEach((loss, step) => expect(Math.abs(losses[1]![step]! - loss)).toBeLessThan(1e-5 * (1 + loss)));
    expect(bits(losses[0]!)).not.toBe(bits(losses[1]!));
  });

  /** Numbers of every size, those near 0 and the ends of the functions among them. */
  const given = numbers(20_003, 1).map((one, i) =>
    Math.fround([one, 20 * one, 105 * one, one * 2 ** -(i % 60)][i % 4]!),
  );
  given.set([
    0,
    -0,
    NaN,
    Infinity,
    -Infinity,
    1,
    -1,
    2 ** -149,
    -(2 ** -149),
    2 ** -126,
    19.0625,
    88.75,
    -87.375,
    2 ** 100,
  ]);

  /** What lies below the normal numbers may be 0. */
  function near(answer: number, right: number, what: string): void {
    const ulp = 2 ** (Math.floor(Math.log2(Math.abs(right))) - 23);
    if (Number.isNaN(right) || Math.abs(right) > 3.4e38) expect(answer, what).toBe(Math.fround(right));
    else expect(Math.abs(answer - right), what).toBeLessThanOrEqual(Math.abs(right) < 2 ** -126 ? 2 ** -126 : 4 * ulp);
  }

  test.each(graph.unaryNames)('%s is float64’s, rounded, or within 4 ulp of it', (op) => {
    const a = input('a', [given.length]);
    const made = program({ values: { a }, outputs: { b: graph.unary(op, a) } });
    const [exact, brief] = [interpret(made), compileTensors(made, 'f32')].map((it) => {
      it.memory('a').set(given);
      return it.run(1)['b']!;
    }) as [Float64Array, Float64Array];
    exact.forEach((right, i) => near(brief[i]!, right, `${op} ${given[i]}`));
  });

  test.each(graph.binaryNames)('%s is float64’s, rounded', (op) => {
    const [a, b] = [input('a', [given.length]), input('b', [given.length])];
    const made = program({ values: { a, b }, outputs: { c: graph.binary(op, a, b) } });
    const [exact, brief] = [interpret(made), compileTensors(made, 'f32')].map((it) => {
      it.memory('a').set(given);
      it.memory('b').set(given.toReversed());
      return it.run(1)['c']!;
    }) as [Float64Array, Float64Array];
    expect(bits(brief)).toBe(bits(exact.map(Math.fround)));
  });

  test('functions have the same bits however many numbers are asked of side by side', () => {
    const of = (count: number, ops: readonly UnaryName[]): Rows => {
      const a = input('a', [count]);
      const made = program({ values: { a }, outputs: Object.fromEntries(ops.map((op) => [op, graph.unary(op, a)])) });
      const it = compileTensors(made, 'f32');
      it.memory('a').set(given.subarray(0, count));
      return it.run(1);
    };
    const ops: readonly UnaryName[] = ['tanh', 'sigmoid', 'softplus', 'exp', 'log'];
    const all = of(100, ops);
    for (const count of [1, 2, 3, 4, 5, 7, 8, 9, 17, 33])
      for (const op of ops)
        expect(bits(of(count, [op])[op]!), `${count} ${op}`).toBe(bits(all[op]!.subarray(0, count)));
  });
});

test.each(['f64', 'f32'] as const)('in %s a number that names no row finds none, whatever it is', (precision) => {
  const odd = [1, NaN, -0, 0.5, 4, -1, Infinity, 4.5, 2 ** 31, -(2 ** 31), 2 ** 32, 3, -Infinity, 1e30, 2 ** 52, 0, 2];
  for (const width of [1, 2, 3, 4, 5, 7, 9]) {
    const [rows, table] = [input('rows', [odd.length]), input('table', [5, width])];
    const looked = tensors.gather(table, rows);
    const [taken, back] = [tensors.take(looked, rows), tensors.scatter(looked, rows, table.shape)];
    const made = program({ values: { table }, feeds: { rows }, outputs: { looked, taken, back } });
    const [plain, compiled] = [interpret(made), compileTensors(made, precision)];
    for (const it of [plain, compiled]) it.memory('table').set(numbers(5 * width, 1).map(Math.fround));
    const [a, b] = [plain, compiled].map((it) => it.run(1, { rows: Float64Array.from(odd) })) as [Rows, Rows];
    for (const name of Object.keys(a)) expect(bits(b[name]!), name).toBe(bits(a[name]!));
  }
});

test.each([
  [8, 12],
  [4, 4],
  [12, 4],
  [6, 8],
  [5, 7],
  [1, 9],
])('matrices of %i × %i are turned, there and back', (rows, columns) => {
  const map = Int32Array.from({ length: rows * columns }, (_, i) => (i % rows) * columns + Math.floor(i / rows));
  const a = input('a', [3, rows, columns]);
  const there = tensors.rearrange(a, map, [3, columns, rows]);
  const made = program({ values: { a }, outputs: { there, back: tensors.collect(there, map, [3, rows, columns]) } });
  const given = numbers(3 * rows * columns, 1).map((one, i) => Math.fround(i % 5 === 0 ? -0 : one));
  const [plain, ...compiled] = [interpret(made), compileTensors(made), compileTensors(made, 'f32')].map((it) => {
    it.memory('a').set(given);
    return it.run(1);
  });
  for (const results of compiled)
    for (const name of ['there', 'back']) expect(bits(results[name]!), name).toBe(bits(plain![name]!));
});

/** How a random node is made from some that are known: tried, and left out where the shapes do not fit. */
type Recipe = (known: (i: number) => Node, pick: (count: number) => number) => Node;

const unaries: readonly UnaryName[] = ['neg', 'abs', 'tanh', 'exp', 'sigmoid', 'sin', 'floor', 'sqrt', 'sign'];
const binaries: readonly BinaryName[] = ['add', 'sub', 'mul', 'div', 'min', 'max', 'less', 'equal'];

/** A shape of as many entries, axes split and joined. */
function reshaped(size: number, pick: (count: number) => number): Shape {
  const shape: number[] = [];
  let rest = size;
  while (rest > 1 && shape.length < 3) {
    const divisors = Array.from({ length: rest }, (_, i) => i + 1).filter((side) => rest % side === 0);
    const side = divisors[pick(divisors.length)]!;
    shape.push(side);
    rest /= side;
  }
  return [...shape, rest];
}

const recipes: readonly Recipe[] = [
  (known, pick) => graph.unary(unaries[pick(unaries.length)]!, known(0)),
  (known, pick) => graph.binary(binaries[pick(binaries.length)]!, known(0), known(1)),
  (known) => add(known(0), known(1)),
  (known) => graph.where(graph.binary('less', known(0), known(1)), known(1), known(2)),
  (known, pick) =>
    graph.sum(
      known(0),
      known(0).shape.map((side) => (pick(2) === 0 ? 1 : side)),
    ),
  (known, pick) => graph.sum(known(0), known(0).shape.slice(pick(known(0).shape.length + 1))),
  (known, pick) => tensors.matmul(known(0), known(1), pick(2) === 0, pick(2) === 0),
  (known, pick) => tensors.matmul(known(0), known(0), pick(2) === 0, pick(2) === 0),
  (known, pick) => tensors.reshape(known(0), reshaped(sizeOf(known(0).shape), pick)),
  (known, pick) => {
    const size = 1 + pick(sizeOf(known(0).shape));
    return graph.part(known(0), pick(sizeOf(known(0).shape) - size + 1), reshaped(size, pick));
  },
  (known, pick) => graph.place(known(0), pick(5), [sizeOf(known(0).shape) + 4]),
  (known, pick) => {
    const size = sizeOf(known(0).shape) + sizeOf(known(1).shape) + pick(3);
    return add(graph.place(known(0), 0, [size]), graph.place(known(1), sizeOf(known(0).shape), [size]));
  },
  (known) => graph.stack([known(0), known(1), known(2)]),
  (known, pick) => {
    const size = sizeOf(known(0).shape);
    return tensors.rearrange(
      known(0),
      Int32Array.from({ length: 6 }, () => pick(size + 1) - 1),
      [2, 3],
    );
  },
  (known, pick) => {
    const size = sizeOf(known(0).shape);
    return tensors.collect(
      known(0),
      Int32Array.from({ length: size }, () => pick(5) - 1),
      [4],
    );
  },
  (known) => {
    const size = sizeOf(known(0).shape);
    const map = Int32Array.from({ length: 2 * size }, (_, i) => (i < size - 1 ? i + 1 : i - size + 1 < size ? -1 : 0));
    return tensors.rearrange(known(0), map, [2, size]);
  },
  (known) =>
    tensors.collect(
      known(0),
      Int32Array.from({ length: sizeOf(known(0).shape) }, (_, i) => i % 4),
      [5],
    ),
  (known) => tensors.gather(known(0), known(1)),
  (known) => {
    const [table, rows] = [known(0), known(1)];
    return tensors.scatter(tensors.gather(table, rows), rows, table.shape);
  },
  (known) => tensors.argmax(known(0)),
  (known) => tensors.take(known(0), tensors.argmax(known(0))),
  (known, pick) => tensors.put(known(0), graph.unary('floor', known(0)), 1 + pick(4)),
  (known, pick) => graph.broadcast(known(0), [1 + pick(4), ...known(0).shape]),
];

/** Programs of any nodes, and the slopes of what they end with. */
const programs = fc
  .record({
    shape: fc.constantFrom<Shape>([3], [8], [2, 2], [3, 4], [7, 2], [2, 3, 3], [4, 16]),
    other: fc.constantFrom<Shape>([], [4], [2], [3, 1], [4, 5], [3, 3]),
    draws: fc.array(fc.nat(1e6), { minLength: 40, maxLength: 120 }),
  })
  .map(({ shape, other, draws }) => {
    let drawn = 0;
    const pick = (count: number): number => draws[drawn++ % draws.length]! % count;
    const [u, v, rows] = [input('u', shape), input('v', other), input('rows', [3])];
    const known: Node[] = [u, v, rows, constant(0.5)];
    for (let i = 0; i < draws.length / 8; i++) {
      const chosen = [pick(known.length), pick(known.length), pick(known.length)].map((at) => known.at(-1 - at)!);
      try {
        const made = recipes[pick(recipes.length)]!((at) => chosen[at]!, pick);
        if (sizeOf(made.shape) <= 400) known.push(made);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    const last = known.at(-1)!;
    const middle = known[Math.floor(known.length / 2)]!;
    const [slopeU, slopeV] = differentiate(graph.sum(last), [u, v]) as [Node, Node];
    return program({
      state: { u: { node: u, next: sub(u, mul(constant(0.1), slopeU)) }, v: { node: v, next: add(v, slopeV) } },
      feeds: { rows },
      outputs: { last, middle, slopeU, u },
    });
  });

test('1,000 generated programs over tensors, their slopes among them, have the interpreter’s bits', () => {
  fc.assert(
    fc.property(programs, (made) => {
      same(made, [2, 1]);
    }),
    { numRuns: 1000 },
  );
}, 120_000);

test('pieces and whole vectors are added in the interpreter’s order, however they come', () => {
  const [size, names] = [6, ['a', 'b', 'c', 'd', 'e']] as const;
  const term = fc.record({ wide: fc.constantFrom(0, 2, 3), half: fc.nat(1), right: fc.boolean() });
  fc.assert(
    fc.property(fc.array(term, { minLength: 2, maxLength: 5 }), (terms) => {
      const inputs = terms.map(({ wide }, i) => input(names[i]!, [wide || size]));
      const parts = inputs.map((one, i) => {
        const { wide, half } = terms[i]!;
        return wide === 0 ? one : graph.place(one, half * wide, [size]);
      });
      const sum = parts.reduce((so, one, i) => (terms[i]!.right ? add(one, so) : add(so, one)));
      const pairs = parts.length > 3 ? add(add(parts[0]!, parts[1]!), parts.slice(2).reduce(add)) : sum;
      const values = Object.fromEntries(inputs.map((one, i) => [names[i]!, one]));
      same(program({ values, outputs: { sum, pairs } }), [1]);
    }),
    { numRuns: 500 },
  );
});

describe('long sums have the interpreter’s bits', () => {
  test.each([63, 64, 65, 66, 67, 131, 1000])('%i numbers in a row', (count) => {
    const a = input('a', [count]);
    const made = program({ values: { a }, outputs: { b: graph.sum(mul(a, a)), c: graph.sum(a) } });
    same(made, [2]);
    const [plain, compiled] = [interpret(made), compile(made)];
    for (const it of [plain, compiled]) it.memory('a').set(numbers(count, 3));
    expect(bits(compiled.run(1)['b']!)).toBe(bits(plain.run(1)['b']!));
  });

  test.each<[number, number]>([
    [9, 13],
    [7, 65],
    [64, 3],
    [20, 20],
  ])('over %i rows of %i, some of what is added broadcast', (rows, columns) => {
    const [a, b, c] = [input('a', [rows, columns]), input('b', [rows, 1]), input('c', [columns])];
    const all = mul(add(a, b), c);
    same(program({ values: { a, b, c }, outputs: { d: graph.sum(all), e: graph.sum(all, [columns]) } }), [1]);
  });
});

describe('state', () => {
  test('moves on at once: one state’s next may be another’s present, or a part of it', () => {
    const [a, b, c] = [input('a', [100]), input('b', [100]), input('c', [3])];
    same(
      program({
        state: {
          a: { node: a, next: b },
          b: { node: b, next: add(a, b) },
          c: { node: c, next: graph.part(a, 7, [3]) },
        },
        outputs: { a, sum: graph.sum(b) },
      }),
      [1, 2, 700],
    );
  });

  test('that is read again after its next value is known stays as it was', () => {
    const a = input('a', [70]);
    const next = graph.unary('tanh', add(a, constant(0.5)));
    const after = graph.sum(mul(a, graph.broadcast(graph.sum(next), [70])));
    same(program({ state: { a: { node: a, next } }, outputs: { after, next } }), [3]);
  });
});

test('numbers that are no numbers, and infinities, go through every kernel without a trap', () => {
  const net = network({ layers: [4, 6, 3], batch: 5, activation: 'relu', rule: 'sgd' });
  for (const odd of [NaN, Infinity, -Infinity, 1e300, -0])
    same(net, [2], (it) => {
      it.memory('x').set(numbers(45, 1));
      it.memory('x')[3] = odd;
      it.memory('x')[40] = odd;
      it.memory('lr')[0] = odd;
    });
});

test('rows do not depend on how many are asked for at once', () => {
  const made = network({ layers: [3, 5, 2], batch: 4, activation: 'tanh', rule: 'adam' });
  const fed = rowNumbers(4 * 1300, 1);
  const rows = (counts: readonly number[]): string => {
    const it = compile(made);
    scatter(made)(it);
    let from = 0;
    const parts = counts.map((count) => {
      from += count;
      return it.run(count, { rows: fed.subarray(4 * (from - count), 4 * from) });
    });
    return ['loss', 'gradient'].map((name) => parts.map((part) => bits(part[name]!)).join(' ')).join();
  };
  expect(rows([7, 13])).toBe(rows([20]));
  expect(rows([1, 511, 513, 275])).toBe(rows([1300]));
});

test('the module is valid, and 10,000 restarts take no more memory than one', () => {
  const made = network({ layers: [2, 8, 8, 1], batch: 10, activation: 'tanh', rule: 'adam' });
  const { code } = tensorCode(made, double);
  expect(WebAssembly.validate(code.module as Uint8Array<ArrayBuffer>)).toBe(true);
  const fed = { rows: rowNumbers(10, 1) };
  const restart = (): number => {
    const it = compile(made);
    scatter(made)(it);
    return it.run(1, fed)['loss']![0]!;
  };
  const first = restart();
  const before = instantiate(code).enter().length;
  expect(8 * before).toBeGreaterThanOrEqual(code.bytes);
  expect(new Set(Array.from({ length: 10_000 }, restart))).toEqual(new Set([first]));
  expect(instantiate(code).enter().length).toBe(before);
}, 60_000);
