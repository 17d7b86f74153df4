/** Everything drawn on a map, from the ground up; marks of minima, start and pointer live here, the rest in files of their own. */
import type { Minimum } from '../../lab/surface.ts';
import type { Paper, Viewport } from '../view.ts';
import { strokeCased } from './marks.ts';
import { projection } from './projection.ts';

export { paintGround } from './ground.ts';
export { nearest, paintHeads, paintIterates, PathLayer } from './paths.ts';

const TURN = 2 * Math.PI;

/** A solid line with a light edge. */
const strokeLine = (context: CanvasRenderingContext2D, colour: string, width: number, paper: Paper): void => {
  context.setLineDash([]);
  context.lineCap = 'butt';
  strokeCased(context, colour, width, 2.5, paper);
};

const traceTarget = (context: CanvasRenderingContext2D, x: number, y: number, radius: number, reach: number): void => {
  context.beginPath();
  context.arc(x, y, radius, 0, TURN);
  context.moveTo(x - reach, y);
  context.lineTo(x + reach, y);
  context.moveTo(x, y - reach);
  context.lineTo(x, y + reach);
};

/** A target at every minimum in sight: global ones with a cross through the ring, local ones smaller and quieter. */
export const paintMinima = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  minima: readonly Minimum[],
  paper: Paper,
): void => {
  const at = projection(viewport);
  for (const {
    at: [mx, my],
    global,
  } of minima) {
    const [x, y] = [at.x(mx), at.y(my)];
    if (!(x > -20 && x < viewport.width + 20 && y > -20 && y < viewport.height + 20)) continue;
    if (global) traceTarget(context, x, y, 7, 11);
    else traceTarget(context, x, y, 3.5, 6);
    strokeLine(context, global ? paper.text : paper.quiet, global ? 1.5 : 1.1, paper);
  }
};

/** The ring to grab: where all runs begin. `grabbed` under the pointer's press, `focused` under the keyboard. */
export const paintStart = (
  context: CanvasRenderingContext2D,
  viewport: Viewport,
  start: readonly [number, number],
  paper: Paper,
  state: { readonly grabbed?: boolean; readonly focused?: boolean } = {},
): void => {
  const at = projection(viewport);
  const [x, y] = [at.x(start[0]), at.y(start[1])];
  if (!(x > -40 && x < viewport.width + 40 && y > -40 && y < viewport.height + 40)) return;
  if (state.grabbed || state.focused) {
    context.beginPath();
    context.arc(x, y, state.grabbed ? 15 : 12, 0, TURN);
    context.globalAlpha = state.grabbed ? 0.18 : 0;
    context.fillStyle = paper.accent;
    context.fill();
    context.globalAlpha = 1;
    strokeLine(context, paper.accent, state.focused ? 2 : 1, paper);
  }
  context.beginPath();
  context.arc(x, y, 6, 0, TURN);
  context.fillStyle = paper.casing;
  context.fill();
  strokeLine(context, paper.text, 1.75, paper);
};
