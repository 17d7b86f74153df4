/** A data set ready to be learnt: read where it is a file, drawn where it is made, a part set apart for the test. */
import { datasets } from '../catalogues.ts';
import { type DatasetShape, rowsToLearn, type Sample } from '../dataset.ts';
import { stream } from '../numeric/random.ts';
import type { Choice, Fold } from './experiment.ts';
import { rowsOf } from './rows.ts';

export interface Data {
  readonly shape: DatasetShape;
  readonly train: Sample;
  readonly test: Sample;
  /** For features in units of their own: what was taken from each column, and what it was then divided by. */
  readonly scale?: { readonly mean: Float64Array; readonly deviation: Float64Array };
}

const files = import.meta.glob<string>('../datasets/packed/*.txt', { query: '?raw', import: 'default' });
const read = new Map<string, string>();

/** Reads the file a data set is packed in, if it is; `dataOf` needs it. Rejects where the file cannot be had. */
export async function fetchData({ id }: Choice): Promise<void> {
  const { packed } = datasets.get(id);
  if (packed === undefined || read.has(packed)) return;
  read.set(packed, await files[`../datasets/packed/${packed}.txt`]!());
}

let latest: { readonly key: string; readonly data: Data } | undefined;

/**
 * The data of a (validated) choice; the same for the same seed. Its file must have been fetched. With a fold, the training
 * rows are those outside it and the test is on those in it; the rows kept for the test are in neither.
 */
export function dataOf(choice: Choice, seed: number, fold?: Fold): Data {
  const key = JSON.stringify([choice, seed, fold]);
  if (latest?.key !== key) latest = { key, data: make(choice, seed, fold) };
  return latest.data;
}

function make({ id, values }: Choice, seed: number, fold: Fold | undefined): Data {
  const entry = datasets.get(id);
  const packed = entry.packed === undefined ? '' : read.get(entry.packed);
  if (packed === undefined) throw new Error(`the data set ${id} has not been fetched`);
  const shape = entry.shape(values);
  const all = rowsOf(entry, values, seed, packed);
  const whole = split(all, shape, values.test as number, seed);
  const { train, test } = fold ? folded(whole.train, shape, fold, seed) : whole;
  if (!entry.units) return { shape, train, test };
  const scale = scaleOf(train, shape.features);
  for (const part of [train, test]) rescale(part, scale, shape.features);
  return { shape, train, test, scale };
}

interface Parts {
  readonly train: Sample;
  readonly test: Sample;
}

/** The numbers of lists in an order drawn for a purpose. */
const drawn = (lists: number, seed: number, purpose: string): number[] =>
  stream(seed, purpose).shuffle(Array.from({ length: lists }, (_, index) => index));

/** Sets a share of the rows, or of the lists, apart; at least one stays to learn from. Both parts keep their order. */
function split(all: Sample, shape: DatasetShape, share: number, seed: number): Parts {
  const lists = all.rows / shape.list;
  const apart = (all.rows - rowsToLearn(shape, share)) / shape.list;
  return parted(all, shape, new Set(drawn(lists, seed, 'data split').slice(0, apart)));
}

/** Sets one of several parts of nearly equal size apart; every list is in exactly one of them. */
function folded(all: Sample, shape: DatasetShape, { index, of }: Fold, seed: number): Parts {
  const order = drawn(all.rows / shape.list, seed, 'data folds');
  return parted(all, shape, new Set(order.filter((_, place) => place % of === index)));
}

function parted(all: Sample, { features, list }: DatasetShape, tested: ReadonlySet<number>): Parts {
  const part = (wanted: boolean): Sample => {
    const lists = Array.from({ length: all.rows / list }, (_, index) => index);
    const chosen = lists.filter((index) => tested.has(index) === wanted);
    const x = new Float64Array(chosen.length * list * features);
    const y = new Float64Array(chosen.length * list);
    for (const [at, from] of chosen.entries()) {
      x.set(all.x.subarray(from * list * features, (from + 1) * list * features), at * list * features);
      y.set(all.y.subarray(from * list, (from + 1) * list), at * list);
    }
    return { rows: y.length, x, y };
  };
  return { train: part(false), test: part(true) };
}

function scaleOf({ rows, x }: Sample, features: number): NonNullable<Data['scale']> {
  const mean = new Float64Array(features);
  const deviation = new Float64Array(features);
  for (let at = 0; at < x.length; at++) mean[at % features]! += x[at]! / rows;
  for (let at = 0; at < x.length; at++) {
    const off = x[at]! - mean[at % features]!;
    deviation[at % features]! += (off * off) / rows;
  }
  return { mean, deviation: deviation.map((square) => Math.sqrt(square) || 1) };
}

function rescale({ x }: Sample, { mean, deviation }: NonNullable<Data['scale']>, features: number): void {
  for (let at = 0; at < x.length; at++) x[at] = (x[at]! - mean[at % features]!) / deviation[at % features]!;
}
