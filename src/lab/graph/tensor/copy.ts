/** Writes code that fills and copies stretches of memory. */
import type { Body } from '../wasm/encoder.ts';
import type { Real } from '../wasm/real.ts';
import type { Form } from './forms.ts';
import { repeat } from './nest.ts';

/** Vectors up to which they are written out one by one. */
const FEW = 8;
/** Bytes from which the machine's own instructions for memory pay. */
const MANY = 4096;

/** The byte a form begins at. */
export const byteOf = ({ storage, at }: Form, { bytes }: Real): number => storage.address + bytes * at;

/** Fills bytes, a multiple of a number's, with zeros. */
export function fillBytes(body: Body, real: Real, to: number, bytes: number): void {
  if (bytes >= MANY) {
    body.integer(to);
    body.integer(0);
    body.integer(bytes);
    body.emit(0xfc, 0x0b, 0x00);
    return;
  }
  const zero = (): void => body.emit(real.zeros);
  stretch(body, real, bytes, (push, offset, isWhole) => {
    push();
    zero();
    body.emit(isWhole ? real.store(to + offset) : real.storeLane(to + offset, 0));
  });
}

/** Copies bytes, a multiple of a number's; `from` and `to` do not overlap. */
export function copyBytes(body: Body, real: Real, from: number, to: number, bytes: number): void {
  if (from === to) return;
  if (bytes >= MANY) {
    body.integer(to);
    body.integer(from);
    body.integer(bytes);
    body.emit(0xfc, 0x0a, 0x00, 0x00);
    return;
  }
  stretch(body, real, bytes, (push, offset, isWhole) => {
    push();
    push();
    body.emit(isWhole ? real.load(from + offset) : real.loadOne(from + offset));
    body.emit(isWhole ? real.store(to + offset) : real.storeLane(to + offset, 0));
  });
}

/** Code for every vector of a stretch and every number that is left over. */
function stretch(
  body: Body,
  real: Real,
  bytes: number,
  code: (push: () => void, offset: number, isWhole: boolean) => void,
): void {
  const vectors = Math.floor(bytes / 16);
  const still = (): void => body.integer(0);
  if (vectors <= FEW) for (let i = 0; i < vectors; i++) code(still, 16 * i, true);
  else {
    const pointer = body.local('i32');
    body.integer(0);
    body.set(pointer);
    repeat(body, vectors, () => {
      code(() => body.get(pointer), 0, true);
      body.move(pointer, 16);
    });
  }
  for (let offset = 16 * vectors; offset < bytes; offset += real.bytes) code(still, offset, false);
}

/** Zeros in all of a form's entries, which lie in one row. */
export function fill(body: Body, real: Real, form: Form, entries: number): void {
  fillBytes(body, real, byteOf(form, real), real.bytes * entries);
}
