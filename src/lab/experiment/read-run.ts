/** Reads one run: an optimizer with its values, its schedule, and what is put around it. */
import { optimizers, schedules, wrappers } from '../catalogues.ts';
import { unscheduled, unwrapped } from './around.ts';
import { Report, shown } from './complaint.ts';
import type { Choice, Run } from './experiment.ts';
import { type Json, type Known, own, readChoice, settle } from './read.ts';

/** A run that names no optimizer can be left out without changing the others. */
export function readRun(json: unknown, path: string, report: Report): Run | undefined {
  const choice = readOrLeave('a run', 'optimizer', optimizers, json, path, report, ['schedule', 'wrappers']);
  if (choice === undefined) return undefined;
  const run = settle(optimizers.get(choice.id), choice, path, report);
  if (run === undefined) return undefined;
  const schedule = readSchedule(own(json as Json, 'schedule'), run.id, `${path}.schedule`, report);
  const put = readWrappers(own(json as Json, 'wrappers'), run.id, `${path}.wrappers`, report);
  return { ...run, ...(schedule && { schedule }), ...(put.length > 0 && { wrappers: put }) };
}

/** A choice without which the experiment still says something; what is left out is said. */
function readOrLeave(
  what: string,
  kind: string,
  known: Known,
  json: unknown,
  path: string,
  report: Report,
  more: readonly string[] = [],
): Choice | undefined {
  const inner = new Report();
  const choice = readChoice(kind, known, json, path, inner, more);
  report.wrong.push(...inner.wrong);
  report.mended.push(...inner.mended);
  report.mended.push(...inner.hopeless.map((it) => ({ ...it, message: `${what} is left out: ${it.message}` })));
  return choice;
}

function readSchedule(json: unknown, id: string, path: string, report: Report): Choice | undefined {
  if (json === undefined) return undefined;
  const choice = readOrLeave('a schedule', 'schedule', schedules, json, path, report);
  if (choice === undefined) return undefined;
  const reason = unscheduled(id);
  if (reason === undefined) return settle(schedules.get(choice.id), choice, path, report);
  report.mend(path, reason, `the schedule is left out: ${reason}`);
  return undefined;
}

function readWrappers(json: unknown, id: string, path: string, report: Report): Choice[] {
  if (json === undefined) return [];
  if (!Array.isArray(json)) {
    const wrong = `must be a list of wrappers, not ${shown(json)}`;
    report.mend(path, wrong, `there are no wrappers: ${shown(json)} is no list of them`);
    return [];
  }
  const met = new Set<string>();
  return json.flatMap((item: unknown, index): Choice[] => {
    const place = `${path}[${index}]`;
    const choice = readOrLeave('a wrapper', 'wrapper', wrappers, item, place, report);
    if (choice === undefined) return [];
    const reason = met.has(choice.id) ? `${choice.id} is there already` : unwrapped(id, choice);
    met.add(choice.id);
    if (reason === undefined) return [choice];
    report.mend(place, reason, `${choice.id} is left out: ${reason}`);
    return [];
  });
}
