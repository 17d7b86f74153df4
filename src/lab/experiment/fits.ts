/** Which optimizers can be set on which problem: some ask for what not every problem has. */
import { optimizers } from '../catalogues.ts';
import type { Need, OptimizerEntry } from '../optimizer.ts';
import { asClassifier, asSurface, type Choice, type Problem, type SurfaceProblem } from './experiment.ts';
import { weightsOf } from './learning-shape.ts';

/** Weights up to which a matrix with a row and a column for each is no burden. */
const FEW = 300;

/** What is missing, as the end of a sentence that begins with the optimizer's name. */
const lacking: Record<Need, (problem: Problem) => string> = {
  squares: () => 'needs a loss that is written as a sum of squares, which this one is not',
  few: () => `keeps a matrix with a row and a column for every weight: it takes at most ${FEW} weights`,
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

const has: Record<Need, (problem: Problem, entry: OptimizerEntry) => boolean> = {
  squares(problem) {
    const surface = asSurface(problem);
    return surface ? squares(surface) : problem.kind === 'matrix';
  },
  // The layers of a model are matrices; rules are set on each of them.
  matrix: ({ kind }, entry) => kind === 'matrix' || (kind === 'classifier' && entry.kind === 'rule'),
  few(problem) {
    const classifier = asClassifier(problem);
    return classifier === undefined || weightsOf(classifier) <= FEW;
  },
};

/** Why an optimizer with these settings cannot run on a problem; undefined where it can. */
export function unfit(problem: Problem, { id, values }: Choice): string | undefined {
  const entry = optimizers.get(id);
  const need = entry.needs?.(values);
  return need === undefined || has[need](problem, entry) ? undefined : lacking[need](problem);
}
