/** A surface is one line of maths f(x, y); from it come the map, the slope, the curvature and the typeset formula. */
import type { Params, Values } from './describe/param.ts';

export interface Minimum {
  readonly at: readonly [number, number];
  readonly value: number;
  /** False for a local minimum above the lowest one; no point of the domain is lower than a global one. */
  readonly global: boolean;
}

/** [xmin, xmax, ymin, ymax] */
export type Region = readonly [number, number, number, number];

/** What the surfaces are sorted by, in the order they are shown. */
export const surfaceGroups = ['quadratic', 'valley', 'saddle', 'many minima', 'plateau', 'kinks', 'yours'] as const;
export type SurfaceGroup = (typeof surfaceGroups)[number];

export interface SurfaceEntry {
  readonly title: string;
  /** Other names people search for. */
  readonly aliases?: readonly string[];
  readonly group: SurfaceGroup;
  /** Whether it is one of the dozen shown first. */
  readonly first?: boolean;
  /** One sentence: what this surface teaches. */
  readonly idea: string;
  readonly params: Params;
  /** f(x, y) in the formula language; parameters by their names. */
  readonly formula: string | ((values: Values) => string);
  /** The customary domain; leaving it is “left the map”. */
  readonly domain: Region;
  /** What the map shows at first, where it should be wider than the domain. */
  readonly view?: Region;
  readonly minima: (values: Values) => readonly Minimum[];
  readonly start: readonly [number, number];
  /** False where f has no lower bound. */
  readonly bounded?: boolean;
  readonly source: string;
}

/** A parameter-free declaration with the usual gaps filled; every entry file default-exports one. */
export const surface = (entry: Omit<SurfaceEntry, 'params' | 'minima'> & Partial<SurfaceEntry>): SurfaceEntry => ({
  params: {},
  minima: () => [],
  ...entry,
});

/** The formula's text for these values. */
export const formulaOf = (entry: SurfaceEntry, values: Values): string =>
  typeof entry.formula === 'string' ? entry.formula : entry.formula(values);
