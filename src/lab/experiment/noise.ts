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
