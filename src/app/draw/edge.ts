/** What belongs to curves: the band between what two steps in a row gave, and the border that theory draws, dashed. */
import type { Ink, Paper } from '../view.ts';
import type { CurveScales } from './series.ts';

export interface EdgeLine {
  readonly rows: readonly number[];
  /** NaN where there is none. */
  readonly values: readonly number[];
  readonly label: string;
  readonly ink: Ink;
  readonly dimmed: boolean;
}

/** Between the lower and the higher of two steps in a row. */
export interface Band {
  readonly rows: readonly number[];
  readonly low: readonly number[];
  readonly high: readonly number[];
  readonly ink: Ink;
  readonly dimmed: boolean;
}

const DASH = [2, 3.5];
const DIMMED = 0.28;

const BAND = 0.2;

const clipped = (context: CanvasRenderingContext2D, { left, right, top, bottom }: CurveScales, paint: () => void): void => {
  context.save();
  context.beginPath();
  context.rect(left, top, right - left, bottom - top);
  context.clip();
  context.beginPath();
  paint();
  context.restore();
}; // prettier-ignore

export function paintBands(context: CanvasRenderingContext2D, bands: readonly Band[], scales: CurveScales): void {
  for (const { rows, low, high, ink, dimmed } of bands)
    clipped(context, scales, () => {
      for (const [i, row] of rows.entries()) context.lineTo(scales.x(row), scales.y(low[i]!));
      for (let i = rows.length - 1; i >= 0; i--) context.lineTo(scales.x(rows[i]!), scales.y(high[i]!));
      context.globalAlpha = BAND * (dimmed ? DIMMED : 1);
      context.fillStyle = ink.colour;
      context.fill();
    });
}

/** Each with its formula at its beginning. */
export function paintEdges(
  context: CanvasRenderingContext2D,
  lines: readonly EdgeLine[],
  scales: CurveScales,
  paper: Paper,
): void {
  const { left, top, bottom } = scales;
  context.save();
  context.font = `11px ${paper.sans}`;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  context.lineJoin = 'round';
  for (const { rows, values, label, ink, dimmed } of lines) {
    context.globalAlpha = dimmed ? DIMMED : 1;
    context.strokeStyle = context.fillStyle = ink.colour;
    context.lineWidth = 1.5;
    clipped(context, scales, () => {
      rows.forEach((row, i) => context.lineTo(scales.x(row), scales.y(values[i]!)));
      context.setLineDash(DASH);
      context.stroke();
    });
    const first = values.find((value) => !Number.isNaN(value));
    if (first === undefined) continue;
    const y = scales.y(first);
    if (y < top || y > bottom) continue;
    context.strokeStyle = paper.ground;
    context.lineWidth = 3;
    context.strokeText(label, left + 6, y - 5);
    context.fillText(label, left + 6, y - 5);
  }
  context.restore();
}
