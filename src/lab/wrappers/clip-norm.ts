import { number } from '../describe/param.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Clip by norm',
  aliases: ['gradient clipping', 'clip_grad_norm_'],
  year: 2012,
  idea: 'A gradient longer than the bound is shortened to it, and keeps its direction.',
  source: 'Pascanu, Mikolov & Bengio 2012 (arXiv:1211.5063); checked against torch.nn.utils.clip_grad_norm_ 1.13',
  params: {
    max_norm: number(1, [1e-3, 100], { min: 0, scale: 'log', letter: 'c', hint: 'the longest gradient' }),
  },
  gradient: () => ['g = g min(1, max_norm / (norm(g) + 1e-6))'],
});
