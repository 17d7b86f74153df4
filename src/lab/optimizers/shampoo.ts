import { choice, count, decay, epsilon, rate } from '../describe/param.ts';
import {
  blend,
  inverseFourthRoot,
  type Matrix,
  matrix,
  product,
  scaledIdentity,
  transpose,
} from '../numeric/matrices.ts';
import { dot } from '../numeric/linear.ts';
import { method } from '../optimizer.ts';

const size = (a: Matrix): number => Math.sqrt(dot(a.entries, a.entries));

export default method({
  title: 'Shampoo',
  year: 2018,
  idea: 'Adagrad for matrices: one preconditioner for the rows and one for the columns, instead of one number per entry.',
  source: 'Gupta, Koren & Singer 2018 (arXiv:1802.09568); checked against kozistr/pytorch_optimizer’s ScalableShampoo',
  params: {
    lr: rate(0.3),
    beta1: decay(0, { letter: '\\beta_1', hint: 'how much of the last step is kept' }),
    beta2: decay(1, {
      letter: '\\beta_2',
      belowMax: false,
      max: 1,
      hint: 'how long squares are remembered; 1: all are added up, as in the paper',
    }),
    matrix_eps: epsilon(1e-2, { unwritten: true, hint: 'what both preconditioners begin with' }),
    preconditioning_compute_steps: count(1, [1, 50], {
      min: 1,
      unwritten: true,
      hint: 'steps between two refreshes of the roots',
    }),
    graft_type: choice(['none', 'gradient'], 'the length of the step: its own, or the gradient’s'),
  },
  letters: { L: 'L', R: 'R', T: '\\top', P: 'P', m: 'M' },
  needs: () => 'matrix',
  lines: ({ graft_type }) => [
    'L = beta2 L + (1 - beta2) g g^T',
    'R = beta2 R + (1 - beta2) g^T g',
    'P = L^(-1/4) g R^(-1/4)',
    ...(graft_type === 'gradient' ? ['P = norm(g) / norm(P) P'] : []),
    'm = beta1 m + P',
    'x = x - lr m',
  ],
  asks: 'slopes',
  *steps(start, oracle, values) {
    const [rows, columns] = oracle.shape as readonly [number, number];
    let L = scaledIdentity(rows, Number(values.matrix_eps));
    let R = scaledIdentity(columns, Number(values.matrix_eps));
    let [left, right] = [scaledIdentity(rows, 1), scaledIdentity(columns, 1)];
    let m = new Float64Array(start.length);
    let x = start;
    for (let t = 1; ; t++) {
      const [lr, beta1, beta2] = [Number(values.lr), Number(values.beta1), Number(values.beta2)];
      const share = beta2 === 1 ? 1 : 1 - beta2;
      const g = matrix(rows, columns, oracle.gradient(x));
      L = blend(beta2, L, share, product(g, transpose(g)));
      R = blend(beta2, R, share, product(transpose(g), g));
      if (t % Number(values.preconditioning_compute_steps) === 0)
        [left, right] = [inverseFourthRoot(L), inverseFourthRoot(R)];
      const P = product(product(left, g), right);
      const scale = values.graft_type === 'gradient' ? size(g) / (size(P) + 1e-16) : 1;
      m = m.map((entry, i) => beta1 * entry + scale * P.entries[i]!);
      x = x.map((entry, i) => entry - lr * m[i]!);
      yield { x, state: { m, L: L.entries, R: R.entries } };
    }
  },
  conventions: [
    'With β₂ = 1 squares are added up without a factor: L = εI + Σ ggᵀ, R = εI + Σ gᵀg.',
    'jettify’s Shampoo and others take −½ powers and feed the second side the gradient that the first has changed: not the paper.',
    'Until the first refresh both roots are the identity: the first steps are plain gradient descent.',
  ],
});
