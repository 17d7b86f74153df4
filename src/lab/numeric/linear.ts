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
