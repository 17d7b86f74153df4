import { loss } from '../loss.ts';

export default loss({
  title: 'ListNet',
  idea: 'The chance of each item to come first, as it should be and as it is: cross-entropy over the list.',
  source: 'Cao et al. 2007, top one',
  takes: 'list',
  params: {},
  lines: () => ['loss = -total(softmax(y) log_softmax(z))'],
});
