/** What a classifier learns from: rows of features and what each row should give, drawn from the seed or read from a file. */
import { count, number, type NumberParam, type Params, type Values } from './describe/param.ts';
import type { Stream } from './numeric/random.ts';

/**
 * What a model has to give. `classes`: the number of a row's class · `regression`: a number per row · `ranking`: how
 * relevant a row is within its list of `list` rows, which stand one after the other and stay together.
 */
export type Target = 'classes' | 'regression' | 'ranking';

/** Rows one after the other. */
export interface Sample {
  readonly rows: number;
  /** rows × features */
  readonly x: Float64Array;
  /** A class number, a target or a relevance per row. */
  readonly y: Float64Array;
}

/** What is known before any row is drawn. */
export interface DatasetShape {
  readonly target: Target;
  /** All of them, those kept for the test included. */
  readonly rows: number;
  readonly features: number;
  /** For `classes`: how many there are. */
  readonly classes: number;
  /** Where a row is a picture: its height and width in pixels. */
  readonly image?: readonly [number, number];
  /** For `ranking`: rows in a list; 1 otherwise. */
  readonly list: number;
  readonly featureNames?: readonly string[];
  readonly classNames?: readonly string[];
}

/** What a data set is made with: lent, not imported, since the page lists data sets without making any. */
export interface Lent {
  /** The experiment's luck for a purpose. */
  readonly luck: (purpose: string) => Stream;
  readonly sin: (x: number) => number;
  readonly cos: (x: number) => number;
  /** The text of the file the entry names as `packed`. */
  readonly packed: string;
}

export interface DatasetEntry {
  readonly title: string;
  readonly aliases?: readonly string[];
  /** One sentence: what it teaches. */
  readonly idea: string;
  readonly source: string;
  readonly params: Params;
  readonly shape: (values: Values) => DatasetShape;
  /** All rows, before any of them is set apart for the test. */
  readonly rows: (values: Values, lent: Lent) => Sample;
  /** The file in `datasets/packed` that must be read first. */
  readonly packed?: string;
  /** Set where the features come in units of their own and are brought to mean 0 and deviation 1 (of the training rows). */
  readonly units?: boolean;
  /** The model it is usually given to; a network where none is named. */
  readonly model?: string;
  /** What the values say together that no single range can; the sentence names the parameter. */
  readonly refuse?: (values: Values) => { readonly param: string; readonly message: string } | undefined;
}

/** Rows a data set may have; the lab's limits take theirs from here. */
export const MOST_ROWS = 10_000;

/** How many rows. */
export const rowCount = (value: number): NumberParam =>
  count(value, [10, 2000], { min: 2, max: MOST_ROWS, letter: 'n', hint: 'how many points there are' });

export const noiseOf = (value: number, most = 1): NumberParam =>
  number(value, [0, most], { min: 0, max: 1e3, hint: 'standard deviation of what is added to every feature' });

/** The share of class 0 among two classes. */
export const balance: NumberParam = number(0.5, [0.05, 0.95], {
  min: 0.01,
  max: 0.99,
  hint: 'share of the points that belong to class 0',
});

export const testShare = (value = 0.2): NumberParam =>
  number(value, [0, 0.8], { min: 0, max: 0.95, hint: 'share of the points that are kept for the test' });

/** Two features, named as the axes of a plot. */
export const plane = (rows: number, classes: number): DatasetShape => ({
  target: 'classes',
  rows,
  features: 2,
  classes,
  list: 1,
  featureNames: ['x', 'y'],
});

/** How many rows are left to learn from when a share of them, or of the lists, is kept for the test: one at least. */
export function rowsToLearn({ rows, list }: DatasetShape, share: number): number {
  const lists = rows / list;
  return list * (lists - Math.min(lists - 1, Math.round(lists * share)));
}

/** Reads a number among values. */
export const numberOf = (values: Values, name: string): number => values[name] as number;

/** How many of n rows belong to class 0: by share, at least one of each class. */
export const firstClass = (n: number, share: number): number => Math.min(n - 1, Math.max(1, Math.round(n * share)));

/** Puts rows together that are made one by one: features and target. */
export function sampleOf(
  n: number,
  features: number,
  row: (index: number) => readonly [readonly number[], number],
): Sample {
  const x = new Float64Array(n * features);
  const y = new Float64Array(n);
  for (let index = 0; index < n; index++) {
    const [entries, target] = row(index);
    x.set(entries, index * features);
    y[index] = target;
  }
  return { rows: n, x, y };
}

/** Reads packed rows of numbers, the class last: `5.1,3.5,1.4,0.2,0`. */
export function packedTable(text: string): Sample {
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split(',').map(Number));
  return sampleOf(rows.length, rows[0]!.length - 1, (index) => [rows[index]!.slice(0, -1), rows[index]!.at(-1)!]);
}

/** Reads packed images: a letter per pixel (A = 0, by `most` to 1), then the class. */
export function packedImages(text: string, most: number, first = Infinity): Sample {
  const lines = text.trim().split('\n');
  const pixels = lines[0]!.length - 1;
  return sampleOf(Math.min(lines.length, first), pixels, (index) => [
    Array.from({ length: pixels }, (_, at) => (lines[index]!.charCodeAt(at) - 65) / most),
    lines[index]!.charCodeAt(pixels) - 48,
  ]);
}

export const dataset = (entry: DatasetEntry): DatasetEntry => entry;
