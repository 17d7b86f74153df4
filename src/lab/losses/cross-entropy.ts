import { chain, number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Cross-entropy',
  aliases: ['softmax loss', 'negative log-likelihood', 'label smoothing', 'class weights'],
  idea: 'The surprise at the right class among several: softmax makes scores into shares, its log the cost.',
  source: 'checked against torch.nn.CrossEntropyLoss, with label smoothing (Szegedy et al. 2015) and class weights',
  takes: 'class',
  params: {
    label_smoothing: number(0, [0, 0.5], {
      min: 0,
      max: 1,
      letter: '\\epsilon',
      hint: 'share given to all classes alike',
    }),
    class_weights: chain('0', { most: 20, min: 0, max: 1e3, hint: 'how much each class counts; 0: all alike' }),
  },
  lines: () => [
    'l = w log_softmax(z)',
    'weight = at(w, y)',
    'loss = -(1 - label_smoothing) at(l, y) - label_smoothing / C total(l)',
  ],
  conventions: ['With class weights PyTorch divides by the sum of the weights of the rows, not by their number.'],
});
