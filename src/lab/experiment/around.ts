/** What stands around an optimizer in a run, with its entries: found, read, and refused where it makes no sense. */
import { optimizers, schedules, wrappers } from '../catalogues.ts';
import { numbersOf, shapeOf, type Value, type Values } from '../describe/param.ts';
import { explain, parseLine, ruleVocabulary } from '../formula/parse.ts';
import type { Line } from '../formula/syntax.ts';
import type { OptimizerEntry } from '../optimizer.ts';
import { type ScheduleEntry, scheduleLetters, warmsUp, warmUpLine } from '../schedule.ts';
import type { WrapperEntry } from '../wrapper.ts';
import type { Choice, Run } from './experiment.ts';

interface Set<Entry> {
  readonly id: string;
  readonly entry: Entry;
  readonly values: Values;
}

export interface Around {
  readonly schedule?: Set<ScheduleEntry>;
  /** The innermost first. */
  readonly wrappers: readonly Set<WrapperEntry>[];
}

export function aroundOf({ schedule, wrappers: put = [] }: Run): Around {
  return {
    ...(schedule && { schedule: { ...schedule, entry: schedules.get(schedule.id) } }),
    wrappers: put.map((it) => ({ ...it, entry: wrappers.get(it.id) })),
  };
}

/** What decides the code of a step besides its optimizer: equal for runs that differ only in numbers. */
export const shapeOfAround = ({ schedule, wrappers: put }: Around): unknown =>
  [...(schedule ? [schedule] : []), ...put].map(({ id, entry, values }): (Value | string)[] => [
    id,
    ...shapeOf(entry.params, values),
  ]);

/** A number's name on a program's border: `schedule.T_max`, `lookahead.k`. */
export const aroundInput = (whose: string, name: string): string => `${whose}.${name}`;

/** Every number around a run by its name on a program's border. */
export const numbersAround = ({ schedule, wrappers: put }: Around): [string, number][] =>
  [...(schedule ? [{ ...schedule, id: 'schedule' }] : []), ...put].flatMap(({ id, entry, values }) =>
    numbersOf(entry.params, values).map(([name, value]): [string, number] => [aroundInput(id, name), value]),
  );

/** Reads lines one by one; each may use what those before it assigned. Throws where an entry's own text is wrong. */
function read(title: string, lines: readonly string[], known: Iterable<string>): Line[] {
  const names = new Set(known);
  return lines.map((text) => {
    const result = parseLine(text, ruleVocabulary(names));
    if (!result.ok) throw new RangeError(`${title}, “${text}”: ${explain(result.problem)}`);
    names.add(result.line.target);
    return result.line;
  });
}

const numberNames = ({ entry, values }: Set<{ params: ScheduleEntry['params'] }>): string[] =>
  numbersOf(entry.params, values).map(([name]) => name);

/** A schedule's lines with these choices, the warm-up's at the end. */
export function scheduleLines(set: Set<ScheduleEntry>): Line[] {
  const { entry, values } = set;
  const known = [...Object.keys(scheduleLetters), 'f', 'pi', ...numberNames(set), ...Object.keys(entry.state ?? {})];
  return read(entry.title, [...entry.lines(values), ...(warmsUp(entry) ? [warmUpLine] : [])], known);
}

export type Part = 'gradient' | 'objective' | 'before' | 'after';

/** A part of a wrapper with these choices; empty where it has none. */
export function wrapperLines(set: Set<WrapperEntry>, part: Part, matrix = false): Line[] {
  const { entry, values } = set;
  const known = [
    'x',
    'g',
    'f',
    'lr',
    ...numberNames(set),
    ...Object.keys(entry.state ?? {}),
    ...(entry.luck ? [entry.luck] : []),
  ];
  return read(entry.title, entry[part]?.(values, matrix) ?? [], known);
}

/** Whether a run's schedule goes by the loss. */
export const watchesLoss = ({ entry, values }: Set<ScheduleEntry>): boolean =>
  entry.lines(values).some((line) => /\bf\b/.test(line));

/** The optimizer's parameter that a schedule's `momentum` stands for; undefined where it has neither. */
export const momentumOf = ({ params }: Pick<OptimizerEntry, 'params'>): string | undefined =>
  ['momentum', 'beta1'].find((name) => params[name]?.kind === 'number');

/** Why an optimizer's rate cannot be scheduled; undefined where it can. */
export function unscheduled(id: string): string | undefined {
  const { title, params } = optimizers.get(id);
  return params['lr'] ? undefined : `${title} has no learning rate that a schedule could change`;
}

/** Why a wrapper cannot stand around an optimizer; undefined where it can. */
export function unwrapped(id: string, { id: name, values }: Choice): string | undefined {
  const optimizer = optimizers.get(id);
  const entry = wrappers.get(name);
  const { title } = optimizer;
  const moving = [...(entry.before?.(values) ?? []), ...(entry.after?.(values) ?? [])];
  const all = [...moving, ...(entry.gradient?.(values) ?? [])];
  if (!optimizer.params['lr'] && all.some((line) => /\blr\b/.test(line)))
    return `${entry.title} is measured in units of the learning rate, and ${title} has none`;
  if (optimizer.kind === 'rule') return undefined;
  if (moving.some((line) => line.startsWith('x =')))
    return `${title} keeps its own account of where it stands, so ${entry.title} cannot move it`;
  if (!entry.gradient) return undefined;
  if (optimizer.asks === 'values' && !entry.objective)
    return `${title} never asks for a gradient that ${entry.title} could change`;
  if (optimizer.asks === 'both' && !entry.objective)
    return `${title} holds slopes against values, and ${entry.title} changes the slopes alone`;
  return undefined;
}
