/** All kinds of problem, by the `kind` that tells them apart. */
import type { Choice, Experiment, Problem } from './experiment.ts';
import type { ProblemKind } from './kind.ts';
import { matrixKind } from './kinds/matrix.ts';
import { classifierKind } from './kinds/classifier.ts';
import { surfaceKind } from './kinds/surface.ts';
import { Trajectory } from './trajectory.ts';

export const kinds: { readonly [Kind in Problem['kind']]: ProblemKind<Extract<Problem, { kind: Kind }>> } = {
  surface: surfaceKind,
  classifier: classifierKind,
  matrix: matrixKind,
};

/** The kind of a problem, for callers that pass it that problem only. */
export const kindOf = (problem: Problem): ProblemKind<Problem> => kinds[problem.kind] as ProblemKind<Problem>;

/** The fields of a problem of a kind, besides `kind`. */
export function fieldsOf(kind: Problem['kind']): string[] {
  const { choices, keys, nested = {} } = kinds[kind];
  const inner = new Set(Object.values(nested).flat());
  return [...Object.keys(choices), ...Object.keys(keys).filter((key) => !inner.has(key)), ...Object.keys(nested)];
}

/** What a link's `key=value` segments say of a problem, by its fields. */
export function saidOf(kind: Problem['kind'], keyed: ReadonlyMap<string, string>): Record<string, unknown> {
  const { keys, nested = {} } = kinds[kind];
  const said: Record<string, unknown> = {};
  for (const [key, read] of Object.entries(keys)) {
    const text = keyed.get(key);
    if (text === undefined) continue;
    const field = Object.keys(nested).find((name) => nested[name]!.includes(key));
    if (field === undefined) said[key] = read(text);
    else said[field] = { ...(said[field] as object | undefined), [key]: read(text) };
  }
  return said;
}

/** What a link begins with: the entry the problem is named after. */
export function headOf(problem: Problem): Choice {
  const [field] = Object.keys(kindOf(problem).choices);
  return problem[field as keyof Problem] as unknown as Choice;
}

/** Room for one run of an experiment. */
export const trajectoryFor = ({ problem, steps }: Experiment): Trajectory =>
  new Trajectory(steps, kindOf(problem).dimension(problem));
