import { scene } from '../scene.ts';

export default scene({
  title: 'Handwritten digits',
  aliases: ['MNIST', 'UCI digits'],
  order: 53,
  watch:
    'Real digits, every optimizer at a rate of its own: all of them read more than nine of ten test digits, Adam more than 96 of a hundred.',
  experiment: {
    problem: {
      kind: 'classifier',
      dataset: { id: 'digits' },
      model: { id: 'mlp', values: { hidden: '64' } },
      loss: { id: 'cross-entropy' },
      batch: 32,
    },
    steps: 450,
    runs: [
      { id: 'adam', values: { lr: 0.01 }, schedule: { id: 'cosine', values: { T_max: 450 } } },
      { id: 'sgd', values: { lr: 0.5 } },
      { id: 'momentum', values: { lr: 0.05, momentum: 0.9 } },
      { id: 'rmsprop', values: { lr: 0.003 } },
      { id: 'adagrad', values: { lr: 0.05 } },
      { id: 'muon', values: { lr: 0.02 } },
    ],
  },
});
