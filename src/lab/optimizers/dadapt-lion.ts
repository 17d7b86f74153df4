import { decay, epsilon, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'D-Adapt Lion',
  aliases: ['D-Adaptation'],
  year: 2023,
  idea: 'Lion whose rate is the distance to the minimum as far as its own signs have told it.',
  source:
    'Defazio & Mishchenko 2023 (arXiv:2301.07733), authors’ code only; checked against facebookresearch/dadaptation',
  params: {
    lr: rate(1, { hint: 'a factor on the rate it finds' }),
    beta1: decay(0.9, { letter: '\\beta_1', hint: 'how much of the momentum enters the blend' }),
    beta2: decay(0.99, { letter: '\\beta_2', hint: 'how long gradients are remembered' }),
    weight_decay: weightDecay(0, 'decoupled'),
    d0: epsilon(1e-6, { letter: 'd_0', hint: 'first guess of the distance; too small only costs steps' }),
  },
  letters: { l: '\\lambda', n: 'n', b: '\\sqrt{\\beta_2}' },
  state: { d: scalar('d0'), m: zeros, s: zeros, n: scalar(0) },
  lines: () => [
    'l = d lr',
    'u = sign(beta1 m + (1 - beta1) g)',
    'x = x - l weight_decay x - l u',
    'm = beta2 m + (1 - beta2) l g',
    'b = sqrt(beta2)',
    'n = b n + (1 - b) l dot(u, s)',
    's = b s + (1 - b) l u',
    'c = (1 - b) sum(abs(s))',
    'd = where(c == 0, d, max(d, n / c))',
  ],
});
