/** A network layer by layer: what each gives and how long the slopes of its weights are, a ridge per moment of the run. */
import type { Histogram, LayerLook, Look, TensorLook } from '../../lab/experiment/layer-look.ts';
import type { Paper } from '../view.ts';
import { formatTick } from './text.ts';

/** One layer with weights: what comes out behind its activation, and its matrix. */
export interface LayerRow {
  readonly name: string;
  readonly result: LayerLook;
  readonly weights: TensorLook;
}

/** All layers at one row of a run. */
export interface LayerMoment {
  readonly row: number;
  readonly rows: readonly LayerRow[];
}

/** Layers with weights, from the data to the output; norms, activations and pools belong to the one before them. */
export function rowsOf({ layers, tensors }: Look): readonly LayerRow[] {
  const rows: LayerRow[] = [];
  for (const layer of layers) {
    const weights = tensors.find(({ name }) => name === `${layer.name}.weight`);
    if (weights) rows.push({ name: layer.name, result: layer, weights });
    else if (rows.length > 0) rows.push({ ...rows.pop()!, result: layer });
  }
  return rows;
}

/** How the first layer's slopes compare with the last's: far below 1 they vanish on the way back, far above they explode. */
export const slopeRatio = (rows: readonly LayerRow[]): number => rows[0]!.weights.slope / rows.at(-1)!.weights.slope;

export interface LayersPicture {
  /** In order of time. */
  readonly moments: readonly LayerMoment[];
  readonly now: LayerMoment | undefined;
  readonly width: number;
  readonly height: number;
}

interface LayersWords {
  readonly results: string;
  readonly slopes: string;
  readonly numbers: (row: LayerRow) => string;
}

/** Heading above, ticks below, around each column (CSS pixels). */
const HEAD = 24;
const FOOT = 20;
const SIDE = 14;
/** Of a layer's band: its name, and how far one ridge may rise over its line. */
const NAME = 17;
const RISE = 0.5;
/** Ridges lie at least so far apart: of more moments, some are left out. */
const APART = 5;

const decades = (low: number, high: number): number[] => {
  const each = Math.max(1, Math.ceil((high - low) / 6));
  return Array.from({ length: Math.floor((high - low) / each) + 1 }, (_, i) => low + i * each);
};

/** From the lowest to the highest filled bin of all, in whole steps of the axis. */
function filled(histograms: readonly Histogram[]): readonly [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const it of histograms) {
    const width = (it.high - it.low) / it.counts.length;
    for (const [bin, count] of it.counts.entries()) {
      if (count === 0) continue;
      low = Math.min(low, it.low + bin * width);
      high = Math.max(high, it.low + (bin + 1) * width);
    }
  }
  if (!(low < high)) return [0, 1];
  return [low, high];
}

/** The band of a layer: where it begins, and how high it is. */
export function bandOf(
  { height }: LayersPicture,
  count: number,
  index: number,
): { readonly top: number; readonly high: number } {
  const high = (height - HEAD - FOOT) / count;
  return { top: HEAD + index * high, high };
}

export function paintLayers(
  context: CanvasRenderingContext2D,
  picture: LayersPicture,
  words: LayersWords,
  paper: Paper,
): void {
  const { moments, now, width, height } = picture;
  const all = now ? [...moments, now] : moments;
  const count = all[0]?.rows.length ?? 0;
  if (count === 0) return;
  const half = width / 2;
  const columns = [
    { left: SIDE, right: half - SIDE, title: words.results },
    { left: half + SIDE, right: width - SIDE, title: words.slopes },
  ] as const;
  const slopes = filled(all.flatMap(({ rows }) => rows.map(({ weights }) => weights.slopes)));
  const [low, high] = [Math.floor(slopes[0]), Math.ceil(slopes[1])];
  context.font = `11px ${paper.sans}`;
  context.textBaseline = 'alphabetic';
  context.fillStyle = paper.quiet;
  context.textAlign = 'left';
  for (const { left, title } of columns) context.fillText(title, left, 15);
  const at = (value: number): number =>
    columns[1].left + ((value - low) / (high - low)) * (columns[1].right - columns[1].left);
  context.textAlign = 'center';
  for (const decade of decades(low, high)) {
    context.strokeStyle = paper.hairline;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(at(decade), HEAD);
    context.lineTo(at(decade), height - FOOT);
    context.stroke();
    context.fillText(formatTick(decade), at(decade), height - 6);
  }
  for (let index = 0; index < count; index++) {
    const band = bandOf(picture, count, index);
    const results = filled(all.map(({ rows }) => rows[index]!.result.values));
    const ends = [results, [low, high]] as const;
    for (const [column, { left, right }] of columns.entries()) {
      const ridge = (moment: LayerMoment, lifted: number, isNow: boolean): void => {
        const row = moment.rows[index]!;
        paintRidge(context, column === 0 ? row.result.values : row.weights.slopes, {
          ends: ends[column]!,
          left,
          right,
          base: band.top + band.high - 3 - lifted,
          rise: RISE * (band.high - NAME),
          colour: isNow ? paper.accent : paper.quiet,
          width: isNow ? 2 : 1,
          ground: paper.ground,
        });
      };
      const lift = (row: number): number => {
        const last = Math.max(1, moments.at(-1)?.row ?? 1, now?.row ?? 0);
        return (row / last) * (1 - RISE) * (band.high - NAME - 6);
      };
      const room = Math.max(1, ((1 - RISE) * (band.high - NAME - 6)) / APART);
      const every = Math.max(1, Math.ceil((moments.length - 1) / room));
      const earlier = moments.filter(({ row }, at) => at % every === 0 && row !== now?.row);
      for (const it of earlier.toReversed()) ridge(it, lift(it.row), false);
      if (now) ridge(now, lift(now.row), true);
    }
    context.fillStyle = paper.text;
    context.textAlign = 'left';
    context.fillText(all[0]!.rows[index]!.name, columns[0].left, band.top + 12);
    context.fillStyle = paper.quiet;
    context.textAlign = 'right';
    context.fillText(
      results.map((end) => formatTick(Number(end.toPrecision(2)))).join(' … '),
      columns[0].right,
      band.top + 12,
    );
    if (now) context.fillText(words.numbers(now.rows[index]!), columns[1].right, band.top + 12);
  }
}

interface RidgeLook {
  readonly ends: readonly [number, number];
  readonly left: number;
  readonly right: number;
  readonly base: number;
  readonly rise: number;
  readonly colour: string;
  readonly width: number;
  readonly ground: string;
}

/** Heights are square roots of counts, so that a few far ones are seen beside a heap. */
function paintRidge(
  context: CanvasRenderingContext2D,
  { low, high, counts }: Histogram,
  { ends, left, right, base, rise, colour, width, ground }: RidgeLook,
): void {
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const bin = (high - low) / counts.length;
  const x = (value: number): number => {
    const place = left + ((value - ends[0]) / (ends[1] - ends[0])) * (right - left);
    return Math.max(left, Math.min(right, place));
  };
  if (most === 0) return;
  const tops = Array.from(counts, (count, index): readonly [number, number] => [
    x(low + (index + 0.5) * bin),
    base - rise * Math.sqrt(count / most),
  ]);
  const [first, last] = [counts.findIndex((it) => it > 0), counts.findLastIndex((it) => it > 0)];
  context.beginPath();
  context.moveTo(x(low + first * bin), base);
  for (const top of tops.slice(first, last + 1)) context.lineTo(...top);
  context.lineTo(x(low + (last + 1) * bin), base);
  context.fillStyle = ground;
  context.globalAlpha = 0.82;
  context.fill();
  context.globalAlpha = width > 1 ? 1 : 0.7;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.stroke();
  context.globalAlpha = 1;
}
