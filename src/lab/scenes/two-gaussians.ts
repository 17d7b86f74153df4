import { scene } from '../scene.ts';

export default scene({
  title: 'Two wells',
  aliases: ['two Gaussians'],
  order: 9,
  watch:
    'The shallow well lies on the way: SGD, Nesterov, Adam and RMSprop stay in it; only Momentum has the speed to run through to the deep one.',
  experiment: {
    surface: { id: 'two-gaussians' },
    start: [1.4, 1.1],
    steps: 200,
    runs: [
      { id: 'sgd', values: { lr: 0.02 } },
      { id: 'momentum', values: { lr: 0.02, momentum: 0.9 } },
      { id: 'nesterov', values: { lr: 0.02, momentum: 0.9 } },
      { id: 'adam', values: { lr: 0.05 } },
      { id: 'rmsprop', values: { lr: 0.02 } },
    ],
  },
});
