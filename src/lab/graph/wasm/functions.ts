/** Emits the elementary functions from their one definition, as functions of a module that take two arguments side by side. */
import { elementary, type Kit } from '../../numeric/elementary.ts';
import type { Rows } from '../../numeric/kit.ts';
import type { BinaryName, UnaryName } from '../node.ts';
import { Arithmetic, pair, simd, single } from './arithmetic.ts';
import { vectorKit } from './bits.ts';
import { common } from './pool.ts';
import { Body, signed, unsigned } from './encoder.ts';
import { Scribe } from './scribe.ts';

type Functions = ReturnType<typeof elementary<number, number>>;
/** Where functions of vectors are found. */
export type Shelf = Pick<FunctionShelf, 'index' | 'indexOfSeveral'>;
type Slow = (argument: number) => readonly [number, number, number];

const bytes = (from: number): number[] => Array.from({ length: 8 }, (_, i) => from + i);
/** The first numbers of two vectors as one, and the second ones. */
const columnsOfTwo = [simd(0x0d, ...bytes(0), ...bytes(16)), simd(0x0d, ...bytes(8), ...bytes(24))];

/** Functions that call no others, as they were written for some module before. */
const written = new Map<string, Body>();

/** The functions of one module; each is written when first called. */
export class FunctionShelf {
  readonly bodies: Body[] = [];
  private readonly made = new Map<string, number>();
  private readonly rareMade = new Map<Slow, number>();
  private inside: Arithmetic;
  /** Whether the function being written calls others, whose numbers are this module's. */
  private callsOthers = false;
  private readonly functions: Functions;

  constructor() {
    this.inside = this.fresh(new Body([], []));
    this.functions = elementary(this.kit());
  }

  /** The function that gives several elementary functions of the same arguments; what they share is computed once. */
  index(names: readonly (UnaryName | BinaryName)[]): number {
    const key = names.join(' ');
    const defined = this.defined(names);
    return this.known(key, () =>
      this.write(defined[0]!.length, names.length, (...values) => defined.map((one) => one(...values))),
    );
  }

  /** The same for several lists of arguments side by side: the results of the first list, then of the next. */
  indexOfSeveral(names: readonly (UnaryName | BinaryName)[], lists: number): number {
    const defined = this.defined(names);
    const arity = defined[0]!.length;
    return this.known(`${lists} ${names.join(' ')}`, () =>
      this.write(lists * arity, lists * names.length, (...values) => {
        const all = Array.from({ length: lists }, (_, list) => values.slice(list * arity, (list + 1) * arity));
        return this.inside.scribe.sideBySide(all, (list) => defined.map((one) => one(...list))).flat();
      }),
    );
  }

  /** The same written where it is wanted, in another function's code; slow ways stay functions. */
  inPlace(scribe: Scribe, names: readonly (UnaryName | BinaryName)[], values: readonly number[]): readonly number[] {
    const outside = this.inside;
    this.inside = new Arithmetic(scribe, pair, common);
    const results = this.defined(names).map((one) => one(...values));
    this.inside = outside;
    this.callsOthers = false;
    return results;
  }

  /** How many arguments a function takes. */
  arity(name: UnaryName | BinaryName): number {
    return this.defined([name])[0]!.length;
  }

  private defined(names: readonly (UnaryName | BinaryName)[]): ((...values: number[]) => number)[] {
    return names.map((name) => this.functions[name as keyof Functions] as (...values: number[]) => number);
  }

  private known(key: string, write: () => number): number {
    const before = this.made.get(key);
    if (before !== undefined) return before;
    const ready = written.get(key);
    const index = ready ? this.bodies.push(ready) - 1 : write();
    if (!this.callsOthers) written.set(key, this.bodies[index]!);
    this.callsOthers = false;
    this.made.set(key, index);
    return index;
  }

  private fresh(body: Body): Arithmetic {
    return new Arithmetic(new Scribe(body), pair, common);
  }

  /** Writes a function from values to values, after those it calls. */
  private write(parameters: number, results: number, define: (...values: number[]) => readonly number[]): number {
    const types = (count: number) => Array.from({ length: count }, () => pair.value);
    const outside = this.inside;
    const body = new Body(types(parameters), types(results));
    this.inside = this.fresh(body);
    const { scribe } = this.inside;
    const handles = define(...types(parameters).map((_, local) => scribe.bind(local)));
    this.inside = outside;
    scribe.write(handles);
    for (const handle of handles) scribe.get(handle);
    return this.bodies.push(body) - 1;
  }

  private kit(): Kit<number, number> {
    return {
      ...vectorKit(() => this.inside, pair),
      table: (values, index) => this.table(values, index),
      row: (rows, x, shift) => this.row(rows, x, shift),
      rare: (choice, fast, slow, argument) => this.rare(choice, fast, slow, argument),
    };
  }

  /** Looks numbers up lane by lane; an index beyond the table reads some other number, never outside memory. */
  private table(values: readonly number[], index: number): number {
    const { scribe } = this.inside;
    const { body } = scribe;
    // As an unsigned number, of which as many bits are kept as the table's indices have.
    let bits = 1;
    while (bits < values.length) bits *= 2;
    const whole = [0xfc, 0x03, 0x41, ...signed(bits - 1), 0x71];
    const lookUp = [...whole, 0x41, 8, 0x6c, ...single.fetch(common.table(values))];
    const [found] = scribe.group([pair.value], [index], ([at]) => {
      for (const lane of [0, 1]) {
        scribe.get(at!);
        body.emit(simd(0x21, lane), lookUp, lane === 0 ? simd(0x14) : simd(0x22, 1));
      }
    });
    return found!;
  }

  /** Looks a row up for each lane, and turns two rows into columns. */
  private row({ columns, numbers }: Rows, x: number, shift: number): readonly number[] {
    const { scribe } = this.inside;
    const { body } = scribe;
    const begin = common.table(numbers);
    // Bytes of a row and of the table; the bits are moved straight to where they count rows.
    const [size, all] = [8 * columns, 8 * numbers.length];
    const move = 31 - Math.clz32(size) - (shift % 32);
    const place = [0x41, ...signed(Math.abs(move)), move < 0 ? 0x76 : 0x74, 0x41, ...signed(all - size), 0x71];
    const types = Array.from({ length: columns }, () => pair.value);
    return scribe.once(`row ${begin} ${shift}`, types, [x], ([given]) => {
      const ats = [0, 2].map((lane) => {
        const at = body.local('i32');
        scribe.get(given!);
        body.emit(simd(0x1b, shift < 32 ? lane : lane + 1), place);
        body.set(at);
        return at;
      });
      for (let column = 0; column < columns; column += 2) {
        const loaded = ats.map((at) => {
          const local = body.local('v128');
          body.get(at);
          body.emit(simd(0x00, 0x04), unsigned(begin + 8 * column));
          body.set(local);
          return local;
        });
        for (const columnOf of columnsOfTwo) {
          for (const local of loaded) body.get(local);
          body.emit(columnOf);
        }
      }
    });
  }

  /** Takes the slow way only where some lane asks for it, and its results only for those lanes. */
  private rare(
    choice: number,
    fast: readonly [number, number, number],
    slow: Slow,
    argument: number,
  ): readonly [number, number, number] {
    this.callsOthers = true;
    const index = this.rareMade.get(slow) ?? this.write(1, 3, slow);
    this.rareMade.set(slow, index);
    const { scribe } = this.inside;
    const { body } = scribe;
    const types = fast.map(() => pair.value);
    return scribe.group(types, [choice, argument, ...fast], ([asks, of, ...quick]) => {
      const chosen = types.map((type) => body.local(type));
      quick.forEach((handle, i) => {
        scribe.get(handle);
        body.set(chosen[i]!);
      });
      scribe.get(asks!);
      body.emit(simd(0x53), 0x04, 0x40);
      scribe.get(of!);
      body.emit(0x10, unsigned(index));
      const slowly = types.map((type) => body.local(type));
      for (const local of slowly.toReversed()) body.set(local);
      chosen.forEach((local, i) => {
        body.get(slowly[i]!);
        body.get(local);
        scribe.get(asks!);
        body.emit(pair.select);
        body.set(local);
      });
      body.emit(0x0b);
      for (const local of chosen) body.get(local);
    }) as [number, number, number];
  }
}
