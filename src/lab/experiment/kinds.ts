/** All kinds of problem, by the `kind` that tells them apart. */
import type { Choice, Experiment, Problem } from './experiment.ts';
import type { ProblemKind } from './kind.ts';
import { matrixKind } from './kinds/matrix.ts';
import { surfaceKind } from './kinds/surface.ts';
import { Trajectory } from './trajectory.ts';

export const kinds: { readonly [Kind in Problem['kind']]: ProblemKind<Extract<Problem, { kind: Kind }>> } = {
  surface: surfaceKind,
  matrix: matrixKind,
};

/** The kind of a problem, for callers that pass it that problem only. */
export const kindOf = (problem: Problem): ProblemKind<Problem> => kinds[problem.kind] as ProblemKind<Problem>;

/** What a link begins with: the entry the problem is named after. */
export function headOf(problem: Problem): Choice {
  const [field] = Object.keys(kindOf(problem).choices);
  return problem[field as keyof Problem] as unknown as Choice;
}

/** Room for one run of an experiment. */
export const trajectoryFor = ({ problem, steps }: Experiment): Trajectory =>
  new Trajectory(steps, kindOf(problem).dimension(problem));
