import { scene } from '../scene.ts';

export default scene({
  title: 'At the edge of stability',
  aliases: ['sharpness', 'progressive sharpening', 'edge of stability'],
  order: 55,
  watch:
    'Gradient descent with all rows in every step. The curvature of the loss (Edge, among the Rates) climbs until it meets 2/lr, where a bowl would throw the run out; this one jumps up and down there for hundreds of steps and still learns. Twice the rate, half the curvature.',
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
