import { epsilon, number, rate, weightDecay } from '../describe/param.ts';
import { columnZeros, rowZeros, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'Adafactor (PyTorch)',
  year: 2018,
  idea: 'Adam with little memory: steps are shares of the weights’ size; matrices keep only row and column means.',
  source: 'Shazeer & Stern 2018 (arXiv:1804.04235); checked against PyTorch 2.5’s torch.optim.Adafactor',
  params: {
    lr: rate(1e-2),
    beta2_decay: number(-0.8, [-1, 0], { max: 0, letter: 'c', hint: 'how the memory of squares grows with time' }),
    eps1: epsilon(2.220446049250313e-16, { letter: '\\varepsilon_1' }),
    eps2: epsilon(1e-3, { letter: '\\varepsilon_2', hint: 'the least size of x that counts' }),
    d: number(1, [0.1, 10], { min: 1e-9, letter: 'd', hint: 'steps larger than this, root mean square, are cut' }),
    weight_decay: weightDecay(0, 'decoupled'),
  },
  letters: { a: '\\alpha_t', q: '\\beta_t' },
  scope: () => 'tensor',
  state: { v: zeros, R: rowZeros, C: columnZeros, t: scalar(0) },
  lines: (_, matrix) => [
    't = t + 1',
    'q = 1 - t^beta2_decay',
    'a = max(eps2, rms(x)) min(lr, 1 / sqrt(t))',
    'x = x - lr weight_decay x',
    ...(matrix
      ? ['R = q R + (1 - q) row_means(g^2)', 'C = q C + (1 - q) column_means(g^2)', 'v = R C / max(mean(R), eps1)']
      : ['v = q v + (1 - q) g^2']),
    'u = g / max(sqrt(v), eps1)',
    'x = x - a u / max(1, rms(u) / d)',
  ],
  conventions: ['A matrix’s mean squares are kept as one mean per row and one per column; a vector’s as they are.'],
});
