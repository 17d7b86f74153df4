/** The plane a classifier divides: its field, its borders, the points it learns from and those it is tested with. */
import type { Data } from '../../lab/experiment/data.ts';
import type { Answered } from '../../lab/experiment/glance.ts';
import type { Paper, Viewport } from '../view.ts';
import { classColour, classForm, numberColour, shadeNumbers, shadeShares } from './classes.ts';
import { traceMarker } from './marks.ts';
import { projection } from './projection.ts';

type Grid = NonNullable<Answered['grid']>;

let scratch: OffscreenCanvas | undefined;

/** Stretches a small picture over the grid's place; its pixels' middles are the grid's points. */
function paintPicture(context: CanvasRenderingContext2D, viewport: Viewport, grid: Grid, image: ImageData): void {
  scratch ??= new OffscreenCanvas(1, 1);
  scratch.width = image.width;
  scratch.height = image.height;
  scratch.getContext('2d')!.putImageData(image, 0, 0);
  const at = projection(viewport);
  const [xmin, xmax, ymin, ymax] = grid.region;
  const [dx, dy] = [(xmax - xmin) / (grid.columns - 1) / 2, (ymax - ymin) / (grid.rows - 1) / 2];
  const [left, top] = [at.x(xmin - dx), at.y(ymax + dy)];
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(scratch, left, top, at.x(xmax + dx) - left, at.y(ymin - dy) - top);
}

/** The field of shares, or of numbers between two ends. */
export function paintField(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { grid, width }: Answered,
  ends: readonly [number, number] | undefined,
  paper: Paper,
): void {
  context.fillStyle = paper.ground;
  context.fillRect(0, 0, viewport.width, viewport.height);
  if (!grid) return;
  const image = ends
    ? shadeNumbers(grid.values, grid.columns, grid.rows, ends, paper)
    : shadeShares(grid.values, width, grid.columns, grid.rows, paper);
  paintPicture(context, viewport, grid, image);
}

/** Where the likeliest class changes, in the colour given, with a light edge. */
export function paintBorders(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  borders: Float32Array,
  { colour, dash = [], width = 1.5 }: { colour: string; dash?: readonly number[]; width?: number },
  paper: Paper,
): void {
  const at = projection(viewport);
  context.beginPath();
  for (const [from, to] of chained(borders)) {
    context.moveTo(at.x(borders[4 * from]!), at.y(borders[4 * from + 1]!));
    for (let piece = from; piece < to; piece++)
      context.lineTo(at.x(borders[4 * piece + 2]!), at.y(borders[4 * piece + 3]!));
  }
  context.lineCap = 'round';
  for (const [style, thick, pattern] of [
    [paper.casing, width + 2, []],
    [colour, width, dash],
  ] as const) {
    context.setLineDash([...pattern]);
    context.strokeStyle = style;
    context.lineWidth = thick;
    context.stroke();
  }
  context.setLineDash([]);
}

/** Runs of pieces each of which begins where the one before ends, so that dashes go on. */
function* chained(borders: Float32Array): Generator<readonly [number, number]> {
  const pieces = borders.length / 4;
  let from = 0;
  for (let piece = 1; piece <= pieces; piece++) {
    const goesOn =
      piece < pieces &&
      borders[4 * piece] === borders[4 * piece - 2] &&
      borders[4 * piece + 1] === borders[4 * piece - 1];
    if (goesOn) continue;
    yield [from, piece];
    from = piece;
  }
}

/** A point's radius: smaller where there are many, and on small panels. */
export const pointRadius = ({ width, height }: Viewport, points: number): number =>
  Math.max(1.8, Math.min(4.6, 0.32 * Math.sqrt((width * height) / Math.max(60, points))));

/** All points with two features: form and colour by class (or colour by number); points for the test are hollow. */
export function paintPoints(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { train, test, shape }: Data,
  ends: readonly [number, number] | undefined,
  paper: Paper,
): void {
  const at = projection(viewport);
  const radius = pointRadius(viewport, train.rows + test.rows);
  context.lineJoin = 'round';
  for (const [part, hollow] of [
    [train, false],
    [test, true],
  ] as const)
    for (let row = 0; row < part.rows; row++) {
      const [x, y] = [at.x(part.x[row * shape.features]!), at.y(part.x[row * shape.features + 1]!)];
      const own = part.y[row]!;
      const colour = ends ? numberColour(own, ends, paper) : classColour(own, paper.dark);
      traceMarker(context, ends ? 'circle' : classForm(own), x, y, hollow ? radius * 0.9 : radius);
      context.strokeStyle = hollow && !ends ? colour : paper.casing;
      context.fillStyle = hollow && !ends ? paper.casing : colour;
      context.lineWidth = hollow && !ends ? Math.max(1, radius * 0.45) : 1;
      if (ends) context.strokeStyle = hollow ? paper.text : paper.quiet;
      if (!hollow) context.stroke();
      context.fill();
      if (hollow) context.stroke();
    }
}

/** The class with the greatest share of a row. */
export function likeliest(shares: Float32Array, width: number, row: number): number {
  let best = 0;
  for (let own = 1; own < width; own++) if (shares[row * width + own]! > shares[row * width + best]!) best = own;
  return best;
}

/** Rings around what is taken for another class. */
export function paintWrong(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { train, test, shape }: Data,
  answered: Answered,
  paper: Paper,
): void {
  const at = projection(viewport);
  const radius = pointRadius(viewport, train.rows + test.rows) + 2.6;
  context.beginPath();
  for (const [part, shares] of [
    [train, answered.train],
    [test, answered.test],
  ] as const)
    for (let row = 0; shares && row < part.rows; row++) {
      if (likeliest(shares, answered.width, row) === part.y[row]) continue;
      const [x, y] = [at.x(part.x[row * shape.features]!), at.y(part.x[row * shape.features + 1]!)];
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
  for (const [style, width] of [
    [paper.casing, 3.2],
    [paper.text, 1.4],
  ] as const) {
    context.strokeStyle = style;
    context.lineWidth = width;
    context.stroke();
  }
}
