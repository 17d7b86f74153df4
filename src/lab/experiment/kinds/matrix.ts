/** The problem that is a matrix to be found: `associations(exponent=2)`. */
import { matrices } from '../../catalogues.ts';
import type { MatrixProblem } from '../experiment.ts';
import type { ProblemKind } from '../kind.ts';
import { own, readChoice } from '../read.ts';

export const matrixKind: ProblemKind<MatrixProblem> = {
  what: 'a matrix problem',
  choices: { matrix: matrices },
  keys: {},
  dimension: ({ matrix: { id, values } }) => {
    const [rows, columns] = matrices.get(id).sides(values);
    return rows * columns;
  },
  title: ({ matrix }) => matrices.get(matrix.id).title,
  idea: ({ matrix }) => matrices.get(matrix.id).idea,
  read(json, report) {
    const matrix = readChoice('matrix problem', matrices, own(json, 'matrix'), 'problem.matrix', report);
    return matrix && { kind: 'matrix', matrix };
  },
  written: () => ({}),
};
