import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Binary cross-entropy',
  aliases: ['BCE', 'log loss', 'logistic loss', 'negative log-likelihood'],
  idea: 'The surprise at the right class, from a score: being wrong and sure has a slope that never fades.',
  source: 'Cox 1958; checked against torch.nn.BCEWithLogitsLoss',
  takes: 'binary',
  params: {
    pos_weight: number(1, [0.1, 10], { min: 0, letter: 'p', hint: 'how much a row of class 1 counts' }),
  },
  lines: () => ['loss = pos_weight y softplus(-z) + (1 - y) softplus(z)'],
  conventions: ['From scores (logits), not from probabilities: a sigmoid in front would overflow and saturate.'],
});
