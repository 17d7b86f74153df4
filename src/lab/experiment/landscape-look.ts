/** A network's own landscape as a picture needs it: the loss over a plane, and where on it the runs went. */
import type { Learning } from './learning.ts';
import {
  frameAround,
  type Plane,
  pointOn,
  principalPlane,
  randomPlane,
  type Shadow,
  shadowOf,
  sliceOf,
} from './landscape.ts';
import type { Weights } from './task.ts';

export interface LandscapeQuestion {
  readonly of: 'landscape';
  /** `principal`: the plane that shows most of all paths; `random`: two directions scaled unit by unit, around the weights. */
  readonly axes: 'principal' | 'random';
  readonly seed: number;
  /** The rows of every run that is to be seen, ascending. */
  readonly paths: readonly { readonly run: number; readonly rows: readonly number[] }[];
}

/** A path as it is seen on the plane: a, b of every row, and how far from the plane each row is. */
export interface SeenPath {
  readonly run: number;
  readonly rows: readonly number[];
  readonly places: Float32Array;
  readonly distances: Float32Array;
}

export interface Landscape {
  readonly of: 'landscape';
  readonly region: readonly [amin: number, amax: number, bmin: number, bmax: number];
  readonly columns: number;
  readonly rows: number;
  /** Losses over all training rows, row by row from bmin up. */
  readonly values: Float32Array;
  /** For principal axes: the share of the paths' variance that each shows. */
  readonly explained?: readonly [number, number];
  readonly paths: readonly SeenPath[];
  /** The loss at the weights asked about, and where their shadow falls: the plane shows the latter. */
  readonly gap: { readonly loss: number; readonly shown: number };
}

/** Multiplications the whole picture may take: about a second. */
const WORK = 6e8;
const [LEAST, MOST] = [15, 41];

/** Points along a side of the picture, as many as there is time for. */
export const sideOf = ({ data, network }: Pick<Learning, 'data' | 'network'>): number =>
  Math.max(LEAST, Math.min(MOST, Math.floor(Math.sqrt(WORK / (data.train.rows * network.size)))));

/** Draws up the landscape around weights; asks for other rows' weights as it needs them, and gives way in between. */
export function* landscapeOf(
  learning: Learning,
  weights: Weights,
  { axes, seed, paths }: LandscapeQuestion,
  weightsAt: (run: number, row: number) => Generator<void, Weights, void> | undefined,
): Generator<void, Landscape, void> {
  const seen: { run: number; rows: readonly number[]; points: Float64Array[] }[] = [];
  for (const { run, rows } of paths) {
    const points: Float64Array[] = [];
    for (const row of rows) {
      const asked = weightsAt(run, row);
      if (asked) points.push((yield* asked).x.slice());
    }
    const finite = points.filter((point) => point.every(Number.isFinite));
    seen.push({ run, rows: rows.slice(0, finite.length), points: finite });
  }
  const all = seen.flatMap(({ points }) => points);
  const plane: Plane =
    axes === 'principal' && all.length > 2 ? principalPlane(all) : randomPlane(weights.x, learning.network, seed);
  const shadows = seen.map(({ points }) => points.map((point) => shadowOf(plane, point)));
  const own = shadowOf(plane, weights.x);
  const around = axes === 'random' ? unitSquare : [own, ...shadows.flat()];
  const side = sideOf(learning);
  const frame = frameAround(around, side, side);
  const lossAt = function* (point: Float64Array): Generator<void, number, void> {
    return (yield* learning.score('train', point, weights.statistics)).loss;
  };
  const values = yield* sliceOf(plane, frame, lossAt);
  return {
    of: 'landscape',
    ...frame,
    values: Float32Array.from(values),
    ...(plane.explained && { explained: plane.explained }),
    paths: seen.map(({ run, rows }, i) => ({ run, rows, ...coordinates(shadows[i]!) })),
    gap: { loss: yield* lossAt(weights.x), shown: yield* lossAt(pointOn(plane, own.a, own.b)) },
  };
}

/** One length of the weights each way. */
const unitSquare: readonly Shadow[] = [
  { a: -1, b: -1, distance: 0 },
  { a: 1, b: 1, distance: 0 },
];

const coordinates = (shadows: readonly Shadow[]): Pick<SeenPath, 'places' | 'distances'> => ({
  places: Float32Array.from(shadows.flatMap(({ a, b }) => [a, b])),
  distances: Float32Array.from(shadows, ({ distance }) => distance),
});
