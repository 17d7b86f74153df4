import { loss } from '../loss.ts';

export default loss({
  title: 'Mean absolute error',
  aliases: ['MAE', 'L1 loss'],
  idea: 'Every error pulls equally hard, however far off: the answer is the median, outliers do not move it.',
  source: 'Boscovich 1757; checked against torch.nn.L1Loss',
  takes: 'number',
  params: {},
  lines: () => ['loss = |z - y|'],
});
