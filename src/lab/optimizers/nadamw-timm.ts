import { beta1, beta2, epsilon, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'NAdamW (timm)',
  year: 2021,
  idea: 'AdamW whose momentum is blended once more with the newest gradient, a simpler look-ahead than NAdam’s.',
  source: 'Dozat 2016, in the form of the algorithmic-efficiency benchmark; checked against timm’s NAdamW',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(1e-2, 'decoupled'),
  },
  letters: momentLetters,
  state: { m: zeros, v: zeros, p1: scalar(1), p2: scalar(1) },
  lines: () => [
    'x = x - lr weight_decay x',
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'm_hat = (beta1 m + (1 - beta1) g) / (1 - p1)',
    'v_hat = v / (1 - p2)',
    'x = x - lr m_hat / (sqrt(v_hat) + eps)',
  ],
  conventions: ['Both moments use constant betas: there is no warm-up of the momentum as in NAdam.'],
});
