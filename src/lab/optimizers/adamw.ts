import { decay, epsilon, flag, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar, zeros } from '../optimizer.ts';

export default rule({
  title: 'AdamW',
  year: 2017,
  idea: 'Adam with weight decay that is not rescaled: it shrinks the weights directly.',
  source: 'Loshchilov & Hutter 2017 (arXiv:1711.05101); checked against torch.optim.AdamW 1.13',
  torch: { name: 'AdamW' },
  params: {
    lr: rate(1e-3),
    beta1: decay(0.9, { letter: '\\beta_1', hint: 'how long gradients are remembered' }),
    beta2: decay(0.999, { letter: '\\beta_2', hint: 'how long their squares are remembered' }),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(1e-2, 'decoupled'),
    amsgrad: flag(false, 'never forget the largest mean square'),
    maximize: flag(false, 'climb instead'),
  },
  letters: { p1: '\\beta_1^t', p2: '\\beta_2^t', m_hat: '\\hat m', v_hat: '\\hat v', v_max: 'v_{\\max}' },
  state: { m: zeros, v: zeros, v_max: zeros, p1: scalar(1), p2: scalar(1) },
  lines: ({ amsgrad, maximize }) => [
    ...(maximize ? ['g = -g'] : []),
    'x = x - lr weight_decay x',
    'm = beta1 m + (1 - beta1) g',
    'v = beta2 v + (1 - beta2) g^2',
    ...(amsgrad ? ['v_max = max(v_max, v)'] : []),
    'p1 = p1 beta1',
    'p2 = p2 beta2',
    'm_hat = m / (1 - p1)',
    `v_hat = ${amsgrad ? 'v_max' : 'v'} / (1 - p2)`,
    'x = x - lr m_hat / (sqrt(v_hat) + eps)',
  ],
  scaled: {
    roots({ lr, beta1, weight_decay, maximize }, curvature) {
      if (maximize) return undefined;
      const [rate, beta] = [Number(lr), Number(beta1)];
      const kept = 1 - rate * Number(weight_decay);
      return { sum: kept + beta - (1 - beta) * rate * curvature, product: kept * beta };
    },
    border: ({ weight_decay }) => `${weight_decay === 0 ? '2' : '(2−lr·wd)'}(1+β₁)/((1−β₁)λmax)`,
    scale: ({ eps, amsgrad }, { v, v_max, p1, p2 }) =>
      (amsgrad ? v_max! : v!).map((it) => (1 - p1![0]!) * (Math.sqrt(it / (1 - p2![0]!)) + Number(eps))),
  },
  conventions: [
    'The paper’s decay does not contain lr, only its schedule; PyTorch multiplies by lr.',
    'Default decays differ: PyTorch 0.01, Keras 0.004, optax 0.0001.',
  ],
});
