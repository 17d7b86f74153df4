import { beta1, beta2, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'D-Adapt Adam',
  aliases: ['D-Adaptation'],
  year: 2023,
  idea: 'Adam whose rate is the distance to the minimum as far as the gradients have told it.',
  source: 'Defazio & Mishchenko 2023 (arXiv:2301.07733); checked against facebookresearch/dadaptation',
  params: {
    lr: rate(1, { hint: 'a factor on the rate it finds' }),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
    decouple: flag(false, 'take the decay from x instead of adding it to the gradient'),
    use_bias_correction: flag(false, 'undo that both means start from 0'),
    d0: epsilon(1e-6, { letter: 'd_0', hint: 'first guess of the distance; too small only costs steps' }),
  },
  letters: { ...momentLetters, l: '\\lambda', n: 'n', b: '\\sqrt{\\beta_2}' },
  roles: { s: undefined },
  state: { d: scalar('d0'), m: zeros, v: zeros, s: zeros, n: scalar(0), p1: scalar(1), p2: scalar(1) },
  lines: ({ decouple, use_bias_correction }) => [
    ...(decouple ? [] : ['g = g + weight_decay x']),
    ...(use_bias_correction ? ['p1 = p1 beta1', 'p2 = p2 beta2', 'l = d lr sqrt(1 - p2) / (1 - p1)'] : ['l = d lr']),
    'b = sqrt(beta2)',
    'n = b n + (1 - b) l dot(g, s / (sqrt(v) + eps))',
    'm = beta1 m + (1 - beta1) l g',
    'v = beta2 v + (1 - beta2) g^2',
    's = b s + (1 - b) l g',
    'c = (1 - b) sum(abs(s))',
    'd = where(c == 0, d, max(d, n / c))',
    ...(decouple ? ['x = x - l weight_decay x - m / (sqrt(v) + eps)'] : ['x = x - m / (sqrt(v) + eps)']),
  ],
});
