/** The loss chart: axes, the runs' futures faintly, their pasts in full up to one cursor. */
import { ticks, tickStep } from 'd3';
import type { Moment, Paper } from '../view.ts';
import { decimate, type Line } from './decimate.ts';
import { paintArrow, paintBreak, paintMarker, paintRing } from './marks.ts';
import { amountAt, rowsAround, valueAt, type ChartSize, type CurveScales, type Series } from './series.ts';
import { formatTick, tickLabeller } from './text.ts';

export {
  curvesOf,
  has,
  momentAt,
  scalesFor,
  valueAt,
  type ChartSize,
  type CurveScales,
  type Series,
} from './series.ts';

/** Line widths in CSS pixels. */
const LINE = 2;
const FUTURE = 1.25;
const DOT = 3.75;
/** How strongly the future and dimmed runs are drawn. */
const FAINT = { light: 0.32, dark: 0.45 };
const DIMMED = 0.25;
/** Around the cursor's old and new place, this much is drawn anew (CSS pixels). */
const STRIP = 12;

/** What the axes are called; `y` says the shift, if there is one. */
export interface CurveNames {
  readonly x: string;
  readonly y: string;
}

const lines = new WeakMap<Float64Array, { scales: CurveScales; line: Line }>();

/** A curve's points on these scales, thinned to the chart's pixels; worked out once. */
const lineOf = (series: Series, scales: CurveScales): Line => {
  const known = lines.get(series.values);
  if (known?.scales === scales) return known.line;
  const amount = scales.options.unit === 'steps' ? (row: number) => row : (row: number) => series.cost[row]!;
  const first = scales.options.x === 'log' ? 1 : 0;
  const line = decimate(
    series.values.length,
    first,
    (row) => scales.x(amount(row)),
    (row) => scales.y(series.values[row]!),
    (row) => series.asked !== undefined && Number.isNaN(series.asked[row]!),
  );
  lines.set(series.values, { scales, line });
  return line;
};

const firstAfter = (rows: readonly number[], row: number): number => {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]! <= row) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Joins points [from, to) of a line; gaps stay gaps. */
const traceLine = (context: CanvasRenderingContext2D, line: Line, from: number, to: number): void => {
  context.beginPath();
  let open = false;
  for (let point = from; point < to; point++) {
    const y = line.y[point]!;
    if (Number.isNaN(y)) open = false;
    else if (open) context.lineTo(line.x[point]!, y);
    else {
      context.moveTo(line.x[point]!, y);
      open = true;
    }
  }
};

const inOrder = (series: readonly Series[]): readonly Series[] =>
  series.toSorted((a, b) => Number(b.dimmed) - Number(a.dimmed));

interface Tick {
  readonly at: number;
  readonly label: string;
}

const linearTicks = (low: number, high: number, count: number): { value: number; label: string }[] => {
  const label = tickLabeller(tickStep(low, high, count), Math.max(Math.abs(low), Math.abs(high)));
  return ticks(low, high, count).map((value) => ({ value, label: label(value) }));
};

/** Powers of ten, every so many decades that at most `count` remain; within two decades also 2 and 5. */
const logTicks = (low: number, high: number, count: number): { value: number; label: string }[] => {
  const [from, to] = [Math.ceil(Math.log10(low) - 1e-9), Math.floor(Math.log10(high) + 1e-9)];
  const every = Math.max(1, Math.ceil((to - from + 1) / count));
  const values: number[] = [];
  const steps = to - from < 2 && count >= 3 ? [1, 2, 5] : [1];
  for (let power = from - 1; power <= to; power++)
    if (steps.length > 1 || (power - to) % every === 0) values.push(...steps.map((step) => step * 10 ** power));
  const inside = values.filter((value) => value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9));
  if (inside.length >= 2) return inside.map((value) => ({ value, label: formatTick(Number(value.toPrecision(12))) }));
  return linearTicks(low, high, count);
};

const yTicks = ({ options, yDomain: [low, high], top, bottom, yTick }: CurveScales): Tick[] => {
  const count = Math.max(2, Math.floor((bottom - top) / 30));
  const found = options.y === 'log' ? logTicks(low, high, count) : linearTicks(low, high, count);
  return found.map(({ value, label }) => ({ at: Math.round(yTick(value)), label }));
};

const xTicks = ({ options, xDomain: [low, high], left, right, x }: CurveScales): Tick[] => {
  const count = Math.max(2, Math.floor((right - left) / 90));
  const found =
    options.x === 'log'
      ? logTicks(low, high, count)
      : linearTicks(low, high, Math.min(count, Math.max(1, Math.floor(high)))).filter(({ value }) =>
          Number.isInteger(value),
        );
  return found.map(({ value, label }) => ({ at: Math.round(x(value)), label }));
};

const paintGrid = (context: CanvasRenderingContext2D, scales: CurveScales, paper: Paper): void => {
  const { left, right, bottom } = scales;
  context.fillStyle = paper.hairline;
  for (const { at } of yTicks(scales)) context.fillRect(left, at - 0.5, right - left, 1);
  for (const { at } of xTicks(scales)) context.fillRect(at - 0.5, bottom, 1, 4);
  context.fillRect(left, Math.round(bottom) - 0.5, right - left, 1);
};

const paintLabels = (context: CanvasRenderingContext2D, scales: CurveScales, names: CurveNames, paper: Paper): void => {
  const { left, right, top, bottom } = scales;
  const small = right - left < 420;
  context.font = `${small ? 10 : 11}px ${paper.mono}`;
  context.fillStyle = paper.quiet;
  context.textBaseline = 'middle';
  context.textAlign = 'right';
  for (const { at, label } of yTicks(scales)) context.fillText(label, left - 8, at);
  context.textBaseline = 'alphabetic';
  context.font = `${small ? 10.5 : 11.5}px ${paper.sans}`;
  context.textAlign = 'right';
  if (!scales.options.strip) context.fillText(names.x, right, bottom + 19);
  const room = right - context.measureText(names.x).width - 12;
  context.textAlign = 'left';
  context.fillText(names.y, small ? 8 : 12, top - 10);
  if (scales.options.strip) return;
  context.font = `${small ? 10 : 11}px ${paper.mono}`;
  context.textAlign = 'center';
  for (const { at, label } of xTicks(scales))
    if (at + context.measureText(label).width / 2 < room) context.fillText(label, at, bottom + 19);
};

/** The chart lies on the page itself: rings and edges take its colour. */
const onGround = (paper: Paper): Paper => ({ ...paper, casing: paper.ground });

/** Curves off the scale leave through the chart's upper or lower edge. */
const clipToChart = (context: CanvasRenderingContext2D, { left, right, top, bottom }: CurveScales): void => {
  context.beginPath();
  context.rect(left - 6, top - 6, right - left + 12, bottom - top + 12);
  context.clip();
};

const within = ({ top, bottom }: CurveScales, y: number): number => Math.min(bottom, Math.max(top, y));

/** A ring where the weights of a run that was stopped early are kept. */
const paintKept = (
  context: CanvasRenderingContext2D,
  series: Series,
  until: number,
  scales: CurveScales,
  paper: Paper,
): void => {
  const place = series.keptAt === undefined || series.keptAt > until ? undefined : placeAt(series, scales, series.keptAt); // prettier-ignore
  if (place) paintRing(context, series.ink.colour, place[0], within(scales, place[1]), 6, onGround(paper));
};

/** A ✕ where a run's curve ends because it is no number any more. */
const paintEnds = (
  context: CanvasRenderingContext2D,
  series: Series,
  line: Line,
  until: number,
  scales: CurveScales,
  paper: Paper,
): void => {
  if (series.divergedAt === undefined || series.divergedAt > until) return;
  let point = line.y.length - 1;
  while (point >= 0 && Number.isNaN(line.y[point]!)) point--;
  if (point < 0) return;
  paintBreak(context, series.ink.colour, line.x[point]!, within(scales, line.y[point]!), 3.5, onGround(paper));
};

/** The layer that stands still: hairlines, labels, and every run's whole curve, faintly. Clears its canvas first. */
export const paintCurvesStill = (
  context: CanvasRenderingContext2D,
  size: ChartSize,
  series: readonly Series[],
  scales: CurveScales,
  names: CurveNames,
  paper: Paper,
): void => {
  context.clearRect(0, 0, size.width, size.height);
  paintGrid(context, scales, paper);
  paintLabels(context, scales, names, paper);
  const faint = FAINT[paper.dark ? 'dark' : 'light'];
  context.save();
  clipToChart(context, scales);
  context.lineJoin = 'round';
  context.lineWidth = FUTURE;
  for (const one of inOrder(series)) {
    const line = lineOf(one, scales);
    context.globalAlpha = one.dimmed ? faint * DIMMED : faint;
    context.strokeStyle = one.ink.colour;
    context.setLineDash([]);
    traceLine(context, line, 0, line.x.length);
    context.stroke();
    paintEnds(context, one, line, Infinity, scales, paper);
    paintKept(context, one, Infinity, scales, paper);
  }
  context.restore();
};

/** A place on the chart at a moment, between the places of two rows; undefined where there is no number. */
const placeAt = (series: Series, scales: CurveScales, moment: Moment): readonly [number, number] | undefined => {
  const last = series.values.length - 1;
  const [before, after] = rowsAround(series, moment);
  const here = scales.y(valueAt(series, before));
  const next = scales.y(valueAt(series, after));
  if (last < 0 || Number.isNaN(here)) return undefined;
  if (before === after || Number.isNaN(next)) return [scales.x(amountAt(series, before, scales.options.unit)), here];
  const share = (Math.min(last, Math.max(0, moment)) - before) / (after - before);
  return [scales.x(amountAt(series, moment, scales.options.unit)), here + (next - here) * share];
};

/** Where the cursor stands: one place in steps; in evaluations one per different price paid so far. */
const cursors = (series: readonly Series[], scales: CurveScales, moment: Moment): number[] => {
  if (scales.options.unit === 'steps') return [scales.x(Math.min(scales.options.steps, moment))];
  return [...new Set(series.map((one) => Math.round(scales.x(amountAt(one, moment, 'cost')) * 2) / 2))];
};

const paintCursors = (
  context: CanvasRenderingContext2D,
  scales: CurveScales,
  places: readonly number[],
  paper: Paper,
): void => {
  context.fillStyle = paper.accent;
  context.globalAlpha = places.length > 1 ? 0.45 : 0.8;
  for (const x of places) context.fillRect(x - 0.5, scales.top - 4, 1, scales.bottom - scales.top + 4);
  context.globalAlpha = 1;
};

const paintPast = (
  context: CanvasRenderingContext2D,
  series: Series,
  scales: CurveScales,
  moment: Moment,
  from: number,
  paper: Paper,
): void => {
  const line = lineOf(series, scales);
  const dash = series.ink.dash;
  context.save();
  clipToChart(context, scales);
  const last = firstAfter(line.row, Math.floor(moment));
  const first = dash.length > 0 ? 0 : Math.max(0, firstAfter(line.x, from) - 2);
  traceLine(context, line, first, last);
  const tip = placeAt(series, scales, moment);
  if (tip && last > first) context.lineTo(...tip);
  context.setLineDash(dash as number[]);
  context.lineDashOffset = 0;
  context.globalAlpha = series.dimmed ? DIMMED : 1;
  context.strokeStyle = series.ink.colour;
  context.lineWidth = LINE;
  context.stroke();
  paintEnds(context, series, line, Math.floor(moment), scales, paper);
  paintKept(context, series, Math.floor(moment), scales, paper);
  context.restore();
};

const paintDot = (
  context: CanvasRenderingContext2D,
  series: Series,
  scales: CurveScales,
  moment: Moment,
  paper: Paper,
): void => {
  const place = placeAt(series, scales, moment);
  const ended = series.divergedAt !== undefined && moment >= series.divergedAt;
  if (place === undefined || ended || (scales.options.x === 'log' && moment < 1)) return;
  const [x, y] = place;
  context.globalAlpha = series.dimmed ? DIMMED : 1;
  if (y < scales.top - 1) paintArrow(context, series.ink.colour, x, scales.top - 5, -Math.PI / 2, onGround(paper));
  else if (y > scales.bottom + 1)
    paintArrow(context, series.ink.colour, x, scales.bottom + 5, Math.PI / 2, onGround(paper));
  else paintMarker(context, series.ink, x, y, DOT, onGround(paper));
  context.globalAlpha = 1;
};

const paintMoment = (
  context: CanvasRenderingContext2D,
  series: readonly Series[],
  scales: CurveScales,
  moment: Moment,
  from: number,
  paper: Paper,
): void => {
  context.lineJoin = 'round';
  context.lineCap = 'butt';
  const ordered = inOrder(series);
  paintCursors(context, scales, cursors(series, scales, moment), paper);
  for (const one of ordered) paintPast(context, one, scales, moment, from, paper);
  for (const one of ordered) paintDot(context, one, scales, moment, paper);
};

/** The layer that moves: what is past in full, the cursor, a dot per run. Clears its canvas first. */
export const paintCurvesMoving = (
  context: CanvasRenderingContext2D,
  size: ChartSize,
  series: readonly Series[],
  scales: CurveScales,
  moment: Moment,
  paper: Paper,
): void => {
  context.clearRect(0, 0, size.width, size.height);
  paintMoment(context, series, scales, moment, -Infinity, paper);
};

interface Drawn {
  readonly context: CanvasRenderingContext2D;
  readonly pixels: string;
  readonly series: readonly Series[];
  readonly scales: CurveScales;
  readonly paper: Paper;
  readonly moment: Moment;
}

/** Owns the moving layer's canvas: when only the moment has changed, only the strip the cursor passed over is drawn anew. */
export class CurveLayer {
  #drawn: Drawn | undefined;

  /** Forgets what is on the canvas (after its content was lost). */
  forget(): void {
    this.#drawn = undefined;
  }

  paint(
    context: CanvasRenderingContext2D,
    size: ChartSize,
    series: readonly Series[],
    scales: CurveScales,
    moment: Moment,
    paper: Paper,
  ): void {
    const before = this.#drawn;
    const pixels = `${context.canvas.width} × ${context.canvas.height}`;
    const same =
      before?.context === context &&
      before.pixels === pixels &&
      before.series === series &&
      before.scales === scales &&
      before.paper === paper;
    if (!same) paintCurvesMoving(context, size, series, scales, moment, paper);
    else if (before.moment !== moment) {
      const places = [...this.#places(series, scales, before.moment), ...this.#places(series, scales, moment)];
      this.#paintStrip(context, size, Math.min(...places) - STRIP, Math.max(...places) + STRIP, () => {
        paintMoment(context, series, scales, moment, Math.min(...places) - STRIP, paper);
      });
    }
    this.#drawn = { context, pixels, series, scales, paper, moment };
  }

  #places(series: readonly Series[], scales: CurveScales, moment: Moment): number[] {
    const dots = series.map((one) => placeAt(one, scales, moment)?.[0]);
    return [...cursors(series, scales, moment), ...dots.filter((x) => x !== undefined)];
  }

  #paintStrip(context: CanvasRenderingContext2D, size: ChartSize, from: number, to: number, paint: () => void): void {
    const density = context.getTransform().a;
    const left = Math.floor(from * density) / density;
    const width = Math.ceil(to * density) / density - left;
    context.clearRect(left, 0, width, size.height);
    context.save();
    context.beginPath();
    context.rect(left, 0, width, size.height);
    context.clip();
    paint();
    context.restore();
  }
}
