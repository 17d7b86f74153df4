import { loss } from '../loss.ts';

export default loss({
  title: 'Exponential',
  aliases: ['AdaBoost'],
  idea: 'The price of a wrong score grows without end by factors: one outlier can outweigh all the rest.',
  source: 'Freund & Schapire 1997',
  takes: 'binary',
  params: {},
  lines: () => ['loss = exp(-m)'],
});
