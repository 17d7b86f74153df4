/** The numbers beside the code: all that the elementary functions need finds room, and a full pool says so. */
import { expect, test } from 'vitest';
import { compile, compileTensors } from '../compile.ts';
import { binary, binaryNames, input, unary, unaryNames } from '../node.ts';
import { program } from '../program.ts';
import { common, COMMON_BYTES, Pool, POOL_BYTES } from './pool.ts';

test('every elementary function in every width leaves room among the common numbers', () => {
  for (const shape of [[], [3], [100]]) {
    const [a, b] = [input('a', shape), input('b', shape)];
    for (const output of [...unaryNames.map((op) => unary(op, a)), ...binaryNames.map((op) => binary(op, a, b))]) {
      const made = program({ values: { a, b }, outputs: { output } });
      compile(made);
      compileTensors(made);
      compileTensors(made, 'f32');
    }
  }
  // Room for one more: none was turned away.
  expect(8 * common.numbers.length).toBeLessThan(COMMON_BYTES);
});

test('a table without room is refused, a number is spelled out', () => {
  const pool = new Pool(common);
  const room = (POOL_BYTES - COMMON_BYTES) / 8;
  const table = (length: number): number[] => Array.from({ length }, (_, i) => i + 0.123);
  expect(() => pool.table(table(room + 1))).toThrow(`no room for a table of ${room + 1} numbers`);
  expect(pool.table(table(room))).toBe(COMMON_BYTES);
  expect(pool.place(0.321)).toBeUndefined();
  expect(() => pool.table([0.321, 4])).toThrow(RangeError);
});
