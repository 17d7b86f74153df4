import { number } from '../describe/param.ts';
import { loss } from '../loss.ts';

export default loss({
  title: 'Huber',
  idea: 'Squared for small errors, absolute for large ones: smooth at the minimum and calm about outliers.',
  source: 'Huber 1964; checked against torch.nn.HuberLoss',
  takes: 'number',
  params: { delta: number(1, [0.1, 5], { min: 1e-6, letter: '\\delta', hint: 'errors beyond it count absolutely' }) },
  lines: () => ['e = |z - y|', 'loss = where(e <= delta, e^2 / 2, delta (e - delta / 2))'],
});
