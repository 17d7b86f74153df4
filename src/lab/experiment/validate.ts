/**
 * The one border every experiment crosses: knob, link, file, worker and command line. `complete` is strict and names
 * everything that is wrong; `repair` mends what can be mended and says each thing it did. Both take the same walk.
 */
import { type Complaint, Report, shown } from './complaint.ts';
import type { Experiment, Problem, Run } from './experiment.ts';
import { unfit } from './fits.ts';
import { fieldsOf, kinds } from './kinds.ts';
import { limits } from './limits.ts';
import { isRecord, leaveOut, own, readNumber } from './read.ts';
import { readRun } from './read-run.ts';
import { readStudy } from './read-study.ts';
import { settings } from './settings.ts';

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

function readExperiment(json: unknown, report: Report): Experiment | undefined {
  if (!isRecord(json)) return report.refuse('', `an experiment must be an object, not ${shown(json)}`);
  leaveOut(json, ['problem', 'runs', ...Object.keys(settings), 'study'], '', 'an experiment', report);
  const problem = readProblem(own(json, 'problem'), report);
  const read = readRuns(own(json, 'runs'), report);
  const runs = problem ? read.filter((run, index) => fits(problem, run, `runs[${index}]`, report)) : read;
  const [steps, seed, noise] = (['steps', 'seed', 'noise'] as const).map((key) =>
    readNumber(settings[key], own(json, key), key, key, report),
  ) as [number, number, number];
  const study = readStudy(own(json, 'study'), { runs, problem }, report);
  return problem && { problem, runs, steps, seed, noise, ...(study && { study }) };
}

/** A problem says its kind, or it is a surface. */
function readProblem(json: unknown, report: Report): Problem | undefined {
  const path = 'problem';
  if (!isRecord(json)) return report.refuse(path, `must be an object that names a surface, not ${shown(json)}`);
  const id = own(json, 'kind') ?? 'surface';
  const known = Object.keys(kinds);
  if (typeof id !== 'string' || !known.includes(id))
    return report.refuse(`${path}.kind`, `must be ${known.map(shown).join(' or ')}, not ${shown(id)}`);
  const kind = id as Problem['kind'];
  leaveOut(json, ['kind', ...fieldsOf(kind)], path, 'a problem', report);
  return kinds[kind].read(json, report);
}

function readRuns(json: unknown, report: Report): Run[] {
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
function fits(problem: Problem, run: Run, path: string, report: Report): boolean {
  const reason = unfit(problem, run);
  if (reason === undefined) return true;
  report.mend(path, `${run.id} ${reason}`, `a run is left out: ${run.id} ${reason}`);
  return false;
}
