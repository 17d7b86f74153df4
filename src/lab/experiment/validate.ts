/**
 * The one border every experiment crosses: knob, link, file, worker and command line. `complete` is strict and names
 * everything that is wrong; `repair` mends what can be mended and says each thing it did. Both take the same walk.
 */
import { optimizers, surfaces } from '../catalogues.ts';
import type { Catalogue } from '../describe/catalogue.ts';
import { accepts, allowed, defaults, type Param, type Params, type Value, type Values } from '../describe/param.ts';
import { explain, parse, surfaceVocabulary } from '../formula/parse.ts';
import type { OptimizerEntry } from '../optimizer.ts';
import { type Complaint, instead, Report, shown } from './complaint.ts';
import type { Choice, Experiment, Problem } from './experiment.ts';
import { unfit } from './fits.ts';
import { limits } from './limits.ts';
import { coordinate, settings } from './settings.ts';

interface Problems {
  readonly problems: readonly Complaint[];
}

/** Takes an experiment as people write it: everything left out is the default, everything wrong is named. */
export function complete(json: unknown): { readonly experiment: Experiment } | Problems {
  const report = new Report();
  const experiment = readExperiment(json, report);
  return experiment && report.wrong.length === 0 ? { experiment } : { problems: report.wrong };
}

/** The same for a problem without runs. */
export function completeProblem(json: unknown): { readonly problem: Problem } | Problems {
  const report = new Report();
  const problem = readProblem(json, report);
  return problem && report.wrong.length === 0 ? { problem } : { problems: report.wrong };
}

/** Mends an experiment and says so; what no default can stand in for (an unknown surface) is refused. */
export function repair(
  json: unknown,
): { readonly experiment: Experiment; readonly notes: readonly Complaint[] } | Problems {
  const report = new Report();
  const experiment = readExperiment(json, report);
  return experiment ? { experiment, notes: report.mended } : { problems: report.hopeless };
}

type Json = Readonly<Record<string, unknown>>;

const isRecord = (json: unknown): json is Json => typeof json === 'object' && json !== null && !Array.isArray(json);

/** An own property or nothing: never what an object inherits. */
const own = (json: Json, key: string): unknown => (Object.hasOwn(json, key) ? json[key] : undefined);

const inside = (path: string, key: string): string => (path === '' ? key : `${path}.${key}`);

function readExperiment(json: unknown, report: Report): Experiment | undefined {
  if (!isRecord(json)) return report.refuse('', `an experiment must be an object, not ${shown(json)}`);
  leaveOut(json, ['problem', 'runs', ...Object.keys(settings)], '', 'an experiment', report);
  const problem = readProblem(own(json, 'problem'), report);
  const read = readRuns(own(json, 'runs'), report);
  const runs = problem ? read.filter((run, index) => fits(problem, run, `runs[${index}]`, report)) : read;
  const [steps, seed, noise] = (['steps', 'seed', 'noise'] as const).map((key) =>
    readNumber(settings[key], own(json, key), key, key, report),
  ) as [number, number, number];
  return problem && { problem, runs, steps, seed, noise };
}

function readProblem(json: unknown, report: Report): Problem | undefined {
  const path = 'problem';
  if (!isRecord(json)) return report.refuse(path, `must be an object that names a surface, not ${shown(json)}`);
  leaveOut(json, ['kind', 'surface', 'start'], path, 'a problem', report);
  const kind = own(json, 'kind') ?? 'surface';
  if (kind !== 'surface') return report.refuse(`${path}.kind`, `must be “surface”, not ${shown(kind)}`);
  const surface = readChoice('surface', surfaces, own(json, 'surface'), `${path}.surface`, report);
  if (surface === undefined) return undefined;
  return { kind, surface, start: readStart(own(json, 'start'), surfaces.get(surface.id).start, report) };
}

function readStart(json: unknown, usual: readonly [number, number], report: Report): readonly [number, number] {
  const path = 'problem.start';
  if (json === undefined) return [usual[0], usual[1]];
  if (!Array.isArray(json) || json.length !== 2) {
    const remedy = `the start is ${usual.map(shown).join(', ')}, not ${shown(json)}`;
    report.mend(path, `must be two numbers [x, y], not ${shown(json)}`, remedy);
    return [usual[0], usual[1]];
  }
  const read = (index: 0 | 1): number => {
    const param = { ...coordinate, default: usual[index] };
    return readNumber(param, json[index] ?? null, `${path}[${index}]`, `the start’s ${'xy'[index]}`, report);
  };
  return [read(0), read(1)];
}

function readRuns(json: unknown, report: Report): Choice[] {
  const path = 'runs';
  const { max } = limits.runs;
  if (json === undefined) return [];
  if (!Array.isArray(json)) {
    report.mend(
      path,
      `must be a list of optimizers, not ${shown(json)}`,
      `there are no runs: ${shown(json)} is no list of them`,
    );
    return [];
  }
  if (json.length > max)
    report.mend(path, `must be at most ${max}, not ${json.length}`, `the first ${max} of ${json.length} runs are kept`);
  return json.slice(0, max).flatMap((run, index) => readRun(run, `${path}[${index}]`, report) ?? []);
}

/** Whether a problem has what a run asks of it; one that asks for more is left out, and said. */
function fits(problem: Problem, run: Choice, path: string, report: Report): boolean {
  const reason = unfit(problem, run);
  if (reason === undefined) return true;
  report.mend(path, `${run.id} ${reason}`, `a run is left out: ${run.id} ${reason}`);
  return false;
}

/** A run that names no optimizer can be left out without changing the others. */
function readRun(json: unknown, path: string, report: Report): Choice | undefined {
  const own = new Report();
  const run = readChoice('optimizer', optimizers, json, path, own);
  report.wrong.push(...own.wrong);
  report.mended.push(...own.mended);
  report.mended.push(...own.hopeless.map((it) => ({ ...it, message: `a run is left out: ${it.message}` })));
  return run && settle(optimizers.get(run.id), run, path, report);
}

/** Asks the optimizer about what no single parameter's range can say; what it refuses goes back to the default. */
function settle(entry: OptimizerEntry, run: Choice, path: string, report: Report): Choice {
  const refusal = entry.refuse?.(run.values);
  if (refusal === undefined) return run;
  const { param, message } = refusal;
  const usual = defaults(entry.params);
  const one = { ...run.values, [param]: usual[param]! };
  const enough = entry.refuse?.(one) === undefined;
  const remedy = enough ? `${run.id}’s ${param} is ${shown(usual[param])}` : `${run.id} has its usual values`;
  report.mend(`${path}.values.${param}`, message, `${remedy}: ${message}`);
  return { id: run.id, values: enough ? one : usual };
}

type Kind = Catalogue<{ readonly params: Params }>;

function readChoice(what: string, known: Kind, json: unknown, path: string, report: Report): Choice | undefined {
  if (!isRecord(json)) return report.refuse(path, `must be an object that names one ${what}, not ${shown(json)}`);
  leaveOut(json, ['id', 'values'], path, `this ${what}`, report);
  const id = own(json, 'id');
  if (typeof id !== 'string') return report.refuse(`${path}.id`, `must be the id of one ${what}, not ${shown(id)}`);
  const entry = known.find(id);
  if (entry === undefined)
    return report.refuse(`${path}.id`, `there is no ${what} ${shown(id)}; ${instead(id, known.ids)}`);
  const values = readValues(id, entry.params, own(json, 'values'), `${path}.values`, report);
  return values && { id, values };
}

/** Every declared parameter, in the declared order: what came, or its default. */
function readValues(id: string, params: Params, json: unknown, path: string, report: Report): Values | undefined {
  if (json === undefined) return defaults(params);
  if (!isRecord(json)) {
    report.mend(path, `must be an object, not ${shown(json)}`, `${id} has its usual values, not ${shown(json)}`);
    return defaults(params);
  }
  leaveOut(json, Object.keys(params), path, id, report);
  const values: Record<string, Value> = {};
  for (const [name, param] of Object.entries(params)) {
    values[name] = readValue(param, own(json, name), inside(path, name), `${id}’s ${name}`, report);
  }
  return formulasRead(params, values, path, report) ? values : undefined;
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
function leaveOut(json: Json, known: readonly string[], path: string, whose: string, report: Report): void {
  for (const key of Object.keys(json)) {
    if (known.includes(key)) continue;
    const message = `${whose} has no ${shown(key)}; ${instead(key, known)}`;
    report.mend(inside(path, key), message, `${shown(key)} is left out: ${message}`);
  }
}

function readValue(param: Param, json: unknown, path: string, name: string, report: Report): Value {
  if (json === undefined) return param.default;
  if (accepts(param, json)) return json === 0 ? 0 : json; // −0 is 0
  const value = nearest(param, json);
  const remedy = `${name} is ${shown(value)}, not ${shown(json)}: it must be ${allowed(param)}`;
  report.mend(path, `must be ${allowed(param)}, not ${shown(json)}`, remedy);
  return value;
}

const readNumber = (param: Param, json: unknown, path: string, name: string, report: Report): number =>
  readValue(param, json, path, name, report) as number;

/** The accepted value nearest to a number; the default for what is no number. */
function nearest(param: Param, json: unknown): Value {
  if (param.kind !== 'number' || typeof json !== 'number' || Number.isNaN(json)) return param.default;
  const within = Math.min(Math.max(param.integer ? Math.round(json) : json, param.min), param.max);
  return accepts(param, within) ? within : param.range[1];
}
