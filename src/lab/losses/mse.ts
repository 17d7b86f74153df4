import { loss } from '../loss.ts';

export default loss({
  title: 'Mean squared error',
  aliases: ['MSE', 'L2 loss', 'least squares'],
  idea: 'Twice the error costs four times as much: the answer is the mean, and far-off points pull hardest.',
  source: 'Legendre 1805; checked against torch.nn.MSELoss',
  takes: 'number',
  params: {},
  lines: () => ['loss = (z - y)^2'],
  conventions: ['Many texts put ½ in front, so that the slope has no 2; PyTorch, Keras and this lab do not.'],
});
