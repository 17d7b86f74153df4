/** Writes code that turns matrices: what lies row by row then lies column by column. */
import { simd } from '../wasm/arithmetic.ts';
import type { Body } from '../wasm/encoder.ts';
import type { Real } from '../wasm/real.ts';
import { push, repeat } from './nest.ts';

/** Rows, or where they go: a pointer and, by number, at how many bytes from it each lies. */
export interface Rows {
  readonly pointer: number | undefined;
  readonly at: (row: number) => number;
}

/** A square block of as many rows as a vector has lanes; `last` is done to every vector before it is stored. */
export function turnBlock(body: Body, real: Real, from: Rows, to: Rows, last: readonly number[] = []): void {
  const rows = Array.from({ length: real.lanes }, (_, i) => {
    const local = body.local('v128');
    push(body, from.pointer);
    body.emit(real.load(from.at(i)));
    body.set(local);
    return local;
  });
  const store = (i: number, a: number, b: number, bytes: readonly number[]): void => {
    push(body, to.pointer);
    mix(a, b, bytes);
    body.emit(last, real.store(to.at(i)));
  };
  const mix = (a: number, b: number, bytes: readonly number[]): void => {
    body.get(a);
    body.get(b);
    body.emit(simd(0x0d, ...bytes));
  };
  if (real.lanes === 2) {
    store(0, rows[0]!, rows[1]!, picked([0, 2], 8));
    store(1, rows[0]!, rows[1]!, picked([1, 3], 8));
    return;
  }
  const [low01, high01, low23, high23] = [
    [rows[0]!, rows[1]!, [0, 4, 1, 5]] as const,
    [rows[0]!, rows[1]!, [2, 6, 3, 7]] as const,
    [rows[2]!, rows[3]!, [0, 4, 1, 5]] as const,
    [rows[2]!, rows[3]!, [2, 6, 3, 7]] as const,
  ].map(([a, b, order]) => {
    const local = body.local('v128');
    mix(a, b, picked(order, 4));
    body.set(local);
    return local;
  }) as [number, number, number, number];
  store(0, low01, low23, picked([0, 1, 4, 5], 4));
  store(1, low01, low23, picked([2, 3, 6, 7], 4));
  store(2, high01, high23, picked([0, 1, 4, 5], 4));
  store(3, high01, high23, picked([2, 3, 6, 7], 4));
}

/** So many matrices one after the other, whose sides are whole vectors. */
export function turnMatrices(
  body: Body,
  real: Real,
  { from, to, rows, columns, count }: Record<'from' | 'to' | 'rows' | 'columns' | 'count', number>,
  last: readonly number[],
): void {
  const { bytes, lanes } = real;
  const [source, target] = [body.local('i32'), body.local('i32')];
  for (const pointer of [source, target]) {
    body.integer(0);
    body.set(pointer);
  }
  repeat(body, count, () => {
    repeat(body, rows / lanes, () => {
      repeat(body, columns / lanes, () => {
        turnBlock(
          body,
          real,
          { pointer: source, at: (i) => from + bytes * i * columns },
          { pointer: target, at: (i) => to + bytes * i * rows },
          last,
        );
        body.move(source, 16);
        body.move(target, 16 * rows);
      });
      body.move(source, 16 * columns - bytes * columns);
      body.move(target, 16 - bytes * rows * columns);
    });
    body.move(target, bytes * rows * (columns - 1));
  });
}

/** The bytes a shuffle takes to pick numbers of so many bytes each from two vectors. */
const picked = (numbers: readonly number[], bytes: number): number[] =>
  numbers.flatMap((number) => Array.from({ length: bytes }, (_, i) => number * bytes + i));
