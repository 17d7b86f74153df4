import { scene } from '../scene.ts';

export default scene({
  title: 'Rare things are learned last',
  aliases: ['Muon', 'Zipf', 'singular values', 'associative memory'],
  order: 16,
  watch:
    'A matrix learns eight pairs, the i-th of them 1/i as often as the first. Under gradient descent the bars rise one after the other, frequent pairs first; under Muon all eight rise together, and Shampoo keeps them close. Point at step 20.',
  experiment: {
    problem: { kind: 'matrix', matrix: { id: 'associations' } },
    steps: 100,
    runs: [
      { id: 'sgd', values: { lr: 1 } },
      { id: 'adam', values: { lr: 0.02 } },
      { id: 'muon', values: { lr: 0.03 } },
      { id: 'shampoo', values: { lr: 0.1 } },
    ],
  },
  source: 'after Wang et al. 2025 (arXiv:2509.26030)',
});
