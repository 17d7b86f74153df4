import { scene } from '../scene.ts';

export default scene({
  title: 'Too small, good, too large',
  aliases: ['learning rate'],
  order: 42,
  watch:
    'One network, three rates: 0.001 has hardly moved after 400 steps, 0.5 gets nearly all points right, 50 throws the weights so far that the loss ends above where it began.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'moons', values: { noise: 0.2 } },
      model: { id: 'mlp', values: { hidden: '8', activation: 'tanh' } },
      loss: { id: 'bce' },
    },
    steps: 400,
    runs: [0.001, 0.5, 50].map((lr) => ({ id: 'sgd', values: { lr } })),
  },
});
