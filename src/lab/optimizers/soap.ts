import { beta1, beta2, count, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import {
  blend,
  columnsInOrder,
  descending,
  each,
  fill,
  type Matrix,
  matrix,
  orthonormal,
  product,
  spectrum,
  transpose,
} from '../numeric/matrices.ts';
import { method } from '../optimizer.ts';

/** One side of the gradient: the mean of its Gram matrices, and the basis in which it looks diagonal. */
interface Side {
  readonly gram: Matrix;
  readonly basis: Matrix;
}

/** The side's basis after one step of power iteration, and the order its columns came into. */
function refreshed({ gram, basis }: Side): { readonly basis: Matrix; readonly order: readonly number[] } {
  const n = gram.rows;
  const turned = product(product(transpose(basis), gram), basis);
  const order = descending(Float64Array.from({ length: n }, (_, i) => turned.entries[i * n + i]!));
  return { basis: orthonormal(product(gram, columnsInOrder(basis, order))), order };
}

export default method({
  title: 'SOAP',
  aliases: ['Shampoo with Adam in the preconditioner’s eigenbasis'],
  year: 2024,
  idea: 'Adam, run in the eigenbasis that Shampoo’s preconditioners have found: not rotation invariant there, but almost so outside.',
  source: 'Vyas et al. 2024 (arXiv:2409.11321); checked against nikhilvyas/SOAP',
  params: {
    lr: rate(3e-3),
    beta1: beta1(0.95),
    beta2: beta2(0.95),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(1e-2, 'decoupled'),
    precondition_frequency: count(10, [1, 50], {
      min: 1,
      unwritten: true,
      hint: 'steps between two looks at the basis',
    }),
    correct_bias: flag(true, 'undo that both means start from 0'),
  },
  letters: {
    L: 'L',
    R: 'R',
    Q: 'Q_L',
    S: 'Q_R',
    T: '\\top',
    p1: '\\beta_1^t',
    p2: '\\beta_2^t',
    h: "g'",
    m: 'm',
    v: 'v',
  },
  needs: () => 'matrix',
  lines: ({ correct_bias }) => [
    'h = Q^T g S',
    'm = beta1 m + (1 - beta1) h',
    'v = beta2 v + (1 - beta2) h^2',
    correct_bias
      ? 'x = x - lr sqrt(1 - p2) / (1 - p1) Q m / (sqrt(v) + eps) S^T'
      : 'x = x - lr Q m / (sqrt(v) + eps) S^T',
    'x = x - lr weight_decay x',
    'L = beta2 L + (1 - beta2) g g^T',
    'R = beta2 R + (1 - beta2) g^T g',
  ],
  asks: 'slopes',
  *steps(start, oracle, values) {
    const [rows, columns] = oracle.shape as readonly [number, number];
    const [b1, b2] = [Number(values.beta1), Number(values.beta2)];
    const slope = (): Matrix => matrix(rows, columns, oracle.gradient(x));
    const grams = (g: Matrix): readonly [Matrix, Matrix] => [product(g, transpose(g)), product(transpose(g), g)];
    let x = start;
    // The first gradient only builds the bases: no step is taken.
    let [left, right] = grams(slope()).map((gram): Side => {
      const share = each(gram, (entry) => (1 - b2) * entry);
      return { gram: share, basis: spectrum(share).vectors };
    }) as [Side, Side];
    let m = fill(rows, columns, () => 0);
    let v = m;
    yield { x };
    for (let t = 1, p1 = b1, p2 = b2; ; t++, p1 *= b1, p2 *= b2) {
      const [lr, eps, decay] = [Number(values.lr), Number(values.eps), Number(values.weight_decay)];
      const g = slope();
      const into = (a: Matrix): Matrix => product(product(transpose(left.basis), a), right.basis);
      const back = (a: Matrix): Matrix => product(product(left.basis, a), transpose(right.basis));
      const h = into(g);
      m = blend(b1, m, 1 - b1, h);
      v = each(v, (entry, at) => b2 * entry + (1 - b2) * h.entries[at]! * h.entries[at]!);
      const step = back(each(m, (entry, at) => entry / (Math.sqrt(v.entries[at]!) + eps)));
      const rateNow = values.correct_bias ? (lr * Math.sqrt(1 - p2)) / (1 - p1) : lr;
      x = x.map((entry, at) => (entry - rateNow * step.entries[at]!) * (1 - lr * decay));
      yield { x, state: { m: m.entries, v: v.entries } };
      const kept = back(m);
      const [gramL, gramR] = grams(g);
      left = { ...left, gram: blend(b2, left.gram, 1 - b2, gramL) };
      right = { ...right, gram: blend(b2, right.gram, 1 - b2, gramR) };
      if (t % Number(values.precondition_frequency) === 0) {
        const [rowsNow, columnsNow] = [refreshed(left), refreshed(right)];
        left = { ...left, basis: rowsNow.basis };
        right = { ...right, basis: columnsNow.basis };
        const seen = v;
        v = fill(
          rows,
          columns,
          (row, column) => seen.entries[rowsNow.order[row]! * columns + columnsNow.order[column]!]!,
        );
        m = into(kept);
      }
    }
  },
  conventions: [
    'Q_L and Q_R are the eigenvectors of L and R, refreshed every so many steps by one step of power iteration.',
    'The first gradient only builds the bases: the first step stands still.',
    'eps is added to the uncorrected root (“eps-hat”). With a tiny eps, rounding along directions without any slope is blown up.',
  ],
});
