import { choice, decay, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'Adam',
  year: 2014,
  idea: 'The mean of recent gradients over the root of their mean square: every coordinate moves by about lr.',
  source: 'Kingma & Ba 2014 (arXiv:1412.6980); AMSGrad: Reddi et al. 2018; checked against torch.optim.Adam 1.13',
  torch: { name: 'Adam', unknown: ['bias_correction', 'eps_placement'] },
  params: {
    lr: rate(1e-3),
    beta1: decay(0.9, { letter: '\\beta_1', hint: 'how long gradients are remembered' }),
    beta2: decay(0.999, { letter: '\\beta_2', hint: 'how long their squares are remembered' }),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
    amsgrad: flag(false, 'never forget the largest mean square'),
    maximize: flag(false, 'climb instead'),
    bias_correction: flag(true, 'undo that both means start from 0'),
    eps_placement: choice(['outside', 'inside', 'hat'], 'eps added to the root, under it, or to the uncorrected root'),
  },
  letters: { p1: '\\beta_1^t', p2: '\\beta_2^t', m_hat: '\\hat m', v_hat: '\\hat v', v_max: 'v_{\\max}' },
  state: { m: zeros, v: zeros, v_max: zeros, p1: scalar(1), p2: scalar(1) },
  lines: ({ amsgrad, maximize, bias_correction, eps_placement }) => {
    const square = amsgrad ? 'v_max' : 'v';
    const [m, v] = bias_correction ? ['m_hat', 'v_hat'] : ['m', square];
    return [
      ...(maximize ? ['g = -g'] : []),
      'g = g + weight_decay x',
      'm = beta1 m + (1 - beta1) g',
      'v = beta2 v + (1 - beta2) g^2',
      ...(amsgrad ? ['v_max = max(v_max, v)'] : []),
      ...(bias_correction
        ? ['p1 = p1 beta1', 'p2 = p2 beta2', 'm_hat = m / (1 - p1)', `v_hat = ${square} / (1 - p2)`]
        : []),
      eps_placement === 'outside'
        ? `x = x - lr ${m} / (sqrt(${v}) + eps)`
        : eps_placement === 'inside'
          ? `x = x - lr ${m} / sqrt(${v} + eps)`
          : bias_correction
            ? `x = x - lr sqrt(1 - p2) ${m} / (sqrt(${square}) + eps)`
            : `x = x - lr ${m} / (sqrt(${square}) + eps)`,
    ];
  },
  scaled: {
    roots({ lr, beta1, weight_decay, maximize, bias_correction, eps_placement }, curvature) {
      if (weight_decay !== 0 || maximize || !bias_correction || eps_placement !== 'outside') return undefined;
      const beta = Number(beta1);
      return { sum: 1 + beta - (1 - beta) * Number(lr) * curvature, product: beta };
    },
    border: () => '2(1+β₁)/((1−β₁)λmax)',
    scale: ({ eps, amsgrad }, { v, v_max, p1, p2 }) =>
      (amsgrad ? v_max! : v!).map((it) => (1 - p1![0]!) * (Math.sqrt(it / (1 - p2![0]!)) + Number(eps))),
  },
  conventions: [
    'Keras and the first TensorFlow add eps to the uncorrected root (“eps-hat”): at the first step that is about 32 times as much.',
    'Without bias correction, as some notes print it, the first step is (1 − β₁)/√(1 − β₂) = 3.16 times lr.',
    'PyTorch takes AMSGrad’s maximum of the uncorrected v; optax of the corrected one; the paper corrects nothing.',
  ],
});
