import { decay, epsilon, flag, number, rate, weightDecay } from '../describe/param.ts';
import { columnZeros, rowZeros, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'Adafactor (paper)',
  year: 2018,
  idea: 'Adafactor with the step size that falls by itself, as the paper has it.',
  source: 'Shazeer & Stern 2018 (arXiv:1804.04235); checked against timm’s Adafactor',
  params: {
    lr: rate(1e-2, { hint: 'the step size, where it does not fall by itself' }),
    eps: epsilon(1e-30, { range: [1e-32, 1], hint: 'added to the squares' }),
    eps_scale: epsilon(1e-3, { letter: '\\varepsilon_2', hint: 'the least size of x that counts' }),
    clip_threshold: number(1, [0.1, 10], { min: 1e-9, letter: 'd', hint: 'steps larger than this are cut' }),
    decay_rate: number(-0.8, [-1, 0], { max: 0, letter: 'c', hint: 'how the memory of squares grows with time' }),
    beta1: decay(0, { letter: '\\beta_1', hint: 'how long steps are remembered' }),
    weight_decay: weightDecay(0, 'decoupled'),
    relative_step: flag(true, 'a step size that falls with the root of time'),
    scale_parameter: flag(true, 'steps as shares of the size of x'),
    factored: flag(true, 'of a matrix’s squares only row and column means are kept'),
  },
  letters: { l: '\\eta_t', q: '\\beta_t' },
  scope: () => 'tensor',
  state: { v: zeros, R: rowZeros, C: columnZeros, m: zeros, t: scalar(0) },
  lines: ({ relative_step, scale_parameter, factored }, matrix) => [
    't = t + 1',
    relative_step
      ? scale_parameter
        ? 'l = min(0.01, 1 / sqrt(t)) max(eps_scale, rms(x))'
        : 'l = min(0.01, 1 / sqrt(t))'
      : 'l = lr',
    'q = 1 - t^decay_rate',
    ...(matrix && factored
      ? ['R = q R + (1 - q) row_means(g^2 + eps)', 'C = q C + (1 - q) column_means(g^2 + eps)', 'v = R C / mean(R)']
      : ['v = q v + (1 - q) (g^2 + eps)']),
    'u = g / sqrt(v)',
    'm = beta1 m + (1 - beta1) l u / max(1, rms(u) / clip_threshold)',
    'x = x - l weight_decay x - m',
  ],
  conventions: [
    'timm factors matrices only where both sides are at least 16; here every matrix, or none.',
    'timm’s relative step is chosen by giving no lr; there scale_parameter has no effect on a given one.',
  ],
});
