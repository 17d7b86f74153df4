/**
 * All compiled programs work in one memory. A browser reserves gigabytes of addresses for every WebAssembly memory and
 * grants about a hundred of them, while a program needs its piece only as long as it runs: each finds its constants in
 * place when it enters, and leaves nothing behind that it would miss.
 */
import { common, COMMON_BYTES } from './pool.ts';

/** Numbers that lie in memory from a byte on. */
export interface Contents {
  readonly at: number;
  readonly data: Float64Array | Float32Array | Int32Array;
}

/** What a module needs to run: its bytes, how much memory it works in, and its own constants, which follow the common ones. */
export interface Code {
  readonly module: Uint8Array;
  readonly bytes: number;
  readonly contents: readonly number[];
  /** Tables and data further up. */
  readonly tables?: readonly Contents[];
}

export interface Instantiated {
  readonly exports: Readonly<Record<string, unknown>>;
  /** The memory, with this program's constants in place; to be asked for before every use, for it may have grown. */
  enter(): Float64Array;
}

const PAGE = 65_536;
/** What a module may address at most, in pages. */
const LARGEST = 65_536;

/** Pages a module needs at least. */
export const pages = (bytes: number): number => Math.max(1, Math.ceil(bytes / PAGE));

let memory: WebAssembly.Memory | undefined;
let numbers = new Float64Array(0);
/** Whose constants lie in the memory, and how many of those that all programs share. */
let inside: Code | undefined;
let shared = 0;

function grownTo(wanted: number): WebAssembly.Memory {
  memory ??= new WebAssembly.Memory({ initial: wanted, maximum: LARGEST });
  const more = wanted - memory.buffer.byteLength / PAGE;
  if (more > 0) memory.grow(more);
  if (numbers.buffer !== memory.buffer) numbers = new Float64Array(memory.buffer);
  return memory;
}

function put({ at, data }: Contents): void {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  new Uint8Array(numbers.buffer, at, bytes.length).set(bytes);
}

/** Makes a module ready to run in the one memory. */
export function instantiate(code: Code): Instantiated {
  const imports = { lab: { memory: grownTo(pages(code.bytes)) } };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code.module), imports);
  return {
    exports,
    enter() {
      if (inside !== code) {
        if (shared < common.numbers.length) numbers.set(common.numbers);
        shared = common.numbers.length;
        numbers.set(code.contents, COMMON_BYTES / 8);
        for (const table of code.tables ?? []) put(table);
      }
      inside = code;
      return numbers;
    },
  };
}
