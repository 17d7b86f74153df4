/** Writes WebAssembly modules byte by byte: functions, exports, and the memory they are lent. */
import { pages } from './memory.ts';

export type ValueType = 'i32' | 'f32' | 'f64' | 'v128';

const typeCode: Record<ValueType, number> = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b };

/** An unsigned number in LEB128. */
export function unsigned(value: number): number[] {
  if (value < 128) return [value];
  const bytes: number[] = [];
  do {
    const low = value % 128;
    value = Math.floor(value / 128);
    bytes.push(value > 0 ? low + 128 : low);
  } while (value > 0);
  return bytes;
}

/** A signed 32-bit number in LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = value & 0x7f;
    value >>= 7;
    if ((value === 0 && (low & 0x40) === 0) || (value === -1 && (low & 0x40) !== 0)) return [...bytes, low];
    bytes.push(low | 0x80);
  }
}

const scratch = new Float64Array(1);
const scratchBytes = new Uint8Array(scratch.buffer);
const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** The eight bytes of a float64, least significant first. */
export function float64(value: number): number[] {
  scratch[0] = value;
  return littleEndian ? [...scratchBytes] : [...scratchBytes].reverse();
}

const narrow = new Float32Array(1);
const narrowBytes = new Uint8Array(narrow.buffer);

/** The four bytes of a float32, least significant first. */
export function float32(value: number): number[] {
  narrow[0] = value;
  return littleEndian ? [...narrowBytes] : [...narrowBytes].reverse();
}

/** Their number, and the items one after the other. */
function vector(items: readonly (readonly number[])[]): number[] {
  const bytes = unsigned(items.length);
  for (const item of items) for (const byte of item) bytes.push(byte);
  return bytes;
}
const text = (ascii: string): number[] => [
  ...unsigned(ascii.length),
  ...Array.from(ascii, (letter) => letter.charCodeAt(0)),
];

/** A function under construction: instructions are appended, locals declared as they are needed. */
export class Body {
  private code = new Uint8Array(512);
  private length = 0;
  private readonly locals: ValueType[] = [];
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];

  constructor(parameters: readonly ValueType[], results: readonly ValueType[]) {
    this.parameters = parameters;
    this.results = results;
  }

  /** A new local's index. */
  local(type: ValueType): number {
    this.locals.push(type);
    return this.parameters.length + this.locals.length - 1;
  }

  emit(...pieces: readonly (number | readonly number[])[]): void {
    for (const piece of pieces)
      if (typeof piece === 'number') this.byte(piece);
      else this.all(piece);
  }

  private byte(byte: number): void {
    if (this.length === this.code.length) this.grow(1);
    this.code[this.length++] = byte;
  }

  /** Bytes one after the other. */
  all(bytes: readonly number[]): void {
    if (this.length + bytes.length > this.code.length) this.grow(bytes.length);
    for (let i = 0; i < bytes.length; i++) this.code[this.length++] = bytes[i]!;
  }

  private grow(more: number): void {
    const before = this.code;
    this.code = new Uint8Array(2 * before.length + more);
    this.code.set(before);
  }

  get(local: number): void {
    this.withIndex(0x20, local);
  }

  set(local: number): void {
    this.withIndex(0x21, local);
  }

  /** By far the most frequent instructions: without a call for each byte. */
  private withIndex(code: number, index: number): void {
    if (this.length + 6 > this.code.length) this.grow(6);
    this.code[this.length++] = code;
    while (index > 127) {
      this.code[this.length++] = (index & 127) | 128;
      index >>>= 7;
    }
    this.code[this.length++] = index;
  }

  integer(value: number): void {
    this.byte(0x41);
    if (value >= 0 && value < 64) this.byte(value);
    else this.all(signed(value));
  }

  /** Begins a loop, which `again` ends. */
  loop(): void {
    this.emit(0x03, 0x40);
  }

  /** Moves a pointer on. */
  move(pointer: number, bytes: number): void {
    this.get(pointer);
    this.integer(bytes);
    this.emit(0x6a);
    this.set(pointer);
  }

  /** Ends a loop, which runs again while the pointer is below its end. */
  again(pointer: number, end: number): void {
    this.get(pointer);
    this.get(end);
    this.emit(0x49, 0x0d, 0x00, 0x0b);
  }

  /** Sets a local to so many bytes as a count in another stands for. */
  bytes(target: number, count: number, each: number): void {
    this.get(count);
    this.integer(each);
    this.emit(0x6c);
    this.set(target);
  }

  /** The function as an entry of the code section, in pieces. */
  encode(): readonly ArrayLike<number>[] {
    const runs: [ValueType, number][] = [];
    for (const type of this.locals) {
      const last = runs.at(-1);
      if (last?.[0] === type) last[1] += 1;
      else runs.push([type, 1]);
    }
    const locals = vector(runs.map(([type, count]) => [...unsigned(count), typeCode[type]]));
    const code = this.code.subarray(0, this.length);
    return [unsigned(locals.length + code.length + 1), locals, code, [0x0b]];
  }
}

export interface ModuleParts {
  readonly functions: readonly Body[];
  /** Exported functions by name, as indices. */
  readonly exports: Readonly<Record<string, number>>;
  /** How much of the one memory, imported as `lab.memory`, the functions use, in bytes; 0 for none. */
  readonly bytes: number;
}

const section = (id: number, content: readonly number[]): number[] => [id, ...unsigned(content.length), ...content];

/** A whole module. */
export function encodeModule({ functions, exports, bytes }: ModuleParts): Uint8Array {
  const types = functions.map(({ parameters, results }) => [
    0x60,
    ...vector(parameters.map((type) => [typeCode[type]])),
    ...vector(results.map((type) => [typeCode[type]])),
  ]);
  const memory = [...text('lab'), ...text('memory'), 0x02, 0x00, ...unsigned(pages(bytes))];
  const named = Object.entries(exports).map(([name, index]) => [...text(name), 0x00, ...unsigned(index)]);
  const codes = functions.flatMap((body) => body.encode());
  const count = unsigned(functions.length);
  const size = codes.reduce((sum, { length }) => sum + length, count.length);
  return joined([
    [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    section(1, vector(types)),
    ...(bytes > 0 ? [section(2, vector([memory]))] : []),
    section(3, vector(functions.map((_, index) => unsigned(index)))),
    section(7, vector(named)),
    [10, ...unsigned(size)],
    count,
    ...codes,
  ]);
}

/** All pieces as one row of bytes. */
function joined(pieces: readonly ArrayLike<number>[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
