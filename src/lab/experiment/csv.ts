/** A table somebody pasted or dropped, read as points: which columns, and everything wrong by its line. */
import { isDecimal } from '../describe/decimal.ts';
import { limits } from './limits.ts';

/** Something wrong, and in which line (counted from 1) and column; line 0 is the table as a whole. */
export interface CsvProblem {
  readonly line: number;
  readonly column?: string;
  readonly message: string;
}

/** A table cut into its cells, before anybody says what they mean. */
export interface Table {
  /** Names of the columns: from a heading, or `column 1` … */
  readonly names: readonly string[];
  /** Cells row by row, with the line of the text each row stands in. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
  /** Whether the first line is a heading: it has a text where the next line has a number. */
  readonly heading: boolean;
}

/** Which columns are features, and which is the target; by index. */
export interface Columns {
  readonly features: readonly number[];
  readonly target: number;
}

export interface CsvPoints {
  readonly x: number[][];
  readonly y: number[];
  /** The classes' names by number, where the target is a class; otherwise y is a number to be met. */
  readonly classes?: readonly string[];
  readonly names: readonly string[];
}

/** At most this many problems are named; who wrote one comma wrong did so in every line. */
const FEW = 10;

const failed = (line: number, message: string): { problems: CsvProblem[] } => ({ problems: [{ line, message }] });

/** Cuts a text into cells: commas, semicolons or tabs, quotes doubled inside quotes, empty lines and `#` lines left out. */
export function tableIn(text: string): Table | { readonly problems: readonly CsvProblem[] } {
  const { characters, rows: most, columns } = limits.table;
  if (text.length > characters) return failed(0, `has ${text.length} characters; at most ${characters} are read`);
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== '' && !content.startsWith('#'));
  const [first, second] = lines;
  if (!first || !second) return failed(0, `has ${lines.length} lines; two points at least are needed`);
  const separator = separatorOf(first.content);
  const rows = lines.map(({ line, content }) => ({ line, cells: cellsIn(content, separator) }));
  const unclosed = rows.find(({ cells }) => cells === undefined);
  if (unclosed) return failed(unclosed.line, 'has a quotation mark that is not closed');
  const cut = rows as { line: number; cells: string[] }[];
  const [head, next] = [cut[0]!.cells, cut[1]!.cells];
  const heading = head.some((cell, at) => isText(cell) && isDecimal(next[at] ?? ''));
  const body = heading ? cut.slice(1) : cut;
  if (head.length > columns) return failed(first.line, `has ${head.length} columns; at most ${columns} are read`);
  if (body.length > most) return failed(0, `has ${body.length} rows; at most ${most} are read`);
  const names = head.map((cell, at) => (heading && cell !== '' ? cell : `column ${at + 1}`));
  const ragged = body
    .filter(({ cells }) => cells.length !== names.length)
    .map(({ line, cells }) => ({
      line,
      message: `has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, not ${names.length}`,
    }));
  return ragged.length > 0 ? { problems: ragged.slice(0, FEW) } : { names, rows: body, heading };
}

/** The separator there is most of, outside quotes; a comma if none. */
function separatorOf(line: string): string {
  const bare = line.replace(/"[^"]*"/g, '');
  const count = (separator: string): number => bare.split(separator).length;
  return [',', ';', '\t'].reduce((best, it) => (count(it) > count(best) ? it : best));
}

function cellsIn(line: string, separator: string): string[] | undefined {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const character = line[at]!;
    if (quoted && character === '"' && line[at + 1] === '"') cell += line[++at]!;
    else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  return quoted ? undefined : [...cells, cell.trim()];
}

const INFINITE = /^[+-]?inf(?:inity)?$/i;
const MISSING = /^(?:|na|n\/a|nan|null|none|-|\?)$/i;

const isText = (cell: string): boolean => !isDecimal(cell) && !INFINITE.test(cell) && !MISSING.test(cell);

/** The usual choice: the last column is the target, all others that hold numbers are features. */
export function usualColumns({ names, rows }: Table): Columns {
  const target = names.length - 1;
  const numeric = (column: number): boolean => rows.every(({ cells }) => !isText(cells[column]!));
  const features = names.map((_, column) => column).filter((column) => column !== target && numeric(column));
  return { features, target };
}

/**
 * Reads the chosen columns. The target is a class where it is text, or whole numbers of which there are few; otherwise
 * it is a number to be met. Everything wrong is named by its line and column.
 */
export function pointsIn(table: Table, columns: Columns): CsvPoints | { readonly problems: readonly CsvProblem[] } {
  const { names, rows } = table;
  if (columns.features.length === 0) return failed(0, 'has no column of numbers besides the target');
  const problems: CsvProblem[] = [];
  const number = (line: number, column: number, cell: string): number => {
    const message = numberProblem(cell);
    if (message !== undefined) problems.push({ line, column: names[column]!, message });
    return Number(cell);
  };
  const x = rows.map(({ line, cells }) => columns.features.map((column) => number(line, column, cells[column]!)));
  for (const { line, cells } of rows)
    if (MISSING.test(cells[columns.target]!))
      problems.push({ line, column: names[columns.target]!, message: 'is missing' });
  if (problems.length > 0) return { problems: problems.sort((a, b) => a.line - b.line).slice(0, FEW) };
  const targets = targetsOf(table, columns.target);
  return 'problems' in targets ? targets : { x, ...targets, names: columns.features.map((column) => names[column]!) };
}

function numberProblem(cell: string): string | undefined {
  if (MISSING.test(cell)) return 'is missing';
  if (INFINITE.test(cell) || (isDecimal(cell) && !Number.isFinite(Number(cell)))) return `${cell} is infinite`;
  return isDecimal(cell) ? undefined : `“${cell.slice(0, 40)}” is no number`;
}

function targetsOf(
  { names, rows }: Table,
  column: number,
): Pick<CsvPoints, 'y' | 'classes'> | { readonly problems: readonly CsvProblem[] } {
  const cells = rows.map(({ cells }) => cells[column]!);
  const different = [...new Set(cells)];
  const { classes: most } = limits.table;
  const numeric = cells.every(isDecimal);
  const whole = numeric && different.every((cell) => Number.isInteger(Number(cell)));
  if (numeric && !(whole && different.length <= most)) {
    const endless = rows.find(({ cells }) => !Number.isFinite(Number(cells[column])));
    if (endless) return { problems: [{ line: endless.line, column: names[column]!, message: 'is infinite' }] };
    return { y: cells.map(Number) };
  }
  const wrong = (message: string): { problems: CsvProblem[] } => ({
    problems: [{ line: 0, column: names[column]!, message }],
  });
  if (different.length > most) return wrong(`has ${different.length} classes; at most ${most} are told apart`);
  if (different.length < 2) return wrong(`has one class only, “${different[0]}”; a classifier needs two`);
  const classes = whole ? different.sort((a, b) => Number(a) - Number(b)) : different.sort();
  return { y: cells.map((cell) => classes.indexOf(cell)), classes };
}
