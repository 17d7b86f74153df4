/** Points of one's own: drawn one by one, or read from a table; they are the values of the data set that holds rows. */
import { datasets } from '../../lab/catalogues.ts';
import { defaults } from '../../lab/describe/param.ts';
import { rowsIn, rowsText } from '../../lab/describe/rows.ts';
import { asClassifier } from '../../lab/experiment/experiment.ts';
import { changeLearning } from './learning-edit.ts';
import { store } from './store.ts';

export interface Points {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
}

/** Whether a data set takes rows from the visitor. */
export const takesRows = (id: string): boolean =>
  Object.values(datasets.find(id)?.params ?? {}).some(({ kind }) => kind === 'rows');

const ownId = (): string => datasets.ids.find(takesRows)!;

/** The points of one's own that are on show; undefined where the data are others. */
export function ownPoints(): Points | undefined {
  const dataset = asClassifier(store.getState().experiment.problem)?.dataset;
  if (!dataset || !takesRows(dataset.id)) return undefined;
  return { x: rowsIn(String(dataset.values['x'])) ?? [], y: (rowsIn(String(dataset.values['y'])) ?? []).flat() };
}

/** Learns from these points; a share of them may be kept for the test. */
export function learnFrom({ x, y }: Points, target: 'auto' | 'classes' | 'regression', test?: number): void {
  const id = ownId();
  const before = asClassifier(store.getState().experiment.problem)?.dataset;
  const values = before?.id === id ? before.values : defaults(datasets.get(id).params);
  const dataset = {
    id,
    values: { ...values, x: rowsText(x)!, y: rowsText(y)!, target, ...(test !== undefined && { test }) },
  };
  changeLearning({ dataset, batch: undefined });
}

/** Four points to begin with, two of each class, where one's own points were not on show yet. */
export const beginDrawing = (): void => learnFrom({ x: [[-1, -1], [1, 1], [-1, 1], [1, -1]], y: [0, 0, 1, 1] }, 'classes', 0); // prettier-ignore

let drawn = 0;
const listeners = new Set<() => void>();

/** The class the next point drawn will have. */
export const drawnClass = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  read: (): number => drawn,
  choose(index: number): void {
    drawn = index;
    for (const listener of listeners) listener();
  },
};

/** Digits after the point that are kept, so that links stay short. */
const rounded = (value: number): number => Number(value.toFixed(2));

export function addPoint(x: number, y: number): void {
  const points = ownPoints();
  if (points) learnFrom({ x: [...points.x, [rounded(x), rounded(y)]], y: [...points.y, drawn] }, 'classes');
}

/** Takes the newest point away; two of them, of two classes, must stay. */
export function removePoint(): void {
  const points = ownPoints();
  if (!points || !canRemove(points)) return;
  learnFrom({ x: points.x.slice(0, -1), y: points.y.slice(0, -1) }, 'classes');
}

export const canRemove = ({ y }: Points): boolean => y.length > 2 && new Set(y.slice(0, -1)).size > 1 && y.slice(0, -1).includes(0); // prettier-ignore

/** Whether a click on the plot draws a point: two features, classes, one's own. */
export function drawsPoints(): boolean {
  const points = ownPoints();
  const dataset = asClassifier(store.getState().experiment.problem)?.dataset;
  if (!points || !dataset) return false;
  const shape = datasets.get(dataset.id).shape(dataset.values);
  return shape.features === 2 && shape.target === 'classes';
}
