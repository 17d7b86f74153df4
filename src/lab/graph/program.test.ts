/** Rows that come from outside: whoever runs a program refuses too few of them by name, and takes more than are needed. */
import { describe, expect, test } from 'vitest';
import { compile, compileTensors } from './compile.ts';
import { interpret } from './interpret.ts';
import { compileLanes, lanesOneByOne } from './lanes.ts';
import { add, input, sum } from './node.ts';
import { type Execute, program, type Rows } from './program.ts';

const [x, noise, rate] = [input('x'), input('noise', [2]), input('rate')];
const made = program({
  state: { x: { node: x, next: add(x, add(sum(noise), rate)) } },
  feeds: { noise, rate },
  outputs: { x },
});

const executors: readonly (readonly [string, Execute])[] = [
  ['interpreted', interpret],
  ['compiled', compile],
  ['compiled as loops', compileTensors],
  ['compiled in float32', (given) => compile(given, 'f32')],
];
const plan = { vary: ['x'], record: ['x'] };
const lanes = [
  ['in lanes', compileLanes],
  ['one lane after the other, interpreted', lanesOneByOne(interpret)],
  ['one lane after the other, compiled', lanesOneByOne(compile)],
] as const;

/** What x is in the third row. */
const runs: readonly (readonly [string, (feeds: Rows) => number])[] = [
  ...executors.map(([name, execute]) => [name, (feeds: Rows) => execute(made).run(3, feeds).x![2]!] as const),
  ...lanes.map(
    ([name, make]) =>
      [
        name,
        (feeds: Rows) =>
          make(made, plan).run({ count: 1, steps: 2, varied: { x: Float64Array.of(0) }, feeds }).rows.x![0]!,
      ] as const,
  ),
];

describe.each(runs)('%s', (_, run) => {
  const [six, three] = [new Float64Array(6).fill(1), new Float64Array(3).fill(1)];

  test('a feed that is missing or too short is refused', () => {
    expect(() => run({ rate: three })).toThrow('noise was given 0 numbers, 3 rows of it are 6');
    expect(() => run({ noise: six.subarray(1), rate: three })).toThrow('noise was given 5 numbers, 3 rows of it are 6');
    expect(() => run({ noise: six, rate: three.subarray(1) })).toThrow('rate was given 2 numbers, 3 rows of it are 3');
  });

  test('of a longer one the first rows are taken', () => {
    expect(run({ noise: six, rate: three })).toBe(6);
    expect(run({ noise: Float64Array.of(...six, 9), rate: Float64Array.of(...three, 9, 9) })).toBe(6);
  });
});

test.each(lanes)('%s: too few rows of what varies are refused', (_, make) => {
  const feeds = { noise: new Float64Array(4), rate: new Float64Array(2) };
  const run = (x: readonly number[]) =>
    make(made, plan).run({ count: 3, steps: 1, varied: { x: Float64Array.from(x) }, feeds });
  expect(() => run([1, 2])).toThrow('x was given 2 numbers, 3 rows of it are 3');
  expect([...run([1, 2, 3, 4]).rows.x!]).toEqual([1, 2, 3]);
});
