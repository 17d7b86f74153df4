import { choice, rows } from '../describe/param.ts';
import { rowsIn } from '../describe/rows.ts';
import { dataset, MOST_ROWS, sampleOf, type Target, testShare } from '../dataset.ts';
import type { Values } from '../describe/param.ts';

/** Columns and classes a table may have. */
const MOST_COLUMNS = 100;
const MOST_CLASSES = 20;

interface Points {
  readonly x: readonly (readonly number[])[];
  readonly y: readonly number[];
}

/** Long texts are asked about again and again: the newest is read once. */
let latest: { readonly of: Values; readonly points: Points } | undefined;

function tableOf({ x, y }: Values): Points {
  if (latest?.of.x !== x || latest?.of.y !== y)
    latest = { of: { x: x!, y: y! }, points: { x: rowsIn(String(x)) ?? [], y: (rowsIn(String(y)) ?? []).flat() } };
  return latest!.points;
}

const areClasses = (y: readonly number[]): boolean =>
  y.includes(0) && y.every((it) => Number.isInteger(it) && it >= 0 && it < MOST_CLASSES);

function targetOf(values: Values, y: readonly number[]): Target {
  if (values.target === 'auto') return areClasses(y) ? 'classes' : 'regression';
  return values.target as Target;
}

export default dataset({
  title: 'Your own points',
  aliases: ['CSV', 'table', 'drawn'],
  idea: 'Points you drew or pasted: few travel in the link, many in a file.',
  source: 'you',
  params: {
    x: rows('(0,0)(0,1)(1,0)(1,1)', 'a row of features for every point'),
    y: rows('(0,1,1,0)', 'for every point its class, counted from 0, or its target'),
    target: choice(['auto', 'classes', 'regression'], 'what y is; auto: classes where it counts from 0'),
    test: testShare(0),
  },
  shape(values) {
    const { x, y } = tableOf(values);
    const target = targetOf(values, y);
    const classes = target === 'classes' ? Math.max(2, Math.max(...y) + 1) : 0;
    return { target, rows: x.length, features: x[0]?.length ?? 0, classes, list: 1 };
  },
  rows(values) {
    const { x, y } = tableOf(values);
    return sampleOf(x.length, x[0]!.length, (index) => [x[index]!, y[index]!]);
  },
  refuse(values) {
    const { x, y } = tableOf(values);
    const columns = x[0]?.length ?? 0;
    const ragged = x.findIndex((row) => row.length !== columns);
    const no = (param: string, message: string): { param: string; message: string } => ({ param, message });
    if (x.length < 2) return no('x', `must have at least 2 rows, not ${x.length}`);
    if (x.length > MOST_ROWS) return no('x', `must have at most ${MOST_ROWS} rows, not ${x.length}`);
    if (columns > MOST_COLUMNS) return no('x', `must have at most ${MOST_COLUMNS} columns, not ${columns}`);
    if (ragged >= 0) return no('x', `row ${ragged} has ${x[ragged]!.length} numbers, the first one ${columns}`);
    if (y.length !== x.length) return no('y', `must have a number for each of the ${x.length} rows, not ${y.length}`);
    if (targetOf(values, y) !== 'classes') return undefined;
    if (!areClasses(y)) return no('y', `must be class numbers 0, 1, … below ${MOST_CLASSES}, of which 0 occurs`);
    if (new Set(y).size < 2) return no('y', 'has one class only; a classifier needs two');
    return undefined;
  },
});
