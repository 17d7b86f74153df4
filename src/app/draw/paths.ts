/** The paths of the runs on a map: what is past in full, a head where each run is, an arrow where one has left. */
import type { Trajectory } from '../../lab/experiment/trajectory.ts';
import type { DrawnRun, Moment, Paper, Viewport } from '../view.ts';
import { beyond, clipSegment, contains, grown, overlaps, tame, type Box } from './clip.ts';
import { paintArrow, paintBreak, paintMarker } from './marks.ts';
import { projection, sameRegion } from './projection.ts';
import { TracedPath, type Range } from './traced.ts';

/** Widths and sizes in CSS pixels. */
const LINE = 2.25;
const CASING = 5;
const HEAD = 5;
/** How strongly dimmed runs and the way still ahead are drawn. */
const DIMMED = 0.25;
const AHEAD = 0.2;

export interface PathOptions {
  /** Also draw the rest of each path, faintly. */
  readonly ahead?: boolean;
}

const inOrder = (runs: readonly DrawnRun[]): readonly DrawnRun[] =>
  runs.toSorted((a, b) => Number(b.dimmed) - Number(a.dimmed));

/** Dashes begin anew with each piece, so dashed lines are stroked piece by piece. */
const pieces = (path: TracedPath, ranges: readonly Range[]): Range[] =>
  ranges.flatMap(([from, to]) => {
    const cuts: number[] = [from];
    for (let point = from + 1; point <= to; point++) if (path.length[point] === 0) cuts.push(point);
    return cuts.map((cut, index): Range => [cut, (cuts[index + 1] ?? to + 1) - 1]);
  });

const traceRange = (context: CanvasRenderingContext2D, path: TracedPath, [from, to]: Range): void => {
  context.moveTo(path.x[from]!, path.y[from]!);
  for (let point = from + 1; point <= to; point++)
    if (path.length[point] === 0) context.moveTo(path.x[point]!, path.y[point]!);
    else context.lineTo(path.x[point]!, path.y[point]!);
};

const strokeRanges = (
  context: CanvasRenderingContext2D,
  path: TracedPath,
  ranges: readonly Range[],
  dash: readonly number[],
): void => {
  context.setLineDash(dash as number[]);
  if (dash.length === 0) {
    context.beginPath();
    for (const range of ranges) traceRange(context, path, range);
    context.stroke();
  } else
    for (const range of pieces(path, ranges)) {
      context.lineDashOffset = path.length[range[0]]!;
      context.beginPath();
      traceRange(context, path, range);
      context.stroke();
    }
};

const strokePath = (
  context: CanvasRenderingContext2D,
  path: TracedPath,
  run: DrawnRun,
  ranges: readonly Range[],
  paper: Paper,
  casingCap: CanvasLineCap = 'round',
): void => {
  context.lineJoin = 'round';
  context.lineCap = casingCap;
  if (!run.dimmed) {
    context.strokeStyle = paper.casing;
    context.lineWidth = CASING;
    strokeRanges(context, path, ranges, []);
  }
  context.strokeStyle = run.ink.colour;
  context.lineWidth = LINE;
  context.lineCap = run.ink.dash.length > 0 ? 'butt' : 'round';
  strokeRanges(context, path, ranges, run.ink.dash);
};

const paintTraced = (
  context: CanvasRenderingContext2D,
  paths: ReadonlyMap<DrawnRun, TracedPath>,
  moment: Moment,
  paper: Paper,
  options: PathOptions,
  box?: Box,
): void => {
  const near = box && grown(box, CASING);
  if (options.ahead)
    for (const [run, path] of paths) {
      context.globalAlpha = run.dimmed ? AHEAD * DIMMED : AHEAD;
      context.strokeStyle = run.ink.colour;
      context.lineWidth = LINE * 0.7;
      strokeRanges(context, path, path.ranges(path.x.length, near), []);
    }
  for (const [run, path] of paths) {
    context.globalAlpha = run.dimmed ? DIMMED : 1;
    strokePath(context, path, run, path.ranges(path.pointsUntil(moment), near), paper);
  }
  context.globalAlpha = 1;
};

/** Where a run is at a moment, on the way between two rows; undefined before its first row. */
export const positionAt = (
  { x, rows, dimension }: Trajectory,
  moment: Moment,
): readonly [number, number] | undefined => {
  if (rows === 0) return undefined;
  const row = Math.min(rows - 1, Math.max(0, Math.floor(moment)));
  const next = Math.min(rows - 1, row + 1);
  const share = Math.min(1, Math.max(0, moment - row));
  const coordinate = (offset: number): number => {
    const [a, b] = [x[row * dimension + offset]!, x[next * dimension + offset]!];
    return Number.isFinite(b) ? a + (b - a) * share : a;
  };
  return [coordinate(0), coordinate(1)];
};

interface PixelSegment {
  readonly a: readonly [number, number];
  readonly b: readonly [number, number];
}

/** A run's pixels for one frame: rows as points the arithmetic can bear. */
const pixelReader = (
  viewport: Viewport,
  { x, dimension }: Trajectory,
): ((row: number) => readonly [number, number]) => {
  const at = projection(viewport);
  return (row) => [tame(at.x(x[row * dimension]!)), tame(at.y(x[row * dimension + 1]!))];
};

/** The last row at or before `row` that is a number; −1 when there is none. */
const lastNumber = ({ x, dimension }: Trajectory, row: number): number => {
  while (row >= 0 && (Number.isNaN(x[row * dimension]!) || Number.isNaN(x[row * dimension + 1]!))) row--;
  return row;
};

/** The segment on which a run that is outside now was last seen; searched backwards from the moment. */
const lastSeen = (
  box: Box,
  read: (row: number) => readonly [number, number],
  row: number,
  now: readonly [number, number],
): PixelSegment | undefined => {
  let b = now;
  for (let k = row; k >= 0; k--) {
    const a = read(k);
    if (!beyond(box, ...a, ...b) && clipSegment(box, ...a, ...b) !== undefined) return { a, b };
    b = a;
  }
  return undefined;
};

const paintExit = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  run: DrawnRun,
  row: number,
  now: readonly [number, number],
  paper: Paper,
): void => {
  const box = grown({ left: 0, top: 0, right: viewport.width, bottom: viewport.height }, -2);
  const centre = [viewport.width / 2, viewport.height / 2] as const;
  const { a, b } = lastSeen(box, pixelReader(viewport, run.trajectory), row, now) ?? { a: centre, b: now };
  const to = clipSegment(box, ...a, ...b)?.[1] ?? 0;
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  paintArrow(context, run.ink.colour, a[0] + to * dx, a[1] + to * dy, Math.atan2(dy, dx), paper);
};

/** The last bit of line, from the last whole step to the moment. */
const paintTip = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  run: DrawnRun,
  a: readonly [number, number],
  b: readonly [number, number],
  paper: Paper,
): void => {
  const window = grown({ left: 0, top: 0, right: viewport.width, bottom: viewport.height }, CASING);
  const part = clipSegment(window, ...a, ...b);
  if (part === undefined || Math.hypot(b[0] - a[0], b[1] - a[1]) < 0.5) return;
  context.beginPath();
  for (const share of part) context.lineTo(a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]));
  context.setLineDash([]);
  for (const [style, width, cap] of [
    [paper.casing, CASING, 'butt'],
    [run.ink.colour, LINE, 'round'],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.lineCap = cap;
    context.stroke();
  }
};

const paintHead = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  run: DrawnRun,
  moment: Moment,
  paper: Paper,
): void => {
  const { trajectory, ink } = run;
  const wanted = Math.min(trajectory.rows - 1, Math.max(0, Math.floor(moment)));
  const row = lastNumber(trajectory, wanted);
  if (row < 0) return;
  const from = pixelReader(viewport, trajectory)(row);
  const position = positionAt(trajectory, row < wanted ? row : moment)!;
  const at = projection(viewport);
  const now = [tame(at.x(position[0])), tame(at.y(position[1]))] as const;
  context.globalAlpha = run.dimmed ? DIMMED : 1;
  paintTip(context, viewport, run, from, now, paper);
  if (!contains({ left: 0, top: 0, right: viewport.width, bottom: viewport.height }, ...now))
    paintExit(context, viewport, run, row, now, paper);
  else if (row < wanted) paintBreak(context, ink.colour, ...now, HEAD, paper);
  else paintMarker(context, ink, ...now, HEAD, paper);
  context.globalAlpha = 1;
};

/** The series of the iterates that a run looks ahead from. */
const ITERATE = 'iterate.x1';

/** The series of the point that a run keeps beside its path, an average of its points for instance. */
const asideOf = ({ series }: Trajectory): string | undefined =>
  Object.keys(series).find((it) => it.endsWith('.x1') && it !== ITERATE);

/** Where the point told in a series, by its first coordinate's name, is at a moment. */
const asideAt = (
  { series, rows }: Trajectory,
  name: string | undefined,
  moment: Moment,
): readonly [number, number] | undefined => {
  const [xs, ys] = name === undefined ? [] : [series[name], series[name.replace(/1$/, '2')]];
  if (!xs || !ys || rows === 0) return undefined;
  const row = Math.min(rows - 1, Math.max(0, Math.floor(moment)));
  const next = Math.min(rows - 1, row + 1);
  const share = Math.min(1, Math.max(0, moment - row));
  const between = (values: Float64Array): number => values[row]! + (values[next]! - values[row]!) * share;
  return [between(xs), between(ys)];
};

/** A ring at such a point. */
const paintRing = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { ink, dimmed }: DrawnRun,
  point: readonly [number, number] | undefined,
  radius: number,
  paper: Paper,
): void => {
  if (!point || !point.every(Number.isFinite)) return;
  const at = projection(viewport);
  context.globalAlpha = dimmed ? DIMMED : 1;
  context.setLineDash([]);
  context.beginPath();
  context.arc(tame(at.x(point[0])), tame(at.y(point[1])), radius, 0, 2 * Math.PI);
  for (const [width, colour] of [
    [5, paper.casing],
    [2, ink.colour],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = colour;
    context.stroke();
  }
  context.globalAlpha = 1;
};

/** The way of the iterates as far as it lies near the panel, in steps that eyes can see. */
const traceIterates = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  trajectory: Trajectory,
  moment: Moment,
): void => {
  const window = grown({ left: 0, top: 0, right: viewport.width, bottom: viewport.height }, CASING);
  const at = projection(viewport);
  const last = Math.min(trajectory.rows - 1, moment);
  let before: readonly [number, number] | undefined;
  let joined = false;
  for (let row = 0; row <= last; row = row < last ? Math.min(last, row + 1) : Infinity) {
    const point = asideAt(trajectory, ITERATE, row);
    if (!point?.every(Number.isFinite)) return;
    const now = [tame(at.x(point[0])), tame(at.y(point[1]))] as const;
    if (before) {
      const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
      if (row < last && Math.hypot(dx, dy) < 0.7) continue;
      const part = clipSegment(window, ...before, ...now);
      if (part && (!joined || part[0] > 0)) context.moveTo(before[0] + part[0] * dx, before[1] + part[0] * dy);
      if (part) context.lineTo(before[0] + part[1] * dx, before[1] + part[1] * dy);
      joined = part?.[1] === 1;
    }
    before = now;
  }
};

/** Beside paths of look-ahead points, where they look ahead from: finely dotted, with a small ring where it is now. */
export const paintIterates = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  runs: readonly DrawnRun[],
  moment: Moment,
  paper: Paper,
): void => {
  for (const run of inOrder(runs).filter(({ trajectory }) => trajectory.series[ITERATE])) {
    context.globalAlpha = run.dimmed ? DIMMED : 1;
    context.lineCap = 'round';
    context.beginPath();
    traceIterates(context, viewport, run.trajectory, moment);
    context.setLineDash([0, 4]);
    context.lineWidth = 2;
    context.strokeStyle = run.ink.colour;
    context.stroke();
    paintRing(context, viewport, run, asideAt(run.trajectory, ITERATE, moment), 3, paper);
  }
};

/** The runs' heads at a moment (for a layer of their own, cleared by the caller): markers, ✕ where one broke, arrows at the edge. */
export const paintHeads = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  runs: readonly DrawnRun[],
  moment: Moment,
  paper: Paper,
): void => {
  for (const run of inOrder(runs)) {
    const point = asideAt(run.trajectory, asideOf(run.trajectory), moment);
    paintRing(context, viewport, run, point, HEAD, paper);
  }
  for (const run of inOrder(runs)) paintHead(context, viewport, run, moment, paper);
};

const trace = (viewport: Viewport, trajectory: Trajectory): TracedPath => {
  const path = new TracedPath(viewport, trajectory);
  path.extend();
  return path;
};

/** Paths and heads at once on one context, for pictures that stand still. */
export const paintPaths = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  runs: readonly DrawnRun[],
  moment: Moment,
  paper: Paper,
  options: PathOptions = {},
): void => {
  const paths = new Map(inOrder(runs).map((run) => [run, trace(viewport, run.trajectory)]));
  paintTraced(context, paths, Math.floor(moment), paper, options);
  paintHeads(context, viewport, runs, moment, paper);
};

interface Drawn {
  readonly context: CanvasRenderingContext2D;
  readonly pixels: string;
  readonly viewport: Viewport;
  readonly runs: readonly DrawnRun[];
  readonly paper: Paper;
  readonly ahead: boolean;
}

const sameRun = (a: DrawnRun, b: DrawnRun | undefined): boolean =>
  a.trajectory === b?.trajectory &&
  a.dimmed === b.dimmed &&
  a.ink.colour === b.ink.colour &&
  String(a.ink.dash) === String(b.ink.dash);

const sameDrawing = (a: Drawn, b: Drawn): boolean =>
  a.context === b.context &&
  a.pixels === b.pixels &&
  a.viewport.width === b.viewport.width &&
  a.viewport.height === b.viewport.height &&
  sameRegion(a.viewport.region, b.viewport.region) &&
  a.paper === b.paper &&
  a.ahead === b.ahead &&
  a.runs.length === b.runs.length &&
  a.runs.every((run, index) => sameRun(run, b.runs[index]));

const joined = (a: Box, b: Box): Box => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

/** Overlapping boxes become one, so that nothing is drawn twice. */
const merged = (boxes: readonly Box[]): Box[] => {
  const apart: Box[] = [];
  for (let box of boxes) {
    for (
      let index = apart.findIndex((other) => overlaps(other, box));
      index >= 0;
      index = apart.findIndex((other) => overlaps(other, box))
    ) {
      const [other] = apart.splice(index, 1) as [Box];
      box = joined(box, other);
    }
    apart.push(box);
  }
  return apart;
};

const area = (box: Box): number => (box.right - box.left) * (box.bottom - box.top);

/**
 * Owns a canvas layer of paths up to the last whole step and remembers what is on it. While the moment only goes forward,
 * the new lines are laid over the rest, latest on top, which costs next to nothing; once it rests, the rectangle they lie
 * in is drawn anew in the order of the runs. Otherwise only the rectangles around lines that came or went are.
 */
export class PathLayer {
  #drawn: Drawn | undefined;
  #paths = new Map<DrawnRun, TracedPath>();
  /** Per path: points shown, and points known (for the way ahead). */
  #shown: { past: number; all: number }[] = [];
  /** Where lines were laid over the rest since all was last in order. */
  #rough: Box | undefined;

  /** Forgets what is on the canvas (after its content was lost). */
  forget(): void {
    this.#drawn = undefined;
  }

  paint(
    context: CanvasRenderingContext2D,
    viewport: Viewport,
    runs: readonly DrawnRun[],
    moment: Moment,
    paper: Paper,
    options: PathOptions = {},
  ): void {
    const pixels = `${context.canvas.width} × ${context.canvas.height}`;
    const next: Drawn = { context, pixels, viewport, runs, paper, ahead: options.ahead ?? false };
    const before = this.#drawn;
    const anew = before === undefined || !sameDrawing(before, next);
    if (anew) {
      this.#retrace(next);
      this.#rough = undefined;
    }
    for (const path of this.#paths.values()) path.extend();

    const forward = !anew && this.#goesForward(moment);
    if (forward && !next.ahead) {
      this.#layOver(context, moment, paper);
      this.#remember(next, moment);
      return;
    }
    const whole = { left: 0, top: 0, right: viewport.width, bottom: viewport.height };
    const changed = anew
      ? [whole]
      : merged([...this.#changes(moment, next.ahead), ...(this.#rough ? [this.#rough] : [])]);
    this.#rough = undefined;
    const most = 0.6 * area(whole);
    const boxes = changed.reduce((sum, box) => sum + area(box), 0) > most ? [whole] : changed;
    for (const box of boxes) this.#repaint(context, box, box === whole, moment, paper, options);
    this.#remember(next, moment);
  }

  #remember(drawn: Drawn, moment: Moment): void {
    this.#shown = [...this.#paths.values()].map((path) => ({
      past: path.pointsUntil(Math.floor(moment)),
      all: path.x.length,
    }));
    this.#drawn = drawn;
  }

  /** Whether lines come and none goes. */
  #goesForward(moment: Moment): boolean {
    const news = [...this.#paths.values()].map(
      (path, i) => path.pointsUntil(Math.floor(moment)) - this.#shown[i]!.past,
    );
    return news.every((count) => count >= 0) && news.some((count) => count > 0);
  }

  #layOver(context: CanvasRenderingContext2D, moment: Moment, paper: Paper): void {
    for (const box of this.#changes(moment, false)) this.#rough = this.#rough ? joined(this.#rough, box) : box;
    [...this.#paths].forEach(([run, path], i) => {
      const [from, to] = [Math.max(0, this.#shown[i]!.past - 1), path.pointsUntil(Math.floor(moment)) - 1];
      if (to <= from) return;
      context.globalAlpha = run.dimmed ? DIMMED : 1;
      strokePath(context, path, run, [[from, to]], paper, 'butt');
    });
    context.globalAlpha = 1;
  }

  /** Paths of trajectories already traced in the same viewport are kept. */
  #retrace(next: Drawn): void {
    const before = this.#drawn;
    const kept =
      before &&
      before.viewport.width === next.viewport.width &&
      before.viewport.height === next.viewport.height &&
      sameRegion(before.viewport.region, next.viewport.region);
    const known = new Map(kept ? [...this.#paths.values()].map((path) => [path.trajectory, path]) : []);
    this.#paths = new Map(
      inOrder(next.runs).map((run) => [
        run,
        known.get(run.trajectory) ?? new TracedPath(next.viewport, run.trajectory),
      ]),
    );
  }

  #changes(moment: Moment, ahead: boolean): Box[] {
    return [...this.#paths.values()].flatMap((path, index) => {
      const { past, all } = this.#shown[index]!;
      const now = path.pointsUntil(Math.floor(moment));
      const lines = path.boundsOf(Math.max(0, Math.min(past, now) - 1), Math.max(past, now) - 1);
      const grownAhead = ahead ? path.boundsOf(Math.max(0, all - 1), path.x.length - 1) : undefined;
      return [lines, grownAhead].filter((box) => box !== undefined).map((box) => grown(box, CASING));
    });
  }

  #repaint(
    context: CanvasRenderingContext2D,
    box: Box,
    whole: boolean,
    moment: Moment,
    paper: Paper,
    options: PathOptions,
  ): void {
    const density = context.getTransform().a;
    const left = Math.floor(box.left * density) / density;
    const top = Math.floor(box.top * density) / density;
    const right = Math.ceil(box.right * density) / density;
    const bottom = Math.ceil(box.bottom * density) / density;
    context.clearRect(left, top, right - left, bottom - top);
    if (whole) return paintTraced(context, this.#paths, Math.floor(moment), paper, options);
    context.save();
    context.beginPath();
    context.rect(left, top, right - left, bottom - top);
    context.clip();
    paintTraced(context, this.#paths, Math.floor(moment), paper, options, { left, top, right, bottom });
    context.restore();
  }
}

const squaredDistance = (
  px: number,
  py: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): readonly [number, number] => {
  const [dx, dy] = [bx - ax, by - ay];
  const size = dx * dx + dy * dy;
  const share = size === 0 ? 0 : Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / size));
  return [(ax + share * dx - px) ** 2 + (ay + share * dy - py) ** 2, share];
};

/** The path under a pixel, at most `within` CSS pixels away, and the row nearest to it among those already passed. */
export const nearest = (
  viewport: Viewport,
  runs: readonly DrawnRun[],
  moment: Moment,
  px: number,
  py: number,
  within: number,
): { readonly run: number; readonly row: number } | undefined => {
  const near = { left: px - within, right: px + within, top: py - within, bottom: py + within };
  const at = projection(viewport);
  let best = within * within;
  let found: { run: number; row: number } | undefined;
  runs.forEach(({ trajectory: { x, rows, dimension } }, run) => {
    let [ax, ay] = [NaN, NaN];
    const last = Math.min(rows - 1, Math.floor(moment));
    for (let row = 0; row <= last; row++) {
      const [bx, by] = [tame(at.x(x[row * dimension]!)), tame(at.y(x[row * dimension + 1]!))];
      if (row === 0) [ax, ay] = [bx, by];
      if (!beyond(near, ax, ay, bx, by)) {
        const [distance, share] = squaredDistance(px, py, ax, ay, bx, by);
        if (distance <= best) {
          best = distance;
          found = { run, row: share < 0.5 ? Math.max(0, row - 1) : row };
        }
      }
      [ax, ay] = [bx, by];
    }
  });
  return found;
};
