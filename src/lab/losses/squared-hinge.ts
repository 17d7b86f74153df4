import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Squared hinge',
  idea: 'The hinge without its kink: points just inside the margin pull gently.',
  source: 'Lee & Mangasarian 2001',
  takes: 'binary',
  params: { margin: number(1, [0, 3], { min: 0, hint: 'scores beyond it cost nothing' }) },
  lines: () => ['loss = max(0, margin - m)^2'],
});
