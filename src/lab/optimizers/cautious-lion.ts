import { decay, rate, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'Cautious Lion',
  aliases: ['C-Lion'],
  year: 2024,
  idea: 'Lion that moves only the coordinates in which its step and the new gradient agree.',
  source: 'Liang et al. 2024 (arXiv:2411.16085); checked against kyleliang919/C-Optim',
  params: {
    lr: rate(1e-4),
    beta1: decay(0.95, { letter: '\\beta_1', hint: 'how much of the momentum enters the blend' }),
    beta2: decay(0.98, { letter: '\\beta_2', hint: 'how long gradients are remembered' }),
    weight_decay: weightDecay(0, 'decoupled'),
  },
  scope: () => 'tensor',
  state: { m: zeros },
  lines: () => [
    'x = x - lr weight_decay x',
    'u = sign(beta1 m + (1 - beta1) g)',
    'k = where(u g > 0, 1, 0)',
    'k = k size(k) / (sum(k) + 1)',
    'x = x - lr k u',
    'm = beta2 m + (1 - beta2) g',
  ],
  conventions: ['The mask is scaled by n/(agreeing + 1) here, by n/agreeing in Cautious AdamW.'],
});
