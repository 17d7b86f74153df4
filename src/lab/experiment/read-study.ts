/** Reads a study as people write it: what is wrong is named, and mended where a link must still open. */
import { optimizers } from '../catalogues.ts';
import { LARGEST, number, type NumberParam, rate } from '../describe/param.ts';
import type { Region } from '../surface.ts';
import { instead, type Report, shown } from './complaint.ts';
import type { Problem, Run } from './experiment.ts';
import { knobsOf } from './knobs.ts';
import { limits } from './limits.ts';
import { isRecord, type Json, leaveOut, own, readNumber } from './read.ts';
import { coordinate } from './settings.ts';
import type { Axis, Basins, Finder, Ladder, Plane, Study } from './study.ts';
import { fairnesses, measures, searches } from './study-words.ts';

const parts = ['sweep', 'plane', 'basins', 'ladder', 'measure', 'threshold', 'seeds', 'fair', 'finder'] as const;

/** Runs on their problem: what may be varied; the problem only where it could be read. */
export interface Varied {
  readonly runs: readonly Run[];
  readonly problem: Problem | undefined;
}

/** The parts of a study that say something; undefined where none does. */
export function readStudy(json: unknown, varied: Varied, report: Report): Study | undefined {
  const path = 'study';
  if (json === undefined) return undefined;
  if (!isRecord(json)) {
    report.mend(path, `must be an object, not ${shown(json)}`, `there is no study: ${shown(json)} is none`);
    return undefined;
  }
  leaveOut(json, parts, path, 'a study', report);
  const readers = { sweep: readSweep, plane: readPlane, basins: readBasins, ladder: readLadder, finder: readFinder };
  const read = Object.entries(readers).flatMap(([key, reader]) => {
    const given = own(json, key);
    const made = given === undefined ? undefined : reader(given, `${path}.${key}`, varied, report);
    return made === undefined ? [] : [[key, made] as const];
  });
  const study: Study = {
    ...Object.fromEntries(read),
    ...readWord(json, 'measure', measures, report),
    ...readCount(json, 'threshold', { ...number(0.1, [0, 1]), min: -LARGEST, max: LARGEST }, report),
    ...readCount(json, 'seeds', { ...number(1, [1, 25]), ...limits.seeds, integer: true }, report),
    ...readWord(json, 'fair', fairnesses, report),
  };
  return Object.keys(study).length === 0 ? undefined : study;
}

function readWord<Word extends string>(
  json: Json,
  key: string,
  words: readonly Word[],
  report: Report,
): { readonly [key: string]: Word } {
  const given = own(json, key);
  if (given === undefined || given === words[0]) return {};
  if (words.includes(given as Word)) return { [key]: given as Word };
  const message = `must be one of ${words.join(', ')}, not ${shown(given)}`;
  report.mend(`study.${key}`, message, `${key} is ${words[0]!}: it ${message}`);
  return {};
}

function readCount(json: Json, key: string, param: NumberParam, report: Report): { readonly [key: string]: number } {
  const given = own(json, key);
  if (given === undefined) return {};
  const value = readNumber(param, given, `study.${key}`, key, report);
  return value === param.default ? {} : { [key]: value };
}

/** The parameter an axis names, among those some run has; undefined and said where none has it. */
function paramNamed(name: unknown, path: string, { runs, problem }: Varied, report: Report): NumberParam | undefined {
  const having = runs.flatMap((run) => [...knobsOf(run, problem)]);
  const found = having.find(([one]) => one === name)?.[1].param;
  if (found) return found;
  const names = [...new Set(having.map(([one]) => one))];
  const whose = runs.length === 1 ? optimizers.get(runs[0]!.id).title : 'none of the optimizers';
  const message = `${whose} ${runs.length === 1 ? 'has no' : 'has a'} number ${shown(name)}; ${instead(String(name), names)}`;
  report.mend(`${path}.param`, message, `${path.replace('study.', 'the ')} is the usual one: ${message}`);
  return undefined;
}

type Counts = { readonly min: number; readonly max: number };

/** An axis of a parameter that some of these runs have. */
function readAxis(json: unknown, path: string, varied: Varied, counts: Counts, usual: number, report: Report): Axis | undefined {
  if (!isRecord(json)) {
    const message = `must be an object with param, from, to and count, not ${shown(json)}`;
    report.mend(path, message, `${path.replace('study.', 'the ')} is the usual one: it ${message}`);
    return undefined;
  }
  leaveOut(json, ['param', 'from', 'to', 'count'], path, 'an axis', report);
  const name = own(json, 'param');
  const param = varied.runs.length === 0 ? undefined : paramNamed(name, path, varied, report);
  if (typeof name !== 'string' || param === undefined) return undefined;
  const countParam = { ...number(usual, [counts.min, counts.max]), ...counts, integer: true };
  const count = readNumber(countParam, own(json, 'count'), `${path}.count`, 'the number of values', report);
  const ends = readEnds(own(json, 'from'), own(json, 'to'), param, path, name, report);
  return { param: name, ...ends, count };
} // prettier-ignore

/** Two ends in their order: within the parameter's limits, apart, and above 0 where steps are by factors. */
function readEnds(
  from: unknown,
  to: unknown,
  param: NumberParam,
  path: string,
  name: string,
  report: Report,
): Pick<Axis, 'from' | 'to'> {
  const [low, high] = param.range;
  const end = (json: unknown, which: 'from' | 'to', usual: number): number => {
    const value = readNumber({ ...param, default: usual }, json, `${path}.${which}`, `${name} ${which}`, report);
    if (param.scale !== 'log' || value > 0) return value;
    const message = `must be above 0, since ${name} goes by factors, not ${shown(value)}`;
    report.mend(`${path}.${which}`, message, `${name} goes ${which} ${shown(usual)}: it ${message}`);
    return usual > 0 ? usual : 1e-6;
  };
  const [first, last] = [end(from, 'from', low), end(to, 'to', high)];
  if (first < last) return { from: first, to: last };
  const said = `${shown(first)} to ${shown(last)}`;
  if (first > last) {
    report.mend(path, `is reversed: ${said}`, `${name} goes from ${shown(last)} to ${shown(first)}: it was reversed`);
    return { from: last, to: first };
  }
  report.mend(path, `is empty: ${said}`, `${name} goes from ${shown(low)} to ${shown(high)}: ${said} is empty`);
  return { from: low, to: high };
}

const readSweep = (json: unknown, path: string, varied: Varied, report: Report): Axis | undefined =>
  readAxis(json, path, varied, limits.sweep, 120, report);

/** The run at a place; undefined and said where there is none. */
function readRunPlace(json: unknown, path: string, runs: readonly Run[], report: Report): number | undefined {
  const place = json ?? 0;
  if (typeof place === 'number' && runs[place] !== undefined) return place;
  const message = `must be the place of a run, from 0 to ${runs.length - 1}, not ${shown(place)}`;
  report.mend(`${path}.run`, message, `${path.replace('study.', 'the ')} is the usual one: its run ${message}`);
  return undefined;
}

function readPlane(json: unknown, path: string, { runs, problem }: Varied, report: Report): Plane | undefined {
  if (!isRecord(json)) {
    const message = `must be an object with run, across and up, not ${shown(json)}`;
    report.mend(path, message, `the plane is the usual one: it ${message}`);
    return undefined;
  }
  leaveOut(json, ['run', 'across', 'up'], path, 'a plane', report);
  const run = readRunPlace(own(json, 'run'), path, runs, report);
  if (run === undefined) return undefined;
  const axis = (which: 'across' | 'up'): Axis | undefined =>
    readAxis(own(json, which), `${path}.${which}`, { runs: [runs[run]!], problem }, limits.plane, 128, report);
  const [across, up] = [axis('across'), axis('up')];
  if (!across || !up) return undefined;
  if (across.param !== up.param) return { run, across, up };
  const message = `must be two different parameters, not ${across.param} twice`;
  report.mend(path, message, `the plane is the usual one: it ${message}`);
  return undefined;
}

function readBasins(json: unknown, path: string, _: Varied, report: Report): Basins | undefined {
  const given = isRecord(json) ? own(json, 'region') : undefined;
  const edges = Array.isArray(given) && given.length === 4 ? (given as unknown[]) : [];
  const isRegion =
    edges.length === 4 && edges.every((edge) => typeof edge === 'number' && Math.abs(edge) <= limits.start);
  if (!isRecord(json) || !isRegion) {
    const message = `must have a region [xmin, xmax, ymin, ymax] of numbers up to ${shown(coordinate.max)}, not ${shown(given ?? json)}`;
    report.mend(path, message, `the map of basins is the whole surface: it ${message}`);
    return undefined;
  }
  leaveOut(json, ['region', 'side'], path, 'basins', report);
  const sideParam = { ...number(256, [64, 512]), ...limits.basins, integer: true };
  const side = readNumber(sideParam, own(json, 'side'), `${path}.side`, 'the number of starts along a side', report);
  const [xmin, xmax, ymin, ymax] = edges as [number, number, number, number];
  if (xmin < xmax && ymin < ymax) return { region: [xmin, xmax, ymin, ymax], side };
  const empty = xmin === xmax || ymin === ymax;
  const message = `is ${empty ? 'empty' : 'reversed'}: ${edges.map(shown).join(', ')}`;
  report.mend(`${path}.region`, message, empty ? `the map of basins is the whole surface: its region ${message}` : `the map of basins is turned the right way round: its region ${message}`); // prettier-ignore
  const region: Region = [Math.min(xmin, xmax), Math.max(xmin, xmax), Math.min(ymin, ymax), Math.max(ymin, ymax)];
  return empty ? undefined : { region, side };
}

function readLadder(json: unknown, path: string, { runs }: Varied, report: Report): Ladder | undefined {
  if (!isRecord(json)) {
    const message = `must be an object with run and count, not ${shown(json)}`;
    report.mend(path, message, `the ladder is the usual one: it ${message}`);
    return undefined;
  }
  leaveOut(json, ['run', 'count'], path, 'a ladder', report);
  const run = readRunPlace(own(json, 'run'), path, runs, report);
  const countParam = { ...number(7, [3, 9]), ...limits.ladder, integer: true };
  const count = readNumber(countParam, own(json, 'count'), `${path}.count`, 'the number of rungs', report);
  return run === undefined ? undefined : { run, count };
}

function readFinder(json: unknown, path: string, _: Varied, report: Report): Finder | undefined {
  if (!isRecord(json)) {
    const message = `must be an object with search, from, to, count and folds, not ${shown(json)}`;
    report.mend(path, message, `the finder is the usual one: it ${message}`);
    return undefined;
  }
  leaveOut(json, ['search', 'from', 'to', 'count', 'folds'], path, 'a finder', report);
  const given = own(json, 'search') ?? searches[0];
  const search = searches.find((it) => it === given);
  const message = `must be one of ${searches.join(', ')}, not ${shown(given)}`;
  if (!search) report.mend(`${path}.search`, message, `the finder’s search is ${searches[0]}: it ${message}`);
  const ends = readEnds(own(json, 'from'), own(json, 'to'), rate(1e-3), path, 'lr', report);
  const whole = (usual: number, counts: Counts): NumberParam => ({ ...number(usual, [counts.min, counts.max]), ...counts, integer: true }); // prettier-ignore
  const count = readNumber(
    whole(20, limits.finder),
    own(json, 'count'),
    `${path}.count`,
    'the number of rates',
    report,
  );
  const folds = readNumber(whole(5, limits.folds), own(json, 'folds'), `${path}.folds`, 'the number of folds', report);
  return { search: search ?? searches[0], ...ends, count, folds };
}
