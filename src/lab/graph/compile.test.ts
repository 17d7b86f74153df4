/** The compiler against the interpreter: the same bits, program by program. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { optimizers, surfaces } from '../catalogues.ts';
import { defaults } from '../describe/param.ts';
import { surfaceLoss, valueInputs } from '../experiment/problem.ts';
import { parameterInput, traceStep } from '../experiment/step.ts';
import { differentiate } from './differentiate.ts';
import {
  binary,
  binaryNames,
  constant,
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
import { compile, moduleOf } from './compile.ts';
import { interpret } from './interpret.ts';
import { type Executable, type Program, program } from './program.ts';

/** Bits as text, every NaN alike. */
const bits = (values: Float64Array): string =>
  Array.from(values, (value) => (Object.is(value, -0) ? '-0' : String(value))).join(' ');

function same(
  made: Program,
  prepare: (it: Executable) => void,
  counts: readonly number[],
  feeds: (count: number) => Record<string, Float64Array>,
): void {
  const [plain, compiled] = [interpret(made), compile(made)];
  prepare(plain);
  prepare(compiled);
  for (const count of counts) {
    const fed = feeds(count);
    const [a, b] = [plain.run(count, fed), compiled.run(count, fed)];
    for (const name of Object.keys(a)) expect(bits(b[name]!), name).toBe(bits(a[name]!));
  }
  for (const name of [...Object.keys(made.values), ...Object.keys(made.state)])
    expect(bits(compiled.memory(name)), name).toBe(bits(plain.memory(name)));
}

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
    for (const surfaceId of surfaces.ids)
      for (const [noisy, scale] of [
        [false, 1],
        [true, 300],
      ] as const) {
        const loss = surfaceLoss(surfaceChoice(surfaceId));
        const values = defaults(entry.params);
        const { program: made } = traceStep(entry, values, loss, noisy);
        const prepare = (it: Executable): void => {
          for (const [name, value] of Object.entries(loss.values)) it.memory(name)[0] = value;
          for (const [name, value] of Object.entries(values))
            if (typeof value === 'number') it.memory(parameterInput(name))[0] = name === 'lr' ? value * scale : value;
          it.memory('x').set(surfaces.get(surfaceId).start);
          for (const name of Object.keys(entry.state))
            it.memory(name).fill(entry.state[name]!.shape === 'scalar' ? 1 : 0);
        };
        const noise = (count: number): Record<string, Float64Array> =>
          noisy ? { noise: Float64Array.from({ length: 2 * count }, (_, i) => Math.sin(i)) } : {};
        same(made, prepare, [7, 13, 180], noise);
      }
  });
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

test('what the encoder writes is valid', () => {
  const loss = surfaceLoss(surfaceChoice('rastrigin'));
  const point = input('point', [2]);
  const bytes = moduleOf(program({ feeds: { point }, outputs: { slope: loss.gradient(point) } }));
  expect(WebAssembly.validate(bytes as Uint8Array<ArrayBuffer>)).toBe(true);
  expect(WebAssembly.validate(bytes.slice(0, -1) as Uint8Array<ArrayBuffer>)).toBe(false);
});

test('a program of many numbers is refused with its size', () => {
  const wide = input('wide', [10_000]);
  const made = program({ values: { wide }, outputs: { wide } });
  expect(() => compile(made)).toThrow('10000 numbers');
});

test('two runs of one program do not meet', () => {
  const x = input('x');
  const made = program({ state: { x: { node: x, next: binary('add', x, constant(1)) } }, outputs: { x } });
  const [one, two] = [compile(made), compile(made)];
  one.memory('x')[0] = 10;
  two.memory('x')[0] = 20;
  expect([...one.run(2)['x']!, ...two.run(2)['x']!, ...one.run(2)['x']!]).toEqual([10, 11, 20, 21, 12, 13]);
});
