/** A sweep opened from a file: drawn instead of the page's own until somebody puts it away. */
import type { Experiment } from '../../lab/experiment/experiment.ts';
import { type Curve, curveOf, measureOf } from '../../lab/study/plan.ts';
import { readSweep, type SweepResults } from '../../lab/study/results.ts';
import { requestFrame } from './frames.ts';
import { open } from './store.ts';

let dropped: SweepResults | undefined;
const listeners = new Set<() => void>();

export const subscribeDropped = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** The results on show, while the experiment is still theirs. */
export const droppedNow = (): SweepResults | undefined => dropped;

function show(results: SweepResults | undefined): void {
  dropped = results;
  for (const listener of listeners) listener();
  requestFrame();
}

export const putAway = (): void => show(undefined);

/** Opens a file's text: the experiment it belongs to, and its numbers. Returns what is wrong with it. */
export function openResults(text: string): string | undefined {
  const read = parsed(text);
  if (typeof read === 'string') return read;
  open(read.experiment, 'page', { place: 'rates', show: 'sweep' });
  show(read);
  return undefined;
}

function parsed(text: string): SweepResults | string {
  try {
    const read = readSweep(JSON.parse(text));
    if (!('problems' in read)) return read;
    return read.problems.map(({ path, message }) => `${path} ${message}`.trim()).join('; ');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The curves of a file; undefined once the experiment is another one than the file's. */
export function droppedCurves(experiment: Experiment): readonly Curve[] | undefined {
  if (!dropped || !isOf(dropped.experiment, experiment)) return undefined;
  const { runs } = dropped;
  return [...new Set(runs.map(({ run }) => run))].map((run) => {
    const own = runs.filter((it) => it.run === run);
    return curveOf(run, own[0]!.values, own.map(({ outcomes }) => outcomes), measureOf(experiment)); // prettier-ignore
  });
}

/** Whether two experiments ask the same of the same optimizers, whatever the values on the cards. */
const isOf = (a: Experiment, b: Experiment): boolean =>
  JSON.stringify([a.problem, a.steps, a.runs.map(({ id }) => id), a.study?.sweep]) ===
  JSON.stringify([b.problem, b.steps, b.runs.map(({ id }) => id), b.study?.sweep]);
