import { number } from '../describe/param.ts';
import { wrapper } from '../wrapper.ts';

export default wrapper({
  title: 'Clip by value',
  aliases: ['gradient clipping', 'clip_grad_value_'],
  year: 2012,
  idea: 'Every coordinate of the gradient is held within the bound: the direction turns.',
  source: 'Mikolov 2012; checked against torch.nn.utils.clip_grad_value_ 1.13',
  params: {
    clip_value: number(1, [1e-3, 100], {
      min: 0,
      scale: 'log',
      letter: 'c',
      hint: 'the largest slope of a coordinate',
    }),
  },
  gradient: () => ['g = clamp(g, -clip_value, clip_value)'],
});
