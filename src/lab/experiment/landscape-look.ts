/** A network's own landscape as a picture needs it: the loss over a plane, and where on it the runs went. */
import type { ClassifierProblem } from './experiment.ts';
import {
  type Frame,
  frameAround,
  type Plane,
  pointOn,
  principalPlane,
  randomPlane,
  type Shadow,
  shadowOf,
  weightName,
  weightsPlane,
} from './landscape.ts';
import type { Learning } from './learning.ts';
import type { Weights } from './task.ts';

/** Which plane: the one that shows most of all paths, one of two random directions scaled unit by unit, that of two weights. */
export const planes = ['principal', 'random', 'weights'] as const;

export interface LandscapeQuestion {
  readonly of: 'landscape';
  readonly axes: (typeof planes)[number];
  /** By number, for the plane of two weights. */
  readonly pair: readonly [across: number, up: number];
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
  /** What to show of which plane: all that is needed to ask for the losses on it. */
  readonly frame: Frame;
  readonly plane: Plane;
  readonly statistics: Weights['statistics'];
  /** For the plane of two weights: their names. */
  readonly names?: readonly [across: string, up: string];
  readonly paths: readonly SeenPath[];
  /** The loss at the weights asked about, and where their shadow falls: the plane shows the latter. */
  readonly gap: { readonly loss: number; readonly shown: number };
}

/** Multiplications the whole picture may take: some seconds of one thread. */
const WORK = 4e9;
/** Points along a side: the coarser pictures on the way have every second, fourth and eighth of them. */
const SIDES = [65, 33, 17] as const;

/** Points along a side of the picture, as many as there is time for. */
export const sideOf = ({ data, network }: Pick<Learning, 'data' | 'network'>): number =>
  SIDES.find((side) => side * side * data.train.rows * network.size <= WORK) ?? SIDES.at(-1)!;

/** Lays a plane through weights and paths; asks for other rows' weights as it needs them, and gives way in between. */
export function* landscapeOf(
  learning: Learning,
  weights: Weights,
  { axes, pair, seed, paths }: LandscapeQuestion,
  weightsAt: (run: number, row: number) => Generator<void, Weights, void> | undefined,
): Generator<void, Landscape, void> {
  const seen: { run: number; rows: number[]; points: Float64Array[] }[] = [];
  for (const { run, rows } of paths) {
    const path = { run, rows: [] as number[], points: [] as Float64Array[] };
    for (const row of rows) {
      const asked = weightsAt(run, row);
      const x = asked && (yield* asked).x;
      if (!x?.every(Number.isFinite)) continue;
      path.rows.push(row);
      path.points.push(x.slice());
    }
    seen.push(path);
  }
  const { network } = learning;
  const all = seen.flatMap(({ points }) => points);
  const plane: Plane =
    axes === 'weights'
      ? weightsPlane(weights.x, ...pair)
      : axes === 'principal' && all.length > 2
        ? principalPlane(all)
        : randomPlane(weights.x, network, seed);
  const shadows = seen.map(({ points }) => points.map((point) => shadowOf(plane, point)));
  const own = shadowOf(plane, weights.x);
  const side = sideOf(learning);
  const lossAt = (point: Float64Array): ReturnType<Learning['score']> =>
    learning.score('train', point, weights.statistics);
  return {
    of: 'landscape',
    frame: frameAround(axes === 'random' ? unitSquare : [own, ...shadows.flat()], side, side),
    plane,
    statistics: weights.statistics,
    ...(axes === 'weights' && { names: [weightName(network, pair[0]), weightName(network, pair[1])] }),
    paths: seen.map(({ run, rows }, i) => ({ run, rows, ...coordinates(shadows[i]!) })),
    gap: { loss: (yield* lossAt(weights.x)).loss, shown: (yield* lossAt(pointOn(plane, own.a, own.b))).loss },
  };
}

/** Some points of a plane through the weights of a problem's network; plain data, it travels to a worker. */
export interface Slice {
  readonly problem: ClassifierProblem;
  readonly seed: number;
  readonly plane: Plane;
  readonly statistics: Weights['statistics'];
  /** a, b of every point, one after the other. */
  readonly places: Float64Array;
}

/** The loss on all training rows at every point of a slice; gives way after each. */
export function* heightsOn(
  { plane, statistics, places }: Pick<Slice, 'plane' | 'statistics' | 'places'>,
  learning: Pick<Learning, 'score'>,
): Generator<void, Float64Array, void> {
  const heights = new Float64Array(places.length / 2);
  for (const point of heights.keys()) {
    const x = pointOn(plane, places[2 * point]!, places[2 * point + 1]!);
    heights[point] = (yield* learning.score('train', x, statistics)).loss;
    yield;
  }
  return heights;
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
