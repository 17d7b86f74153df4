/** Marching squares: where a height lies on a grid, as polylines in the grid's region. */
import type { Region } from '../surface.ts';

export interface Contour {
  /** x, y, x, y … */
  readonly points: Float64Array;
  /** Where each polyline begins, in points, with the end of the last one as last entry. */
  readonly starts: Uint32Array;
}

/** The edges (0 bottom, 1 right, 2 top, 3 left) a line joins, per corner pattern (1 lower left, 2 lower right, 4 upper right, 8 upper left). */
const JOINS: readonly (readonly (readonly [number, number])[])[] = [
  [], [[3, 0]], [[0, 1]], [[3, 1]], [[1, 2]], [[3, 2], [0, 1]], [[0, 2]], [[3, 2]],
  [[2, 3]], [[0, 2]], [[0, 3], [1, 2]], [[1, 2]], [[1, 3]], [[0, 1]], [[0, 3]], [],
]; // prettier-ignore
/** The two patterns with opposite corners above, where the middle is below: the lines turn the other way. */
const TURNED: Readonly<Record<number, readonly (readonly [number, number])[]>> = {
  5: [[3, 0], [1, 2]],
  10: [[0, 1], [2, 3]],
}; // prettier-ignore

/** The contour of one level; cells with a corner that is not finite have none. */
export function contour(values: Float64Array, columns: number, rows: number, region: Region, level: number): Contour {
  const [xmin, xmax, ymin, ymax] = region;
  const dx = (xmax - xmin) / (columns - 1);
  const dy = (ymax - ymin) / (rows - 1);
  const segments: number[] = [];
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const at = j * columns + i;
      const corners = [values[at]!, values[at + 1]!, values[at + columns + 1]!, values[at + columns]!] as const;
      const [a, b, c, d] = corners;
      const pattern = (a > level ? 1 : 0) | (b > level ? 2 : 0) | (c > level ? 4 : 0) | (d > level ? 8 : 0);
      if (pattern === 0 || pattern === 15 || !Number.isFinite(a + b + c + d)) continue;
      const middleBelow = (a + b + c + d) / 4 <= level;
      const joins = (middleBelow ? TURNED[pattern] : undefined) ?? JOINS[pattern]!;
      for (const join of joins)
        for (const edge of join) {
          const from = corners[edge]!;
          const part = (level - from) / (corners[(edge + 1) & 3]! - from);
          const [u, v] = [
            [part, 0],
            [1, part],
            [1 - part, 1],
            [0, 1 - part],
          ][edge] as [number, number];
          segments.push(xmin + (i + u) * dx, ymin + (j + v) * dy);
        }
    }
  }
  const points = Float64Array.from(segments);
  return { points, starts: Uint32Array.from({ length: points.length / 4 + 1 }, (_, line) => 2 * line) };
}
