import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Focal, several classes',
  aliases: ['softmax focal'],
  idea: 'Cross-entropy among several classes that looks away from rows that are already right.',
  source: 'Lin et al. 2017 (arXiv:1708.02002), with softmax',
  takes: 'class',
  params: { gamma: number(2, [0, 5], { min: 0, max: 100, letter: '\\gamma', hint: 'how much less easy rows count' }) },
  lines: () => ['l = at(log_softmax(z), y)', 'loss = -(1 - exp(l))^gamma l'],
});
