/** A rate changed on the way: the run goes on from the step on show with the weights it has there, and the link says so. */
import { schedules } from '../../lab/catalogues.ts';
import { defaults, numbersIn, type ListParam } from '../../lab/describe/param.ts';
import type { Choice, Run } from '../../lab/experiment/experiment.ts';
import { numeral } from '../../lab/experiment/numeral.ts';
import { playhead } from './playhead.ts';
import { stepAt } from './readings.ts';
import { changeRun, changeRunValue, post, store } from './store.ts';

/** The parameter that is changed on the way. */
export const RATE = 'lr';
/** While it plays, changes that follow within this time are one, at the step where it began (milliseconds). */
const GESTURE = 1200;

let gesture: { readonly slot: number; readonly step: number; at: number } | undefined;

interface Stairs {
  readonly schedule: Choice;
  readonly name: string;
  readonly param: ListParam;
  /** Steps, and the share of the rate from each of them on. */
  readonly points: readonly (readonly [step: number, share: number])[];
}

/** The changes of a run so far; undefined where it has another schedule, or no rate to change. */
function stairsOf({ values, schedule }: Run): Stairs | undefined {
  const id = schedule?.id ?? schedules.ids.find((it) => schedules.get(it).held !== undefined);
  const entry = id === undefined ? undefined : schedules.get(id);
  if (entry?.held === undefined || !(Number(values[RATE]) > 0)) return undefined;
  const chosen = schedule ?? { id: id!, values: defaults(entry.params) };
  const numbers = schedule ? numbersIn(chosen.values[entry.held]!) : [];
  const points = Array.from({ length: numbers.length / 2 }, (_, i) => [numbers[2 * i]!, numbers[2 * i + 1]!] as const);
  return { schedule: chosen, name: entry.held, param: entry.params[entry.held] as ListParam, points };
}

/** The rate a run was last given. */
export function lastRate(run: Run): number {
  const base = Number(run.values[RATE]);
  const share = stairsOf(run)?.points.at(-1)?.[1] ?? 1;
  return Number((base * share).toPrecision(12));
}

/** Whether a changed rate can count from a step on, rather than from the beginning. */
export const canGoOn = (run: Run): boolean => stairsOf(run) !== undefined;

/** Sets the rate from the step on show; what was changed at later steps is forgotten. */
export function changeRateFromHere(slot: number, rate: number): void {
  const { experiment, slots } = store.getState();
  const run = experiment.runs[slots.indexOf(slot)];
  const stairs = run && stairsOf(run);
  if (!stairs) return changeRunValue(slot, RATE, rate);
  const now = performance.now();
  const goesOn = playhead.playing && gesture?.slot === slot && now - gesture.at < GESTURE;
  gesture = { slot, step: goesOn ? gesture!.step : stepAt(playhead.shown), at: now };
  const step = gesture.step - Number(stairs.schedule.values['warmup'] ?? 0);
  const before = stairs.points.filter(([from]) => from < step);
  if (step <= 0) return changeRun(slot, (it) => fromTheStart(it, rate), `${slot} ${RATE}`);
  if (before.length === stairs.param.most) return post({ kind: 'changed-enough', most: stairs.param.most });
  const points = [...before, [step, shareOf(rate, Number(run.values[RATE]))]];
  const { id, values } = stairs.schedule;
  const schedule = { id, values: { ...values, [stairs.name]: points.flat().map(numeral).join(',') } };
  changeRun(slot, (it) => ({ ...it, schedule }), `${slot} ${RATE} from ${step}`);
}

/** Changed at the very first step there is nothing before the change. */
function fromTheStart({ schedule: _changes, ...run }: Run, rate: number): Run {
  return { ...run, values: { ...run.values, [RATE]: rate } };
}

/** The shortest share that makes this rate of the run's own. */
function shareOf(rate: number, base: number): number {
  for (let digits = 1; digits < 17; digits++) {
    const share = Number((rate / base).toPrecision(digits));
    if (base * share === rate) return share;
  }
  return rate / base;
}
