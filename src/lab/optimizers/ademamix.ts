import { beta1, beta2, count, decay, epsilon, number, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'AdEMAMix',
  year: 2024,
  idea: 'AdamW with a second, much longer memory of gradients beside the usual one.',
  source: 'Pagliardini, Ablin & Grangier 2024 (arXiv:2409.03137); checked against apple/ml-ademamix',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    beta3: decay(0.9999, { letter: '\\beta_3', hint: 'how long the slow memory keeps gradients' }),
    alpha: number(2, [0, 10], { letter: '\\alpha', hint: 'weight of the slow memory' }),
    beta3_warmup: count(0, [0, 1000], { letter: 'T_\\beta', hint: 'steps until the slow memory has its full length' }),
    alpha_warmup: count(0, [0, 1000], { letter: 'T_\\alpha', hint: 'steps until the slow memory has its full weight' }),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'decoupled'),
  },
  letters: { ...momentLetters, m2: 'm_2', a: '\\alpha_t', b: '\\beta_{3,t}' },
  state: { m: zeros, m2: zeros, v: zeros, p1: scalar(1), p2: scalar(1), t: scalar(0) },
  lines: () => [
    't = t + 1',
    'a = where(t < alpha_warmup, alpha t / alpha_warmup, alpha)',
    'r = t / beta3_warmup',
    'h = (1 - r) log(0.5) / log(beta1 + 1e-8) + r log(0.5) / log(beta3 + 1e-8)',
    'b = where(t < beta3_warmup, 0.5^(1 / h), beta3)',
    'm = beta1 m + (1 - beta1) g',
    'm2 = b m2 + (1 - b) g',
    'v = beta2 v + (1 - beta2) g^2',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'm_hat = m / (1 - p1)',
    'v_hat = v / (1 - p2)',
    'x = x - lr ((m_hat + a m2) / (sqrt(v_hat) + eps) + weight_decay x)',
  ],
  conventions: ['The paper takes α = 5 and warms α and β₃ up over the whole training; the code’s defaults do neither.'],
});
