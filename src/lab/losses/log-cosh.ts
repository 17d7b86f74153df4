import { loss } from '../loss.ts';

export default loss({
  title: 'Log-cosh',
  idea: 'Like Huber’s loss, but smooth everywhere, in curvature too.',
  source: 'ln cosh(z − y), written so that nothing overflows',
  takes: 'number',
  params: {},
  lines: () => ['e = z - y', 'loss = e + softplus(-2 e) - log(2)'],
});
