/** The loss ½‖A W B − C‖² of a matrix problem, and its numbers drawn from the experiment's seed. */
import { matrices } from '../catalogues.ts';
import { differentiate } from '../graph/differentiate.ts';
import { constant, mul, type Node, pick, sub, sum } from '../graph/node.ts';
import { matmul, tensor } from '../graph/tensors.ts';
import type { MatrixForm } from '../matrix.ts';
import type { Matrix } from '../numeric/matrices.ts';
import { stream } from '../numeric/random.ts';
import type { Choice } from './experiment.ts';
import type { Loss } from './problem.ts';

/** The numbers of a chosen problem. */
export const formOf = ({ id, values }: Choice, seed: number): MatrixForm =>
  matrices.get(id).form(values, (purpose) => stream(seed, `matrix ${purpose}`));

/** The loss of these numbers; `name` is equal only for equal numbers. */
export function matrixLoss({ A, B, C }: Pick<MatrixForm, 'A' | 'B' | 'C'>, name: string): Loss {
  const [a, b, c] = [A, B, C].map(({ entries, rows, columns }: Matrix) => tensor(entries, [rows, columns])) as [
    Node,
    Node,
    Node,
  ];
  const shape = [A.columns, B.rows];
  const missing = (point: Node): Node => sub(matmul(matmul(a, point), b), c);
  const value = (point: Node): Node => {
    const rest = missing(point);
    return mul(constant(0.5), sum(mul(rest, rest)));
  };
  return {
    dimension: A.columns * B.rows,
    shape,
    name,
    values: {},
    value,
    gradient: (point) => differentiate(value(point), [point])[0]!,
    residuals(point) {
      const rest = mul(constant(Math.sqrt(0.5)), missing(point));
      return Array.from({ length: C.entries.length }, (_, at) => pick(rest, at));
    },
  };
}
