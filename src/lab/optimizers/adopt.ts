import { beta1, beta2, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'ADOPT',
  year: 2024,
  idea: 'Adam that divides each gradient by the root of the squares before it: so it converges with any β₂.',
  source: 'Taniguchi et al. 2024 (arXiv:2411.02853); checked against iShohei220/adopt',
  params: {
    lr: rate(1e-3),
    beta1: beta1(0.9, 'how long scaled gradients are remembered'),
    beta2: beta2(0.9999),
    eps: epsilon(1e-6),
    clip_lambda: flag(true, 'scaled gradients may not exceed the fourth root of t'),
    weight_decay: weightDecay(0, 'coupled'),
    decouple: flag(false, 'take the decay from x instead of adding it to the gradient'),
  },
  state: { m: zeros, v: zeros, t: scalar(0) },
  lines: ({ clip_lambda, decouple }) => [
    decouple ? 'x = x - where(t == 0, 0, lr weight_decay x)' : 'g = g + weight_decay x',
    'n = where(t == 0, 0, g / max(sqrt(v), eps))',
    ...(clip_lambda ? ['n = clamp(n, -t^0.25, t^0.25)'] : []),
    'm = beta1 m + (1 - beta1) n',
    'x = x - lr m',
    'v = where(t == 0, g^2, beta2 v + (1 - beta2) g^2)',
    't = t + 1',
  ],
  conventions: ['The first step only learns the size of the gradient and does not move.'],
});
