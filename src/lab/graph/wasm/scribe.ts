/** Collects straight-line code as handles on values: equal ones are computed once, unneeded ones never written. */
import { type Body, type ValueType, unsigned } from './encoder.ts';
import { type Going, longestFirst } from './order.ts';

/** What a handle stands for: an operation on other handles; a constant has its number. */
export interface Definition {
  readonly op: string;
  readonly reads: readonly number[];
  readonly number?: number;
}

/** How often a value is computed: once, once per round of the loops outside the innermost, or in every round. */
export type Depth = 0 | 1 | 2;

interface Statement {
  readonly defines: readonly number[];
  readonly types: readonly ValueType[];
  readonly reads: readonly number[];
  readonly depth: Depth;
  /** Instructions that make the defined values of those read, which are on the stack; or what writes the like itself. */
  readonly code: Code | Write;
}

type Code = readonly number[];
/** Writes instructions that leave values on the stack, of the values it is given. */
type Write = (reads: readonly number[]) => void;

/** Instructions that move a value to memory and back, but for their offset. */
const moved: Partial<Record<ValueType, { readonly load: readonly number[]; readonly store: readonly number[] }>> = {
  f64: { load: [0x2b, 3], store: [0x39, 3] },
  v128: { load: [0xfd, 0x00, 3], store: [0xfd, 0x0b, 3] },
};

/** Values are handles, defined once; `write` turns those that are wanted into code. */
export class Scribe {
  readonly body: Body;
  private readonly statements: Statement[] = [];
  private readonly known = new Map<string, number>();
  private readonly definitions: (Definition | undefined)[] = [];
  private readonly depths: Depth[] = [];
  private readonly locals: (number | undefined)[] = [];
  /** Instructions that push a value which lies in memory. */
  private readonly fetches = new Map<number, readonly number[]>();

  constructor(body: Body) {
    this.body = body;
  }

  /** A handle on a local that exists already; steady if it is the same in every round of the loop. */
  bind(local: number, steady = false): number {
    this.definitions.push(undefined);
    this.depths.push(steady ? 0 : 2);
    return this.locals.push(local) - 1;
  }

  /** The result of an instruction on values; `op` tells it from all other instructions. */
  define(type: ValueType, op: string, code: readonly number[], ...reads: readonly number[]): number {
    const key = `${op} ${reads.join(' ')}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const handle = this.append([type], reads, this.depthOf(reads), code)[0]!;
    this.definitions[handle] = { op, reads };
    this.known.set(key, handle);
    return handle;
  }

  /** A number, by instructions that leave it on the stack; they are asked for once. `width` tells it from others of its type. */
  number(type: ValueType, width: string, value: number, code: () => Code): number {
    const key = `${width} ${Object.is(value, -0) ? '-0' : value}`;
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const handle = this.append([type], [], 0, code())[0]!;
    this.definitions[handle] = { op: 'number', reads: [], number: value };
    this.known.set(key, handle);
    return handle;
  }

  /** Values defined together by code of its own. */
  group(types: readonly ValueType[], reads: readonly number[], write: Write): number[] {
    return this.append(types, reads, this.depthOf(reads), write);
  }

  private depthOf(reads: readonly number[]): Depth {
    let most: Depth = 0;
    for (const read of reads) if (this.depths[read]! > most) most = this.depths[read]!;
    return most;
  }

  /** The same, written only once for the same reads; `op` tells it from all other code. */
  once(op: string, types: readonly ValueType[], reads: readonly number[], write: Write): number[] {
    const key = `${op} ${reads.join(' ')}`;
    const before = this.known.get(key);
    if (before !== undefined) return types.map((_, i) => before + i);
    const handles = this.group(types, reads, write);
    this.known.set(key, handles[0]!);
    return handles;
  }

  /** Values from memory that are others in every round of a loop, or of the loops outside it. */
  moving(types: readonly ValueType[], write: Write, depth: Depth = 2, reads: readonly number[] = []): number[] {
    return this.append(types, reads, depth, write);
  }

  private append(types: readonly ValueType[], reads: readonly number[], depth: Depth, code: Code | Write): number[] {
    const defines: number[] = [];
    for (const _ of types) {
      defines.push(this.locals.length);
      this.definitions.push(undefined);
      this.depths.push(depth);
      this.locals.push(undefined);
    }
    this.statements.push({ defines, types, reads, depth, code });
    return defines;
  }

  /**
   * A chain of operations on several lists of values side by side: the machine need not wait for one. The chain is followed
   * once and repeated for the other lists; what does not move is in the first alone. Returns the results list by list.
   */
  sideBySide(lists: readonly (readonly number[])[], chain: (list: readonly number[]) => readonly number[]): number[][] {
    const [first = []] = lists;
    const begin = this.statements.length;
    const results = chain(first);
    const others = lists.slice(1).map((list) => new Map(list.map((value, i) => [first[i]!, value])));
    const renamed = others.map((other) => (handle: number) => other.get(handle) ?? handle);
    for (const statement of this.statements.splice(begin)) {
      const { defines, types, reads, depth, code } = statement;
      this.statements.push(statement);
      if (depth === 0) continue;
      for (let list = 0; list < others.length; list++) {
        const again = this.append(types, reads.map(renamed[list]!), depth, code);
        for (let i = 0; i < again.length; i++) others[list]!.set(defines[i]!, again[i]!);
      }
    }
    return [[...results], ...renamed.map((rename) => results.map(rename))];
  }

  definition(handle: number): Definition | undefined {
    return this.definitions[handle];
  }

  isSteady(handle: number): boolean {
    return this.depths[handle] === 0;
  }

  /** Pushes a value; it must have been written. */
  get(handle: number): void {
    const fetch = this.fetches.size > 0 ? this.fetches.get(handle) : undefined;
    if (fetch) this.body.all(fetch);
    else this.body.get(this.locals[handle]!);
  }

  /** Writes what the results stand on, and leaves it in locals for `get`. */
  write(results: Iterable<number>): void {
    for (const statement of this.needed(results)) this.state(statement);
  }

  /** The same for the body of a loop: what is the same in every round is written before it begins. */
  writeLoop(results: Iterable<number>, begin: () => void): void {
    const write = this.nest(results);
    write(0);
    begin();
    write(1);
    write(2);
  }

  /**
   * The same for rounds that wait for each other, longest chains first. What is the same in every round lies in memory from
   * a byte on: there are few registers, and they are for what moves. Returns where that memory ends.
   */
  writeRounds(results: Iterable<number>, going: readonly Going[], memory: number, begin: () => void): number {
    const needed = this.needed(results);
    const before = needed.filter(({ depth }) => depth === 0);
    const rounds = needed.filter(({ depth }) => depth > 0);
    for (const statement of before) this.state(statement);
    const end = this.keep(before, new Set(rounds.flatMap(({ reads }) => reads)), memory);
    begin();
    const opOf = ({ defines }: Statement) => this.definitions[defines[0]!]?.op;
    for (const statement of longestFirst(rounds, going, opOf)) this.state(statement);
    return end;
  }

  /** Puts values that are read into memory. */
  private keep(statements: readonly Statement[], read: ReadonlySet<number>, memory: number): number {
    let end = 16 * Math.ceil(memory / 16);
    for (const { defines, types } of statements)
      defines.forEach((handle, i) => {
        const moves = moved[types[i]!];
        if (!moves || !read.has(handle)) return;
        this.body.integer(0);
        this.get(handle);
        this.body.emit(moves.store, unsigned(end));
        this.fetches.set(handle, [0x41, 0, ...moves.load, ...unsigned(end)]);
        end += 16;
      });
    return end;
  }

  /** What the results stand on, to be written depth by depth as loops are opened. */
  nest(results: Iterable<number>): (depth: Depth) => void {
    const needed = this.needed(results);
    return (depth) => {
      for (const statement of needed) if (statement.depth === depth) this.state(statement);
    };
  }

  private state({ defines, types, reads, code }: Statement): void {
    if (typeof code === 'function') code(reads);
    else {
      for (const read of reads) this.get(read);
      this.body.all(code);
    }
    for (let i = 0; i < defines.length; i++) this.locals[defines[i]!] = this.body.local(types[i]!);
    for (let i = defines.length - 1; i >= 0; i--) this.body.set(this.locals[defines[i]!]!);
  }

  private needed(results: Iterable<number>): Statement[] {
    const wanted = new Set(results);
    const kept: Statement[] = [];
    for (let i = this.statements.length - 1; i >= 0; i--) {
      const statement = this.statements[i]!;
      if (!isWanted(statement, wanted)) continue;
      for (const read of statement.reads) wanted.add(read);
      kept.push(statement);
    }
    return kept.reverse();
  }
}

function isWanted({ defines }: Statement, wanted: ReadonlySet<number>): boolean {
  for (const handle of defines) if (wanted.has(handle)) return true;
  return false;
}
