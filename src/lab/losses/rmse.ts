import { loss } from '../loss.ts';

export default loss({
  title: 'Root mean squared error',
  aliases: ['RMSE'],
  idea: 'The root of the mean square, in the target’s own unit: the same minimum, but a slope that does not fade near it.',
  source: 'the root of the mean squared error',
  takes: 'number',
  params: {},
  lines: () => ['loss = (z - y)^2'],
  root: true,
});
