/** A fit of one feature: the curve the network gives, through the points it should meet. */
import { ticks } from 'd3';
import type { Data } from '../../lab/experiment/data.ts';
import type { Answered } from '../../lab/experiment/glance.ts';
import type { Region } from '../../lab/surface.ts';
import type { Ink, Paper, Viewport } from '../view.ts';
import { classColour, classForm } from './classes.ts';
import { paintAxes } from './ground.ts';
import { traceMarker } from './marks.ts';
import { pointRadius } from './boundaries.ts';
import { projection } from './projection.ts';

/** Points and hairlines behind the curve; where the rows have classes, a point's height is 1 for its own share. */
export function paintFitGround(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { train, test, shape }: Data,
  names: { readonly x: string; readonly y: string },
  paper: Paper,
): void {
  const at = projection(viewport);
  context.fillStyle = paper.ground;
  context.fillRect(0, 0, viewport.width, viewport.height);
  context.fillStyle = paper.hairline;
  const [, , ymin, ymax] = viewport.region;
  for (const value of ticks(ymin, ymax, 5)) context.fillRect(0, Math.round(at.y(value)), viewport.width, 1);
  const radius = pointRadius(viewport, train.rows + test.rows);
  for (const [part, hollow] of [
    [train, false],
    [test, true],
  ] as const)
    for (let row = 0; row < part.rows; row++) {
      const own = part.y[row]!;
      const classes = shape.target === 'classes';
      const colour = classColour(classes ? own : 0, paper.dark);
      traceMarker(context, classForm(classes ? own : 0), at.x(part.x[row]!), at.y(classes ? own : own), radius);
      context.lineWidth = 1.3;
      context.strokeStyle = colour;
      context.fillStyle = hollow ? paper.casing : colour;
      context.fill();
      context.stroke();
    }
  paintAxes(context, viewport, names, { ...paper, high: paper.ground });
}

/** The curve, in the run's ink. */
export function paintFit(
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  { grid, width }: Answered,
  ink: Ink,
  paper: Paper,
): void {
  if (!grid) return;
  const at = projection(viewport);
  const [xmin, xmax]: Region = grid.region;
  const [low, high] = [-viewport.height, 2 * viewport.height];
  // Of two classes the share of the second is drawn, of numbers the number.
  const column = width === 1 ? 0 : 1;
  context.beginPath();
  for (let point = 0; point < grid.columns; point++) {
    const y = at.y(grid.values[point * width + column]!);
    if (!Number.isFinite(y)) continue;
    context.lineTo(at.x(xmin + ((xmax - xmin) * point) / (grid.columns - 1)), Math.min(high, Math.max(low, y)));
  }
  context.lineJoin = 'round';
  for (const [style, thick, dash] of [
    [paper.casing, 5, []],
    [ink.colour, 2.4, ink.dash],
  ] as const) {
    context.setLineDash([...dash]);
    context.strokeStyle = style;
    context.lineWidth = thick;
    context.stroke();
  }
  context.setLineDash([]);
}
