/** A surface seen from above: heights on a grid, equal-area levels, the place of every height among them, contour lines. */
import { input } from '../graph/node.ts';
import { type Executable, program } from '../graph/program.ts';
import type { Region } from '../surface.ts';
import { execute } from './execute.ts';
import { drawnHeights } from './heights.ts';
import { type Loss, valueInputs } from './problem.ts';
import type { Field } from './protocol.ts';

let latest: { name: string; heights: Executable } | undefined;

function heightsOf(loss: Loss): Executable {
  if (latest?.name !== loss.name) {
    const point = input('point', [loss.dimension]);
    const made = program({ values: valueInputs(loss), feeds: { point }, outputs: { height: loss.value(point) } });
    latest = { name: loss.name, heights: execute(made) };
  }
  for (const [name, value] of Object.entries(loss.values)) latest.heights.memory(name)[0] = value;
  return latest.heights;
}

/** Nodes of one grid row, x from xmin to xmax at one y. */
function rowPoints([xmin, xmax]: Region, y: number, columns: number): Float64Array {
  const points = new Float64Array(2 * columns);
  for (let i = 0; i < columns; i++) {
    points[2 * i] = xmin + ((xmax - xmin) * i) / (columns - 1);
    points[2 * i + 1] = y;
  }
  return points;
}

/** Computes a field; gives way between rows, so that whoever drives it can stop or listen. */
export function* field(loss: Loss, region: Region, columns: number, rows: number): Generator<void, Field, void> {
  const heights = heightsOf(loss);
  const values = new Float64Array(columns * rows);
  const [, , ymin, ymax] = region;
  for (let row = 0; row < rows; row++) {
    const y = ymin + ((ymax - ymin) * row) / (rows - 1);
    values.set(heights.run(columns, { point: rowPoints(region, y, columns) }).height!, row * columns);
    yield;
  }
  return yield* drawnHeights(values, region, columns, rows);
}
