/** Where a point of the surface lies on the screen and back, and what panning and zooming do to the visible region. */
import type { Region } from '../../lab/surface.ts';
import type { Viewport } from '../view.ts';

/** Coordinates beyond this are outside every map. */
export const FARTHEST = 1e12;
/** The smallest visible width, as a share of the distance from the origin: neighbouring pixels stay different numbers. */
export const NARROWEST = 1e-9;
/** The smallest visible width at the origin itself. */
export const SMALLEST = 1e-12;

/** From surface to CSS pixels: `x * scaleX` from the left edge, y upwards from the bottom edge. */
export interface Projection {
  readonly x: (x: number) => number;
  readonly y: (y: number) => number;
}

export const projection = ({ region: [xmin, xmax, ymin, ymax], width, height }: Viewport): Projection => {
  const across = width / (xmax - xmin);
  const up = height / (ymax - ymin);
  return { x: (x) => (x - xmin) * across, y: (y) => height - (y - ymin) * up };
};

/** The point of the surface under a pixel. */
export const toSurface = (
  { region: [xmin, xmax, ymin, ymax], width, height }: Viewport,
  px: number,
  py: number,
): readonly [number, number] => [xmin + (px / width) * (xmax - xmin), ymax - (py / height) * (ymax - ymin)];

/** The pixel of a point of the surface; may lie outside the panel. */
export const toPixels = (viewport: Viewport, x: number, y: number): readonly [number, number] => {
  const at = projection(viewport);
  return [at.x(x), at.y(y)];
};

const clampInterval = (low: number, high: number): readonly [number, number] => {
  const a = Number.isFinite(low) ? low : -1;
  const b = Number.isFinite(high) ? high : 1;
  const centre = Math.min(FARTHEST, Math.max(-FARTHEST, (a + b) / 2));
  const narrowest = Math.max(SMALLEST, Math.abs(centre) * NARROWEST);
  const half = Math.min(2 * FARTHEST, Math.max(narrowest, Math.abs(b - a))) / 2;
  return [centre - half, centre + half];
};

/** A region that can be drawn: finite, the right way round, neither too small nor too far away for the numbers. */
export const clampRegion = ([xmin, xmax, ymin, ymax]: Region): Region => [
  ...clampInterval(xmin, xmax),
  ...clampInterval(ymin, ymax),
];

/** The region after zooming by `factor` (> 1 zooms in); the point under the pixel stays where it is. */
export const zoomAt = (viewport: Viewport, px: number, py: number, factor: number): Region => {
  const [x, y] = toSurface(viewport, px, py);
  const [xmin, xmax, ymin, ymax] = viewport.region;
  const clamped = clampRegion([
    x + (xmin - x) / factor,
    x + (xmax - x) / factor,
    y + (ymin - y) / factor,
    y + (ymax - y) / factor,
  ]);
  const stuck = clamped[1] - clamped[0] === xmax - xmin || clamped[3] - clamped[2] === ymax - ymin;
  return stuck ? viewport.region : clamped;
};

/** The region after dragging the map by (dx, dy) pixels. */
export const panBy = (
  { region: [xmin, xmax, ymin, ymax], width, height }: Viewport,
  dx: number,
  dy: number,
): Region => {
  const left = (dx / width) * (xmax - xmin);
  const up = (dy / height) * (ymax - ymin);
  return clampRegion([xmin - left, xmax - left, ymin + up, ymax + up]);
};

/** The region on a panel: filled whole, each axis with its own scale, or grown on one side so that both scales are equal. */
export const fit = (region: Region, width: number, height: number, aspect: 'fill' | 'equal' = 'fill'): Viewport => {
  const [xmin, xmax, ymin, ymax] = clampRegion(region);
  if (aspect === 'fill') return { region: [xmin, xmax, ymin, ymax], width, height };
  const perPixel = Math.max((xmax - xmin) / width, (ymax - ymin) / height);
  const [x, y, halfX, halfY] = [(xmin + xmax) / 2, (ymin + ymax) / 2, (perPixel * width) / 2, (perPixel * height) / 2];
  return { region: [x - halfX, x + halfX, y - halfY, y + halfY], width, height };
};

/** A region to about a ten-thousandth of its sides: finer than pixels, and short in a link. */
export const roundRegion = ([xmin, xmax, ymin, ymax]: Region): Region => {
  const digits = Math.max(0, Math.min(20, Math.ceil(4 - Math.log10(Math.min(xmax - xmin, ymax - ymin)))));
  const rounded = (edge: number): number => Number(edge.toFixed(digits));
  return [rounded(xmin), rounded(xmax), rounded(ymin), rounded(ymax)];
};

export const sameRegion = (a: Region, b: Region): boolean => a.every((value, index) => value === b[index]);
