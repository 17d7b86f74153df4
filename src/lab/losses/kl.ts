import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Kullback–Leibler divergence',
  aliases: ['KL', 'relative entropy'],
  idea: 'How far the shares are from those they should be: cross-entropy minus what no model could save.',
  source: 'Kullback & Leibler 1951; checked against torch.nn.KLDivLoss with reduction batchmean',
  takes: 'class',
  params: {
    smoothing: number(0, [0, 0.5], { min: 0, max: 1, letter: '\\epsilon', hint: 'share given to all classes alike' }),
  },
  lines: () => ['p = (1 - smoothing) q + smoothing / C', 'loss = total(p (log(where(p > 0, p, 1)) - log_softmax(z)))'],
  conventions: ['PyTorch’s reduction “mean” also divides by the number of classes; “batchmean” is the definition.'],
});
