import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Margin ranking',
  aliases: ['pairwise hinge', 'RankSVM'],
  idea: 'Of every two items the better one must score higher by a margin.',
  source: 'Herbrich et al. 2000; checked against torch.nn.MarginRankingLoss',
  takes: 'pair',
  params: { margin: number(1, [0, 3], { min: 0, hint: 'by how much the better one must be higher' }) },
  lines: () => ['loss = max(0, margin - t d)'],
});
