/** Which picture fits a data set, how its classes are called, and the part of its plane that is shown. */
import type { Data } from '../../../lab/experiment/data.ts';
import type { Region } from '../../../lab/surface.ts';
import { learning } from '../../text/en-learning.ts';

/**
 * `area`: two features, the field and its borders · `curve`: one feature, what the network gives along it · `pictures`:
 * rows that are images, and the confusion matrix · `matrix`: the confusion matrix alone · `met`: numbers (or relevances)
 * against what came out.
 */
export type PictureKind = 'area' | 'curve' | 'pictures' | 'matrix' | 'met';

export function pictureOf({ shape }: Data): PictureKind {
  if (shape.target === 'ranking') return 'met';
  if (shape.features === 2) return 'area';
  if (shape.features === 1) return 'curve';
  if (shape.target === 'regression') return 'met';
  return shape.image ? 'pictures' : 'matrix';
}

export const classNames = ({ shape }: Data): readonly string[] =>
  Array.from({ length: shape.classes }, (_, index) => shape.classNames?.[index] ?? learning.stage.classNumber(index));

/** Room around the points, as a share of what they take. */
const ROOM = 0.12;

const extentOf = (values: Iterable<number>): readonly [number, number] => {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : [0, 1];
};

const padded = ([low, high]: readonly [number, number]): readonly [number, number] => {
  const room = ROOM * (high - low || 1);
  return [low - room, high + room];
};

function* column({ train, test, shape }: Data, at: number): Generator<number> {
  for (const { x, rows } of [train, test]) for (let row = 0; row < rows; row++) yield x[row * shape.features + at]!;
}

function* targets({ train, test }: Data): Generator<number> {
  yield* train.y;
  yield* test.y;
}

const regions = new WeakMap<Data, Region>();

/** What of the plane is shown: all points with room around them. */
export function regionOf(data: Data): Region {
  const known = regions.get(data);
  if (known) return known;
  const across = padded(extentOf(column(data, 0)));
  const up = data.shape.features > 1 ? padded(extentOf(column(data, 1))) : padded(targetEnds(data));
  const region: Region = [...across, ...up];
  regions.set(data, region);
  return region;
}

/** Between which numbers the rows' targets lie. */
export const targetEnds = (data: Data): readonly [number, number] => extentOf(targets(data));
