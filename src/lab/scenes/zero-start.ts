import { scene } from '../scene.ts';

export default scene({
  title: 'All weights zero',
  aliases: ['symmetry', 'initialisation'],
  order: 45,
  watch:
    'Begun at zero, all hidden units have the same slope and stay the same for ever: only the last bias learns, and half of the points stay wrong. Choose any other beginning and the network learns.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'xor' },
      model: { id: 'mlp', values: { hidden: '8', activation: 'tanh', init: 'zeros' } },
      loss: { id: 'bce' },
      batch: 'all',
    },
    steps: 200,
    runs: [
      { id: 'sgd', values: { lr: 0.5 } },
      { id: 'adam', values: { lr: 0.05 } },
    ],
  },
});
