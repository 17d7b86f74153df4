/** The steps of the walk that `validate.ts` takes over an experiment as people write it: one function per kind of thing. */
import type { Catalogue } from '../describe/catalogue.ts';
import {
  accepts,
  allowed,
  defaults,
  type Param,
  type Params,
  type RowsParam,
  type Value,
  type Values,
} from '../describe/param.ts';
import { rowsText } from '../describe/rows.ts';
import { explain, parse, surfaceVocabulary } from '../formula/parse.ts';
import { instead, type Report, shown } from './complaint.ts';
import type { Choice } from './experiment.ts';
import { numeral } from './numeral.ts';

export type Json = Readonly<Record<string, unknown>>;

export const isRecord = (json: unknown): json is Json =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/** An own property or nothing: never what an object inherits. */
export const own = (json: Json, key: string): unknown => (Object.hasOwn(json, key) ? json[key] : undefined);

const inside = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

/** Any catalogue whose entries can be chosen with values. */
export type Known = Catalogue<{ readonly params: Params }>;

/** One entry of a catalogue with its values; refused where it names none. `more` are keys that others read. */
export function readChoice(
  what: string,
  known: Known,
  json: unknown,
  path: string,
  report: Report,
  more: readonly string[] = [],
): Choice | undefined {
  if (!isRecord(json)) return report.refuse(path, `must be an object that names one ${what}, not ${shown(json)}`);
  leaveOut(json, ['id', 'values', ...more], path, `this ${what}`, report);
  const id = own(json, 'id');
  if (typeof id !== 'string') return report.refuse(`${path}.id`, `must be the id of one ${what}, not ${shown(id)}`);
  const entry = known.find(id);
  if (entry === undefined)
    return report.refuse(`${path}.id`, `there is no ${what} ${shown(id)}; ${instead(id, known.ids)}`);
  const values = readValues(id, entry.params, own(json, 'values'), `${path}.values`, report);
  return values && { id, values };
}

/** An entry that may say something against values that are each within their range. */
interface Settled {
  readonly params: Params;
  readonly refuse?: ((values: Values) => { readonly param: string; readonly message: string } | undefined) | undefined;
}

/**
 * Asks an entry about what no single parameter's range can say; what it refuses goes back to its default. Undefined where
 * no default could stand in: for rows of numbers, and where the entry refuses its own defaults.
 */
export function settle(entry: Settled, choice: Choice, path: string, report: Report): Choice | undefined {
  const { params, refuse } = entry;
  const refusal = refuse?.(choice.values);
  if (refusal === undefined) return choice;
  const { param, message } = refusal;
  const place = `${path}.values.${param}`;
  const usual = defaults(params);
  if (params[param]?.kind === 'rows' || refuse?.(usual) !== undefined) return report.refuse(place, message);
  const one = { ...choice.values, [param]: usual[param]! };
  const enough = refuse?.(one) === undefined;
  const remedy = enough ? `${choice.id}’s ${param} is ${shown(usual[param])}` : `${choice.id} has its usual values`;
  report.mend(place, message, `${remedy}: ${message}`);
  return { id: choice.id, values: enough ? one : usual };
}

/** Every declared parameter, in the declared order: what came, or its default. */
export function readValues(
  id: string,
  params: Params,
  json: unknown,
  path: string,
  report: Report,
): Values | undefined {
  if (json === undefined) return defaults(params);
  if (!isRecord(json)) {
    report.mend(path, `must be an object, not ${shown(json)}`, `${id} has its usual values, not ${shown(json)}`);
    return defaults(params);
  }
  leaveOut(json, Object.keys(params), path, id, report);
  const values: Record<string, Value> = {};
  const hopeless = report.hopeless.length;
  for (const [name, param] of Object.entries(params)) {
    values[name] = readValue(param, own(json, name), inside(path, name), `${id}’s ${name}`, report);
  }
  return formulasRead(params, values, path, report) && report.hopeless.length === hopeless ? values : undefined;
}

/** Whether every formula among the values can be read; no default could stand in for one. */
function formulasRead(params: Params, values: Values, path: string, report: Report): boolean {
  const named = (kind: Param['kind']): string[] => Object.keys(params).filter((name) => params[name]!.kind === kind);
  const problems = named('text').flatMap((name) => {
    const read = parse(String(values[name]), surfaceVocabulary(named('number')));
    return read.ok ? [] : [{ path: inside(path, name), message: explain(read.problem) }];
  });
  for (const { path, message } of problems) report.refuse(path, message);
  return problems.length === 0;
}

/** Names what does not belong; links lose it, files are refused. */
export function leaveOut(json: Json, known: readonly string[], path: string, whose: string, report: Report): void {
  for (const key of Object.keys(json)) {
    if (known.includes(key)) continue;
    const message = `${whose} has no ${shown(key)}; ${instead(key, known)}`;
    report.mend(inside(path, key), message, `${shown(key)} is left out: ${message}`);
  }
}

function readValue(param: Param, json: unknown, path: string, name: string, report: Report): Value {
  if (json === undefined) return param.default;
  if (param.kind === 'rows') return readRows(param, json, path, report) ?? param.default;
  if (accepts(param, json)) return json === 0 ? 0 : json; // −0 is 0
  if (param.kind === 'list' && Array.isArray(json)) {
    const written = json.map((item) => (typeof item === 'number' ? numeral(item + 0) : '')).join(',');
    if (accepts(param, written)) return written;
  }
  const value = nearest(param, json);
  const remedy = `${name} is ${shown(value)}, not ${shown(json)}: it must be ${allowed(param)}`;
  report.mend(path, `must be ${allowed(param)}, not ${shown(json)}`, remedy);
  return value;
}

/** A number: what came, its default, or the nearest it may be. */
export const readNumber = (param: Param, json: unknown, path: string, name: string, report: Report): number =>
  readValue(param, json, path, name, report) as number;

/** Rows come as lists, or as the text a link writes; no default could stand in for them. */
export function readRows(param: RowsParam, json: unknown, path: string, report: Report): string | undefined {
  const text = rowsText(json) ?? json;
  if (typeof text === 'string' && accepts(param, text)) return text;
  return report.refuse(path, `must be ${allowed(param)}, not ${shown(json)}`);
}

/** The accepted value nearest to a number; the default for what is no number. */
function nearest(param: Param, json: unknown): Value {
  if (param.kind !== 'number' || typeof json !== 'number' || Number.isNaN(json)) return param.default;
  const within = Math.min(Math.max(param.integer ? Math.round(json) : json, param.min), param.max);
  return accepts(param, within) ? within : param.range[1];
}
