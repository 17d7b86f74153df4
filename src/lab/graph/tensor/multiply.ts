/**
 * Writes matrix products. Every entry adds its products in the order of the inner axis, from 0, in an accumulator of its
 * own: the interpreter's order, whatever the machine. Vectors lie along that axis of the result which is contiguous;
 * where the side they come from is not, it is first copied, panel by panel, into rows of a panel's width.
 */
import type { Body } from '../wasm/encoder.ts';
import type { Real } from '../wasm/real.ts';
import { advance, push, repeat } from './nest.ts';
import { turnBlock } from './turn.ts';

/** A matrix in memory: entry (i, j) at byte `at`, and so many entries on per row and per column. */
export interface Matrix {
  readonly at: number;
  readonly row: number;
  readonly column: number;
}

/** c = a · b over `rows` × `inner` × `columns`, `batch` times with the three moving on by so many entries. */
export interface Product {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly a: Matrix;
  readonly b: Matrix;
  readonly c: Matrix;
  readonly batch: number;
  readonly moves: readonly [a: number, b: number, c: number];
}

/** Of the inner axis so much at a time: what a panel then holds stays in the nearest cache. */
const INNER = 256;
/** Vectors a panel may be wide, and the rows that go with them: about eight sums in registers. */
const ROWS = [6, 8, 4, 3, 2] as const;
/** Inner steps written out one after the other, and up to which no loop is needed at all. */
const [UNROLL, WRITTEN_OUT] = [4, 8];

/** Bytes a product needs for its panel. */
export function scratchBytes({ inner }: Product, real: Real): number {
  return Math.min(inner, INNER) * 4 * real.lanes * real.bytes;
}

/** The same product with its sides exchanged: the result lies the other way round. */
const exchanged = ({ rows, inner, columns, a, b, c, batch, moves: [moveA, moveB, moveC] }: Product): Product => ({
  rows: columns,
  inner,
  columns: rows,
  a: turned(b),
  b: turned(a),
  c: turned(c),
  batch,
  moves: [moveB, moveA, moveC],
});
const turned = ({ at, row, column }: Matrix): Matrix => ({ at, row: column, column: row });

/** Panels of columns: their width in vectors, or single columns (0); the first column; how many follow each other. */
interface Panels {
  readonly vectors: number;
  readonly first: number;
  readonly count: number;
}

/** What is left over beside whole vectors is done once more a little further left, if everything is done in one go. */
function panelsOf(columns: number, rows: number, lanes: number, atOnce: boolean): Panels[] {
  const vectors = Math.floor(columns / lanes);
  if (vectors === 0) return [{ vectors: 0, first: 0, count: columns }];
  const panels: Panels[] = [];
  let first = 0;
  const take = (width: number, count: number): void => {
    if (count > 0) panels.push({ vectors: width, first, count });
    first += width * count * lanes;
  };
  if (vectors <= 4 || rows <= 2) {
    const width = Math.min(vectors, 4);
    take(width, Math.floor(vectors / width));
    take(vectors % width, vectors % width > 0 ? 1 : 0);
  } else {
    take(2, Math.floor((vectors - (vectors % 2 === 0 ? 0 : 3)) / 2));
    take(3, vectors % 2);
  }
  const rest = columns % lanes;
  if (rest > 0)
    panels.push(atOnce ? { vectors: 1, first: columns - lanes, count: 1 } : { vectors: 0, first, count: rest });
  return panels;
}

/** Writes a product; `scratch` is where its panel may lie. */
export function writeProduct(body: Body, real: Real, product: Product, scratch: number): void {
  new ProductWriter(body, real, isStraight(product, real) ? product : exchanged(product), scratch).write();
}

/** Whether vectors lie along the columns: where those lie side by side and are enough for one, or more than the rows. */
function isStraight({ rows, columns, c }: Product, { lanes }: Real): boolean {
  if (c.column === 1 && c.row === 1) return columns >= lanes || columns >= rows;
  return c.column === 1 ? columns >= lanes || rows < lanes : c.row !== 1 || rows < lanes;
}

class ProductWriter {
  private readonly body: Body;
  private readonly real: Real;
  private readonly product: Product;
  private readonly scratch: number;
  /** Where the batch's matrices begin, as bytes beyond their addresses; undefined where there is one only. */
  private readonly bases: readonly (number | undefined)[];

  constructor(body: Body, real: Real, product: Product, scratch: number) {
    this.body = body;
    this.real = real;
    this.product = product;
    this.scratch = scratch;
    const isLong = product.inner > INNER;
    this.bases = product.moves.map((_, i) => (product.batch > 1 || (isLong && i < 2) ? body.local('i32') : undefined));
  }

  write(): void {
    const { body, product, real } = this;
    for (const base of this.bases) this.begin(base, undefined);
    repeat(body, product.batch, () => {
      this.stretches();
      product.moves.forEach((move, i) => advance(body, this.bases[i], move * real.bytes));
    });
  }

  /** The inner axis stretch by stretch: the first begins the sums at 0, all others go on with them. */
  private stretches(): void {
    const { body, product, real } = this;
    const { inner } = product;
    const panels = panelsOf(product.columns, product.rows, real.lanes, inner <= INNER);
    const stretch = (length: number, goesOn: boolean): void => {
      for (const some of panels) this.panels(some, length, goesOn);
    };
    const move = (entries: number): void => {
      if (inner <= INNER) return;
      advance(body, this.bases[0], real.bytes * entries * product.a.column);
      advance(body, this.bases[1], real.bytes * entries * product.b.row);
    };
    stretch(Math.min(inner, INNER), false);
    const [others, rest] = [Math.floor(inner / INNER) - 1, inner % INNER];
    repeat(body, others, () => {
      move(INNER);
      stretch(INNER, true);
    });
    if (inner <= INNER) return;
    move(INNER);
    if (rest > 0) stretch(rest, true);
    move(-INNER * (others + 1));
  }

  /** Sets a pointer to where another points, or to 0. */
  private begin(pointer: number | undefined, from: number | undefined): void {
    if (pointer === undefined) return;
    push(this.body, from);
    this.body.set(pointer);
  }

  private pointerFrom(from: number | undefined, moves: boolean): number | undefined {
    if (!moves) return from;
    const pointer = this.body.local('i32');
    this.begin(pointer, from);
    return pointer;
  }

  private panels({ vectors, first, count }: Panels, inner: number, goesOn: boolean): void {
    const { body, real, product } = this;
    const { b, c } = product;
    const width = Math.max(1, vectors * real.lanes);
    const [, baseB, baseC] = this.bases;
    const pointerB = this.pointerFrom(baseB, count > 1);
    const pointerC = this.pointerFrom(baseC, count > 1);
    const atB = b.at + real.bytes * first * b.column;
    const packs = this.packs(vectors, inner);
    repeat(body, count, () => {
      if (packs) this.pack({ at: atB, row: b.row, column: b.column }, pointerB, inner, width);
      this.rows({
        inner,
        goesOn,
        vectors,
        b: packs ? { at: this.scratch, row: width, column: 1 } : { at: atB, row: b.row, column: b.column },
        pointerB: packs ? undefined : pointerB,
        atC: c.at + real.bytes * first * c.column,
        pointerC,
      });
      if (count === 1) return;
      advance(body, pointerB, real.bytes * width * b.column);
      advance(body, pointerC, real.bytes * width * c.column);
    });
  }

  /** Vectors need their numbers side by side; and rows far apart would chase each other out of the cache. */
  private packs(vectors: number, inner: number): boolean {
    const { b, rows } = this.product;
    if (vectors === 0) return false;
    return b.column !== 1 || (rows >= 16 && inner >= 64 && b.row * this.real.bytes >= 512);
  }

  /** Copies a panel into the scratch, row by row. */
  private pack(b: Matrix, from: number | undefined, inner: number, width: number): void {
    const { body, real } = this;
    const { lanes, bytes } = real;
    const source = this.pointerFrom(from, true);
    const target = this.pointerFrom(undefined, true);
    const at = (row: number, column: number): number => b.at + bytes * (row * b.row + column * b.column);
    const to = (row: number, column: number): number => this.scratch + bytes * (row * width + column);
    const step = (rows: number, code: () => void): void => {
      code();
      advance(body, source, bytes * rows * b.row);
      advance(body, target, bytes * rows * width);
    };
    const plain = (): void => {
      for (let column = 0; column < width; column += lanes) {
        push(body, target);
        this.gather((lane) => at(0, column + lane), source, b.column === 1);
        body.emit(real.store(to(0, column)));
      }
    };
    const turnsBlocks = b.row === 1 && b.column !== 1;
    const blocks = turnsBlocks ? Math.floor(inner / lanes) : 0;
    repeat(body, blocks, () =>
      step(lanes, () => {
        for (let column = 0; column < width; column += lanes)
          turnBlock(
            body,
            real,
            { pointer: source, at: (i) => at(0, column + i) },
            { pointer: target, at: (i) => to(i, column) },
          );
      }),
    );
    repeat(body, inner - blocks * lanes, () => step(1, plain));
  }

  /** Pushes a vector of numbers from anywhere. */
  private gather(at: (lane: number) => number, pointer: number | undefined, isRow: boolean): void {
    const { body, real } = this;
    push(body, pointer);
    body.emit(isRow ? real.load(at(0)) : real.loadOne(at(0)));
    if (isRow) return;
    const vector = body.local('v128');
    for (let lane = 1; lane < real.lanes; lane++) {
      body.set(vector);
      push(body, pointer);
      body.get(vector);
      body.emit(real.loadLane(at(lane), lane));
    }
  }

  /** All rows of the result over a panel and a stretch of the inner axis. */
  private rows(work: Omit<Tile, 'rows' | 'pointerA'>): void {
    const { body, real, product } = this;
    const high = Math.min(ROWS[work.vectors]!, product.rows);
    const count = Math.floor(product.rows / high);
    const rest = product.rows % high;
    const moves = count > 1 || (count === 1 && rest > 0);
    const pointerA = this.pointerFrom(this.bases[0], moves);
    const pointerC = this.pointerFrom(work.pointerC, moves);
    repeat(body, count, () => {
      this.tile({ ...work, rows: high, pointerA, pointerC });
      if (!moves) return;
      advance(body, pointerA, real.bytes * high * product.a.row);
      advance(body, pointerC, real.bytes * high * product.c.row);
    });
    if (rest > 0) this.tile({ ...work, rows: rest, pointerA, pointerC });
  }

  private tile({ rows, vectors, inner, goesOn, b, pointerB, atC, pointerA, pointerC }: Tile): void {
    const { body, real } = this;
    const { a, c } = this.product;
    const { bytes, lanes } = real;
    const width = Math.max(1, vectors);
    const local = (): number => body.local('v128');
    const list = (length: number): number[] => Array.from({ length }, local);
    const sums = Array.from({ length: rows }, () => list(width));
    const right = list(width);
    const left = local();
    const load = (offset: number): readonly number[] => (vectors === 0 ? real.loadOne(offset) : real.load(offset));
    const placeOf = (i: number, v: number, lane = 0): number =>
      atC + bytes * (i * c.row + (v * lanes + lane) * c.column);
    const isRow = c.column === 1 || vectors === 0;
    sums.forEach((row, i) =>
      row.forEach((sum, v) => {
        if (!goesOn) body.emit(real.zeros);
        else if (isRow) {
          push(body, pointerC);
          body.emit(load(placeOf(i, v)));
        } else this.gather((lane) => placeOf(i, v, lane), pointerC, false);
        body.set(sum);
      }),
    );
    const step = (k: number, currentA: number | undefined, currentB: number | undefined): void => {
      right.forEach((vector, v) => {
        push(body, currentB);
        body.emit(load(b.at + bytes * (k * b.row + v * lanes)));
        body.set(vector);
      });
      sums.forEach((row, i) => {
        push(body, currentA);
        body.emit(real.splat(a.at + bytes * (i * a.row + k * a.column)));
        body.set(left);
        row.forEach((sum, v) => {
          body.get(sum);
          body.get(left);
          body.get(right[v]!);
          body.emit(real.multiply, real.add);
          body.set(sum);
        });
      });
    };
    if (inner <= WRITTEN_OUT) for (let k = 0; k < inner; k++) step(k, pointerA, pointerB);
    else {
      const currentA = this.pointerFrom(pointerA, true);
      const currentB = this.pointerFrom(pointerB, true);
      repeat(body, Math.floor(inner / UNROLL), () => {
        for (let k = 0; k < UNROLL; k++) step(k, currentA, currentB);
        advance(body, currentA, bytes * UNROLL * a.column);
        advance(body, currentB, bytes * UNROLL * b.row);
      });
      for (let k = 0; k < inner % UNROLL; k++) step(k, currentA, currentB);
    }
    const store = (sum: number, code: readonly number[]): void => {
      push(body, pointerC);
      body.get(sum);
      body.emit(code);
    };
    sums.forEach((row, i) =>
      row.forEach((sum, v) => {
        if (vectors > 0 && isRow) store(sum, real.store(placeOf(i, v)));
        else
          for (let lane = 0; lane < (vectors === 0 ? 1 : lanes); lane++)
            store(sum, real.storeLane(placeOf(i, v, lane), lane));
      }),
    );
  }
}

/** Rows of a result over a panel: where they, their left and their right sides lie. */
interface Tile {
  readonly rows: number;
  /** 0 for a single column. */
  readonly vectors: number;
  readonly inner: number;
  /** Whether the sums go on from what the result holds. */
  readonly goesOn: boolean;
  readonly b: Matrix;
  readonly pointerB: number | undefined;
  readonly atC: number;
  readonly pointerA: number | undefined;
  readonly pointerC: number | undefined;
}
