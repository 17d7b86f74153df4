import { loss } from '../loss.ts';

export default loss({
  title: 'Brier',
  aliases: ['squared error of probabilities', 'MSE on sigmoid'],
  idea: 'The squared error of the probability: being wrong and sure has almost no slope (saturation).',
  source: 'Brier 1950',
  takes: 'binary',
  params: {},
  lines: () => ['loss = (sigmoid(z) - y)^2'],
});
