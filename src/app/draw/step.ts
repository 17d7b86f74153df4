/** One step on the map: the slope and what is remembered of slopes as arrows, their mean size as a box, the way as it was. */
import type { Paper, Viewport } from '../view.ts';
import { paintArrow, paintWord } from './marks.ts';
import { projection, toPixels } from './projection.ts';

type Vector = readonly [number, number];

/** An arrow in units of the slope; all of one picture share one scale. */
export interface SlopeArrow {
  readonly label: string;
  /** Where it pulls: downhill. */
  readonly vector: Vector;
  readonly dash: readonly number[];
}

/** Everything that is drawn of one step; coordinates are the surface's. */
export interface StepPicture {
  readonly x: Vector;
  readonly next: Vector | undefined;
  readonly colour: string;
  readonly arrows: readonly SlopeArrow[];
  /** Half the sides of a box in units of the slope. */
  readonly box: Vector | undefined;
  /** The part of the way that is weight decay. */
  readonly decay: { readonly label: string; readonly vector: Vector } | undefined;
  /** Other places: corners of a simplex (joined), samples of a cloud (not joined). */
  readonly points: readonly Vector[];
  readonly joined: boolean;
  /** Where the local quadratic is as high as here, and where it is flat; its Hessian row by row. */
  readonly quadratic: { readonly gradient: Vector; readonly hessian: readonly number[] } | undefined;
  /** What the step is called; `by` is how many times it is drawn too long to be seen at all. */
  readonly stepLabel: (by: number) => string;
}

/** The longest arrow of slopes (CSS pixels). */
const LONGEST = 84;
/** A way shorter than this is drawn longer, and says so. */
const SHORT = 16;
/** Ways longer than this leave every screen. */
const FAR = 20_000;
const enlargements = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 1e4, 1e5, 1e6] as const;

const finite = (...numbers: readonly number[]): boolean => numbers.every(Number.isFinite);

/** What all parts of one picture share. */
interface Sketch {
  readonly context: CanvasRenderingContext2D;
  readonly viewport: Viewport;
  readonly paper: Paper;
  readonly step: StepPicture;
  /** Where x is (CSS pixels). */
  readonly foot: Vector;
  /** Words at the tips of arrows, written last of all. */
  readonly words: Word[];
}

export function paintStep(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  step: StepPicture,
  paper: Paper,
): void {
  const foot = toPixels(viewport, ...step.x);
  const seen = (at: number, most: number): boolean => at > -LONGEST && at < most + LONGEST;
  if (!seen(foot[0], viewport.width) || !seen(foot[1], viewport.height)) return;
  const sketch: Sketch = { context, viewport, paper, step, foot, words: [] };
  context.save();
  context.font = `500 12px ${paper.sans}`;
  context.textBaseline = 'middle';
  paintQuadratic(sketch);
  paintPoints(sketch);
  paintSlopes(sketch);
  paintWay(sketch);
  paintWords(sketch);
  context.restore();
}

/** A line with a light edge. */
function stroke({ context, paper }: Sketch, colour: string, width: number, dash: readonly number[]): void {
  context.lineCap = 'butt';
  context.lineJoin = 'round';
  context.setLineDash([]);
  context.strokeStyle = paper.casing;
  context.lineWidth = width + 2.5;
  context.stroke();
  context.setLineDash([...dash]);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
  context.setLineDash([]);
}

interface ArrowLook {
  readonly colour: string;
  readonly width: number;
  readonly dash: readonly number[];
  readonly label: string;
}

/** An arrow over (dx, dy) pixels, its word beyond the tip. */
function arrow(sketch: Sketch, [dx, dy]: Vector, { colour, width, dash, label }: ArrowLook): void {
  const { context, foot, paper, words } = sketch;
  const length = Math.hypot(dx, dy);
  if (!(length > 4)) return;
  const [[x, y], ux, uy] = [foot, dx / length, dy / length];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + dx - 8 * ux, y + dy - 8 * uy);
  stroke(sketch, colour, width, dash);
  paintArrow(context, colour, x + dx, y + dy, Math.atan2(dy, dx), paper);
  const sideways = Math.abs(ux) > 0.3;
  const wide = context.measureText(label).width;
  const left = x + dx + (sideways ? (ux > 0 ? 6 : -6 - wide) : -wide / 2);
  words.push({ text: label, colour, left, width: wide, y: y + dy + (sideways ? 0 : 11 * Math.sign(uy || 1)) });
}

interface Word {
  readonly text: string;
  readonly colour: string;
  readonly left: number;
  readonly width: number;
  readonly y: number;
}

/** The height of a word's line (CSS pixels). */
const LINE = 15;

/** Writes the words: the last one where it belongs, the others out of its way. */
function paintWords({ context, words, paper, viewport: { width, height } }: Sketch): void {
  context.textAlign = 'left';
  const placed: Word[] = [];
  const free = ({ left, width }: Word, y: number): boolean =>
    placed.every((it) => Math.abs(it.y - y) >= LINE || it.left > left + width || it.left + it.width < left);
  for (const word of words.toReversed()) {
    const y = [0, 1, -1, 2, -2, 3, -3].map((lines) => word.y + lines * LINE).find((it) => free(word, it)) ?? word.y;
    placed.push({ ...word, y });
  }
  const inside = (at: number, most: number): number => Math.max(4, Math.min(most - 4, at));
  for (const { text, colour, left, width: wide, y } of placed)
    paintWord(context, text, inside(left, width - wide), inside(y, height - LINE), colour, paper.casing);
}

function paintSlopes(sketch: Sketch): void {
  const { context, paper, foot, step } = sketch;
  const { arrows, box } = step;
  const sizes = [...arrows.map(({ vector }) => Math.hypot(...vector)), ...(box ? [Math.hypot(...box)] : [])];
  const longest = Math.max(0, ...sizes.filter(Number.isFinite));
  if (!(longest > 0)) return;
  const by = LONGEST / longest;
  if (box && finite(...box)) {
    const [w, h] = [box[0] * by, box[1] * by];
    context.beginPath();
    context.rect(foot[0] - w, foot[1] - h, 2 * w, 2 * h);
    stroke(sketch, paper.quiet, 1.25, [3, 3]);
  }
  for (const { vector, dash, label } of arrows)
    if (finite(...vector))
      arrow(sketch, [vector[0] * by, -vector[1] * by], { colour: paper.text, width: 1.75, dash, label });
}

/** The way of the step, true to scale where it can be seen. */
function paintWay(sketch: Sketch): void {
  const { context, viewport, paper, step, foot } = sketch;
  const { x, next, decay, colour, stepLabel } = step;
  if (!next) return;
  const at = projection(viewport);
  const pixels = ([dx, dy]: Vector): Vector => [at.x(x[0] + dx) - foot[0], at.y(x[1] + dy) - foot[1]];
  const way = pixels([next[0] - x[0], next[1] - x[1]]);
  const length = Math.hypot(...way);
  if (!(length > 0)) return;
  const by = length < SHORT ? (enlargements.find((it) => length * it >= SHORT) ?? enlargements.at(-1)!) : 1;
  const cut = Math.min(1, FAR / (length * by));
  const drawn = ([dx, dy]: Vector): Vector => [dx * by * cut, dy * by * cut];
  const [dx, dy] = drawn(way);
  if (!finite(dx, dy)) return;
  if (decay && finite(...decay.vector))
    arrow(sketch, drawn(pixels(decay.vector)), { colour: paper.quiet, width: 1.75, dash: [2, 3], label: decay.label });
  context.beginPath();
  context.moveTo(...foot);
  context.lineTo(foot[0] + dx, foot[1]);
  context.lineTo(foot[0] + dx, foot[1] + dy);
  stroke(sketch, colour, 1, [1, 3]);
  arrow(sketch, [dx, dy], { colour, width: 3, dash: [], label: stepLabel(by) });
}

function paintPoints(sketch: Sketch): void {
  const { context, viewport, paper, step } = sketch;
  const at = projection(viewport);
  const places = step.points.map(([a, b]): Vector => [at.x(a), at.y(b)]).filter((it) => finite(...it));
  if (step.joined && places.length > 2) {
    context.beginPath();
    for (const place of places) context.lineTo(...place);
    context.closePath();
    stroke(sketch, paper.text, 1.25, []);
  }
  for (const [a, b] of places) {
    context.beginPath();
    context.arc(a, b, step.joined ? 3.5 : 2.75, 0, 2 * Math.PI);
    context.lineWidth = 2.5;
    context.strokeStyle = paper.casing;
    context.stroke();
    context.fillStyle = paper.text;
    context.fill();
  }
}

/**
 * Eigenvalues and unit eigenvectors of [a b; b d].
 */
export function axesOf([a = 0, b = 0, , d = 0]: readonly number[]): readonly (readonly [number, Vector])[] {
  const middle = (a + d) / 2;
  const half = Math.hypot((a - d) / 2, b);
  const angle = Math.atan2(2 * b, a - d) / 2;
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return [
    [middle + half, [c, s]],
    [middle - half, [-s, c]],
  ];
}

/** Points of the curve on which the local quadratic is as high as at x: an ellipse, or both branches of a hyperbola. */
export function levelCurves(x: Vector, gradient: Vector, hessian: readonly number[]): readonly (readonly Vector[])[] {
  const axes = axesOf(hessian);
  const along = (axis: Vector): number => axis[0] * gradient[0] + axis[1] * gradient[1];
  const [[one, u], [two, v]] = axes as readonly [readonly [number, Vector], readonly [number, Vector]];
  const [p, q] = [-along(u) / one, -along(v) / two];
  const level = one * p * p + two * q * q;
  const place = (a: number, b: number): Vector => [
    x[0] + (p + a) * u[0] + (q + b) * v[0],
    x[1] + (p + a) * u[1] + (q + b) * v[1],
  ];
  const [major, minor] = [Math.sqrt(Math.abs(level / one)), Math.sqrt(Math.abs(level / two))];
  if (!finite(p, q, major, minor)) return [];
  const count = 128;
  if (one * two > 0)
    return [
      Array.from({ length: count + 1 }, (_, i) => {
        const turn = (2 * Math.PI * i) / count;
        return place(major * Math.cos(turn), minor * Math.sin(turn));
      }),
    ];
  const across = level / one > 0;
  return [-1, 1].map((side) =>
    Array.from({ length: count + 1 }, (_, i) => {
      const t = (6 * i) / count - 3;
      const [near, far] = [side * Math.cosh(t), Math.sinh(t)];
      return across ? place(major * near, minor * far) : place(major * far, minor * near);
    }),
  );
}

function paintQuadratic(sketch: Sketch): void {
  const { context, viewport, paper, step } = sketch;
  const { x, quadratic } = step;
  if (!quadratic || !finite(...quadratic.gradient, ...quadratic.hessian)) return;
  const at = projection(viewport);
  for (const curve of levelCurves(x, quadratic.gradient, quadratic.hessian)) {
    context.beginPath();
    for (const [a, b] of curve) context.lineTo(at.x(a), at.y(b));
    stroke(sketch, paper.accent, 1.25, [6, 4]);
  }
}
