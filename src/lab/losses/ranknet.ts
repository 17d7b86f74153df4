import { loss } from '../loss.ts';

export default loss({
  title: 'RankNet',
  aliases: ['pairwise logistic'],
  idea: 'Of every two items the chance that the better one wins, as cross-entropy.',
  source: 'Burges et al. 2005',
  takes: 'pair',
  params: {},
  lines: () => ['loss = softplus(-t d)'],
});
