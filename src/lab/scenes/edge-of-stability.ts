import { scene } from '../scene.ts';

export default scene({
  title: 'At the edge of stability',
  aliases: ['sharpness', 'progressive sharpening', 'edge of stability'],
  order: 55,
  watch:
    'Gradient descent with all rows in every step. Wherever it begins, the curvature of the loss (Edge, among the Rates) comes to 2/lr, beyond which a bowl throws every run out; here runs stay around it for hundreds of steps, their losses rise again and again, and they learn all the same. Twice the rate, half the curvature.',
  source: 'Cohen, Kaur, Li, Kolter & Talwalkar 2021 (arXiv:2103.00065)',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'moons', values: { noise: 0.3 } },
      model: { id: 'mlp', values: { hidden: '8-8', activation: 'tanh' } },
      loss: { id: 'bce' },
      batch: 'all',
    },
    steps: 1000,
    runs: [
      { id: 'sgd', values: { lr: 0.5 } },
      { id: 'sgd', values: { lr: 1 } },
    ],
  },
});
