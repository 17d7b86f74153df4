import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Focal',
  idea: 'Cross-entropy that looks away from what is already right, for when one class is rare.',
  source: 'Lin et al. 2017 (arXiv:1708.02002)',
  takes: 'binary',
  params: {
    alpha: number(0.25, [0, 1], { min: 0, max: 1, letter: '\\alpha', hint: 'share of class 1’s weight' }),
    gamma: number(2, [0, 5], { min: 0, max: 100, letter: '\\gamma', hint: 'how much less easy rows count' }),
  },
  lines: () => ['a = alpha y + (1 - alpha) (1 - y)', 'loss = a sigmoid(-m)^gamma softplus(-m)'],
});
