/** The luck that disturbs gradients: drawn once per step and shared, so that every optimizer meets the same. */
import { stream } from '../numeric/random.ts';

export interface Noise {
  /** The disturbance of steps `from` … `from + rows − 1`, a vector each. */
  rows(from: number, rows: number): Float64Array;
}

/** Gaussian noise of standard deviation σ on every entry; undefined where σ is 0. */
export function gradientNoise(seed: number, sigma: number, dimension: number, steps: number): Noise | undefined {
  if (sigma === 0) return undefined;
  const drawn = new Float64Array((steps + 1) * dimension);
  let known = 0;
  return {
    rows(from, rows) {
      for (; known < from + rows; known++) {
        const luck = stream(seed, 'gradient noise', known);
        for (let i = 0; i < dimension; i++) drawn[known * dimension + i] = sigma * luck.normal();
      }
      return drawn.subarray(from * dimension, (from + rows) * dimension);
    },
  };
}

/** Standard normal draws for a purpose: a vector for each of the steps `from` … `from + rows − 1`. */
export function normals(seed: number, purpose: string, dimension: number, from: number, rows: number): Float64Array {
  const drawn = new Float64Array(rows * dimension);
  for (let row = 0; row < rows; row++) {
    const luck = stream(seed, purpose, from + row);
    for (let i = 0; i < dimension; i++) drawn[row * dimension + i] = luck.normal();
  }
  return drawn;
}
