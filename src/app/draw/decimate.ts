/** Thins a curve to the pixels it is drawn on without losing a peak. */

/** Points in drawing order; a NaN in y is a gap. */
export interface Line {
  readonly row: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Per pixel column the first, the lowest, the highest and the last point stay, in the order of their rows; some rows may be left out. */
export const decimate = (
  rows: number,
  first: number,
  xOf: (row: number) => number,
  yOf: (row: number) => number,
  skips: (row: number) => boolean = () => false,
): Line => {
  const line = { row: [] as number[], x: [] as number[], y: [] as number[] };
  const add = (row: number, x: number, y: number): void => {
    if (line.row.at(-1) === row) return;
    line.row.push(row);
    line.x.push(x);
    line.y.push(y);
  };
  const points: { row: number; x: number; y: number }[] = [];
  const flush = (): void => {
    if (points.length === 0) return;
    let [low, high] = [0, 0];
    points.forEach(({ y }, index) => {
      if (y < points[low]!.y) low = index;
      if (y > points[high]!.y) high = index;
    });
    for (const index of [0, Math.min(low, high), Math.max(low, high), points.length - 1]) {
      const { row, x, y } = points[index]!;
      add(row, x, y);
    }
    points.length = 0;
  };
  for (let row = first; row < rows; row++) {
    if (skips(row)) continue;
    const [x, y] = [xOf(row), yOf(row)];
    if (Number.isNaN(y)) {
      flush();
      if (line.y.length > 0 && !Number.isNaN(line.y.at(-1))) add(row, x, NaN);
      continue;
    }
    if (points.length > 0 && Math.floor(points[0]!.x) !== Math.floor(x)) flush();
    points.push({ row, x, y });
  }
  flush();
  return line;
};
