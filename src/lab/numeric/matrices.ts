/** Dense matrices with their sides: products, orthonormal bases, roots and singular values, the same bits everywhere. */
import { dot, eigen } from './linear.ts';

/** Entries lie row by row. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly entries: Float64Array;
}

export const matrix = (rows: number, columns: number, entries: Float64Array): Matrix => {
  if (entries.length !== rows * columns)
    throw new RangeError(`${rows} × ${columns} entries were expected, not ${entries.length}`);
  return { rows, columns, entries };
};

/** A matrix whose entries are told by row and column. */
export const fill = (rows: number, columns: number, entry: (row: number, column: number) => number): Matrix =>
  matrix(
    rows,
    columns,
    Float64Array.from({ length: rows * columns }, (_, at) => entry(Math.floor(at / columns), at % columns)),
  );

export const transpose = (a: Matrix): Matrix =>
  fill(a.columns, a.rows, (row, column) => a.entries[column * a.columns + row]!);

/** A B */
export function product(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows)
    throw new RangeError(`${a.rows} × ${a.columns} cannot be multiplied with ${b.rows} × ${b.columns}`);
  const across = transpose(b);
  const rowOf = (m: Matrix, row: number): Float64Array => m.entries.subarray(row * m.columns, (row + 1) * m.columns);
  return fill(a.rows, b.columns, (row, column) => dot(rowOf(a, row), rowOf(across, column)));
}

/** Changes every entry by itself. */
export const each = (a: Matrix, change: (entry: number, at: number) => number): Matrix =>
  matrix(a.rows, a.columns, a.entries.map(change));

/** s A + t B, entry by entry. */
export const blend = (s: number, a: Matrix, t: number, b: Matrix): Matrix =>
  each(a, (entry, at) => s * entry + t * b.entries[at]!);

/** t times the matrix that changes nothing. */
export const scaledIdentity = (n: number, t: number): Matrix => fill(n, n, (row, column) => (row === column ? t : 0));

/** The columns of a matrix in another order. */
export const columnsInOrder = (a: Matrix, order: readonly number[]): Matrix =>
  fill(a.rows, a.columns, (row, column) => a.entries[row * a.columns + order[column]!]!);

/** Places by descending value; equal values keep their order. */
export const descending = (values: Float64Array): number[] =>
  Array.from(values.keys()).toSorted((a, b) => values[b]! - values[a]! || a - b);

/** Eigenvectors of a symmetric matrix as columns, with their values, the largest first. */
export function spectrum(symmetric: Matrix): { readonly values: Float64Array; readonly vectors: Matrix } {
  const { values, vectors } = eigen(symmetric.entries);
  const n = symmetric.rows;
  const order = descending(values);
  return {
    values: Float64Array.from(order, (place) => values[place]!),
    vectors: columnsInOrder(transpose(matrix(n, n, vectors)), order),
  };
}

/** The −¼th power of a symmetric matrix that bends nowhere downwards (Shampoo's root for matrices). */
export function inverseFourthRoot(symmetric: Matrix): Matrix {
  const { values, vectors } = spectrum(symmetric);
  const scaled = fill(vectors.rows, vectors.columns, (row, column) => {
    const entry = vectors.entries[row * vectors.columns + column]!;
    return entry / Math.sqrt(Math.sqrt(Math.max(values[column]!, 0)));
  });
  return product(scaled, transpose(vectors));
}

/** The orthonormal factor Q of A = Q R for square A, by Householder's reflections (signs as LAPACK's). */
export function orthonormal(a: Matrix): Matrix {
  const n = a.rows;
  const r = Float64Array.from(a.entries);
  const q = Float64Array.from(scaledIdentity(n, 1).entries);
  for (let k = 0; k < n - 1; k++) {
    const mirror = mirrorFor(r, n, k);
    if (mirror === undefined) continue;
    reflect(r, n, k, mirror);
    reflect(q, n, k, mirror);
  }
  return transpose(matrix(n, n, q));
}

/** The unit vector, over rows k … n − 1, whose reflection leaves only the first entry of column k. */
function mirrorFor(r: Float64Array, n: number, k: number): Float64Array | undefined {
  const v = Float64Array.from({ length: n - k }, (_, i) => r[(k + i) * n + k]!);
  const below = v.subarray(1);
  if (dot(below, below) === 0) return undefined;
  v[0]! += (v[0]! < 0 ? -1 : 1) * Math.sqrt(dot(v, v));
  const size = Math.sqrt(dot(v, v));
  return v.map((entry) => entry / size);
}

/** Reflects every column's rows k … n − 1. */
function reflect(m: Float64Array, n: number, k: number, v: Float64Array): void {
  for (let column = 0; column < n; column++) {
    let share = 0;
    for (let i = 0; i < v.length; i++) share += v[i]! * m[(k + i) * n + column]!;
    for (let i = 0; i < v.length; i++) m[(k + i) * n + column]! -= 2 * share * v[i]!;
  }
}

/** Turning pairs of columns stops when no pair is further from a right angle than this. */
const RIGHT = 1e-15;
const SWEEPS = 40;

/** Singular values, the largest first, by turning columns until all stand upright on each other (Hestenes 1958). */
export function singularValues(a: Matrix): Float64Array {
  const upright = a.rows >= a.columns ? transpose(a) : a; // its rows are the vectors that are turned
  const { rows: count, columns: length } = upright;
  const vectors = Array.from({ length: count }, (_, i) => upright.entries.slice(i * length, (i + 1) * length));
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let turned = false;
    for (let i = 0; i < count; i++)
      for (let j = i + 1; j < count; j++) turned = turnUpright(vectors[i]!, vectors[j]!) || turned;
    if (!turned) break;
  }
  return Float64Array.from(vectors, (vector) => Math.sqrt(dot(vector, vector))).toSorted((p, q) => q - p);
}

/** Turns two vectors in their plane until they stand upright on each other; false if they did. */
function turnUpright(p: Float64Array, q: Float64Array): boolean {
  const [pp, qq, pq] = [dot(p, p), dot(q, q), dot(p, q)];
  if (!(Math.abs(pq) > RIGHT * Math.sqrt(pp * qq))) return false;
  const zeta = (qq - pp) / (2 * pq);
  const tangent = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < p.length; i++) {
    const [x, y] = [p[i]!, q[i]!];
    p[i] = cosine * x - sine * y;
    q[i] = sine * x + cosine * y;
  }
  return true;
}
