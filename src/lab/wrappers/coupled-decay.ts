import { weightDecay } from '../describe/param.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Weight decay, coupled',
  aliases: ['L2 penalty', 'ridge', 'Adam+L2'],
  year: 1943,
  idea: 'Adds λx to the gradient, so that the optimizer rescales the pull towards 0 like any other slope.',
  source: 'Tikhonov 1943; checked against torch.optim’s weight_decay 1.13',
  params: { weight_decay: weightDecay(0.01, 'coupled') },
  gradient: () => ['g = g + weight_decay x'],
  objective: () => ['f = f + weight_decay / 2 dot(x, x)'],
  conventions: ['The loss shown is the one without the penalty.'],
});
