/** Rows of numbers as one short text that can stand in a link: `(1,2)(3,4)`; a single list is one row, `(0,1,1)`. */

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?`;
const ROWS = new RegExp(String.raw`^(?:\((?:${NUMBER}(?:,${NUMBER})*)\))*$`, 'i');

/** The rows a text says, or undefined where it is none. Numbers too large to hold are infinite. */
export function rowsIn(text: string): number[][] | undefined {
  if (!ROWS.test(text)) return undefined;
  return text === ''
    ? []
    : text
        .slice(1, -1)
        .split(')(')
        .map((row) => row.split(',').map(Number));
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
