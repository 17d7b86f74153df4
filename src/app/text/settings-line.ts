/** An entry's settings on one line: those that are not the default, by the names people know from code. */
import type { Params, Values } from '../../lab/describe/param.ts';
import { numeral } from '../../lab/experiment/numeral.ts';

export function settingsLine(params: Params, values: Values, without: readonly string[] = []): string {
  return Object.entries(params)
    .filter(([name, param]) => !without.includes(name) && values[name] !== param.default)
    .map(([name]) => {
      const value = values[name];
      return value === true ? name : `${name} ${typeof value === 'number' ? numeral(value) : String(value)}`;
    })
    .join(' · ');
}
