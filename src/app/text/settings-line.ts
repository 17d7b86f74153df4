/** An entry's settings on one line: those that are not the default, by the names people know from code. */
import { optimizers, schedules, wrappers } from '../../lab/catalogues.ts';
import type { Params, Values } from '../../lab/describe/param.ts';
import type { Run } from '../../lab/experiment/experiment.ts';
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

/** What stands around a run, the schedule first: `cosine T_max 100 · lookahead`. */
export function aroundLine({ schedule, wrappers: put = [] }: Run): string {
  const parts = [
    ...(schedule ? [{ ...schedule, entry: schedules.get(schedule.id) }] : []),
    ...put.map((it) => ({ ...it, entry: wrappers.get(it.id) })),
  ];
  return parts.map(({ id, values, entry }) => `${id} ${settingsLine(entry.params, values)}`.trim()).join(' · ');
}

/** What a run is called: `SGD + Cosine + Lookahead`. */
export const runName = ({ id, schedule, wrappers: put = [] }: Run): string =>
  [
    optimizers.get(id).title,
    ...(schedule ? [schedules.get(schedule.id).title] : []),
    ...put.map((it) => wrappers.get(it.id).title),
  ].join(' + ');

/** All of it: `momentum 0.9 · cosine T_max 100`. */
export const runLine = (params: Params, run: Run, without: readonly string[] = []): string =>
  [settingsLine(params, run.values, without), aroundLine(run)].filter(Boolean).join(' · ');
