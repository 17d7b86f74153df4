/** How each kind of problem is run; apart from `kinds.ts`, since the page need not load it. */
import type { Experiment, Problem } from './experiment.ts';
import type { Manner, Task } from './task.ts';
import { matrixTask } from './tasks/matrix.ts';
import { classifierTask } from './tasks/classifier.ts';
import { surfaceTask } from './tasks/surface.ts';

const tasks: {
  readonly [Kind in Problem['kind']]: (
    problem: Extract<Problem, { kind: Kind }>,
    experiment: Experiment,
    manner: Manner,
  ) => Task;
} = {
  surface: surfaceTask,
  classifier: classifierTask,
  matrix: matrixTask,
};

/** Prepares a validated experiment's problem for its runs. */
export function taskOf(experiment: Experiment, manner: Manner = {}): Task {
  const { problem } = experiment;
  const prepare = tasks[problem.kind] as (problem: Problem, experiment: Experiment, manner: Manner) => Task;
  return prepare(problem, experiment, manner);
}
