import { beta1, beta2, count, number, rate, weightDecay } from '../describe/param.ts';
import { method } from '../optimizer.ts';

export default method({
  title: 'Sophia-G',
  year: 2023,
  idea: 'Sophia that takes squared gradients, now and then, for the curvature.',
  source: 'Liu et al. 2023 (arXiv:2305.14342); checked against Liuhong99/Sophia',
  params: {
    lr: rate(1e-4),
    beta1: beta1(0.965),
    beta2: beta2(0.99, 'how long curvatures are remembered'),
    rho: number(0.04, [0, 1], { min: 0, letter: '\\rho', hint: 'the larger, the sooner steps are shortened' }),
    weight_decay: weightDecay(0.1, 'decoupled'),
    every: count(10, [1, 100], {
      min: 1,
      letter: 'k',
      unwritten: true,
      hint: 'steps between two looks at the curvature',
    }),
  },
  letters: { m: 'm', h: 'h' },
  lines: () => [
    'm = beta1 m + (1 - beta1) g',
    'x = x - lr weight_decay x - lr sign(m) min(abs(m) / (rho h + 1e-15), 1)',
    'h = beta2 h + (1 - beta2) gradient(x)^2',
  ],
  asks: 'slopes',
  *steps(start, oracle, values) {
    const [decay, rho] = [Number(values.weight_decay), Number(values.rho)];
    let x = start;
    let m = new Float64Array(x.length);
    let h = new Float64Array(x.length);
    for (let k = 1; ; k++) {
      const [lr, b1, b2] = [Number(values.lr), Number(values.beta1), Number(values.beta2)];
      const g = oracle.gradient(x);
      m = m.map((entry, i) => b1 * entry + (1 - b1) * g[i]!);
      x = x.map((entry, i) => {
        const size = Math.min(Math.abs(m[i]!) / (rho * h[i]! + 1e-15), 1);
        return entry - lr * decay * entry - lr * Math.sign(m[i]!) * size;
      });
      if (k % Number(values.every) === 0) {
        const there = oracle.gradient(x);
        h = h.map((entry, i) => b2 * entry + (1 - b2) * there[i]! * there[i]!);
      }
      yield { x, state: { m, h } };
    }
  },
  conventions: [
    'The third line runs after every k-th step only; until then h is 0 and steps are signs.',
    'On a network the squared gradient is that of labels drawn from the model; a surface has only its own.',
  ],
});
