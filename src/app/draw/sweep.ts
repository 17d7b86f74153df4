/** The chart of a sweep: one curve per optimizer over the values of a parameter; what diverged runs along a rail at the top. */
import type { NumberParam } from '../../lab/describe/param.ts';
import { shareOf, valueAtShare, type Axis } from '../../lab/experiment/study.ts';
import type { Ink, Paper } from '../view.ts';
import { traceMarker } from './marks.ts';
import { formatTick } from './text.ts';

/** The chart's edges, in units that grow with the type. */
export const SWEEP_EDGES = { left: 76, right: 20, top: 44, bottom: 42 } as const;
/** Between the rail of what diverged and the highest number. */
const RAIL = 20;
const LINE = 2;
const DIMMED = 0.28;
/** Below this, numbers above a minimum are as good as nothing. */
const FLOOR = 1e-16;
/** Decades on show at most. */
const DECADES = 18;

export interface SweptCurve {
  readonly label: string;
  readonly ink: Ink;
  readonly dimmed: boolean;
  readonly values: Float64Array;
  /** Infinity: diverged, or never came there. NaN: not known yet. */
  readonly low: Float64Array;
  readonly middle: Float64Array;
  readonly high: Float64Array;
  readonly best: number | undefined;
}

/** A vertical line where theory draws one. */
export interface BorderLine {
  readonly at: number;
  readonly label: string;
  readonly ink: Ink;
}

export interface SweepScales {
  readonly axis: Axis;
  readonly param: NumberParam;
  readonly width: number;
  readonly height: number;
  /** What is taken off every number, so that the lowest lies at 0 or above. */
  readonly shift: number;
  readonly low: number;
  readonly high: number;
  readonly x: (value: number) => number;
  /** From 0 at the lowest number to 1 at the rail's height; the rail for what is not finite. */
  readonly y: (value: number) => number;
  readonly rail: number;
}

/** Scales that show all finite numbers; runs that climb far above where they began do not squeeze the others. */
export function sweepScales(
  curves: readonly SweptCurve[],
  axis: Axis,
  param: NumberParam,
  size: { readonly width: number; readonly height: number },
  { bottom, start }: { readonly bottom: number | undefined; readonly start: number | undefined },
): SweepScales {
  const { left, right, top, bottom: below } = SWEEP_EDGES;
  const finite = curves.flatMap(({ middle }) => [...middle].filter(Number.isFinite));
  const least = Math.min(...finite, bottom ?? Infinity);
  const shift = finite.length > 0 && least <= 0 ? least : 0;
  const heights = finite.map((value) => value - shift).filter((value) => value > FLOOR);
  const ceiling = start === undefined ? Infinity : Math.max(start - shift, FLOOR) * 100;
  const highest = Math.min(ceiling, Math.max(FLOOR * 10, ...heights, 1e-3));
  const lowest = Math.max(FLOOR, highest * 10 ** -DECADES, Math.min(highest / 10, ...heights));
  const [low, high] = [Math.log10(lowest), Math.log10(highest)];
  const [from, to] = [Math.floor(low * 2) / 2, Math.ceil(high * 2) / 2];
  const rail = top;
  const [upper, lower] = [top + RAIL, size.height - below];
  const across = size.width - left - right;
  return {
    axis,
    param,
    ...size,
    shift,
    low: from,
    high: to,
    rail,
    x: (value) => left + across * shareOf(axis, param, value),
    y(value) {
      if (!Number.isFinite(value)) return rail;
      const at = Math.log10(Math.max(value - shift, 10 ** from));
      return Math.max(upper - RAIL / 2, lower - ((lower - upper) * (at - from)) / (to - from));
    },
  };
}

/** The value under a pixel, within the axis. */
export function valueUnder({ axis, param, width }: SweepScales, px: number): number {
  const { left, right } = SWEEP_EDGES;
  const share = Math.min(1, Math.max(0, (px - left) / (width - left - right)));
  return valueAtShare(axis, param, share);
}

/** Round values of an axis, with their labels. */
function ticksOf({ from, to }: Axis, param: NumberParam, room: number): number[] {
  const count = Math.max(2, Math.floor(room / 84));
  if (param.scale === 'log') {
    const [low, high] = [Math.ceil(Math.log10(from) - 1e-9), Math.floor(Math.log10(to) + 1e-9)];
    const every = Math.max(1, Math.ceil((high - low + 1) / count));
    const powers = Array.from({ length: Math.max(0, Math.floor((high - low) / every) + 1) }, (_, i) => 10 ** (low + i * every)); // prettier-ignore
    const steps = high - low < 2 ? powers.concat([low - 1, ...(high >= low ? [low, high] : [])].flatMap((power) => [2, 5].map((it) => it * 10 ** power))) : powers; // prettier-ignore
    return [...new Set(steps.map((it) => Number(it.toPrecision(3))))].filter((it) => it >= from * 0.999 && it <= to * 1.001); // prettier-ignore
  }
  if (param.scale === 'one-minus')
    return [0, 0.5, 0.9, 0.99, 0.999, 0.9999].filter((it) => it >= from - 1e-9 && it <= to + 1e-9);
  const step = roundStep((to - from) / count);
  return Array.from({ length: Math.floor(to / step) - Math.ceil(from / step) + 1 }, (_, i) => Number(((Math.ceil(from / step) + i) * step).toPrecision(9))); // prettier-ignore
}

const roundStep = (least: number): number => {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((it) => it * power >= least * 0.999) ?? 10);
};

export interface SweepNames {
  readonly x: string;
  readonly y: string;
  readonly gone: string;
}

function paintFrame(context: CanvasRenderingContext2D, scales: SweepScales, names: SweepNames, paper: Paper): void {
  const { left, right, bottom } = SWEEP_EDGES;
  const { width, height, low, high, rail, y, x, shift } = scales;
  context.font = `11px ${paper.mono}`;
  context.fillStyle = paper.hairline;
  context.fillRect(left, rail - 0.5, width - left - right, 1);
  const every = Math.max(1, Math.ceil((high - low) / Math.max(2, (height - bottom - rail) / 34)));
  const powers: number[] = [];
  for (let power = Math.ceil(low); power <= high; power++) if ((power - Math.ceil(low)) % every === 0) powers.push(power);
  for (const power of powers) context.fillRect(left, Math.round(y(10 ** power + shift)) - 0.5, width - left - right, 1);
  context.fillRect(left, height - bottom - 0.5, width - left - right, 1);
  context.fillStyle = paper.quiet;
  context.textAlign = 'right';
  context.textBaseline = 'middle';
  for (const power of powers) context.fillText(formatTick(Number(`1e${power}`)), left - 8, y(10 ** power + shift));
  context.fillText(names.gone, left - 8, rail);
  context.textAlign = 'center';
  context.textBaseline = 'alphabetic';
  for (const value of ticksOf(scales.axis, scales.param, width - left - right)) {
    const at = Math.round(x(value));
    context.fillRect(at - 0.5, height - bottom, 1, 4);
    context.fillText(formatTick(value), at, height - bottom + 17);
  }
  context.font = `11.5px ${paper.sans}`;
  context.fillText(names.x, (left + width - right) / 2, height - 7);
  context.textAlign = 'left';
  context.fillText(names.y, 12, 18);
} // prettier-ignore

function paintBorders(context: CanvasRenderingContext2D, scales: SweepScales, borders: readonly BorderLine[], paper: Paper): void {
  const { left, right, bottom } = SWEEP_EDGES;
  const inside = borders
    .map((border) => ({ ...border, px: scales.x(border.at) }))
    .filter(({ px }) => px >= left && px <= scales.width - right)
    .sort((a, b) => a.px - b.px);
  context.font = `11px ${paper.sans}`;
  inside.forEach(({ px, label, ink }, i) => {
    context.beginPath();
    context.setLineDash([2, 3.5]);
    context.moveTo(px, scales.rail - 6);
    context.lineTo(px, scales.height - bottom);
    context.strokeStyle = ink.colour;
    context.lineWidth = 1.5;
    context.stroke();
    context.setLineDash([]);
    const onLeft = px > left + 0.62 * (scales.width - left - right);
    context.textAlign = onLeft ? 'right' : 'left';
    context.fillStyle = ink.colour;
    const y = scales.height - bottom - 10 - 15 * (inside.length - 1 - i);
    context.lineWidth = 3;
    context.strokeStyle = paper.ground;
    context.lineJoin = 'round';
    context.strokeText(label, px + (onLeft ? -6 : 6), y);
    context.fillText(label, px + (onLeft ? -6 : 6), y);
  });
} // prettier-ignore

/** The band from the luckiest to the unluckiest seed. */
function paintBand(context: CanvasRenderingContext2D, scales: SweepScales, { values, low, high, ink }: SweptCurve): void {
  if (values.every((_, i) => low[i] === high[i] || Number.isNaN(low[i]))) return;
  context.beginPath();
  values.forEach((value, i) => context.lineTo(scales.x(value), scales.y(low[i]!)));
  for (let i = values.length - 1; i >= 0; i--) context.lineTo(scales.x(values[i]!), scales.y(high[i]!));
  context.closePath();
  context.globalAlpha *= 0.16;
  context.fillStyle = ink.colour;
  context.fill();
} // prettier-ignore

function paintCurve(context: CanvasRenderingContext2D, scales: SweepScales, curve: SweptCurve, lift: number): void {
  const { values, middle, ink } = curve;
  context.globalAlpha = curve.dimmed ? DIMMED : 1;
  paintBand(context, scales, curve);
  context.globalAlpha = curve.dimmed ? DIMMED : 1;
  context.beginPath();
  let open = false;
  values.forEach((value, i) => {
    const height = middle[i]!;
    if (Number.isNaN(height)) {
      open = false;
      return;
    }
    const [px, py] = [scales.x(value), scales.y(height) - (Number.isFinite(height) ? 0 : lift)];
    if (open) context.lineTo(px, py);
    else context.moveTo(px, py);
    open = true;
  });
  context.strokeStyle = ink.colour;
  context.lineWidth = LINE;
  context.lineJoin = 'round';
  context.setLineDash(ink.dash as number[]);
  context.stroke();
  context.setLineDash([]);
  context.globalAlpha = 1;
}

/** A ring at the best value. */
function paintBest(context: CanvasRenderingContext2D, scales: SweepScales, curve: SweptCurve, paper: Paper): void {
  const { best, values, middle, ink } = curve;
  if (best === undefined) return;
  context.globalAlpha = curve.dimmed ? DIMMED : 1;
  traceMarker(context, ink.marker, scales.x(values[best]!), scales.y(middle[best]!), 4.6);
  context.fillStyle = paper.ground;
  context.fill();
  context.strokeStyle = ink.colour;
  context.lineWidth = 2;
  context.stroke();
  context.globalAlpha = 1;
}

/** The whole chart. Clears its canvas first. */
export function paintSweep(
  context: CanvasRenderingContext2D,
  scales: SweepScales,
  curves: readonly SweptCurve[],
  borders: readonly BorderLine[],
  names: SweepNames,
  paper: Paper,
): void {
  context.clearRect(0, 0, scales.width, scales.height);
  paintFrame(context, scales, names, paper);
  paintBorders(context, scales, borders, paper);
  const order = curves.toSorted((a, b) => Number(b.dimmed) - Number(a.dimmed));
  order.forEach((curve, i) => paintCurve(context, scales, curve, i * 2.4));
  for (const curve of order) paintBest(context, scales, curve, paper);
}

/** The curve and cell nearest to a pixel, if one is near enough. */
export function nearestCell(
  scales: SweepScales,
  curves: readonly SweptCurve[],
  [px, py]: readonly [number, number],
  near: number,
): { readonly curve: number; readonly cell: number } | undefined {
  let found: { curve: number; cell: number } | undefined;
  let least = near * near;
  curves.forEach(({ values, middle }, curve) =>
    values.forEach((value, cell) => {
      if (Number.isNaN(middle[cell]!)) return;
      const [dx, dy] = [scales.x(value) - px, scales.y(middle[cell]!) - py];
      const distance = dx * dx + dy * dy * 0.35; // aiming along the curve matters more than hitting its height
      if (distance > least) return;
      least = distance;
      found = { curve, cell };
    }),
  );
  return found;
}

/** A dot where the pointer is on a curve. */
export function paintPointed(context: CanvasRenderingContext2D, scales: SweepScales, { values, middle, ink }: SweptCurve, cell: number, paper: Paper): void {
  traceMarker(context, 'circle', scales.x(values[cell]!), scales.y(middle[cell]!), 4.2);
  context.fillStyle = ink.colour;
  context.fill();
  context.strokeStyle = paper.ground;
  context.lineWidth = 1.5;
  context.stroke();
} // prettier-ignore
