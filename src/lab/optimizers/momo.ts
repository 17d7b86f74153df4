import { decay, flag, number, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'MoMo',
  aliases: ['momentum model'],
  year: 2023,
  idea: 'Momentum with Polyak’s step: a model of recent losses says how far down there is to go; lr is only a cap.',
  source: 'Schaipp et al. 2023 (arXiv:2305.07583); checked against fabian-sp/MoMo',
  params: {
    lr: rate(1, { hint: 'the longest step, not the usual one' }),
    weight_decay: weightDecay(0, 'decoupled'),
    beta: decay(0.9, { letter: '\\beta', hint: 'how long losses and gradients are remembered' }),
    lb: number(0, [-10, 10], { letter: 'f_*', hint: 'a value the loss cannot fall below' }),
    bias_correction: flag(false, 'start the means at 0 and correct for it'),
    use_fstar: flag(false, 'learn the lowest value as well'),
  },
  letters: {
    f_bar: '\\bar f',
    q: '\\gamma',
    a: '\\alpha',
    l: '\\hat f_*',
    p: '\\beta^t',
    h: 'h',
    tau: '\\tau',
  },
  state: { f_bar: scalar(0), m: zeros, q: scalar(0), p: scalar(1), t: scalar(0), l: scalar('lb') },
  lines: ({ bias_correction, use_fstar }) => {
    const low = use_fstar ? 'l' : 'lb';
    const mean = (letter: string, fresh: string): string =>
      bias_correction
        ? `${letter} = beta ${letter} + (1 - beta) ${fresh}`
        : `${letter} = where(t == 0, ${fresh}, beta ${letter} + (1 - beta) ${fresh})`;
    return [
      mean('f_bar', 'f'),
      mean('m', 'g'),
      mean('q', 'dot(x, g)'),
      't = t + 1',
      ...(bias_correction ? ['p = p beta', 'rho = 1 - p'] : ['rho = 1']),
      'a = 1 + lr weight_decay',
      'h = a f_bar + dot(x, m) - a q',
      ...(use_fstar ? ['l = where(h < a rho l, max(h / (2 a rho), lb), l)'] : []),
      `tau = where(norm(m) == 0, 0, min(lr / rho, max(h - a rho ${low}, 0) / norm(m)^2))`,
      ...(use_fstar ? ['l = max((f_bar + dot(x, m) - q - tau norm(m)^2 / 2) / rho, lb)'] : []),
      'x = (x - tau m) / a',
    ];
  },
  conventions: ['With beta 0 and the lowest value known it is the Polyak step.'],
});
