import { choice, epsilon, number, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar } from '../optimizer.ts';

export default rule({
  title: 'Adagrad',
  year: 2011,
  idea: 'Every coordinate has its own rate, which only ever shrinks with the squared gradients seen.',
  source: 'Duchi, Hazan & Singer 2011; checked against torch.optim.Adagrad 1.13',
  torch: { name: 'Adagrad', unknown: ['eps_placement'] },
  params: {
    lr: rate(1e-2),
    lr_decay: number(0, [0, 1], { min: 0, max: 1e6, letter: '\\gamma', hint: 'lr shrinks as 1 / (1 + steps · this)' }),
    weight_decay: weightDecay(0, 'coupled'),
    initial_accumulator_value: number(0, [0, 1], {
      min: 0,
      letter: 's_0',
      hint: 'what the sum of squares starts from',
    }),
    eps: epsilon(1e-10),
    eps_placement: choice(['outside', 'inside'], 'eps added to the root, or under it'),
  },
  state: { s: { shape: 'vector', init: 'initial_accumulator_value' }, t: scalar(0) },
  lines: ({ eps_placement }) => [
    'g = g + weight_decay x',
    's = s + g^2',
    eps_placement === 'inside'
      ? 'x = x - lr / (1 + t lr_decay) g / sqrt(s + eps)'
      : 'x = x - lr / (1 + t lr_decay) g / (sqrt(s) + eps)',
    't = t + 1',
  ],
  conventions: [
    'PyTorch adds eps outside the root; Keras and optax inside, with eps 1e-7 and a sum that starts from 0.1.',
    'Radford’s animation has eps 1e-6 inside the root.',
  ],
});
