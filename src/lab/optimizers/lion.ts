import { decay, rate, weightDecay } from '../describe/param.ts';
import { rule, zeros } from '../optimizer.ts';

export default rule({
  title: 'Lion',
  aliases: ['evolved sign momentum'],
  year: 2023,
  idea: 'Only the sign of the blended momentum counts: every coordinate moves by exactly lr.',
  source: 'Chen et al. 2023 (arXiv:2302.06675); checked against lucidrains/lion-pytorch',
  params: {
    lr: rate(1e-4),
    beta1: decay(0.9, { letter: '\\beta_1', hint: 'how much of the momentum enters the blend' }),
    beta2: decay(0.99, { letter: '\\beta_2', hint: 'how long gradients are remembered' }),
    weight_decay: weightDecay(0, 'decoupled'),
  },
  letters: { u: 'u' },
  state: { m: zeros },
  lines: () => [
    'x = x - lr weight_decay x',
    'u = sign(beta1 m + (1 - beta1) g)',
    'x = x - lr u',
    'm = beta2 m + (1 - beta2) g',
  ],
  conventions: ['Near a minimum it hovers with an amplitude of lr: signs have no size.'],
});
