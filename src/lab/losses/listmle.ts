import { loss } from '../loss.ts';

export default loss({
  title: 'ListMLE',
  aliases: ['Plackett–Luce'],
  idea: 'The chance of drawing the whole list in its right order, item after item.',
  source: 'Xia et al. 2008',
  takes: 'list',
  params: {},
  lines: () => ['loss = total(tail_logsumexp(z, y) - z)'],
  conventions: ['Of equally relevant items the one that stands first counts as the better one.'],
});
