import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Gradient centralization',
  aliases: ['GC'],
  year: 2020,
  idea: 'Takes the mean out of the gradient: the coordinates only move against each other, and their sum stays.',
  source: 'Yong et al. 2020 (arXiv:2004.01461); no outside reference',
  params: {},
  gradient: () => ['g = g - mean(g)'],
  conventions: ['The paper does it to each row of a weight matrix; here all coordinates are one row.'],
});
