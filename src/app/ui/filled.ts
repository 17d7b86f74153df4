/** The lines of a step twice: as the rule says them, and with the numbers of this very step in the place of letters. */
import { print } from '../../lab/formula/print.ts';
import { simplify } from '../../lab/formula/simplify.ts';
import { type Letters, typeset, typesetLine } from '../../lab/formula/typeset.ts';
import type { Inspection } from '../../lab/experiment/inspect.ts';
import type { Values } from '../../lab/describe/param.ts';
import { optimizers, schedules, wrappers } from '../../lab/catalogues.ts';
import type { Run } from '../../lab/experiment/experiment.ts';
import { scheduleLetters } from '../../lab/schedule.ts';
import { formatValue } from '../draw/text.ts';
import { letters as lettersOf, numbersOf, type Typeset } from './formulas.ts';

export interface FilledLine {
  /** The schedule or wrapper whose line it is; missing for the optimizer's own. */
  readonly owner: string | undefined;
  readonly rule: Typeset;
  /** The right side in numbers; missing where nothing in it is known. */
  readonly numbers: Typeset | undefined;
  /** What it comes to. */
  readonly result: Typeset | undefined;
}

/** A number as TeX, with the digits of every other read-out. */
export const texNumber = (value: number): string =>
  formatValue(value)
    .replaceAll('−', '-')
    .replace(/e(-?\d+)$/, ' \\cdot 10^{$1}')
    .replace('∞', '\\infty')
    .replace('NaN', '\\mathrm{NaN}');

/** A number, the two coordinates of a vector, the rows of a matrix; undefined for what is too large to write. */
export function texOf(values: ArrayLike<number>): string | undefined {
  const all = Array.from(values, texNumber);
  if (all.length === 1) return all[0];
  if (all.length === 2) return `(${all.join(',\\; ')})`;
  if (all.length !== 4) return undefined;
  const [a, b, c, d] = all;
  return `\\bigl(\\begin{smallmatrix}${a} & ${b} \\\\ ${c} & ${d}\\end{smallmatrix}\\bigr)`;
}

/** The same as plain text. */
export const plainOf = (values: ArrayLike<number>): string =>
  values.length === 1 ? formatValue(values[0]!) : `(${Array.from(values, formatValue).join(', ')})`;

const filledIn = (texts: readonly (readonly [string, string | undefined])[]): Record<string, string> =>
  Object.fromEntries(texts.filter((pair): pair is [string, string] => pair[1] !== undefined));

/** The settings of a line's owner, and the TeX of what they and its letters are called. */
function ownerOf(
  run: Run,
  whose: string,
): { readonly title: string; readonly values: Values; readonly letters: Letters } {
  const wrapped = run.wrappers?.find(({ id }) => id === whose);
  if (wrapped) {
    const { title, params, letters } = wrappers.get(whose);
    return { title, values: wrapped.values, letters: lettersOf({ params, letters }) };
  }
  if (run.schedule && whose === 'schedule') {
    const { title, params, letters } = schedules.get(run.schedule.id);
    const own = { ...scheduleLetters, ...letters };
    return { title, values: run.schedule.values, letters: lettersOf({ params, letters: own }) };
  }
  const entry = optimizers.get(run.id);
  return { title: entry.title, values: run.values, letters: lettersOf(entry) };
}

/** Every line that does something under these settings, in the order in which they are worked out. */
export function filledLines(run: Run, inspection: Inspection): readonly FilledLine[] {
  return inspection.lines.flatMap(({ whose, line, reads, value }): FilledLine[] => {
    const { title, values, letters } = ownerOf(run, whose);
    const { target } = line;
    // Numbers a schedule changes are not known beforehand.
    const known = Object.fromEntries(
      Object.entries(numbersOf(values)).filter(([name, it]) => !(name in reads) || reads[name]![0] === it),
    );
    const expression = simplify(line.expression, known);
    if (expression.kind === 'symbol' && expression.name === target) return [];
    const filled = { ...letters, ...filledIn(Object.entries(reads).map(([name, it]) => [name, texOf(it)] as const)) };
    const tex = typeset(expression, filled);
    const result = value && texOf(value);
    return [
      {
        owner: whose === 'optimizer' ? undefined : title,
        rule: {
          tex: `\\displaystyle ${typesetLine({ target, expression }, letters)}`,
          plain: `${target} = ${print(expression)}`,
        },
        numbers:
          tex === typeset(expression, letters) || tex === result
            ? undefined
            : { tex: `\\displaystyle {} = ${tex}`, plain: '' },
        result: result === undefined ? undefined : { tex: `{} = ${result}`, plain: `= ${plainOf(value!)}` },
      },
    ];
  });
}
