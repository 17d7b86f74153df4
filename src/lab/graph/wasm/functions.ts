/** Emits the elementary functions from their one definition, as functions of a module in either width. */
import { elementary, type Kit } from '../../numeric/elementary.ts';
import type { BinaryName, UnaryName } from '../node.ts';
import { Body, unsigned } from './encoder.ts';
import { Scribe, type Width } from './lanes.ts';

type Functions = ReturnType<typeof elementary<number, number>>;
type Slow = (argument: number) => readonly [number, number, number];

/** Bytes at the start of memory that are kept for the tables of rare computations. */
export const TABLE_BYTES = 512;

/** The functions of one module; each is written when first called. */
export class FunctionShelf {
  readonly bodies: Body[] = [];
  /** The numbers at the start of memory. */
  readonly tables: number[] = [];
  private readonly offsets = new Map<readonly number[], number>();
  private readonly made = new Map<UnaryName | BinaryName, number>();
  private readonly rareMade = new Map<Slow, number>();
  private readonly width: Width;
  private scribe: Scribe;
  private readonly functions: Functions;

  constructor(width: Width) {
    this.width = width;
    this.scribe = new Scribe(new Body([], []), width);
    this.functions = elementary(this.kit());
  }

  /** The index of an elementary function; the operation must be one. */
  index(name: UnaryName | BinaryName): number {
    const before = this.made.get(name);
    if (before !== undefined) return before;
    const define = this.functions[name as keyof Functions] as (...values: readonly number[]) => number;
    const index = this.write(define.length, 1, (...values) => [define(...values)]);
    this.made.set(name, index);
    return index;
  }

  /** Writes a function from values to values, after those it calls. */
  private write(
    parameters: number,
    results: number,
    define: (...values: readonly number[]) => readonly number[],
  ): number {
    const types = (count: number) => Array.from({ length: count }, () => this.width.value);
    const outside = this.scribe;
    const body = new Body(types(parameters), types(results));
    const inside = new Scribe(body, this.width);
    this.scribe = inside;
    const handles = define(...types(parameters).map((_, local) => inside.bind(local)));
    this.scribe = outside;
    inside.write(handles);
    for (const handle of handles) inside.get(handle);
    return this.bodies.push(body) - 1;
  }

  private kit(): Kit<number, number> {
    const { code, not, power2, exponent, mantissa } = this.width;
    const one = (bytes: readonly number[]) => (a: number) => this.scribe.value(bytes, a);
    const two = (bytes: readonly number[]) => (a: number, b: number) => this.scribe.value(bytes, a, b);
    const compare = (bytes: readonly number[]) => (a: number, b: number) => this.scribe.mask(bytes, a, b);
    return {
      constant: (value) => this.scribe.constant(value),
      add: two(code.add),
      sub: two(code.sub),
      mul: two(code.mul),
      div: two(code.div),
      min: two(code.min),
      max: two(code.max),
      neg: one(code.neg),
      abs: one(code.abs),
      sqrt: one(code.sqrt),
      floor: one(code.floor),
      less: compare(code.less),
      equal: compare(code.equal),
      and: compare(code.and),
      or: compare(code.or),
      not: (mask) => this.scribe.mask(not, mask),
      select: (mask, yes, no) => this.scribe.select(mask, yes, no),
      power2: one(power2),
      exponent: one(exponent),
      mantissa: one(mantissa),
      table: (values, index) => this.table(values, index),
      rare: (mask, fast, slow, argument) => this.rare(mask, fast, slow, argument),
    };
  }

  /** Looks numbers up lane by lane; an index beyond the table reads some other number, never outside memory. */
  private table(values: readonly number[], index: number): number {
    const offset = this.offsets.get(values) ?? 8 * this.tables.length;
    if (!this.offsets.has(values)) {
      this.offsets.set(values, offset);
      this.tables.push(...values);
      if (8 * this.tables.length > TABLE_BYTES) throw new RangeError('the tables outgrow their place in memory');
    }
    const { body } = this.scribe;
    const lookUp = (): void => body.emit(...[0xfc, 0x02, 0x41, 8, 0x6c, 0x2b, 0x03, ...unsigned(offset)]);
    const { scribe, width } = this;
    const [found] = scribe.group([width.value], [index], () => {
      if (width.lanes === 1) {
        scribe.get(index);
        lookUp();
        return;
      }
      for (const lane of [0, 1]) {
        scribe.get(index);
        body.emit(0xfd, 0x21, lane);
        lookUp();
        if (lane === 0) body.emit(0xfd, 0x14);
        else body.emit(0xfd, 0x22, 1);
      }
    });
    return found!;
  }

  /** Takes the slow way only where some lane asks for it, and its results only for those lanes. */
  private rare(
    mask: number,
    fast: readonly [number, number, number],
    slow: Slow,
    argument: number,
  ): readonly [number, number, number] {
    const index = this.rareMade.get(slow) ?? this.write(1, 3, slow);
    this.rareMade.set(slow, index);
    const { scribe, width } = this;
    const { body } = scribe;
    const types = [width.value, width.value, width.value];
    return scribe.group(types, [mask, argument, ...fast], () => {
      const chosen = fast.map(() => body.local(width.value));
      fast.forEach((handle, i) => {
        scribe.get(handle);
        body.set(chosen[i]!);
      });
      scribe.get(mask);
      body.emit(...width.any, 0x04, 0x40);
      scribe.get(argument);
      body.emit(0x10, ...unsigned(index));
      const slowly = fast.map(() => body.local(width.value));
      for (const local of slowly.toReversed()) body.set(local);
      chosen.forEach((local, i) => {
        body.get(slowly[i]!);
        body.get(local);
        scribe.get(mask);
        body.emit(...width.select);
        body.set(local);
      });
      body.emit(0x0b);
      for (const local of chosen) body.get(local);
    }) as [number, number, number];
  }
}
