/** Cuts lines to a rectangle, so that a canvas only ever gets numbers of its own size. */

/** A rectangle in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pixels beyond this mean nothing more; it keeps the arithmetic of clipping exact enough. */
const HUGE = 1e9;

/** A pixel coordinate that arithmetic can bear: ±∞ and the astronomically far become ±1e9; NaN stays NaN. */
export const tame = (pixel: number): number => Math.min(HUGE, Math.max(-HUGE, pixel));

export const contains = (box: Box, x: number, y: number): boolean =>
  x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;

export const overlaps = (a: Box, b: Box): boolean =>
  a.left <= b.right && b.left <= a.right && a.top <= b.bottom && b.top <= a.bottom;

export const grown = (box: Box, by: number): Box => ({
  left: box.left - by,
  top: box.top - by,
  right: box.right + by,
  bottom: box.bottom + by,
});

/** Both ends lie beyond the same side: nothing of the segment can be inside. */
export const beyond = (box: Box, ax: number, ay: number, bx: number, by: number): boolean =>
  (ax < box.left && bx < box.left) ||
  (ax > box.right && bx > box.right) ||
  (ay < box.top && by < box.top) ||
  (ay > box.bottom && by > box.bottom);

/**
 * The part of a segment inside the box, as shares [from, to] of the way from a to b (Liang–Barsky); undefined when
 * there is none. Coordinates must be finite.
 */
export const clipSegment = (
  box: Box,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): readonly [number, number] | undefined => {
  if (beyond(box, ax, ay, bx, by)) return undefined;
  let from = 0;
  let to = 1;
  const [dx, dy] = [bx - ax, by - ay];
  const sides = [-dx, ax - box.left, dx, box.right - ax, -dy, ay - box.top, dy, box.bottom - ay];
  for (let side = 0; side < 8; side += 2) {
    const speed = sides[side]!;
    const room = sides[side + 1]!;
    if (speed === 0) {
      if (room < 0) return undefined;
    } else if (speed < 0) from = Math.max(from, room / speed);
    else to = Math.min(to, room / speed);
  }
  return from <= to ? [from, to] : undefined;
};
