/** The formulas of entries as TeX and as plain text, printed from the same syntax trees that are run. */
import type { Params, Values } from '../../lab/describe/param.ts';
import {
  entryLimits,
  formulaLimits,
  parse,
  parseLine,
  ruleVocabulary,
  surfaceVocabulary,
} from '../../lab/formula/parse.ts';
import { print } from '../../lab/formula/print.ts';
import { simplify } from '../../lab/formula/simplify.ts';
import { type Letters, typeset, typesetLine } from '../../lab/formula/typeset.ts';
import type { OptimizerEntry } from '../../lab/optimizer.ts';
import { formulaOf, type SurfaceEntry } from '../../lab/surface.ts';

export interface Typeset {
  readonly tex: string;
  readonly plain: string;
}

export const lettersOf = (params: Params): Letters =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, { letter }]) => (letter === undefined ? [] : [[name, letter]])),
  );

/** The numbers among the settings. */
export const numbersOf = (values: Values): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [] : [[name, Number(value)]])),
  );

/** A formula in x and y as it is understood. */
export function typesetFormula(text: string, params: Params = {}, limits = formulaLimits): Typeset | undefined {
  const read = parse(text, surfaceVocabulary(Object.keys(params)), limits);
  if (!read.ok) return undefined;
  return {
    tex: `\\displaystyle f(x, y) = ${typeset(read.expression, lettersOf(params))}`,
    plain: `f(x, y) = ${print(read.expression)}`,
  };
}

export const surfaceFormula = (entry: SurfaceEntry, values: Values): Typeset | undefined =>
  typesetFormula(formulaOf(entry, values), entry.params, entryLimits);

/** TeX of everything an entry's lines name. */
export const letters = (entry: { readonly params: Params; readonly letters?: Letters | undefined }): Letters => ({
  ...lettersOf(entry.params),
  ...entry.letters,
});

/** One step of an optimizer, without what its present settings switch off. */
export function ruleFormulas(entry: OptimizerEntry, values: Values, matrix = false): readonly Typeset[] {
  const state = entry.kind === 'rule' ? Object.keys(entry.state) : [];
  return lineFormulas(entry.lines(values, matrix), {
    letters: letters(entry),
    known: numbersOf(values),
    symbols: ['x', 'g', 'f', 'H', ...Object.keys(entry.params), ...state],
  });
}

/** What the names in lines stand for. */
interface Naming {
  readonly letters: Letters;
  readonly known: Readonly<Record<string, number>>;
  readonly symbols: Iterable<string>;
}

/** Lines one after the other, without what the known numbers switch off. */
export function lineFormulas(lines: readonly string[], { letters: own, known, symbols }: Naming): readonly Typeset[] {
  const names = new Set(symbols);
  return lines.flatMap((text): Typeset[] => {
    const read = parseLine(text, ruleVocabulary(names));
    if (!read.ok) return [{ tex: '', plain: text }];
    const { target } = read.line;
    names.add(target);
    const expression = simplify(read.line.expression, known);
    if (expression.kind === 'symbol' && expression.name === target) return [];
    return [
      {
        tex: `\\displaystyle ${typesetLine({ target, expression }, own)}`,
        plain: `${target} = ${print(expression)}`,
      },
    ];
  });
}
