import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Hinge, several classes',
  aliases: ['multi-class hinge', 'MultiMarginLoss', 'Weston–Watkins'],
  idea: 'Every wrong class must score lower than the right one by a margin; what does pays nothing.',
  source: 'Weston & Watkins 1999; checked against torch.nn.MultiMarginLoss',
  takes: 'class',
  params: { margin: number(1, [0, 3], { min: 0, hint: 'how much lower the others must be' }) },
  lines: () => ['loss = (total(max(0, margin - at(z, y) + z)) - margin) / C'],
});
