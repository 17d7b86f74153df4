import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Gradient centralization',
  aliases: ['GC'],
  year: 2020,
  idea: 'Takes the mean out of the gradient: the coordinates only move against each other, and their sum stays.',
  source: 'Yong et al. 2020 (arXiv:2004.01461); no outside reference',
  params: {},
  rowwise: true,
  gradient: (_, matrix) => [matrix ? 'g = g - row_means(g)' : 'g = g - mean(g)'],
  conventions: [
    'The rows of each weight matrix are treated one by one, as in the paper; on a surface all coordinates are one row.',
  ],
});
