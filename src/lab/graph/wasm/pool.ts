/** Numbers that lie in memory beside the code that reads them. */
import { logRows, powerRows, tanhRows } from '../../numeric/tables.ts';
import { twoOverPiDigits } from '../../numeric/trigonometry.ts';

type Entry = number | '-0' | readonly number[];

/**
 * Numbers at the start of memory, which code loads more cheaply than it spells them out: first those of the elementary
 * functions, the same in all programs, so that a function is written once and for all; then a program's own.
 */
export class Pool {
  readonly numbers: number[] = [];
  private readonly offsets = new Map<Entry, number>();
  private readonly common: Pool | undefined;
  private readonly begin: number;
  private readonly end: number;

  constructor(common?: Pool) {
    this.common = common;
    [this.begin, this.end] = common ? [COMMON_BYTES, POOL_BYTES] : [0, COMMON_BYTES];
  }

  /** The byte a number lies at; undefined where there is no room left. */
  place(value: number): number | undefined {
    return this.known(Object.is(value, -0) ? '-0' : value) ?? this.append(value);
  }

  /** The byte a table begins at; code cannot spell it out, so there must be room. */
  table(values: readonly number[]): number {
    const at = this.known(values) ?? this.append(values);
    if (at === undefined) throw new RangeError(`no room for a table of ${values.length} numbers among the constants`);
    return at;
  }

  private known(entry: Entry): number | undefined {
    return this.common?.known(entry) ?? this.offsets.get(entry);
  }

  private append(entry: number | readonly number[]): number | undefined {
    const values = typeof entry === 'number' ? [entry] : entry;
    // Rows of tables are loaded as vectors.
    if (values.length > 1 && this.numbers.length % 2 === 1) this.numbers.push(0);
    const offset = this.begin + 8 * this.numbers.length;
    if (offset + 8 * values.length > this.end) return undefined;
    this.numbers.push(...values);
    this.offsets.set(Object.is(entry, -0) ? '-0' : entry, offset);
    return offset;
  }
}

/** Bytes kept for the pool, and of them for what all programs share. */
export const POOL_BYTES = 20480;
export const COMMON_BYTES = 15360;
/** The numbers of the elementary functions; their tables are sure of a place. */
export const common = new Pool();
for (const { numbers } of [tanhRows, powerRows, logRows]) common.table(numbers);
common.table(twoOverPiDigits);
