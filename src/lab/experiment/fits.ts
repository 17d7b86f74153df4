/** Which optimizers can be set on which problem: some ask for what not every problem has. */
import { optimizers } from '../catalogues.ts';
import type { Need } from '../optimizer.ts';
import { asSurface, type Choice, type Problem, type SurfaceProblem } from './experiment.ts';

/** What is missing, as the end of a sentence that begins with the optimizer's name. */
const lacking: Record<Need, (problem: Problem) => string> = {
  squares: () => 'needs a loss that is written as a sum of squares, which this one is not',
  matrix: (problem) =>
    asSurface(problem)
      ? 'works on the singular values of a matrix: on two numbers x and y it would teach something false'
      : 'works on the singular values of one matrix, and what is learned here is more than that',
};

/** Told by `fits-squares.ts`, since the first screen has no optimizer that asks, and so need not load how it is found out. */
let squares: (problem: SurfaceProblem) => boolean = () => false;

export const judgeSquares = (judge: typeof squares): void => {
  squares = judge;
};

const has: Record<Need, (problem: Problem) => boolean> = {
  squares(problem) {
    const surface = asSurface(problem);
    return surface ? squares(surface) : problem.kind === 'matrix';
  },
  matrix: (problem) => problem.kind === 'matrix',
};

/** Why an optimizer with these settings cannot run on a problem; undefined where it can. */
export function unfit(problem: Problem, { id, values }: Choice): string | undefined {
  const need = optimizers.get(id).needs?.(values);
  return need === undefined || has[need](problem) ? undefined : lacking[need](problem);
}
