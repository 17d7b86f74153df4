/** The lines of a step twice: as the rule says them, and with the numbers of this very step in the place of letters. */
import { compare, type Expression, isComparison } from '../../lab/formula/syntax.ts';
import { print } from '../../lab/formula/print.ts';
import { simplify } from '../../lab/formula/simplify.ts';
import { type Letters, typeset, typesetLine } from '../../lab/formula/typeset.ts';
import { numeral } from '../../lab/experiment/numeral.ts';
import type { InspectedLine, Inspection, Letters as Known } from '../../lab/experiment/inspect.ts';
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

/** A number in text: whole ones and settings as they are, others with the digits of every other read-out. */
const written = (value: number, exact: boolean): string =>
  exact || (Number.isInteger(value) && Math.abs(value) < 1e6) ? numeral(value) : formatValue(value);

/** A number as TeX. */
export const texNumber = (value: number, exact = false): string =>
  written(value, exact)
    .replaceAll('−', '-')
    .replace(/^1e(-?\d+)$/, '10^{$1}')
    .replace(/e(-?\d+)$/, ' \\cdot 10^{$1}')
    .replace('∞', '\\infty')
    .replace('NaN', '\\mathrm{NaN}');

/** A number, the two coordinates of a vector, the rows of a matrix; undefined for what is too large to write. */
export function texOf(values: ArrayLike<number>, exact = false): string | undefined {
  const all = Array.from(values, (value) => texNumber(value, exact));
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

/** A line as these settings leave it. */
interface Shown {
  readonly own: InspectedLine;
  readonly expression: Expression;
}

/** The number an expression of numbers and single letters is, where it is one. */
function scalarOf(expression: Expression, reads: Known): number | undefined {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind !== 'symbol' || !Object.hasOwn(reads, expression.name)) return undefined;
  const value = reads[expression.name]!;
  return value.length === 1 ? value[0] : undefined;
}

/** The formula with the branch that was taken in the place of every choice between two single numbers. */
function decided(expression: Expression, reads: Known): Expression {
  switch (expression.kind) {
    case 'unary':
      return { ...expression, of: decided(expression.of, reads) };
    case 'binary':
      return { ...expression, left: decided(expression.left, reads), right: decided(expression.right, reads) };
    case 'call': {
      const args = expression.args.map((arg) => decided(arg, reads));
      const [condition, yes, no] = args;
      if (expression.name !== 'where' || condition?.kind !== 'binary' || !isComparison(condition.op))
        return { ...expression, args };
      const [left, right] = [scalarOf(condition.left, reads), scalarOf(condition.right, reads)];
      if (left === undefined || right === undefined) return { ...expression, args };
      return compare(condition.op, left, right) ? yes! : no!;
    }
    default:
      return expression;
  }
}

/** The lines without what the settings switch off. */
function simplified(run: Run, lines: readonly InspectedLine[]): Shown[] {
  return lines.flatMap((own) => {
    const { whose, line, reads } = own;
    // A number that a schedule changes is none of the settings'.
    const known = Object.entries(numbersOf(ownerOf(run, whose).values)).filter(
      ([name, it]) => !Object.hasOwn(reads, name) || reads[name]![0] === it,
    );
    const expression = simplify(decided(line.expression, reads), Object.fromEntries(known));
    return expression.kind === 'symbol' && expression.name === line.target ? [] : [{ own, expression }];
  });
}

function namesIn(expression: Expression): string[] {
  if (expression.kind === 'symbol') return [expression.name];
  if (expression.kind === 'call') return expression.args.flatMap(namesIn);
  if (expression.kind === 'unary') return namesIn(expression.of);
  return expression.kind === 'binary' ? [expression.left, expression.right].flatMap(namesIn) : [];
}

/** Without the optimizer's own lines that nothing hangs on, in this step or a later one. */
function needed(lines: readonly Shown[]): readonly Shown[] {
  const matters = new Set(['x']);
  for (let before = 0; before < matters.size;) {
    before = matters.size;
    for (const { own, expression } of lines)
      if (matters.has(own.line.target)) for (const name of namesIn(expression)) matters.add(name);
  }
  return lines.filter(({ own }) => own.whose !== 'optimizer' || matters.has(own.line.target));
}

/** Every line that does something under these settings, in the order in which they are worked out. */
export function filledLines(run: Run, inspection: Inspection): readonly FilledLine[] {
  const isRule = optimizers.get(run.id).kind === 'rule';
  const all = simplified(run, inspection.lines);
  return (isRule ? needed(all) : all).map(({ own: { whose, line, reads, value }, expression }): FilledLine => {
    const { title, values, letters } = ownerOf(run, whose);
    const { target } = line;
    const filled = {
      ...letters,
      ...filledIn(
        Object.entries(reads).map(
          ([name, it]) => [name, texOf(it, it.length === 1 && values[name] === it[0])] as const,
        ),
      ),
    };
    const tex = typeset(expression, filled);
    const result = value && texOf(value);
    return {
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
    };
  });
}
