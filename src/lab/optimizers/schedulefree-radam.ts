import { beta1, beta2, epsilon, flag, number, rate, weightDecay } from '../describe/param.ts';
import { rule, scalar, type StateLine, zeros } from '../optimizer.ts';

const start: StateLine = { shape: 'vector', init: 'x' };

export default rule({
  title: 'Schedule-Free RAdam',
  year: 2024,
  idea: 'Schedule-Free AdamW that needs no warm-up either: it waits until its mean square can be trusted.',
  source: 'Defazio et al. 2024 (arXiv:2405.15682), authors’ code; checked against facebookresearch/schedule_free',
  params: {
    lr: rate(2.5e-3),
    beta1: beta1(0.9, 'where gradients are taken: 0 at the walker, near 1 at the average'),
    beta2: beta2(0.999),
    eps: epsilon(1e-8),
    weight_decay: weightDecay(0, 'coupled'),
    r: number(0, [0, 10], { min: 0, max: 100, letter: 'q', hint: 'how much later points weigh more' }),
    weight_lr_power: number(2, [0, 10], {
      min: 0,
      max: 100,
      letter: 'p',
      hint: 'how much points of a higher lr weigh',
    }),
    silent_sgd_phase: flag(true, 'wait while there are too few gradients, instead of plain SGD'),
  },
  letters: {
    p2: '\\beta_2^t',
    l: '\\eta_t',
    l_max: '\\eta_{\\max}',
    W: '\\textstyle\\sum w',
    y: 'y',
    rho_inf: '\\rho_\\infty',
    R: 'r_t',
  },
  state: { z: start, v: zeros, l_max: scalar(0), W: scalar(0), p2: scalar(1), t: scalar(0) },
  lines: ({ silent_sgd_phase }) => [
    'y = (1 - beta1) z + beta1 x',
    'g = gradient(y)',
    'v = beta2 v + (1 - beta2) g^2',
    'p2 = p2 beta2',
    't = t + 1',
    'rho_inf = 2 / (1 - beta2) - 1',
    'rho = rho_inf - 2 t p2 / (1 - p2)',
    'R = sqrt((rho - 4) (rho - 2) rho_inf / ((rho_inf - 4) (rho_inf - 2) rho))',
    `l = where(rho > 4, lr R, ${silent_sgd_phase ? '0' : 'lr'})`,
    'd = where(rho > 4, g / (sqrt(v / (1 - p2)) + eps), g)',
    'l_max = max(l_max, l)',
    'w = t^r l_max^weight_lr_power',
    'W = W + w',
    'c = where(W == 0, 0, w / W)',
    'z = z - l (d + weight_decay y)',
    'x = (1 - c) x + c z',
  ],
  conventions: ['The path drawn is that of the average x, which one would use; gradients are taken at y.'],
});
