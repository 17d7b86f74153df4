/** What each step learns from: its rows, their disturbances, the units that are silent; drawn once and shared by all runs. */
import type { DatasetShape, Sample } from '../dataset.ts';
import type { Values } from '../describe/param.ts';
import { rowsIn } from '../describe/rows.ts';
import { type Stream, stream } from '../numeric/random.ts';

/** Row numbers of step k. */
export type Order = (step: number) => readonly number[] | Int32Array;

/** How many epochs' orders are kept: runs are never far apart. */
const EPOCHS = 4;

/**
 * Lists of rows in a fresh order every epoch, cut into batches of equal size; a batch may begin in one epoch and end in the
 * next, so that every row is used equally often.
 */
export function drawnOrder(seed: number, lists: number, list: number, batch: number): Order {
  const epochs = new Map<number, Int32Array>();
  const epoch = (number: number): Int32Array => {
    const known = epochs.get(number);
    if (known) return known;
    const order = Array.from({ length: lists }, (_, index) => index);
    const drawn = Int32Array.from(stream(seed, 'batches', number).shuffle(order));
    epochs.set(number, drawn);
    if (epochs.size > EPOCHS) epochs.delete(epochs.keys().next().value!);
    return drawn;
  };
  return (step) => {
    const rows = new Int32Array(batch * list);
    for (let place = 0; place < batch; place++) {
      const at = step * batch + place;
      const chosen = epoch(Math.floor(at / lists))[at % lists]!;
      for (let item = 0; item < list; item++) rows[place * list + item] = chosen * list + item;
    }
    return rows;
  };
}

/** Lists by numbers that somebody wrote down, again from the beginning when all were used. */
export function writtenOrder(text: string, list: number): Order {
  const batches = rowsIn(text)!.map((lists) =>
    lists.flatMap((it) => Array.from({ length: list }, (_, i) => it * list + i)),
  );
  return (step) => batches[step % batches.length]!;
}

/** How features are disturbed, anew in every step; undefined where nothing is to be. */
export function disturbance(
  seed: number,
  { jitter, shift, flip }: Values,
  { features, image }: DatasetShape,
): ((x: Float64Array, step: number) => void) | undefined {
  const [deviation, reach] = [Number(jitter), Number(shift)];
  if (deviation === 0 && reach === 0 && flip !== true) return undefined;
  return (x, step) => {
    const [noise, moves] = [stream(seed, 'jitter', step), stream(seed, 'moved pictures', step)];
    for (let from = 0; from < x.length; from += features) {
      const row = x.subarray(from, from + features);
      if (image && (reach > 0 || flip === true)) move(row, image, reach, flip === true, moves);
      if (deviation > 0) for (const at of row.keys()) row[at]! += deviation * noise.normal();
    }
  };
}

/** Moves a picture by up to `reach` pixels each way, and mirrors it half of the time; what comes in is dark. */
function move(
  row: Float64Array,
  [height, width]: readonly [number, number],
  reach: number,
  flip: boolean,
  luck: Stream,
): void {
  const before = row.slice();
  const [down, right] = [luck.integer(2 * reach + 1) - reach, luck.integer(2 * reach + 1) - reach];
  const mirrored = flip && luck.integer(2) === 1;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [from, column] = [y - down, (mirrored ? width - 1 - x : x) - right];
      const inside = from >= 0 && from < height && column >= 0 && column < width;
      row[y * width + x] = inside ? before[from * width + column]! : 0;
    }
}

/** A dropout mask of one step: each entry 0 with the rate's chance, else 1 / (1 − rate). */
export function mask(seed: number, name: string, rate: number, step: number, into: Float64Array): void {
  const luck = stream(seed, `dropout ${name}`, step);
  const louder = 1 / (1 - rate);
  for (let at = 0; at < into.length; at++) into[at] = luck.uniform() < rate ? 0 : louder;
}

/** The rows of a sample that an order names. */
export function rowsOf(
  { x, y }: Sample,
  features: number,
  rows: ArrayLike<number>,
): { x: Float64Array; y: Float64Array } {
  const chosen = { x: new Float64Array(rows.length * features), y: new Float64Array(rows.length) };
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    chosen.x.set(x.subarray(row * features, (row + 1) * features), at * features);
    chosen.y[at] = y[row]!;
  }
  return chosen;
}
