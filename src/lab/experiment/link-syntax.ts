/** The characters of a link: what is percent-encoded, what brings it back, and where a link is cut into its pieces. */
import { isDecimal } from '../describe/decimal.ts';

/** How often a link is unwrapped at most: every chat or mail client on its way may have encoded it once more. */
const ROUNDS = 4;

/** Percent-encodes what some client might cut or change; of formulas, `+ - * / ( ) ,` stay readable. */
export const escape = (text: string): string => text.replace(/[^\w.,+\-*/()]+/gu, encodeURIComponent);

/** Undoes every layer of encoding: no link holds a percent sign of its own. Undefined for a broken code. */
export function unescapeAll(text: string): string | undefined {
  let plain: string | undefined = text;
  for (let round = 0; round < ROUNDS && plain?.includes('%'); round++) plain = unescapeOnce(plain);
  return plain?.includes('%') ? undefined : plain?.replaceAll('&amp;', '&');
}

function unescapeOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Cuts a text at a separator, but never inside parentheses. */
export function split(text: string, separator: string): string[] {
  const pieces: string[] = [];
  let depth = 0;
  let from = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    depth = deeper(depth, character);
    if (depth > 0 || character !== separator) continue;
    pieces.push(text.slice(from, index));
    from = index + 1;
  }
  return [...pieces, text.slice(from)];
}

/** How many parentheses are still open at the text's end. */
export function unclosed(text: string): number {
  let depth = 0;
  for (const character of text) depth = deeper(depth, character);
  return depth;
}

const deeper = (depth: number, character: string): number =>
  character === '(' ? depth + 1 : character === ')' && depth > 0 ? depth - 1 : depth;

/** A number as people write it, or the text itself where it is none. */
export const numberIn = (text: string): number | string => (isDecimal(text) ? Number(text) : text);
