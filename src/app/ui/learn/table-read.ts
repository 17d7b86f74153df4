/** A pasted table as the page shows it: its columns, what it says, or everything wrong with it in sentences. */
import { type CsvProblem, pointsIn, tableIn, usualColumns } from '../../../lab/experiment/csv.ts';
import { learnFrom } from '../../state/own-data.ts';
import { learning } from '../../text/en-learning.ts';

interface Columns {
  readonly names?: readonly string[];
  readonly target?: number;
}

export type TableRead =
  | (Columns & { readonly problems: readonly string[] })
  | (Columns & { readonly says: string; readonly learn: () => void });

/** Share of the rows kept for the test. */
const TEST = 0.2;

const { own } = learning;

const sentence = ({ line, column, message }: CsvProblem): string =>
  `${own.place(line, column)} ${message}.`.replace(/^./, (first) => first.toUpperCase());

/** Reads a text; `target` is the column to be met, the last one if not said. */
export function readTable(text: string, target?: number): TableRead {
  const table = tableIn(text);
  if ('problems' in table) return { problems: table.problems.map(sentence) };
  const usual = usualColumns(table);
  const numeric = [...usual.features, usual.target];
  const chosen = target ?? usual.target;
  const features =
    chosen === usual.target
      ? usual.features
      : numeric.filter((column) => column !== chosen && isNumeric(table.rows, column)).sort((a, b) => a - b);
  const columns = { names: table.names, target: chosen };
  const points = pointsIn(table, { features, target: chosen });
  if ('problems' in points) return { ...columns, problems: points.problems.map(sentence) };
  const { x, y, classes } = points;
  return {
    ...columns,
    says: own.says(y.length, points.names, classes),
    learn: () => learnFrom({ x, y }, classes ? 'classes' : 'regression', y.length >= 10 ? TEST : 0),
  };
}

const isNumeric = (rows: readonly { readonly cells: readonly string[] }[], column: number): boolean =>
  rows.every(({ cells }) => cells[column] !== '' && Number.isFinite(Number(cells[column])));
