/** Small dense linear algebra, row by row. */

/**
 * Solves A d = b for square A (n × n, row by row) by elimination with partial pivoting. A singular A gives entries
 * that are not finite; nothing is thrown.
 */
export function solve(matrix: Float64Array, right: Float64Array): Float64Array {
  const n = right.length;
  const a = Float64Array.from(matrix);
  const b = Float64Array.from(right);
  const swap = (rowA: number, rowB: number): void => {
    for (let column = 0; column < n; column++) {
      const kept = a[rowA * n + column]!;
      a[rowA * n + column] = a[rowB * n + column]!;
      a[rowB * n + column] = kept;
    }
    const kept = b[rowA]!;
    b[rowA] = b[rowB]!;
    b[rowB] = kept;
  };
  for (let pivot = 0; pivot < n; pivot++) {
    let largest = pivot;
    for (let row = pivot + 1; row < n; row++)
      if (Math.abs(a[row * n + pivot]!) > Math.abs(a[largest * n + pivot]!)) largest = row;
    swap(pivot, largest);
    for (let row = pivot + 1; row < n; row++) {
      const factor = a[row * n + pivot]! / a[pivot * n + pivot]!;
      for (let column = pivot; column < n; column++) a[row * n + column]! -= factor * a[pivot * n + column]!;
      b[row]! -= factor * b[pivot]!;
    }
  }
  const solution = new Float64Array(n);
  for (let row = n - 1; row >= 0; row--) {
    let rest = b[row]!;
    for (let column = row + 1; column < n; column++) rest -= a[row * n + column]! * solution[column]!;
    solution[row] = rest / a[row * n + row]!;
  }
  return solution;
}

/** a · b */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The largest magnitude of an entry. */
export const largest = (vector: Float64Array): number =>
  vector.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);

/** The n × n matrix that changes nothing. */
export const identity = (n: number): Float64Array =>
  Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));

/** a + t b */
export const along = (a: Float64Array, t: number, b: Float64Array): Float64Array =>
  a.map((entry, i) => entry + t * b[i]!);

/** a − b */
export const minus = (a: Float64Array, b: Float64Array): Float64Array => along(a, -1, b);

/** A v for square A (n × n, row by row). */
export function times(matrix: Float64Array, vector: Float64Array): Float64Array {
  const n = vector.length;
  return vector.map((_, row) => dot(matrix.subarray(row * n, (row + 1) * n), vector));
}

/** Eigenvalues of a symmetric matrix, and its eigenvectors as rows of `vectors`, by Jacobi's rotations. */
export interface Eigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Sweeps over all pairs; for the few columns this is for, off-diagonal entries are gone after a handful. */
const SWEEPS = 30;
/** Beside its two diagonal entries an entry this small changes no digit of theirs any more. */
const NEGLIGIBLE = 1e-18;

/** Takes a symmetric matrix (n × n, row by row) apart. Entries that are not finite give values that are not finite. */
export function eigen(matrix: Float64Array): Eigen {
  const n = Math.sqrt(matrix.length);
  const a = Float64Array.from(matrix);
  const q = identity(n);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    let moved = false;
    for (let row = 0; row < n; row++)
      for (let column = row + 1; column < n; column++)
        moved = rotate(a, q, n, row, column, sweep > 0 ? NEGLIGIBLE : 0) || moved;
    if (!moved) break;
  }
  return { values: Float64Array.from({ length: n }, (_, i) => a[i * n + i]!), vectors: q };
}

/** One rotation that makes a[i, j] zero, gathered in q; false if nothing was to be done. */
function rotate(a: Float64Array, q: Float64Array, n: number, i: number, j: number, negligible: number): boolean {
  const off = a[i * n + j]!;
  if (Math.abs(off) <= negligible * Math.sqrt(Math.abs(a[i * n + i]! * a[j * n + j]!))) return false;
  const theta = (a[j * n + j]! - a[i * n + i]!) / (2 * off);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  const turn = (m: Float64Array, first: number, second: number): void => {
    const [x, y] = [m[first]!, m[second]!];
    m[first] = cosine * x - sine * y;
    m[second] = sine * x + cosine * y;
  };
  for (let k = 0; k < n; k++) turn(a, k * n + i, k * n + j);
  for (let k = 0; k < n; k++) turn(a, i * n + k, j * n + k);
  for (let k = 0; k < n; k++) turn(q, i * n + k, j * n + k);
  a[i * n + j] = 0;
  a[j * n + i] = 0;
  return true;
}
