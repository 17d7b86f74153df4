/** What makes the comparison fair: sets the rates a rule asks for, and tells whether it still holds. */
import type { Experiment } from '../../lab/experiment/experiment.ts';
import type { Fairness } from '../../lab/experiment/study.ts';
import type { Batch, Outcomes } from '../../lab/study/batch.ts';
import { type Curve, paramOf, sweepOf } from '../../lab/study/plan.ts';
import { pool, tilePiece } from './pool.ts';
import { curvesOf, isSwept, nameOf, valueIn } from './rates.ts';
import { session } from './session.ts';
import { changeRates, changeStudy, store } from './store.ts';

export const fairnessOf = ({ study }: Experiment): Fairness => study?.fair ?? 'own';

/** Chooses a rule, and sets the rates it asks for. */
export function chooseFairness(fair: Fairness): void {
  changeStudy({ fair: fair === 'own' ? undefined : fair });
  applyFairness();
}

/** Sets the rates that the rule in force asks for. */
export function applyFairness(): void {
  const { experiment } = store.getState();
  appliers[fairnessOf(experiment)](experiment);
}

const appliers: Record<Fairness, (experiment: Experiment) => void> = {
  own: () => undefined,
  evaluations: () => undefined,
  same: (experiment) => {
    const first = experiment.runs.find((run) => paramOf(run, 'lr'))?.values['lr'];
    if (typeof first === 'number') changeRates(new Map(experiment.runs.map((_, index) => [index, first])), 'lr');
  },
  tuned: useBest,
  'first-step': equalFirstSteps,
};

/** Sets every run to the best value of its sweep. */
export function useBest(experiment: Experiment = store.getState().experiment): void {
  const bests = curvesOf(experiment).flatMap(({ run, values, best }): [number, number][] =>
    best === undefined ? [] : [[run, values[best]!]],
  );
  changeRates(new Map(bests), sweepOf(experiment).param);
}

/** Rates tried to find the one with a first step of a given length: a wide net, since the length grows with the rate. */
const TRIED = Float64Array.from({ length: 481 }, (_, i) => 10 ** (-9 + i / 40));

/** Sets rates that make every first step as long as the first run's. */
function equalFirstSteps(experiment: Experiment): void {
  const { problem, steps, seed, noise, runs } = experiment;
  if (problem.kind !== 'surface' || steps < 1) return;
  const rated = runs.flatMap((run, index) => (paramOf(run, 'lr') ? [index] : []));
  const lengths = new Map<number, Float64Array>();
  const [x, y] = problem.start;
  const take = (index: number, known: Outcomes): void => {
    lengths.set(index, TRIED.map((_, i) => Math.hypot(known.x![2 * i]! - x, known.x![2 * i + 1]! - y))); // prettier-ignore
    if (lengths.size === rated.length) settle();
  };
  const settle = (): void => {
    const now = store.getState().experiment;
    if (now.runs !== runs || fairnessOf(now) !== 'first-step') return;
    const leader = rated[0]!;
    const length = between(TRIED, lengths.get(leader)!, Number(runs[leader]!.values['lr']));
    const rates = rated.slice(1).flatMap((index): [number, number][] => {
      const rate = between(lengths.get(index)!, TRIED, length);
      return Number.isFinite(rate) ? [[index, Number(rate.toPrecision(4))]] : [];
    });
    changeRates(new Map(rates), 'lr');
  };
  const pieces = rated.map((index) => {
    const run = runs[index]!;
    const batch: Batch = { problem, run, steps: 1, seed, noise, count: TRIED.length, values: { lr: TRIED }, wishes: ['x'], limit: 0, calm: 0 }; // prettier-ignore
    return tilePiece(batch, (known) => take(index, known));
  });
  pool.run('first steps', pieces);
}

/** Reads a table of two growing columns between its rows, by factors. */
function between(from: ArrayLike<number>, to: ArrayLike<number>, at: number): number {
  for (let i = 1; i < from.length; i++) {
    const [a, b] = [from[i - 1]!, from[i]!];
    if (!(a <= at && at <= b) || a === b) continue;
    const share = Math.log(at / a) / Math.log(b / a);
    return to[i - 1]! * (to[i]! / to[i - 1]!) ** share;
  }
  return NaN;
}

/** What is wrong with the comparison as it stands. */
export type Doubt =
  | { readonly kind: 'untuned' | 'notTuned' | 'budgets' | 'lack'; readonly names: string }
  | { readonly kind: 'unequal' | 'lengths' };

/** How much worse than its best a run may be before it counts as untuned. */
const MUCH = 2;
/** How unequal first steps may be. */
const NEARLY = 0.02;

export function doubtsAbout(experiment: Experiment): readonly Doubt[] {
  const fair = fairnessOf(experiment);
  const doubts = doubters[fair](experiment);
  const lacking = experiment.runs.flatMap((run, index) => (paramOf(run, 'lr') ? [] : [nameOf(experiment, index)]));
  return [
    ...doubts,
    ...(fair === 'evaluations' ? [] : budgetDoubts(experiment)),
    ...(lacking.length > 0 && (fair === 'same' || fair === 'first-step') ? [{ kind: 'lack' as const, names: lacking.join(', ') }] : []),
  ]; // prettier-ignore
}

const names = (experiment: Experiment, runs: readonly number[]): string =>
  runs.map((run) => nameOf(experiment, run)).join(', ');

const presentCell = (experiment: Experiment, { run, values }: Curve): number =>
  values.indexOf(valueIn(experiment, run, sweepOf(experiment).param));

const doubters: Record<Fairness, (experiment: Experiment) => readonly Doubt[]> = {
  evaluations: () => [],
  own(experiment) {
    if (!isSwept(experiment)) return [];
    const untuned = curvesOf(experiment).filter((curve) => isUntuned(experiment, curve));
    return untuned.length === 0 ? [] : [{ kind: 'untuned', names: names(experiment, untuned.map(({ run }) => run)) }]; // prettier-ignore
  },
  same(experiment) {
    const rates = new Set(experiment.runs.flatMap((run) => (paramOf(run, 'lr') ? [run.values['lr']] : [])));
    return rates.size > 1 ? [{ kind: 'unequal' }] : [];
  },
  tuned(experiment) {
    if (!isSwept(experiment)) return [];
    const off = curvesOf(experiment).filter((curve) => curve.best !== undefined && curve.best !== presentCell(experiment, curve)); // prettier-ignore
    return off.length === 0 ? [] : [{ kind: 'notTuned', names: names(experiment, off.map(({ run }) => run)) }]; // prettier-ignore
  },
  'first-step'(experiment) {
    const lengths = firstLengths(experiment);
    const [low, high] = [Math.min(...lengths), Math.max(...lengths)];
    return lengths.length > 1 && high - low > NEARLY * high ? [{ kind: 'lengths' }] : [];
  },
};

/** Whether the run's own value does much worse than the best of its sweep. */
function isUntuned(experiment: Experiment, curve: Curve): boolean {
  const { values, middle, best, run } = curve;
  if (best === undefined) return false;
  const own = valueIn(experiment, run, sweepOf(experiment).param);
  let nearest = 0;
  values.forEach((value, i) => {
    if (Math.abs(Math.log(value / own)) < Math.abs(Math.log(values[nearest]! / own))) nearest = i;
  });
  return middle[nearest]! > 0 ? middle[nearest]! > MUCH * middle[best]! : middle[nearest]! !== middle[best]!;
}

/** How long the first steps of the race's rated runs are. */
export function firstLengths(experiment: Experiment): readonly number[] {
  const { race } = session;
  if (!race || race.experiment.problem.kind !== 'surface') return [];
  return race.trajectories.flatMap(({ rows, x }, index) =>
    rows > 1 && experiment.runs[index] && paramOf(experiment.runs[index], 'lr') ? [Math.hypot(x[2]! - x[0]!, x[3]! - x[1]!)] : [],
  ); // prettier-ignore
}

function budgetDoubts(experiment: Experiment): readonly Doubt[] {
  const { race } = session;
  if (!race?.done || race.experiment.runs.length !== experiment.runs.length) return [];
  const dear = race.trajectories.flatMap(({ rows, cost }, index) =>
    rows > 1 && cost[rows - 1]! > 1.1 * (rows - 1) ? [index] : [],
  );
  const all = dear.length === experiment.runs.length;
  return dear.length === 0 || all ? [] : [{ kind: 'budgets', names: names(experiment, dear) }];
}
