import { scene } from '../scene.ts';

export default scene({
  title: 'Clipped gradients',
  aliases: ['exploding gradients'],
  order: 48,
  watch:
    'Weights that begin ten times too large make slopes of hundreds and thousands: one step of SGD flings the weights so far that every unit falls silent, and all points get one answer. Cut to length 1, the same slopes only say where to go, and the network learns.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'moons', values: { noise: 0.2 } },
      model: { id: 'mlp', values: { hidden: '16-16-16', init: 'too-large' } },
      loss: { id: 'bce' },
    },
    steps: 300,
    runs: [
      { id: 'sgd', values: { lr: 1 } },
      { id: 'sgd', values: { lr: 1 }, wrappers: [{ id: 'clip-norm', values: { max_norm: 1 } }] },
    ],
  },
});
