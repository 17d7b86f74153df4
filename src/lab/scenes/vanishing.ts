import { scene } from '../scene.ts';

export default scene({
  title: 'Six sigmoid layers',
  aliases: ['vanishing gradients'],
  order: 47,
  watch:
    'Each sigmoid layer passes on less than a fourth of the slope: the first layer’s is hundreds of times smaller than the last one’s, and nothing is learnt. With relu and He’s beginning the same six layers learn; so they do with batch norm, and with residual connections around the sigmoids.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'moons', values: { noise: 0.2 } },
      model: { id: 'mlp', values: { hidden: '8-8-8-8-8-8', activation: 'sigmoid', init: 'xavier' } },
      loss: { id: 'bce' },
    },
    steps: 300,
    runs: [{ id: 'sgd', values: { lr: 0.1 } }],
  },
});
