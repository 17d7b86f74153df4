import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Smooth L1',
  idea: 'Huber’s loss divided by its threshold: far off the slope is 1 whatever the threshold.',
  source: 'Girshick 2015 (arXiv:1504.08083); checked against torch.nn.SmoothL1Loss',
  takes: 'number',
  params: { beta: number(1, [0.1, 5], { min: 1e-6, letter: '\\beta', hint: 'errors beyond it count absolutely' }) },
  lines: () => ['e = |z - y|', 'loss = where(e < beta, e^2 / (2 beta), e - beta / 2)'],
});
