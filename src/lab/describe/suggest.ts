/** Finds the name somebody probably meant, for “did you mean …?”. */

/** Edits (insert, delete, replace, swap neighbours) between two words, or `beyond + 1` when there are more. */
function edits(from: string, to: string, beyond: number): number {
  if (Math.abs(from.length - to.length) > beyond) return beyond + 1;
  let older: number[] = [];
  let old = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const now = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1] ? 0 : 1;
      let least = Math.min(old[column]! + 1, now[column - 1]! + 1, old[column - 1]! + same);
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) least = Math.min(least, older[column - 2]! + 1);
      now.push(least);
    }
    older = old;
    old = now;
  }
  return Math.min(old[to.length]!, beyond + 1);
}

/** The nearest of the names, if one is near enough to be what was meant: a few edits away, or begun alike. */
export function suggest(word: string, names: readonly string[]): string | undefined {
  const asked = word.toLowerCase();
  if (asked === '') return undefined;
  const reach = Math.min(asked.length - 1, asked.length < 4 ? 1 : asked.length < 8 ? 2 : 3);
  let best: string | undefined;
  let least = reach + 1;
  for (const name of names) {
    const distance = edits(asked, name.toLowerCase(), reach);
    if (distance < least) [best, least] = [name, distance];
  }
  return best ?? (asked.length >= 3 ? names.find((name) => name.toLowerCase().startsWith(asked)) : undefined);
}
