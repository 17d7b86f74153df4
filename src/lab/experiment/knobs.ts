/**
 * The numbers that a study may vary, by names that say where each stands: the optimizer's by their own (`lr`), its
 * schedule's and wrappers' as on a program's border (`schedule.T_max`, `lookahead.k`), and of a learning problem how many
 * rows a step takes and what keeps it from learning by heart (`problem.batch`, `problem.l2`), which all runs share.
 */
import { optimizers, schedules, wrappers } from '../catalogues.ts';
import { count, type NumberParam, type Params, type Values } from '../describe/param.ts';
import { aroundInput } from './around.ts';
import { asClassifier, type Choice, type ClassifierProblem, type Problem, type Run } from './experiment.ts';
import { learnt } from './learning-shape.ts';
import { regularisation } from './regularisation.ts';

export interface Knob {
  readonly param: NumberParam;
  readonly value: number;
  /** The run and its problem with another value. */
  readonly turned: (value: number) => Turned;
}

export interface Turned {
  readonly run: Run;
  readonly problem: Problem;
}

/** The numbers among some values; `put` says what all is with one of them changed. */
const numbers = (
  params: Params,
  values: Values,
  name: (own: string) => string,
  put: (own: string, value: number) => Turned,
): [string, Knob][] =>
  Object.entries(params).flatMap(([own, param]): [string, Knob][] =>
    param.kind === 'number'
      ? [[name(own), { param, value: Number(values[own]), turned: (value) => put(own, value) }]]
      : [],
  );

const changed = <Kind extends Choice>(choice: Kind, own: string, value: number): Kind => ({
  ...choice,
  values: { ...choice.values, [own]: value },
});

function ofLearning(run: Run, problem: ClassifierProblem): [string, Knob][] {
  const rows = learnt(problem.dataset);
  const batch: Knob = {
    param: count(rows, [1, rows], { min: 1, max: rows, scale: 'log', hint: 'rows that a step learns from' }),
    value: problem.batch === 'all' ? rows : problem.batch,
    turned: (value) => ({ run, problem: { ...problem, batch: value === rows ? 'all' : value } }),
  };
  // Batches in a written order are as large as they are written.
  const own: [string, Knob][] = problem.order === undefined ? [['problem.batch', batch]] : [];
  const others = numbers(regularisation, problem.regularisation, (name) => aroundInput('problem', name), (name, value) => ({
    run,
    problem: { ...problem, regularisation: { ...problem.regularisation, [name]: value } },
  })); // prettier-ignore
  return [...own, ...others];
}

/** All numbers of a run on a problem, the optimizer's own first; those of learning only where the problem is known. */
export function knobsOf(run: Run, problem?: Problem): ReadonlyMap<string, Knob> {
  const turned = (it: Run): Turned => ({ run: it, problem: problem! });
  const own = numbers(optimizers.get(run.id).params, run.values, (name) => name, (name, value) => turned(changed(run, name, value))); // prettier-ignore
  const { schedule, wrappers: put = [] } = run;
  const scheduled = schedule
    ? numbers(schedules.get(schedule.id).params, schedule.values, (name) => aroundInput('schedule', name), (name, value) => turned({ ...run, schedule: changed(schedule, name, value) })) // prettier-ignore
    : [];
  const wrapped = put.flatMap(
    (one, place) =>
    numbers(wrappers.get(one.id).params, one.values, (name) => aroundInput(one.id, name), (name, value) => turned({ ...run, wrappers: put.with(place, changed(one, name, value)) })), // prettier-ignore
  );
  const learning = problem && asClassifier(problem);
  return new Map([...own, ...scheduled, ...wrapped, ...(learning ? ofLearning(run, learning) : [])]);
}

export const knobOf = (run: Run, problem: Problem | undefined, name: string): Knob | undefined =>
  knobsOf(run, problem).get(name);

/** A run and its problem with some numbers changed, by name; names it lacks change nothing. */
export const turnedTo = (
  run: Run,
  problem: Problem,
  values: Iterable<readonly [name: string, value: number]>,
): Turned => {
  let now: Turned = { run, problem };
  for (const [name, value] of values) now = knobOf(now.run, now.problem, name)?.turned(value) ?? now;
  return now;
};
