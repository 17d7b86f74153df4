/** What the finder knows of the experiment on the page: the rates it suggests, and the curves they stand on. */
import type { Experiment } from '../../lab/experiment/experiment.ts';
import { type Curve, paramOf } from '../../lab/study/plan.ts';
import {
  finderOf,
  type Ranged,
  rangedOf,
  type RangePlan,
  rangePlans,
  risingRun,
  type Tuned,
  tunedOf,
  type TuningPlan,
  tuningPlans,
} from '../../lab/study/finder.ts';
import { keyOf, once } from './rates.ts';
import { sheets, type Wanted } from './sheets.ts';
import { change, changeRates, look, store } from './store.ts';

interface Asked<Plan> extends Wanted {
  readonly plan: Plan;
}

interface Plans {
  readonly range: readonly Asked<RangePlan>[];
  readonly tuning: readonly Asked<TuningPlan>[];
}

/** `parts`: what the answer depends on besides the run. */
function asked<Plan extends RangePlan | TuningPlan>(experiment: Experiment, plan: Plan, count: number, parts: unknown): Asked<Plan> {
  const run = keyOf(experiment, experiment.runs[plan.run]!, ['lr']);
  return { key: JSON.stringify(['finder', parts, experiment.seed, ...run]), count, tiles: () => plan.tiles, plan };
} // prettier-ignore

const plansOf = once((experiment: Experiment): Plans => {
  const { search, from, to } = finderOf(experiment);
  const ranged = search === 'range';
  return {
    range: ranged ? rangePlans(experiment).map((it) => asked(experiment, it, it.rates.length, [from, to])) : [],
    tuning: ranged
      ? []
      : tuningPlans(experiment).map((it) => asked(experiment, it, it.folds * it.rates.length, [it.folds, ...it.rates])),
  };
});

/** Has what the finder is asked computed, as far as it is not known. */
export function wantFinder(experiment: Experiment): void {
  const { range, tuning } = plansOf(experiment);
  sheets.want('finder', [...range, ...tuning]);
}

export interface Findings {
  readonly range: readonly Ranged[];
  readonly tuning: readonly Tuned[];
}

/** `changes` tells this answer from the one before. */
const findingsAt = once((experiment: Experiment, changes: number): Findings => {
  const { range, tuning } = changes < 0 ? { range: [], tuning: [] } : plansOf(experiment);
  const outcomes = ({ key }: Wanted) => sheets.get(key)?.outcomes;
  return {
    range: range.flatMap((it) => (outcomes(it) ? [rangedOf(it.plan, outcomes(it)!)] : [])),
    tuning: tuning.flatMap((it) => (outcomes(it) ? [tunedOf(it.plan, outcomes(it)!)] : [])),
  };
});

/** What the finder found so far; empty where it was not asked. */
export const findingsOf = (experiment: Experiment): Findings => findingsAt(experiment, sheets.changes());

export type Shown = Omit<Curve, 'gone'>;

/** Findings as curves: averages of a range test, or means with a band of one standard deviation over the folds. */
export const shownOf = once(({ range, tuning }: Findings): readonly Shown[] => [
  ...range.map(({ run, rates, smooth, found }) => ({ run, values: rates, low: smooth, middle: smooth, high: smooth, best: found })), // prettier-ignore
  ...tuning.map(({ run, rates, mean, spread, found }) => ({
    run,
    values: rates,
    low: mean.map((it, i) => it - spread[i]!),
    middle: mean,
    high: mean.map((it, i) => it + spread[i]!),
    best: found,
  })),
]);

/** The rate that was found for each run, by its place. */
export const ratesFound = (experiment: Experiment): ReadonlyMap<number, number> => {
  const { range, tuning } = findingsOf(experiment);
  return new Map([...range, ...tuning].flatMap(({ run, rate }) => (rate === undefined ? [] : [[run, rate] as const])));
};

/** Sets every run to the rate found for it; one change to undo. */
export function useFound(): void {
  changeRates(ratesFound(store.getState().experiment), 'lr');
}

/** Rates that cross-validation tries for every optimizer: some that are drawn may be the same. */
export const ratesTried = (experiment: Experiment): number => plansOf(experiment).tuning[0]?.plan.rates.length ?? 0;

/** Opens a range test as what it is: the same runs with rates that rise. */
export function watchRange(): void {
  const { experiment } = store.getState();
  const { steps } = experiment;
  const runs = experiment.runs.map((run) => (paramOf(run, 'lr') ? risingRun(run, finderOf(experiment), steps) : run));
  change({ ...experiment, runs });
  look({ place: 'race', show: undefined });
}
