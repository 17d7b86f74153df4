import { count, number } from '../describe/param.ts';
import { scalar } from '../optimizer.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Lookahead',
  year: 2019,
  idea: 'Lets the optimizer run k steps ahead, then goes part of the way and starts it again from there.',
  source: 'Zhang et al. 2019 (arXiv:1907.08610); checked against michaelrzhang/lookahead',
  params: {
    k: count(5, [1, 20], { min: 1, letter: 'k', hint: 'steps ahead' }),
    alpha: number(0.5, [0, 1], { min: 0, max: 1, letter: '\\alpha', hint: 'share of the way that is gone' }),
  },
  letters: { slow: '\\phi', n: 'n' },
  state: { slow: { shape: 'vector', init: 'x' }, n: scalar(0) },
  after: () => [
    'n = n + 1',
    'slow = where(n == k, alpha x + (1 - alpha) slow, slow)',
    'x = where(n == k, slow, x)',
    'n = where(n == k, 0, n)',
  ],
  conventions: [
    'The paper’s α is 0.5, the authors’ code has 0.8. What the optimizer remembers is kept.',
    'timm takes its slow copy only at the k-th step, so that the first return does nothing.',
  ],
});
