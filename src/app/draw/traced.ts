/** A run's path in pixels: cut to the panel, thinned to what eyes can see, and quick to ask what lies in a rectangle. */
import type { Trajectory } from '../../lab/experiment/trajectory.ts';
import type { Viewport } from '../view.ts';
import { clipSegment, contains, overlaps, tame, type Box } from './clip.ts';
import { projection } from './projection.ts';

/** Points closer than this to the last one drawn are left out (CSS pixels). */
const THIN = 0.7;
/** Lines run this far beyond the panel's edge, so that no line end shows (CSS pixels). */
const MARGIN = 16;
/** Points per stretch; a stretch knows its bounding box. */
const STRETCH = 48;

/** The first and last index of points to join by lines. */
export type Range = readonly [number, number];

/** Grows with its trajectory; earlier points never change. */
export class TracedPath {
  readonly trajectory: Trajectory;
  readonly x: number[] = [];
  readonly y: number[] = [];
  /** The moment at which the run is at the point. */
  readonly time: number[] = [];
  /** Pixels drawn since the line was last lifted; 0 where a new piece begins. */
  readonly length: number[] = [];
  readonly #window: Box;
  readonly #stretches: { left: number; top: number; right: number; bottom: number }[] = [];
  readonly #toX: (x: number) => number;
  readonly #toY: (y: number) => number;
  #rows = 0;
  #lastX = NaN;
  #lastY = NaN;
  /** The run is no number any more. */
  #broken = false;

  constructor(viewport: Viewport, trajectory: Trajectory) {
    const at = projection(viewport);
    this.trajectory = trajectory;
    this.#toX = at.x;
    this.#toY = at.y;
    this.#window = { left: -MARGIN, top: -MARGIN, right: viewport.width + MARGIN, bottom: viewport.height + MARGIN };
  }

  /** Takes in the rows that have come since. */
  extend(): void {
    const { x, rows, dimension } = this.trajectory;
    for (; this.#rows < rows && !this.#broken; this.#rows++) {
      const px = tame(this.#toX(x[this.#rows * dimension]!));
      const py = tame(this.#toY(x[this.#rows * dimension + 1]!));
      if (Number.isNaN(px) || Number.isNaN(py)) this.#broken = true;
      else this.#moveOn(px, py);
    }
  }

  /** How many points the run has passed at a moment. */
  pointsUntil(moment: number): number {
    let [low, high] = [0, this.time.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time[middle]! <= moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The ranges among the first `count` points whose lines may touch the box; all of them without one. */
  ranges(count: number, box?: Box): Range[] {
    if (count < 2) return [];
    if (box === undefined) return [[0, count - 1]];
    const found: [number, number][] = [];
    for (let stretch = 0; stretch * STRETCH < count - 1; stretch++) {
      if (!overlaps(this.#stretches[stretch]!, box)) continue;
      const [from, to] = [stretch * STRETCH, Math.min(count - 1, (stretch + 1) * STRETCH)];
      const last = found.at(-1);
      if (last?.[1] === from) last[1] = to;
      else found.push([from, to]);
    }
    return found;
  }

  /** The bounding box of the lines between two points; undefined when there is none. */
  boundsOf(from: number, to: number): Box | undefined {
    if (to <= from) return undefined;
    const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
    for (let point = from; point <= to; point++) stretchBox(box, this.x[point]!, this.y[point]!);
    return box;
  }

  #moveOn(px: number, py: number): void {
    const row = this.#rows;
    const window = this.#window;
    if (row === 0) {
      if (contains(window, px, py)) this.#add(px, py, 0, false);
    } else {
      const part = clipSegment(window, this.#lastX, this.#lastY, px, py);
      if (part !== undefined) this.#addSegment(px, py, ...part);
    }
    [this.#lastX, this.#lastY] = [px, py];
  }

  #addSegment(px: number, py: number, from: number, to: number): void {
    const row = this.#rows - 1;
    const [dx, dy] = [px - this.#lastX, py - this.#lastY];
    if (from > 0 || this.x.length === 0) this.#add(this.#lastX + from * dx, this.#lastY + from * dy, row + from, false);
    const [x, y] = [this.#lastX + to * dx, this.#lastY + to * dy];
    const end = this.x.length - 1;
    if (to < 1 || Math.hypot(x - this.x[end]!, y - this.y[end]!) >= THIN) this.#add(x, y, row + to, true);
  }

  #add(x: number, y: number, time: number, joined: boolean): void {
    const index = this.x.length;
    const before = index - 1;
    this.length.push(joined ? this.length[before]! + Math.hypot(x - this.x[before]!, y - this.y[before]!) : 0);
    this.x.push(x);
    this.y.push(y);
    this.time.push(time);
    const stretch = Math.floor(index / STRETCH);
    this.#stretches[stretch] ??= { left: x, top: y, right: x, bottom: y };
    stretchBox(this.#stretches[stretch], x, y);
    if (index % STRETCH === 0 && stretch > 0) stretchBox(this.#stretches[stretch - 1]!, x, y);
  }
}

const stretchBox = (box: { left: number; top: number; right: number; bottom: number }, x: number, y: number): void => {
  box.left = Math.min(box.left, x);
  box.top = Math.min(box.top, y);
  box.right = Math.max(box.right, x);
  box.bottom = Math.max(box.bottom, y);
};
