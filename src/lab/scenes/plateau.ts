import { scene } from '../scene.ts';

export default scene({
  title: 'Across a plateau',
  aliases: ['vanishing gradient', 'sign descent'],
  order: 19,
  watch:
    'Far out the slope is almost 0, and descent with it: in 200 steps it has hardly moved. Adam, Lion and signSGD take the same step whatever the slope’s size and walk straight in; momentum gathers speed and arrives late.',
  experiment: {
    surface: { id: 'wide-plateau' },
    start: [-4.5, 3],
    steps: 200,
    runs: [
      { id: 'sgd', values: { lr: 0.1 } },
      { id: 'momentum', values: { lr: 0.1, momentum: 0.9 } },
      { id: 'adam', values: { lr: 0.05 } },
      { id: 'lion', values: { lr: 0.05 } },
      { id: 'signsgd', values: { lr: 0.05 } },
    ],
  },
});
