/** Planes through the space of weights: what they hold of the points they are laid through. */
import { describe, expect, test } from 'vitest';
import '../everything.ts';
import { network } from '../network.ts';
import { dot } from '../numeric/linear.ts';
import { stream } from '../numeric/random.ts';
import type { FromPool } from '../study/protocol.ts';
import { Work } from '../study/work.ts';
import { asClassifier } from './experiment.ts';
import { type Landscape, landscapeOf, type LandscapeQuestion, sideOf } from './landscape-look.ts';
import { learningOf } from './learning.ts';
import { finish } from './finish.ts';
import { decode } from './link.ts';
import { beginRace } from './race.ts';
import {
  frameAround,
  pointOn,
  principalPlane,
  placeOf,
  randomPlane,
  shadowOf,
  weightName,
  weightsPlane,
} from './landscape.ts';

const SIZE = 40;
const luck = stream(3, 'landscape test');
const drawn = (): Float64Array => Float64Array.from({ length: SIZE }, () => luck.normal());
const length = (a: Float64Array): number => Math.sqrt(dot(a, a));
const net = network([{ kind: 'dense', units: 5 }, { kind: 'dense', units: 1 }], 6); // prettier-ignore

describe('the plane of principal axes', () => {
  const [a, b, c] = [drawn(), drawn(), drawn()];
  const flat = [[0, 0], [1, 0.2], [-2, 1], [3, -0.5], [0.3, 0.4]] as const; // prettier-ignore
  const points = flat.map(([s, t]) => a.map((entry, i) => entry + s * b[i]! + t * c[i]!));

  test('holds points that lie in a plane, explains them whole, and gives them their places back', () => {
    const plane = principalPlane(points);
    expect(plane.explained![0] + plane.explained![1]).toBeCloseTo(1, 12);
    expect(plane.explained![0]).toBeGreaterThan(plane.explained![1]);
    for (const point of points) {
      const shadow = shadowOf(plane, point);
      expect(shadow.distance).toBeLessThan(1e-12);
      const back = pointOn(plane, shadow.a, shadow.b);
      for (const [i, entry] of point.entries()) expect(back[i]).toBeCloseTo(entry, 12);
    }
  });

  test('has directions of length 1 at right angles', () => {
    const { across, up } = principalPlane([...points, drawn(), drawn()]);
    expect(length(across)).toBeCloseTo(1, 12);
    expect(length(up)).toBeCloseTo(1, 12);
    expect(dot(across, up)).toBeCloseTo(0, 12);
  });

  test('explains what it says: the variance that its shadows have', () => {
    const many = [...points, ...Array.from({ length: 6 }, drawn)];
    const plane = principalPlane(many);
    const shadows = many.map((point) => shadowOf(plane, point));
    const total = many.reduce((sum, point) => {
      const off = point.map((entry, i) => entry - plane.origin[i]!);
      return sum + dot(off, off);
    }, 0);
    const seen = shadows.reduce((sum, { a: s, b: t }) => sum + s * s + t * t, 0);
    expect(seen / total).toBeCloseTo(plane.explained![0] + plane.explained![1], 12);
    expect(seen + shadows.reduce((sum, { distance }) => sum + distance * distance, 0)).toBeCloseTo(total, 9);
  });

  test('of points on a line explains one direction, and of one point none', () => {
    const line = principalPlane([a, b]);
    expect(line.explained![0]).toBeCloseTo(1, 12);
    expect(line.explained![1]).toBe(0);
    expect(shadowOf(line, b).distance).toBeLessThan(1e-12);
    expect(principalPlane([a, a]).explained).toEqual([0, 0]);
  });
});

describe('random directions', () => {
  const origin = drawn().slice(0, net.size);

  test('are as long as the weights, unit by unit, and leave biases alone', () => {
    const { across, up } = randomPlane(origin, net, 1);
    for (const direction of [across, up])
      for (const { shape, offset, role } of net.parameters) {
        const width = role === 'weight' ? shape[1]! : 1;
        for (let from = offset; from < offset + shape.reduce((product, side) => product * side, 1); from += width)
          expect(length(direction.subarray(from, from + width))).toBeCloseTo(
            role === 'weight' ? length(origin.subarray(from, from + width)) : 0,
            12,
          );
      }
  });

  test('are the same for the same seed, and one is not the other', () => {
    expect(randomPlane(origin, net, 1)).toEqual(randomPlane(origin, net, 1));
    expect(randomPlane(origin, net, 1).across).not.toEqual(randomPlane(origin, net, 2).across);
    expect(randomPlane(origin, net, 1).across).not.toEqual(randomPlane(origin, net, 1).up);
  });

  test('units whose weights are all 0 have no direction', () => {
    const { across } = randomPlane(new Float64Array(net.size), net, 1);
    expect(across.every((entry) => entry === 0)).toBe(true);
  });

  test('shadows are right though the directions are not at right angles', () => {
    const plane = randomPlane(origin, net, 1);
    const { a, b, distance } = shadowOf(plane, pointOn(plane, 0.3, -1.7));
    expect([a, b]).toEqual([expect.closeTo(0.3, 12), expect.closeTo(-1.7, 12)]);
    expect(distance).toBeLessThan(1e-12);
  });
});

test('of two weights the plane’s coordinates are the weights themselves', () => {
  const point = drawn();
  const plane = weightsPlane(point, 4, 9);
  const { a, b, distance } = shadowOf(plane, point);
  expect([a, b, distance]).toEqual([point[4], point[9], 0]);
});

test('a frame counts its points row by row from below, and has a margin', () => {
  const frame = frameAround([{ a: 0, b: 1, distance: 0 }, { a: 10, b: 3, distance: 5 }], 3, 2); // prettier-ignore
  expect(frame.region).toEqual([-2, 12, 0.6, 3.4]);
  expect([0, 1, 2, 3, 5].map((point) => placeOf(frame, point))).toEqual([[-2, 0.6], [5, 0.6], [12, 0.6], [-2, 3.4], [12, 3.4]]); // prettier-ignore
});

test('weights have the names of their tensors', () => {
  expect([0, 7, 29, 30, 34, 35, 39, 40].map((at) => weightName(net, at))).toEqual([
    'dense1.weight[0, 0]',
    'dense1.weight[1, 1]',
    'dense1.weight[4, 5]',
    'dense1.bias[0]',
    'dense1.bias[4]',
    'dense2.weight[0, 0]',
    'dense2.weight[0, 4]',
    'dense2.bias[0]',
  ]);
});

describe('the landscape of a race', () => {
  const decoded = decode('#v1/moons(n=60)/mlp(hidden=4,activation=tanh)/steps=40/batch=10/sgd(lr=0.3)&adam(lr=0.1)');
  if ('refused' in decoded) throw new Error(decoded.refused.message);
  const { experiment } = decoded;
  const learning = learningOf(asClassifier(experiment.problem)!, experiment.seed);
  const { runs } = beginRace(experiment, 1);
  const rows = [0, 5, 10, 20, 40];
  const weightsAt = (run: number, row: number) => runs[run]!.weights!(row);
  const last = finish(weightsAt(1, 40));
  const seen = (axes: LandscapeQuestion['axes']) =>
    finish(
      landscapeOf(
        learning,
        last,
        { of: 'landscape', axes, pair: [2, 5], seed: 1, paths: [0, 1].map((run) => ({ run, rows })) },
        weightsAt,
      ),
    );
  /** The heights at some places, as a worker of the pool tells them. */
  const heights = ({ plane, statistics }: Landscape, places: readonly number[]): Float64Array => {
    const problem = asClassifier(experiment.problem)!;
    const slice = { problem, seed: experiment.seed, plane, statistics, places: Float64Array.from(places) };
    const told: FromPool[] = [];
    const work = new Work((message) => told.push(message));
    work.hear({ kind: 'slice', id: 7, slice });
    while (work.busy) work.advance();
    const [answer] = told;
    if (answer?.kind !== 'slice') throw new Error(JSON.stringify(answer));
    expect(answer.id).toBe(7);
    return answer.heights;
  };

  test('shows all runs in one plane, says how much of their paths it shows, and how far it is from the truth', () => {
    const landscape = seen('principal');
    const { plane, paths, gap, frame } = landscape;
    const { explained } = plane;
    expect(explained![0] + explained![1]).toBeGreaterThan(0.7);
    expect(explained![0] + explained![1]).toBeLessThanOrEqual(1 + 1e-12);
    expect(paths.map(({ run }) => run)).toEqual([0, 1]);
    for (const { places } of paths) {
      expect(places.length).toBe(2 * rows.length);
      for (let at = 0; at < places.length; at += 2) {
        expect(places[at]).toBeGreaterThan(frame.region[0]);
        expect(places[at]).toBeLessThan(frame.region[1]);
        expect(places[at + 1]).toBeGreaterThan(frame.region[2]);
        expect(places[at + 1]).toBeLessThan(frame.region[3]);
      }
    }
    // Both begin at the same weights.
    expect(paths[0]!.places.slice(0, 2)).toEqual(paths[1]!.places.slice(0, 2));
    const score = finish(learning.score('train', last.x, {}));
    expect(gap.loss).toBe(score.loss);
    expect(gap.shown).not.toBe(gap.loss);
    // What is drawn at a place is the loss of the weights there.
    const own = shadowOf(plane, last.x);
    const [drawn, start] = heights(landscape, [own.a, own.b, ...paths[0]!.places.slice(0, 2)]);
    expect(drawn).toBeCloseTo(gap.shown, 12);
    const first = shadowOf(plane, learning.start);
    expect(start).toBeCloseTo(finish(learning.score('train', pointOn(plane, first.a, first.b), {})).loss, 6);
  });

  test('along random directions the weights asked about are the middle, and nothing is between plane and truth', () => {
    const landscape = seen('random');
    const { plane, gap, frame } = landscape;
    expect(plane.explained).toBeUndefined();
    expect(gap.shown).toBeCloseTo(gap.loss, 12);
    expect(frame.region).toEqual([-1.4, 1.4, -1.4, 1.4].map((side) => expect.closeTo(side, 12)));
    expect(heights(landscape, placeOf(frame, (frame.columns * frame.rows - 1) / 2))[0]).toBeCloseTo(gap.loss, 12);
  });

  test('of two weights it has their names, and places are their values', () => {
    const landscape = seen('weights');
    expect(landscape.names).toEqual(['dense1.weight[1, 0]', 'dense1.weight[2, 1]']);
    const places = landscape.paths[1]!.places.slice(-2);
    expect([...places]).toEqual([last.x[2]!, last.x[5]!].map(Math.fround));
    expect(landscape.gap.shown).toBeCloseTo(landscape.gap.loss, 12);
    const moved = last.x.slice();
    moved[2] = 0.25;
    moved[5] = -3;
    expect(heights(landscape, [0.25, -3])[0]).toBe(finish(learning.score('train', moved, {})).loss);
  });

  test('a run that left the finite shows where it was before', () => {
    const weird = (run: number, row: number) =>
      (function* () {
        yield;
        return { x: learning.start.map((it) => (run === 1 && row >= 10 ? NaN : it + row * (1 + run))), statistics: {} };
      })();
    const question = { of: 'landscape', axes: 'principal', pair: [0, 1], seed: 1, paths: [0, 1].map((run) => ({ run, rows })) } as const; // prettier-ignore
    const { paths } = finish(landscapeOf(learning, last, question, weird));
    expect(paths.map((path) => path.rows)).toEqual([rows, [0, 5]]);
    expect(paths.map(({ places }) => places.length)).toEqual([10, 4]);
  });

  test('has as many points as there is time for', () => {
    const sized = (rows: number, size: number) =>
      sideOf({ data: { train: { rows } }, network: { size } } as unknown as Parameters<typeof sideOf>[0]);
    expect(sized(500, 337)).toBe(65);
    expect(sized(1500, 2410)).toBe(33);
    expect(sized(1500, 100_000)).toBe(17);
  });
});
