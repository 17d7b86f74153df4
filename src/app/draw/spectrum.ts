/** Singular values as bars, each with the mark of the value it should have. */
import { ticks } from 'd3';
import type { Ink, Paper } from '../view.ts';
import { formatTick } from './text.ts';

/** What a spectrum shows: the largest first, on an axis from 0 to `top`. */
export interface Spectrum {
  readonly values: ArrayLike<number>;
  readonly targets: ArrayLike<number>;
  readonly top: number;
}

/** Around the bars (CSS pixels): numbers stand to the left and below. */
const EDGE = { left: 34, right: 10, top: 12, bottom: 20 } as const;
const TYPE = 11;
/** The bar's share of its place. */
const WIDE = 0.62;

export function paintSpectrum(
  context: CanvasRenderingContext2D,
  { width, height }: { readonly width: number; readonly height: number },
  { values, targets, top }: Spectrum,
  ink: Ink,
  paper: Paper,
): void {
  const floor = height - EDGE.bottom;
  const tall = Math.max(1, floor - EDGE.top);
  const place = Math.max(1, width - EDGE.left - EDGE.right) / targets.length;
  const y = (value: number): number => floor - (Math.min(value, top) / top) * tall;
  context.clearRect(0, 0, width, height);
  context.fillStyle = paper.ground;
  context.fillRect(0, 0, width, height);
  paintAxis(context, width, y, top, Math.max(1, Math.floor(tall / 40)), paper);

  const thickness = place * WIDE;
  for (let i = 0; i < targets.length; i++) {
    const left = EDGE.left + i * place + (place - thickness) / 2;
    const value = values[i]!;
    context.fillStyle = ink.colour;
    context.globalAlpha = 0.85;
    if (Number.isFinite(value)) context.fillRect(left, y(value), thickness, floor - y(value));
    context.globalAlpha = 1;
    if (!(value <= top)) paintBeyond(context, left + thickness / 2, y(top), paper);
    context.fillStyle = paper.text;
    context.fillRect(left - place * 0.12, y(targets[i]!) - 1, thickness + place * 0.24, 2);
    if (place >= 12 || i % 2 === 0) {
      context.font = `${TYPE}px ${paper.mono}`;
      context.fillStyle = paper.quiet;
      context.textAlign = 'center';
      context.textBaseline = 'top';
      context.fillText(String(i + 1), left + thickness / 2, floor + 5);
    }
  }
}

function paintAxis(
  context: CanvasRenderingContext2D,
  width: number,
  y: (value: number) => number,
  top: number,
  count: number,
  paper: Paper,
): void {
  context.font = `${TYPE}px ${paper.mono}`;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const tick of ticks(0, top, Math.min(5, count))) {
    const at = Math.round(y(tick)) + 0.5;
    context.fillStyle = paper.quiet;
    context.fillText(formatTick(tick), EDGE.left - 6, at);
    context.strokeStyle = paper.hairline;
    context.beginPath();
    context.moveTo(EDGE.left, at);
    context.lineTo(width - EDGE.right, at);
    context.stroke();
  }
}

/** An arrow head: the bar goes on. */
function paintBeyond(context: CanvasRenderingContext2D, x: number, y: number, paper: Paper): void {
  context.fillStyle = paper.text;
  context.beginPath();
  context.moveTo(x, y - 8);
  context.lineTo(x - 5, y - 1);
  context.lineTo(x + 5, y - 1);
  context.fill();
}
