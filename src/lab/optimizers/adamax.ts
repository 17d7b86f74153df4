import { beta1, beta2, epsilon, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'Adamax',
  year: 2014,
  idea: 'Adam that divides by the largest recent gradient instead of the root of the mean square.',
  source: 'Kingma & Ba 2014 (arXiv:1412.6980); checked against torch.optim.Adamax 1.13',
  torch: { name: 'Adamax' },
  params: {
    lr: rate(2e-3),
    beta1: beta1(0.9),
    beta2: beta2(0.999, 'how slowly the largest gradient is forgotten'),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
  },
  letters: momentLetters,
  state: { m: zeros, u: zeros, p1: scalar(1) },
  lines: () => [
    'g = g + weight_decay x',
    'm = beta1 m + (1 - beta1) g',
    'u = max(beta2 u, abs(g) + eps)',
    'p1 = p1 beta1',
    'm_hat = m / (1 - p1)',
    'x = x - lr m_hat / u',
  ],
  conventions: ['Keras takes the largest gradient without eps and adds eps where it divides.'],
});
