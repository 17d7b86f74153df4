/** Numbers compared bit by bit, and programs as they are compiled with what the interpreter makes of them. */
import { expect } from 'vitest';
import { interpret } from '../../src/lab/graph/interpret.ts';
import type { Executable, Execute, Program, Rows } from '../../src/lab/graph/program.ts';

/** Bits as text, every NaN alike. */
export const bits = (values: ArrayLike<number>): string =>
  Array.from(values, (value) => (Object.is(value, -0) ? '-0' : String(value))).join(' ');

/** Runs a program both ways, in stretches of steps, and compares every output and all that is left in memory. */
export function expectSameBits(
  made: Program,
  execute: Execute,
  prepare: (it: Executable) => void,
  counts: readonly number[],
  feeds: (count: number, stretch: number) => Rows,
): void {
  const [plain, compiled] = [interpret(made), execute(made)];
  prepare(plain);
  prepare(compiled);
  for (const [stretch, count] of counts.entries()) {
    const fed = feeds(count, stretch);
    const [a, b] = [plain.run(count, fed), compiled.run(count, fed)];
    for (const name of Object.keys(a)) expect(bits(b[name]!), name).toBe(bits(a[name]!));
  }
  for (const name of [...Object.keys(made.values), ...Object.keys(made.state)])
    expect(bits(compiled.memory(name)), name).toBe(bits(plain.memory(name)));
}
