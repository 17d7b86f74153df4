/** The formulas of entries as TeX and as plain text, printed from the same syntax trees that are run. */
import type { Params, Values } from '../../lab/describe/param.ts';
import { parse, parseLine, ruleVocabulary, surfaceVocabulary } from '../../lab/formula/parse.ts';
import { print } from '../../lab/formula/print.ts';
import { simplify } from '../../lab/formula/simplify.ts';
import { type Letters, typeset, typesetLine } from '../../lab/formula/typeset.ts';
import type { OptimizerEntry } from '../../lab/optimizer.ts';
import { formulaOf, type SurfaceEntry } from '../../lab/surface.ts';

export interface Typeset {
  readonly tex: string;
  readonly plain: string;
}

const lettersOf = (params: Params): Letters =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, { letter }]) => (letter === undefined ? [] : [[name, letter]])),
  );

/** The numbers among the settings. */
export const numbersOf = (values: Values): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [] : [[name, Number(value)]])),
  );

/** A formula in x and y as it is understood. */
export function typesetFormula(text: string, params: Params = {}): Typeset | undefined {
  const read = parse(text, surfaceVocabulary(Object.keys(params)));
  if (!read.ok) return undefined;
  return {
    tex: `\\displaystyle f(x, y) = ${typeset(read.expression, lettersOf(params))}`,
    plain: `f(x, y) = ${print(read.expression)}`,
  };
}

export const surfaceFormula = (entry: SurfaceEntry, values: Values): Typeset | undefined =>
  typesetFormula(formulaOf(entry, values), entry.params);

/** TeX of everything an entry's lines name. */
export const letters = (entry: { readonly params: Params; readonly letters?: Letters | undefined }): Letters => ({
  ...lettersOf(entry.params),
  ...entry.letters,
});

/** One step of an optimizer, without what its present settings switch off. */
export function ruleFormulas(entry: OptimizerEntry, values: Values, matrix = false): readonly Typeset[] {
  const own = letters(entry);
  const known = numbersOf(values);
  const state = entry.kind === 'rule' ? Object.keys(entry.state) : [];
  const symbols = new Set(['x', 'g', 'f', 'H', ...Object.keys(entry.params), ...state]);
  return entry.lines(values, matrix).flatMap((text): Typeset[] => {
    const read = parseLine(text, ruleVocabulary(symbols));
    if (!read.ok) return [{ tex: '', plain: text }];
    const { target } = read.line;
    symbols.add(target);
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
