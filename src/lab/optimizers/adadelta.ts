import { choice, decay, epsilon, rate, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'Adadelta',
  year: 2012,
  idea: 'Steps measured in past steps: the typical size of a move over the typical size of a gradient.',
  source: 'Zeiler 2012 (arXiv:1212.5701); checked against torch.optim.Adadelta 1.13',
  torch: { name: 'Adadelta', unknown: ['accumulate'] },
  params: {
    lr: rate(1),
    rho: decay(0.9, { letter: '\\rho', hint: 'how long squares are remembered' }),
    eps: epsilon(1e-6, { hint: 'sets the size of the first steps' }),
    weight_decay: weightDecay(0, 'coupled'),
    accumulate: choice(['unscaled', 'scaled'], 'whether the remembered updates are those before or after lr'),
  },
  letters: { d: 'd' },
  roles: { u: undefined },
  state: { v: zeros, u: zeros },
  lines: ({ accumulate }) => [
    'g = g + weight_decay x',
    'v = rho v + (1 - rho) g^2',
    accumulate === 'scaled' ? 'd = lr sqrt(u + eps) / sqrt(v + eps) g' : 'd = sqrt(u + eps) / sqrt(v + eps) g',
    'u = rho u + (1 - rho) d^2',
    accumulate === 'scaled' ? 'x = x - d' : 'x = x - lr d',
  ],
  conventions: [
    'PyTorch and Keras remember the update before lr; Radford’s animation remembers it after lr. The same at lr = 1.',
    'Keras’ default lr is 0.001: a thousand times slower than the paper’s 1.',
  ],
});
