/** The compiler against the interpreter: the same bits, program by program. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bits, expectSameBits } from '../../../e2e/support/same-bits.ts';
import { optimizers, surfaces } from '../catalogues.ts';
import * as elementary from '../numeric/elementary.ts';
import { defaults } from '../describe/param.ts';
import { surfaceLoss, valueInputs } from '../experiment/problem.ts';
import { parameterInput, traceStep } from '../experiment/step.ts';
import { differentiate } from './differentiate.ts';
import {
  binary,
  binaryNames,
  constant,
  add,
  input,
  type Node,
  pick,
  place,
  type Shape,
  sizeOf,
  stack,
  sum,
  unary,
  unaryNames,
  where,
} from './node.ts';
import { compile, codeOf } from './compile.ts';
import { interpret } from './interpret.ts';
import { type Executable, type Program, program, type Rows } from './program.ts';
import { Body, encodeModule } from './wasm/encoder.ts';

const same = (
  made: Program,
  prepare: (it: Executable) => void,
  counts: readonly number[],
  feeds: (count: number) => Rows,
): void => expectSameBits(made, compile, prepare, counts, feeds);

const surfaceChoice = (id: string) => ({ id, values: defaults(surfaces.get(id).params) });

describe('every surface', () => {
  test.each(surfaces.ids)('%s: value, slope and curvature', (id) => {
    const loss = surfaceLoss(surfaceChoice(id));
    const point = input('point', [2]);
    const [x, y] = [pick(point, 0), pick(point, 1)];
    const f = loss.value(point);
    const slope = loss.gradient(point);
    const curvature = [0, 1].flatMap((i) => differentiate(pick(slope, i), [point]));
    const made = program({
      values: valueInputs(loss),
      feeds: { point },
      outputs: { f, slope, down: curvature[0]!, across: curvature[1]!, x, y },
    });
    const [xmin, xmax, ymin, ymax] = surfaces.get(id).domain;
    const points = Float64Array.from({ length: 2 * 700 }, (_, i) =>
      i % 2 === 0
        ? xmin + ((xmax - xmin) * ((i * 7919) % 1399)) / 1399
        : ymin + ((ymax - ymin) * ((i * 104729) % 1301)) / 1301,
    );
    points.set([0, 0, -0, 1e300, NaN, 1, Infinity, -Infinity, 1e9, -1e9], 0);
    same(
      made,
      (it) => Object.entries(loss.values).forEach(([name, value]) => (it.memory(name)[0] = value)),
      [700],
      () => ({ point: points }),
    );
  });
});

describe('every rule on every surface, calm and chaotic', () => {
  const rules = optimizers.ids.filter((id) => optimizers.get(id).kind === 'rule');
  test.each(rules)('%s', (id) => {
    const entry = optimizers.get(id);
    if (entry.kind !== 'rule') return;
    // Of neighbouring surfaces one is run calmly, the other with noise and far too high a rate.
    for (const [i, surfaceId] of surfaces.ids.entries()) {
      const wild = (i + rules.indexOf(id)) % 2 === 1;
      const loss = surfaceLoss(surfaceChoice(surfaceId));
      const values = defaults(entry.params);
      const { program: made } = traceStep(entry, values, loss, wild);
      const prepare = (it: Executable): void => {
        for (const [name, value] of Object.entries(loss.values)) it.memory(name)[0] = value;
        for (const [name, value] of Object.entries(values))
          if (typeof value === 'number')
            it.memory(parameterInput(name))[0] = name === 'lr' && wild ? value * 300 : value;
        it.memory('x').set(surfaces.get(surfaceId).start);
        for (const name of Object.keys(entry.state))
          it.memory(name).fill(entry.state[name]!.shape === 'scalar' ? 1 : 0);
      };
      const noise = (count: number): Record<string, Float64Array> =>
        wild ? { noise: Float64Array.from({ length: 2 * count }, (_, step) => Math.sin(step)) } : {};
      same(made, prepare, [7, 13, 180], noise);
    }
  });
});

const numberFunctions = elementary as unknown as Readonly<Record<string, (...values: number[]) => number>>;

describe('elementary functions as they are compiled', () => {
  /** The inputs of every function among the golden numbers: a header, then per function its arguments, byte by byte. */
  const data = gunzipSync(readFileSync(new URL('../../../e2e/golden/elementary.bin.gz', import.meta.url)));
  const start = data.indexOf(10);
  const header = JSON.parse(data.toString('utf8', 0, start)) as { name: string; arity: number; count: number }[];
  let offset = start + 1;
  const golden = header.map(({ name, arity, count }) => {
    const numbers = Array.from({ length: arity }, () => {
      const bytes = Buffer.alloc(8 * count);
      for (let i = 0; i < 8 * count; i++) bytes[(i % count) * 8 + Math.floor(i / count)] = data[offset + i]!;
      offset += 8 * count;
      return Float64Array.from({ length: count }, (_, i) => bytes.readDoubleLE(8 * i));
    });
    offset += 9 * count;
    return { name, numbers, count };
  });
  const special = [0, -0, NaN, Infinity, -Infinity, 1, -1, 5e-324, -5e-324, 1e308, -1e308, 2 ** 1000, 1e22];

  test.each(golden)('$name has the number functions’ bits in both lanes', ({ name, numbers, count }) => {
    const pairs = numbers.map((column, i) =>
      Float64Array.from(
        [...column, ...special.flatMap((a) => special.map((b) => [a, b][i]!)), 0].slice(0, -1 - ((count + 169) % 2)),
      ),
    );
    const doors = numbers.map((_, i) => input(`argument ${i}`, [2]));
    const [a, b] = doors;
    const answer = numbers.length === 1 ? unary(name as 'exp', a!) : binary(name as 'pow', a!, b!);
    const made = program({
      feeds: Object.fromEntries(doors.map((door, i) => [`argument ${i}`, door])),
      outputs: { answer },
    });
    const answers = compile(made).run(
      pairs[0]!.length / 2,
      Object.fromEntries(pairs.map((pair, i) => [`argument ${i}`, pair])),
    ).answer!;
    const expected = pairs[0]!.map((_, i) => numberFunctions[name]!(...pairs.map((pair) => pair[i]!)));
    expect(answers.findIndex((value, i) => !Object.is(value, expected[i]))).toBe(-1);
  });
});

test('every operation at the ends of the numbers, without a trap', () => {
  const ends = [0, -0, NaN, Infinity, -Infinity, 1, -1, 0.5, -1.5, 5e-324, 1.7976931348623157e308, -2.5, 1e17];
  const all = ends.flatMap((a) => ends.map((b) => [a, b] as const));
  const [a, b] = [input('a'), input('b')];
  const outputs = Object.fromEntries([
    ...unaryNames.map((op) => [op, unary(op, a)] as const),
    ...binaryNames.map((op) => [op, binary(op, a, b)] as const),
    ['where', where(a, a, b)] as const,
  ]);
  const feeds = { a: Float64Array.from(all, (pair) => pair[0]), b: Float64Array.from(all, (pair) => pair[1]) };
  same(
    program({ feeds: { a, b }, outputs }),
    () => undefined,
    [all.length],
    () => feeds,
  );
});

/** Random graphs over two inputs, each node from those before it. */
const graphs = fc
  .record({
    shape: fc.constantFrom<Shape>([], [2], [3], [5], [2, 3], [17]),
    picks: fc.array(
      fc.record({ kind: fc.nat(5), op: fc.nat(100), a: fc.nat(1000), b: fc.nat(1000), c: fc.nat(1000) }),
      { minLength: 1, maxLength: 12 },
    ),
    constants: fc.array(fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, -1, 0.5, 1e300, 5e-324)), {
      minLength: 1,
      maxLength: 3,
    }),
    values: fc.array(fc.oneof(fc.double(), fc.double({ min: -3, max: 3, noNaN: true })), {
      minLength: 34,
      maxLength: 34,
    }),
  })
  .map(({ shape, picks, constants, values }) => {
    const [u, v] = [input('u', shape), input('v', shape)];
    const known: Node[] = [u, v, ...constants.map(constant)];
    for (const { kind, op, a, b, c } of picks) {
      const node = (index: number): Node => known[index % known.length]!;
      if (kind <= 1) known.push(unary(unaryNames[op % unaryNames.length]!, node(a)));
      else if (kind <= 3) known.push(binary(binaryNames[op % binaryNames.length]!, node(a), node(b)));
      else if (kind === 4) known.push(where(node(a), node(b), node(c)));
      else {
        const whole = node(a);
        const one = pick(whole, b % sizeOf(whole.shape));
        known.push(
          c % 3 === 0
            ? sum(whole)
            : c % 3 === 1
              ? place(one, c % sizeOf(shape), shape)
              : sum(stack([one, one, sum(whole)])),
        );
      }
    }
    const last = known.at(-1)!;
    const slopes = differentiate(sum(last), [u, v]);
    const made = program({
      values: { v },
      state: { u: { node: u, next: binary('add', u, slopes[0]!) } },
      outputs: { last, slope: slopes[1]! },
    });
    return { made, values };
  });

test('10,000 generated programs, their derivatives among them', () => {
  fc.assert(
    fc.property(graphs, ({ made, values }) => {
      const prepare = (it: Executable): void => {
        it.memory('u').set(values.slice(0, it.memory('u').length));
        it.memory('v').set(values.slice(17, 17 + it.memory('v').length));
      };
      same(made, prepare, [3], () => ({}));
    }),
    { numRuns: 10_000 },
  );
}, 60_000);

describe('the encoder', () => {
  const valid = (bytes: Uint8Array): boolean => WebAssembly.validate(bytes as Uint8Array<ArrayBuffer>);

  test('writes valid modules, and nothing that could be left away', () => {
    const loss = surfaceLoss(surfaceChoice('rastrigin'));
    const point = input('point', [2]);
    const bytes = codeOf(program({ feeds: { point }, outputs: { slope: loss.gradient(point) } })).module;
    expect(valid(bytes)).toBe(true);
    expect(valid(bytes.slice(0, -1))).toBe(false);
  });

  test('writes valid modules of any numbers, shapes and operations', () => {
    fc.assert(
      fc.property(graphs, ({ made }) => valid(codeOf(made).module)),
      { numRuns: 300 },
    );
  });

  test('writes whole numbers of every size', () => {
    fc.assert(
      fc.property(fc.integer(), (value) => {
        const body = new Body([], ['i32']);
        body.integer(value);
        const bytes = encodeModule({ functions: [body], exports: { run: 0 }, bytes: 0 });
        const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>));
        return (exports['run'] as () => number)() === value;
      }),
      { numRuns: 200 },
    );
  });
});

test('a program larger than a memory can be is refused with its size', () => {
  const wide = input('wide', [2 ** 29]);
  const made = program({ values: { wide }, outputs: { wide } });
  expect(() => compile(made)).toThrow('needs 8193 MB');
});

test('rows do not depend on how many are asked for at once', () => {
  const entry = optimizers.get('adam');
  if (entry.kind !== 'rule') return;
  const { program: made } = traceStep(entry, defaults(entry.params), surfaceLoss(surfaceChoice('beale')), true);
  const noise = Float64Array.from({ length: 2 * 1300 }, (_, i) => Math.sin(i));
  const rows = (counts: readonly number[]): string => {
    const it = compile(made);
    it.memory('x').set([1, 1.6]);
    for (const name of Object.keys(made.values)) it.memory(name)[0] = 0.01;
    let from = 0;
    const parts = counts.map((count) => {
      const fed = { noise: noise.subarray(2 * from, 2 * (from + count)) };
      from += count;
      return it.run(count, fed);
    });
    return Object.keys(made.outputs)
      .map((name) => parts.map((part) => bits(part[name]!)).join(' '))
      .join();
  };
  expect(rows([7, 13])).toBe(rows([20]));
  expect(rows([1, 511, 513, 275])).toBe(rows([1300]));
});

test('rows are written where they are wanted', () => {
  const x = input('x');
  const made = program({ state: { x: { node: x, next: binary('add', x, constant(1)) } }, outputs: { x } });
  for (const execute of [interpret, compile]) {
    const into = { x: new Float64Array(3) };
    expect(execute(made).run(3, {}, into).x).toBe(into.x);
    expect([...into.x]).toEqual([0, 1, 2]);
  }
});

test('two runs of one program do not meet', () => {
  const x = input('x');
  const made = program({ state: { x: { node: x, next: binary('add', x, constant(1)) } }, outputs: { x } });
  const [one, two] = [compile(made), compile(made)];
  one.memory('x')[0] = 10;
  two.memory('x')[0] = 20;
  expect([...one.run(2)['x']!, ...two.run(2)['x']!, ...one.run(2)['x']!]).toEqual([10, 11, 20, 21, 12, 13]);
});

test('a thousand programs share one memory, which browsers grant only a hundred of', () => {
  const x = input('x');
  const made = Array.from({ length: 1000 }, (_, index) =>
    program({ state: { x: { node: x, next: add(x, constant(index + 0.1)) } }, outputs: { x } }),
  );
  const ready = made.map((one) => compile(one));
  for (const one of ready) one.run(2);
  expect(ready.map((one) => one.memory('x')[0])).toEqual(made.map((_, index) => 2 * (index + 0.1)));
});
