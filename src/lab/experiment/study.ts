/** What is asked beyond single runs: a sweep, a plane, basins, a ladder, a finder, and the rule that makes the comparison fair. Plain data. */
import type { NumberParam } from '../describe/param.ts';
import { exp, log } from '../numeric/elementary.ts';
import type { Region } from '../surface.ts';
import type { Fairness, Measure, Search } from './study-words.ts';

export { fairnesses, measures, searches, type Fairness, type Measure, type Search } from './study-words.ts';

/** Values of a hyper-parameter, evenly spread on its own scale. */
export interface Axis {
  readonly param: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** Two hyper-parameters of one run (by its place, from 0). */
export interface Plane {
  readonly run: number;
  readonly across: Axis;
  readonly up: Axis;
}

/** Starts all over a region, `side × side` of them. */
export interface Basins {
  readonly region: Region;
  readonly side: number;
}

/** One run at a few rates of the sweep. */
export interface Ladder {
  readonly run: number;
  readonly count: number;
}

/** Learning rates that are tried on data, from one to another. */
export interface Finder {
  readonly search: Search;
  readonly from: number;
  readonly to: number;
  /** Rates that are cross-validated, and parts the training rows are cut into for it. */
  readonly count: number;
  readonly folds: number;
}

/** What is left out has its usual value: `sweepOf` and its sisters know it. */
export interface Study {
  readonly sweep?: Axis;
  readonly plane?: Plane;
  readonly basins?: Basins;
  readonly ladder?: Ladder;
  readonly measure?: Measure;
  /** For `reach`. */
  readonly threshold?: number;
  /** How many seeds each value is tried with. */
  readonly seeds?: number;
  readonly fair?: Fairness;
  readonly finder?: Finder;
}

/** A number's way along its scale, and back; `log` scales begin above 0, `one-minus` scales end below 1. */
const scales = {
  linear: { of: (value: number) => value, back: (at: number) => at },
  log: { of: log, back: exp },
  'one-minus': { of: (value: number) => -log(1 - value), back: (at: number) => 1 - exp(-at) },
} as const;

/** Where a value lies between an axis's ends, 0 … 1 between them. */
export function shareOf({ from, to }: Pick<Axis, 'from' | 'to'>, { scale }: NumberParam, value: number): number {
  const { of } = scales[scale];
  return (of(value) - of(from)) / (of(to) - of(from));
}

/** The value at a share of the way. */
export function valueAtShare({ from, to }: Pick<Axis, 'from' | 'to'>, { scale }: NumberParam, share: number): number {
  const { of, back } = scales[scale];
  return back(of(from) + share * (of(to) - of(from)));
}

/**
 * The values of an axis, ascending and distinct, both ends among them. The others are rounded as far as that keeps them
 * apart, so that a link to one of them stays short.
 */
export function valuesOf(axis: Axis, param: NumberParam): Float64Array {
  const { from, to, count } = axis;
  const values = Array.from({ length: count }, (_, i) => {
    if (i === 0) return from;
    if (i === count - 1) return to;
    const [before, value, after] = [i - 1, i, i + 1].map((at) => valueAtShare(axis, param, at / (count - 1)));
    const near = rounded(value!, Math.min(value! - before!, after! - value!), param);
    return Math.min(to, Math.max(from, near));
  });
  return Float64Array.from(new Set(values.sort((a, b) => a - b)));
}

/** The shortest decimal within a twelfth of the distance to the neighbours; whole where the parameter is. */
function rounded(value: number, apart: number, { integer }: NumberParam): number {
  if (integer) return Math.round(value);
  for (let digits = 2; digits < 17; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.abs(short - value) <= apart / 12) return short;
  }
  return value;
}
