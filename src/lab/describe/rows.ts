/** Rows of numbers as one short text that can stand in a link: `(1,2)(3,4)`; a single list is one row, `(0,1,1)`. */
import { isDecimal } from './decimal.ts';

/** The rows a text says, or undefined where it is none. Numbers too large to hold are infinite. */
export function rowsIn(text: string): number[][] | undefined {
  if (text === '') return [];
  if (!text.startsWith('(') || !text.endsWith(')')) return undefined;
  const rows = text
    .slice(1, -1)
    .split(')(')
    .map((row) => row.split(','));
  return rows.every((row) => row.every(isDecimal)) ? rows.map((row) => row.map(Number)) : undefined;
}

/** The text of a list of numbers, or of a list of such lists; undefined for anything else. */
export function rowsText(json: unknown): string | undefined {
  if (!Array.isArray(json)) return undefined;
  const rows: unknown[] = json.every((it) => typeof it === 'number') && json.length > 0 ? [json] : json;
  if (!rows.every(isRow)) return undefined;
  return rows.map((row) => `(${row.join(',')})`).join('');
}

const isRow = (row: unknown): row is number[] =>
  Array.isArray(row) && row.length > 0 && row.every((it) => typeof it === 'number' && Number.isFinite(it));
