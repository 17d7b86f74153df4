import { beta1, beta2, epsilon, number, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'NAdam',
  aliases: ['Nesterov Adam'],
  year: 2016,
  idea: 'Adam that looks ahead as Nesterov does: the next step’s momentum is already in this step.',
  source: 'Dozat 2016; checked against PyTorch 2’s torch.optim.NAdam',
  params: {
    lr: rate(2e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
    momentum_decay: number(4e-3, [0, 1], { min: 0, max: 1e3, letter: '\\psi', hint: 'how fast momentum warms up' }),
  },
  letters: { ...momentLetters, mu: '\\mu_t', mu_next: '\\mu_{t+1}', P: '\\Pi' },
  state: { m: zeros, v: zeros, P: scalar(1), p2: scalar(1), t: scalar(0) },
  lines: () => [
    'g = g + weight_decay x',
    't = t + 1',
    'mu = beta1 (1 - 0.96^(t momentum_decay) / 2)',
    'mu_next = beta1 (1 - 0.96^((t + 1) momentum_decay) / 2)',
    'P = P mu',
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    'p2 = p2 beta2',
    'm_hat = mu_next m / (1 - P mu_next) + (1 - mu) g / (1 - P)',
    'v_hat = v / (1 - p2)',
    'x = x - lr m_hat / (sqrt(v_hat) + eps)',
  ],
  conventions: [
    'PyTorch 1.10 to 1.13 had one μ too many in the first denominator; the rule is that since 2.0.',
    'Keras warms up 250 times faster (ψ = 1); optax keeps β₁ constant.',
  ],
});
