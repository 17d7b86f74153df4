/** Heights on a grid made ready to be drawn: equal-area levels, the place of every height among them, contour lines. */
import type { Region } from '../surface.ts';
import { contour } from './contour.ts';
import type { Field } from './protocol.ts';

/** Evenly spaced shares of the area, and finer ones near the bottom, where the minima are. */
const SHARES = [0.0008, 0.004, 0.015, ...Array.from({ length: 22 }, (_, i) => (i + 1) / 23)];
/** How many heights the quantiles are taken from. */
const SAMPLE = 20_000;

/** Heights that split the area into the given shares, ascending and distinct. */
function quantiles(values: Float64Array): Float64Array {
  const stride = Math.max(1, Math.floor(values.length / SAMPLE));
  const finite = values.filter((value, i) => i % stride === 0 && Number.isFinite(value)).sort();
  if (finite.length === 0) return finite;
  const levels = SHARES.map((part) => finite[Math.floor(part * (finite.length - 1))]!);
  return Float64Array.from(new Set(levels.filter((level) => level > finite[0]! && level < finite.at(-1)!)));
}

/** Each height as a place among the levels. */
function shades(values: Float64Array, levels: Float64Array): Float32Array {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const steps = [low, ...levels, high];
  return Float32Array.from(values, (value) => {
    if (Number.isNaN(value)) return NaN;
    if (value <= low) return 0;
    if (value >= high) return steps.length - 1;
    let [from, to] = [0, steps.length - 1];
    while (to - from > 1) {
      const middle = (from + to) >> 1;
      if (steps[middle]! <= value) from = middle;
      else to = middle;
    }
    return from + (value - steps[from]!) / (steps[to]! - steps[from]!);
  });
}

/** Levels, shades and lines of heights, row by row from ymin up; gives way between lines. */
export function* drawnHeights(
  values: Float64Array,
  region: Region,
  columns: number,
  rows: number,
): Generator<void, Field, void> {
  const levels = quantiles(values);
  const shade = shades(values, levels);
  const lines = [];
  for (const level of levels) {
    lines.push(contour(values, columns, rows, region, level));
    yield;
  }
  return { region, columns, rows, values, levels, shade, lines };
}
