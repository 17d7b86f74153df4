import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Hinge',
  aliases: ['SVM', 'max-margin'],
  idea: 'Nothing to pay beyond the margin: only points near the border or beyond it pull.',
  source: 'Cortes & Vapnik 1995',
  takes: 'binary',
  params: { margin: number(1, [0, 3], { min: 0, hint: 'scores beyond it cost nothing' }) },
  lines: () => ['loss = max(0, margin - m)'],
});
