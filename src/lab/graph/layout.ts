/** Other orders of a tensor's entries: transposes, slices, padding, joints, and the windows that filters look through. */
import { type Node, sameShape, type Shape, sizeOf, stack } from './node.ts';
import { rearrange, reshape } from './tensors.ts';

/** How far apart neighbours along each axis lie. */
const stridesOf = (shape: Shape): number[] => shape.map((_, axis) => sizeOf(shape.slice(axis + 1)));

/** An entry's place along each axis. */
function* placesIn(shape: Shape): Generator<number[]> {
  const strides = stridesOf(shape);
  for (let i = 0; i < sizeOf(shape); i++) yield shape.map((side, axis) => Math.floor(i / strides[axis]!) % side);
}

/** The map for a shape whose entries come from places of another, or from nowhere (0). */
export function mapOf(from: Shape, to: Shape, source: (place: readonly number[]) => readonly number[]): Int32Array {
  const strides = stridesOf(from);
  const entryAt = (place: readonly number[]): number =>
    place.every((at, axis) => at >= 0 && at < from[axis]!)
      ? place.reduce((sum, at, axis) => sum + at * strides[axis]!, 0)
      : -1;
  return Int32Array.from(placesIn(to), (place) => entryAt(source(place)));
}

/** Axes in another order: axis i of the result is axis order[i] of `a`. Leading axes that stay cost no map. */
export function transpose(a: Node, order: readonly number[] = [1, 0]): Node {
  const moved = order.findIndex((axis, i) => axis !== i);
  if (moved < 0) return a;
  const from = a.shape.slice(moved);
  const axes = order.slice(moved).map((axis) => axis - moved);
  const to = axes.map((axis) => from[axis]!);
  const map = mapOf(from, to, (place) => from.map((_, axis) => place[axes.indexOf(axis)]!));
  return rearrange(a, map, [...a.shape.slice(0, moved), ...to]);
}

/** Every `step`-th entry from `from` to before `to`, along the last axes; ranges name one axis each. */
export function slice(a: Node, ranges: readonly { from: number; to: number; step?: number }[]): Node {
  const lead = a.shape.length - ranges.length;
  const to = ranges.map(({ from, to: end, step = 1 }) => Math.ceil((end - from) / step));
  const map = mapOf(a.shape.slice(lead), to, (place) =>
    place.map((at, i) => ranges[i]!.from + at * (ranges[i]!.step ?? 1)),
  );
  return rearrange(a, map, [...a.shape.slice(0, lead), ...to]);
}

/** Zeros around the last axes: how many before and after, axis by axis. */
export function pad(a: Node, margins: readonly (readonly [number, number])[]): Node {
  const lead = a.shape.length - margins.length;
  const inner = a.shape.slice(lead);
  const to = inner.map((side, i) => side + margins[i]![0] + margins[i]![1]);
  const map = mapOf(inner, to, (place) => place.map((at, i) => at - margins[i]![0]));
  return rearrange(a, map, [...a.shape.slice(0, lead), ...to]);
}

/** Tensors joined along an axis; their other sides are equal. */
export function join(parts: readonly Node[], axis: number): Node {
  const [first] = parts as readonly [Node];
  const fits = ({ shape }: Node): boolean => sameShape(shape.toSpliced(axis, 1), first.shape.toSpliced(axis, 1));
  if (!parts.every(fits)) throw new RangeError(`shapes that differ beside axis ${axis} cannot be joined along it`);
  const sides = parts.map(({ shape }) => shape[axis]!);
  const shape = first.shape.with(
    axis,
    sides.reduce((sum, side) => sum + side),
  );
  const flat = stack(parts);
  if (axis === 0) return reshape(flat, shape);
  const begins = parts.map(
    (_, i) => sizeOf(first.shape.toSpliced(axis, 1)) * sides.slice(0, i).reduce((sum, side) => sum + side, 0),
  );
  const maps = parts.map((part) => ({ shape: part.shape, strides: stridesOf(part.shape) }));
  const map = Int32Array.from(placesIn(shape), (place) => {
    let at = place[axis]!;
    let which = 0;
    while (at >= sides[which]!) at -= sides[which++]!;
    return (
      begins[which]! + maps[which]!.strides.reduce((sum, stride, i) => sum + stride * (i === axis ? at : place[i]!), 0)
    );
  });
  return rearrange(flat, map, shape);
}

/** How a window moves over an image. */
export interface Window {
  readonly size: readonly [number, number];
  readonly stride: number;
  readonly padding: number;
  readonly dilation: number;
}

/** How many windows fit along each side. */
export const windowsAlong = (
  sides: readonly [number, number],
  { size, stride, padding, dilation }: Window,
): [number, number] =>
  sides.map((side, i) => Math.floor((side + 2 * padding - dilation * (size[i]! - 1) - 1) / stride) + 1) as [
    number,
    number,
  ];

/** What each window sees of images [n, channels, height, width]: [n, down, across, channels, high, wide], 0 beyond the edge. */
export function windows(images: Node, window: Window): Node {
  const [n, channels, height, width] = images.shape as readonly [number, number, number, number];
  const { size, stride, padding, dilation } = window;
  const [down, across] = windowsAlong([height, width], window);
  const to = [down, across, channels, ...size];
  const map = mapOf([channels, height, width], to, ([row = 0, column = 0, channel = 0, y = 0, x = 0]) => [
    channel,
    row * stride - padding + y * dilation,
    column * stride - padding + x * dilation,
  ]);
  return rearrange(images, map, [n, ...to]);
}
