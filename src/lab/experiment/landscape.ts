/**
 * A plane through the space of all weights, to draw a network's own landscape on: through the paths of the runs (their
 * principal axes), along two random directions scaled filter by filter, or along two chosen weights.
 *
 * Li, Xu, Taylor, Studer, Goldstein: "Visualizing the Loss Landscape of Neural Nets", NeurIPS 2018 (arXiv:1712.09913).
 */
import { sizeOf } from '../graph/node.ts';
import type { Network } from '../network.ts';
import { dot } from '../numeric/linear.ts';
import { fill, spectrum } from '../numeric/matrices.ts';
import { stream } from '../numeric/random.ts';

/** Points are origin + a · across + b · up. */
export interface Plane {
  readonly origin: Float64Array;
  readonly across: Float64Array;
  readonly up: Float64Array;
  /** For principal axes: the share of the points' variance along each. */
  readonly explained?: readonly [number, number];
}

/** A point seen on a plane: its coordinates, and how far from the plane it is. */
export interface Shadow {
  readonly a: number;
  readonly b: number;
  readonly distance: number;
}

const lengthOf = (a: Float64Array): number => Math.sqrt(dot(a, a));

/**
 * The plane through the mean of some points along the two directions in which they differ most. Of fewer than three points
 * that differ, what is missing is a direction of zeros with nothing explained.
 */
export function principalPlane(points: readonly Float64Array[]): Plane {
  const size = points[0]!.length;
  const origin = new Float64Array(size);
  for (const point of points) for (let i = 0; i < size; i++) origin[i]! += point[i]! / points.length;
  const off = points.map((point) => point.map((entry, i) => entry - origin[i]!));
  // The axes follow from the points' inner products: far fewer numbers than a covariance of all weights.
  const { values, vectors } = spectrum(fill(off.length, off.length, (i, j) => dot(off[i]!, off[j]!)));
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const axis = (which: number): { direction: Float64Array; share: number } => {
    const direction = new Float64Array(size);
    const value = values[which] ?? 0;
    if (!(value > 1e-12 * total)) return { direction, share: 0 };
    for (const [i, point] of off.entries()) {
      const part = vectors.entries[i * off.length + which]! / Math.sqrt(value);
      for (let at = 0; at < size; at++) direction[at]! += part * point[at]!;
    }
    return { direction, share: value / total };
  };
  const [across, up] = [axis(0), axis(1)];
  return { origin, across: across.direction, up: up.direction, explained: [across.share, up.share] };
}

/**
 * Two random directions from a point, each unit's (each filter's) part as long as the unit's own weights: so that neither
 * large nor small weights decide how rough the landscape looks. Biases and gains stay.
 */
export function randomPlane(origin: Float64Array, net: Network, seed: number): Plane {
  const direction = (which: string): Float64Array => {
    const drawn = new Float64Array(origin.length);
    for (const { name, shape, offset, role } of net.parameters) {
      if (role !== 'weight') continue;
      const luck = stream(seed, `landscape ${which} ${name}`);
      const width = sizeOf(shape.slice(1));
      for (let from = offset; from < offset + sizeOf(shape); from += width) {
        const unit = drawn.subarray(from, from + width);
        for (const i of unit.keys()) unit[i] = luck.normal();
        const scale = lengthOf(origin.subarray(from, from + width)) / lengthOf(unit);
        for (const i of unit.keys()) unit[i]! *= scale;
      }
    }
    return drawn;
  };
  return { origin, across: direction('across'), up: direction('up') };
}

/** The plane of two weights by number; the others stay as they are at the point. */
export function weightsPlane(point: Float64Array, across: number, up: number): Plane {
  const one = (at: number): Float64Array => Float64Array.from({ length: point.length }, (_, i) => (i === at ? 1 : 0));
  const origin = point.slice();
  origin[across] = 0;
  origin[up] = 0;
  return { origin, across: one(across), up: one(up) };
}

/** The point of a plane. */
export const pointOn = ({ origin, across, up }: Plane, a: number, b: number): Float64Array =>
  origin.map((entry, i) => entry + a * across[i]! + b * up[i]!);

/** Where on the plane a point is nearest, whatever the angle between its directions. */
export function shadowOf(plane: Plane, point: Float64Array): Shadow {
  const { origin, across, up } = plane;
  const off = point.map((entry, i) => entry - origin[i]!);
  const [aa, ab, bb] = [dot(across, across), dot(across, up), dot(up, up)];
  const [pa, pb] = [dot(off, across), dot(off, up)];
  const area = aa * bb - ab * ab;
  const [a, b] =
    area > 1e-14 * aa * bb ? [(pa * bb - pb * ab) / area, (pb * aa - pa * ab) / area] : [aa > 0 ? pa / aa : 0, 0];
  const nearest = pointOn(plane, a, b);
  return { a, b, distance: lengthOf(point.map((entry, i) => entry - nearest[i]!)) };
}

/** A weight by its number, as its tensor has it: `dense1.weight[2, 0]`. */
export function weightName({ parameters }: Network, at: number): string {
  const { name, shape, offset } = parameters.findLast((it) => it.offset <= at)!;
  const places: number[] = [];
  for (let [axis, rest] = [shape.length - 1, at - offset]; axis >= 0; axis--) {
    places.unshift(rest % shape[axis]!);
    rest = Math.floor(rest / shape[axis]!);
  }
  return `${name}[${places.join(', ')}]`;
}

/** What of the plane to show: columns × rows of points, two each way at least. */
export interface Frame {
  readonly region: readonly [amin: number, amax: number, bmin: number, bmax: number];
  readonly columns: number;
  readonly rows: number;
}

/** The frame around shadows, with a margin; never without width. */
export function frameAround(shadows: readonly Shadow[], columns: number, rows: number): Frame {
  const side = (of: (shadow: Shadow) => number): [number, number] => {
    const [low, high] = [Math.min(...shadows.map(of)), Math.max(...shadows.map(of))];
    const margin = 0.2 * (high - low) || 1;
    return [low - margin, high + margin];
  };
  return { region: [...side(({ a }) => a), ...side(({ b }) => b)], columns, rows };
}

/** Where on the plane a point of a frame lies; points are counted row by row from bmin up. */
export function placeOf({ region: [amin, amax, bmin, bmax], columns, rows }: Frame, point: number): [number, number] {
  const column = point % columns;
  const row = (point - column) / columns;
  return [amin + ((amax - amin) * column) / (columns - 1), bmin + ((bmax - bmin) * row) / (rows - 1)];
}
