/** The formulas of schedules and wrappers, printed from the same lines that are run. */
import { numbersIn, type Params, type Values } from '../../lab/describe/param.ts';
import { numeral } from '../../lab/experiment/numeral.ts';
import { type ScheduleEntry, scheduleLetters, warmsUp, warmUpLine } from '../../lab/schedule.ts';
import type { WrapperEntry } from '../../lab/wrapper.ts';
import { lettersOf, lineFormulas, numbersOf, type Typeset } from './formulas.ts';

/** The numbers of lists, put in where they stand: a drawn schedule is read by its points. */
const listed = (params: Params, values: Values): Record<string, string> =>
  Object.fromEntries(
    Object.entries(params).flatMap(([name, { kind }]) =>
      kind === 'list' ? numbersIn(values[name]!).map((number, i) => [`${name}${i + 1}`, numeral(number)]) : [],
    ),
  );

export function scheduleFormulas(entry: ScheduleEntry, values: Values): readonly Typeset[] {
  const filled = listed(entry.params, values);
  const warm = warmsUp(entry) && values['warmup'] !== 0;
  return lineFormulas([...entry.lines(values), ...(warm ? [warmUpLine] : [])], {
    letters: { ...scheduleLetters, ...lettersOf(entry.params), ...entry.letters, ...filled },
    known: numbersOf(values),
    symbols: [
      ...Object.keys(scheduleLetters),
      ...['f', 'pi'],
      ...Object.keys(entry.params),
      ...Object.keys(filled),
      ...Object.keys(entry.state ?? {}),
    ],
  });
}

export function wrapperFormulas(entry: WrapperEntry, values: Values, matrix: boolean): readonly Typeset[] {
  const parts = [entry.gradient, entry.objective, entry.before, entry.after];
  return lineFormulas(
    parts.flatMap((part) => part?.(values, matrix) ?? []),
    {
      letters: { lr: '\\eta', ...lettersOf(entry.params), ...entry.letters },
      known: numbersOf(values),
      symbols: [
        ...['x', 'g', 'f', 'lr'],
        ...Object.keys(entry.params),
        ...Object.keys(entry.state ?? {}),
        ...(entry.luck ? [entry.luck] : []),
      ],
    },
  );
}
