/** What the loss chart shows: one number per row and run, and the scales that give each a place. */
import type { Ending, Trajectory } from '../../lab/experiment/trajectory.ts';
import type { Minimum } from '../../lab/surface.ts';
import type { DrawnRun, Ink, Moment } from '../view.ts';

/**
 * Which number is drawn: f, |∇f|, |x − previous x|, the distance to the nearest minimum, the loss (`scores`) or the share of
 * right answers on all rows to learn from and on those kept for the test, |x|, or the rate in force.
 */
export type CurveKind = 'loss' | 'slope' | 'step-length' | 'distance' | 'scores' | 'accuracy' | 'weight-norm' | 'lr';

/** The trajectory's own series that a kind shows, the one of the test last. */
const named: Readonly<Partial<Record<CurveKind, readonly [string, ...string[]]>>> = {
  scores: ['train-loss', 'test-loss'],
  accuracy: ['accuracy', 'test-accuracy'],
  'weight-norm': ['weight-norm'],
  lr: ['lr'],
};

/** A series is asked now and then only: rows in between keep the last number. */
export function held(values: Float64Array, rows: number): Float64Array {
  const kept = values.slice(0, rows);
  for (let row = 1; row < rows; row++) if (Number.isNaN(kept[row])) kept[row] = kept[row - 1]!;
  return kept;
}

/** Whether any of the runs has the numbers of a kind. */
export const has = (kind: CurveKind, runs: readonly DrawnRun[]): boolean =>
  named[kind] === undefined || runs.some(({ trajectory }) => trajectory.series[named[kind]![0]] !== undefined);

/** One curve: row k's number is `values[k]`. */
export interface Series {
  readonly label: string;
  readonly ink: Ink;
  readonly dimmed: boolean;
  readonly values: Float64Array;
  /** For a series that is asked now and then only: what it was told, NaN in the rows between, over which its line goes straight. */
  readonly asked?: Float64Array;
  /** Gradient evaluations spent at each row. */
  readonly cost: Float64Array;
  /** How many rows set the scale: those before the run left the surface's domain, or exploded. */
  readonly counted: number;
  /** The row at which the run stopped being a number. */
  readonly divergedAt: number | undefined;
  /** Of a run that was stopped early, the row whose weights are kept as the best. */
  readonly keptAt?: number;
}

const stepLengths = ({ x, rows, dimension }: Trajectory): Float64Array => {
  const lengths = new Float64Array(rows).fill(NaN);
  for (let row = 1; row < rows && dimension > 0; row++) {
    let squares = 0;
    for (let axis = 0; axis < dimension; axis++)
      squares += (x[row * dimension + axis]! - x[(row - 1) * dimension + axis]!) ** 2;
    lengths[row] = Math.sqrt(squares);
  }
  return lengths;
};

const distances = ({ x, rows, dimension }: Trajectory, minima: readonly Minimum[]): Float64Array => {
  const far = new Float64Array(rows).fill(NaN);
  for (let row = 0; row < rows; row++)
    for (const { at } of minima) {
      const distance = Math.hypot(x[row * dimension]! - at[0], x[row * dimension + 1]! - at[1]);
      if (!(far[row]! <= distance)) far[row] = distance;
    }
  return far;
};

/** The numbers of one curve, row by row; NaN where there is none (a first step length, a surface without minima). */
export const curveSeries = (kind: CurveKind, trajectory: Trajectory, minima: readonly Minimum[]): Float64Array => {
  if (kind === 'loss') return trajectory.loss.subarray(0, trajectory.rows);
  if (kind === 'slope') return trajectory.slope.subarray(0, trajectory.rows);
  const own = named[kind]?.[0];
  if (own !== undefined) return ownSeries(trajectory, own);
  return kind === 'step-length' ? stepLengths(trajectory) : distances(trajectory, minima);
};

const ownSeries = ({ series, rows }: Trajectory, name: string): Float64Array =>
  series[name] ? held(series[name], rows) : new Float64Array(rows).fill(NaN);

const askedOf = ({ series, rows }: Trajectory, name = ''): Pick<Series, 'asked'> =>
  series[name] ? { asked: series[name].subarray(0, rows) } : {};

/** A run that ends as no number has exploded once a value is this many times the size of its first one. */
const EXPLODED = 1e3;

/** How many rows a curve keeps to the surface: all, unless the run left the domain or diverged. */
const tameRows = (values: Float64Array, ending: Ending | undefined): number => {
  if (ending?.kind === 'left') return Math.max(1, ending.at);
  if (ending?.kind !== 'diverged') return values.length;
  const most = EXPLODED * Math.max(1, Math.abs(values.find(Number.isFinite) ?? 0));
  const exploded = values.findIndex((value) => Math.abs(value) > most);
  return Math.max(1, exploded < 0 ? ending.at : exploded);
};

/** A run's curve, ready to draw. */
export const seriesOf = (
  kind: CurveKind,
  { label, ink, dimmed, trajectory }: DrawnRun,
  minima: readonly Minimum[],
): Series => {
  const { ending, rows, cost } = trajectory;
  const values = curveSeries(kind, trajectory, minima);
  return {
    ...{ label, ink, dimmed, values, ...askedOf(trajectory, named[kind]?.[0]) },
    cost: cost.subarray(0, rows),
    counted: tameRows(values, ending),
    divergedAt: ending?.kind === 'diverged' ? ending.at : undefined,
    ...(ending?.best !== undefined && { keptAt: ending.best }),
  };
};

/** How the curve on the test rows is dashed beside the one on the rows to learn from. */
const TEST_DASH: readonly number[] = [4, 3];

/** All curves of a run: on the rows to learn from and, where the kind has one, on those kept for the test. */
export function curvesOf(
  kind: CurveKind,
  run: DrawnRun,
  minima: readonly Minimum[],
  testLabel: (run: string) => string,
): readonly Series[] {
  const first = seriesOf(kind, run, minima);
  const second = named[kind]?.[1];
  if (second === undefined || run.trajectory.series[second] === undefined) return [first];
  const ink = { ...first.ink, dash: TEST_DASH };
  const tested = { values: ownSeries(run.trajectory, second), ...askedOf(run.trajectory, second) };
  return [first, { ...first, ink, label: testLabel(run.label), ...tested }];
}

export interface CurveOptions {
  readonly y: 'log' | 'linear';
  readonly x: 'linear' | 'log';
  readonly unit: 'steps' | 'cost';
  /** How many steps the runs will have, so that the axis stands still while they are computed. */
  readonly steps: number;
  /** The lowest value there can be, if known: a log axis that must be shifted is shifted by it. */
  readonly lowest?: number;
  /** What the y axis shows, where that does not follow from the values. */
  readonly range?: readonly [number, number];
  /** True for a strip under a chart that has the labels of both their x axes. */
  readonly strip?: boolean;
}

/** The chart's own rectangle in CSS pixels: the canvas. */
export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Where the chart's numbers lie, in CSS pixels of the canvas. */
export interface CurveScales {
  readonly options: CurveOptions;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Steps or gradient evaluations. */
  readonly x: (amount: number) => number;
  readonly xInverse: (px: number) => number;
  readonly xDomain: readonly [number, number];
  /** Values as they are; the shift is applied inside. NaN stays NaN, what is far off the scale lies just beyond its edge. */
  readonly y: (value: number) => number;
  /** The place of a tick, a number that is already shifted. */
  readonly yTick: (shifted: number) => number;
  /** After the shift. */
  readonly yDomain: readonly [number, number];
  /** The number taken from every value before the logarithm; undefined when the axis shows values as they are. */
  readonly shift: number | undefined;
}

/** Decades a log axis shows at most below the highest start; rounding is all there is further down. */
const DECADES = 16;
/** Beyond this share of a shift there is only rounding. */
const SHIFT_NOISE = 1e-12;
/** How far beyond the chart's edge a value off the scale is placed at most (CSS pixels). */
const BEYOND = 60;
/** How far above the highest start an axis reaches at most: a run that explodes leaves the chart instead of flattening it. */
const OVERSHOOT = { log: 100, linear: 3 };

interface Spread {
  low: number;
  high: number;
  /** The smallest value above zero. */
  positive: number;
  /** The highest of the runs' first values. */
  first: number;
}

const spreadOf = (series: readonly Series[], shift: number): Spread => {
  const spread: Spread = { low: Infinity, high: -Infinity, positive: Infinity, first: -Infinity };
  for (const { values, counted } of series) {
    let begun = false;
    for (let row = 0; row < Math.min(counted, values.length); row++) {
      const shifted = values[row]! - shift;
      if (!Number.isFinite(shifted)) continue;
      if (!begun) spread.first = Math.max(spread.first, shifted);
      begun = true;
      if (shifted < spread.low) spread.low = shifted;
      if (shifted > spread.high) spread.high = shifted;
      if (shifted > 0 && shifted < spread.positive) spread.positive = shifted;
    }
  }
  return spread;
};

const logDomain = ({ high, positive, first }: Spread, shift: number): readonly [number, number] => {
  if (!(high > 0)) return [0.1, 1];
  const reference = first > 0 ? first : high;
  const top = Math.min(high, reference * OVERSHOOT.log);
  const bottom = Math.min(top, Math.max(positive, reference * 10 ** -DECADES, Math.abs(shift) * SHIFT_NOISE));
  return bottom < top / 1.5 ? [bottom / 1.3, top * 1.3] : [bottom / 3, top * 3];
};

const linearDomain = ({ low, high, first }: Spread): readonly [number, number] => {
  if (!(low <= high)) return [0, 1];
  const top = first > low ? Math.min(high, low + OVERSHOOT.linear * (first - low)) : high;
  const room = top > low ? (top - low) * 0.04 : Math.abs(low) * 0.1 || 1;
  return [low - room, top + room];
};

/** The number to take from all values so that a logarithm exists: the lowest possible value, when any value is below 0. */
const shiftFor = (series: readonly Series[], { y, lowest }: CurveOptions): number | undefined => {
  if (y === 'linear') return undefined;
  const { low } = spreadOf(series, 0);
  if (!(low < 0)) return undefined;
  return Math.min(low, lowest ?? low);
};

const spentUntil = ({ cost }: Series): number => cost.at(-1) ?? 0;

/** The end of the x axis: all planned steps, or the most anyone spends (projected while the runs are still computed). */
const reach = (series: readonly Series[], { unit, steps }: CurveOptions): number => {
  if (unit === 'steps') return Math.max(1, steps);
  const spent = series.map((one) => {
    const done = one.values.length - 1;
    return done > 0 && one.divergedAt === undefined ? (spentUntil(one) * steps) / done : spentUntil(one);
  });
  return Math.max(1, ...spent);
};

interface Axis {
  readonly place: (value: number) => number;
  readonly invert: (pixel: number) => number;
}

/** A linear or logarithmic axis; nothing at or below zero has a place on a logarithmic one, it lies infinitely far down. */
const axis = (
  kind: 'linear' | 'log',
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): Axis => {
  const log = kind === 'log';
  const base = log ? Math.log(low) : low;
  const perUnit = (to - from) / ((log ? Math.log(high) : high) - base);
  return {
    place: (value) => from + ((log ? Math.log(Math.max(0, value)) : value) - base) * perUnit,
    invert: (pixel) => (log ? Math.exp(base + (pixel - from) / perUnit) : base + (pixel - from) / perUnit),
  };
};

/** Scales for these curves on a canvas of this size (CSS pixels); margins for labels are inside. */
export const scalesFor = (series: readonly Series[], options: CurveOptions, size: ChartSize): CurveScales => {
  const narrow = size.width < 480;
  const [left, right] = [narrow ? 44 : 56, Math.max(60, size.width - (narrow ? 14 : 22))];
  const [top, bottom] = options.strip ? [22, Math.max(30, size.height - 8)] : [24, Math.max(40, size.height - 26)];
  const shift = shiftFor(series, options);
  const spread = spreadOf(series, shift ?? 0);
  const yDomain = options.range ?? (options.y === 'log' ? logDomain(spread, shift ?? 0) : linearDomain(spread));
  const end = reach(series, options);
  const xDomain = [options.x === 'log' ? Math.min(1, end / 2) : 0, end] as const;
  const across = axis(options.x, xDomain, [left, right]);
  const up = axis(options.y, yDomain, [bottom, top]);
  return {
    options,
    ...{ left, right, top, bottom },
    x: (amount) => across.place(Math.max(xDomain[0], amount)),
    xInverse: across.invert,
    xDomain,
    y: (value) => Math.min(bottom + BEYOND, Math.max(top - BEYOND, up.place(value - (shift ?? 0)))),
    yTick: up.place,
    yDomain,
    shift,
  };
};

/** A run's own value at a moment: that of the last whole step; NaN before its first row. */
export const valueAt = ({ values }: Series, moment: Moment): number =>
  values[Math.min(values.length - 1, Math.max(0, Math.floor(moment)))] ?? NaN;

/** The rows around a moment that a line goes through; the later one is the earlier one where there is none. */
export function rowsAround({ asked, values }: Series, moment: Moment): readonly [before: number, after: number] {
  const row = Math.floor(Math.min(values.length - 1, Math.max(0, moment)));
  if (!asked) return [row, Math.min(values.length - 1, row + 1)];
  let [before, after] = [row, row + 1];
  while (before > 0 && Number.isNaN(asked[before]!)) before--;
  while (after < asked.length && Number.isNaN(asked[after]!)) after++;
  return [before, after < asked.length ? after : before];
}

/** What a run has spent at a moment (between two rows, in between), in the axis' unit. */
export const amountAt = (series: Series, moment: Moment, unit: CurveOptions['unit']): number => {
  const last = series.values.length - 1;
  const clamped = Math.min(last, Math.max(0, moment));
  if (unit === 'steps') return clamped;
  const row = Math.floor(clamped);
  const here = series.cost[row] ?? 0;
  return here + ((series.cost[row + 1] ?? here) - here) * (clamped - row);
};

/** The moment at a place of the chart, for scrubbing; on the evaluations axis that of the longest run. */
export const momentAt = (series: readonly Series[], scales: CurveScales, px: number): Moment => {
  const { options, left, right, xInverse } = scales;
  const amount = xInverse(Math.min(right, Math.max(left, px)));
  if (options.unit === 'steps') return Math.min(options.steps, Math.max(0, amount));
  const longest = series.reduce<Series | undefined>(
    (a, b) => (a && a.values.length >= b.values.length ? a : b),
    undefined,
  );
  if (longest === undefined) return 0;
  const { cost } = longest;
  let [low, high] = [0, cost.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cost[middle]! < amount) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  const [before, after] = [cost[low - 1]!, cost[low]!];
  return after > before ? Math.min(low, low - 1 + (amount - before) / (after - before)) : low;
};
