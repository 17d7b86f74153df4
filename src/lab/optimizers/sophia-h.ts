import { beta1, beta2, count, epsilon, number, rate, weightDecay } from '../describe/param.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'Sophia-H',
  year: 2023,
  idea: 'Momentum over curvature, coordinate by coordinate, cut to a longest step; curvature is looked at now and then.',
  source: 'Liu et al. 2023 (arXiv:2305.14342); checked against kozistr/pytorch_optimizer with the exact diagonal',
  needs: () => 'few',
  params: {
    lr: rate(0.06),
    beta1: beta1(0.96),
    beta2: beta2(0.99, 'how long curvatures are remembered'),
    weight_decay: weightDecay(0, 'decoupled'),
    p: number(0.01, [0, 1], { min: 0, letter: '\\rho', hint: 'the longest step, in units of lr' }),
    eps: epsilon(1e-12, { hint: 'what negative curvature counts as' }),
    every: count(10, [1, 100], {
      min: 1,
      letter: 'k',
      unwritten: true,
      hint: 'steps between two looks at the curvature',
    }),
  },
  letters: { H: 'H_{ii}', m: 'm', h: 'h' },
  lines: () => [
    'm = beta1 m + (1 - beta1) g',
    'h = beta2 h + (1 - beta2) H',
    'x = x - lr weight_decay x - lr clamp(m / max(h, eps), -p, p)',
  ],
  asks: 'slopes',
  *steps(start, oracle, values) {
    const [decay, p, eps] = [Number(values.weight_decay), Number(values.p), Number(values.eps)];
    const n = start.length;
    let x = start;
    let m = new Float64Array(n);
    let h = new Float64Array(n);
    for (let k = 0; ; k++) {
      const [lr, b1, b2] = [Number(values.lr), Number(values.beta1), Number(values.beta2)];
      const g = oracle.gradient(x);
      if (k % Number(values.every) === 0) {
        const H = oracle.hessian(x);
        h = h.map((entry, i) => b2 * entry + (1 - b2) * H[i * n + i]!);
      }
      m = m.map((entry, i) => b1 * entry + (1 - b1) * g[i]!);
      x = x.map((entry, i) => {
        const step = Math.min(Math.max(m[i]! / Math.max(h[i]!, eps), -p), p);
        return entry - lr * decay * entry - lr * step;
      });
      yield { x, state: { m, h } };
    }
  },
  conventions: [
    'The paper writes lr · clip(m / max(γh, ε), 1): the same with p = γ and lr divided by p.',
    'The diagonal of the Hessian is exact here; for networks it is estimated with random vectors.',
    'Where the ground bends downwards the step is the longest allowed one, downhill.',
  ],
});
