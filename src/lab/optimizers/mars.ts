import { beta1, beta2, choice, epsilon, flag, number, rate, weightDecay } from '../describe/param.ts';
import { momentLetters, rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'MARS',
  year: 2024,
  idea: 'AdamW or Lion on gradients that are corrected by their change, which takes noise out of them.',
  source: 'Yuan et al. 2024 (arXiv:2411.10438); checked against AGI-Arena/MARS (approximate form)',
  params: {
    lr: rate(3e-3),
    beta1: beta1(0.95),
    beta2: beta2(0.99),
    gamma: number(0.025, [0, 1], { letter: '\\gamma', hint: 'how much of the gradient’s change is added' }),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'decoupled'),
    mars_type: choice(['mars-adamw', 'mars-lion'], 'which method is fed with the corrected gradient'),
    amsgrad: flag(false, 'never forget the largest mean square'),
  },
  letters: { ...momentLetters, g_prev: 'g_{t-1}' },
  scope: () => 'tensor',
  roles: { m: 'velocity' },
  state: { m: zeros, v: zeros, v_max: zeros, g_prev: zeros, p1: scalar(1), p2: scalar(1) },
  lines: ({ mars_type, amsgrad }) => [
    'c = g + gamma beta1 / (1 - beta1) (g - g_prev)',
    'c = c / max(1, norm(c))',
    'g_prev = g',
    'm = beta1 m + (1 - beta1) c',
    ...(mars_type === 'mars-lion'
      ? ['x = x - lr weight_decay x - lr sign(m)']
      : [
          'v = beta2 v + (1 - beta2) c^2',
          ...(amsgrad ? ['v_max = max(v_max, v)'] : []),
          'p1 = p1 beta1',
          'p2 = p2 beta2',
          'm_hat = m / (1 - p1)',
          `v_hat = ${amsgrad ? 'v_max' : 'v'} / (1 - p2)`,
          'x = x - lr weight_decay x - lr m_hat / (sqrt(v_hat) + eps)',
        ]),
  ],
  refuse: ({ mars_type, amsgrad }) =>
    amsgrad && mars_type === 'mars-lion'
      ? { param: 'amsgrad', message: 'amsgrad needs squares, which mars-lion has none of' }
      : undefined,
  conventions: [
    'The exact form asks for the new batch’s gradient at the old point; without batches both are the same.',
    'The authors’ default leaves vectors to plain AdamW; here the point is treated as they treat matrices.',
    'mars-shampoo works on matrices only.',
  ],
});
