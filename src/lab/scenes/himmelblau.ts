import { scene } from '../scene.ts';

export default scene({
  title: 'Himmelblau’s four wells',
  order: 5,
  watch:
    'One start, three ends: SGD, Adam and RMSprop fall into the well at (3, 2), Momentum rolls on into another, and Newton climbs to the hilltop, which is flat too.',
  experiment: {
    surface: { id: 'himmelblau' },
    start: [0, -0.5],
    steps: 200,
    runs: [
      { id: 'sgd', values: { lr: 0.01 } },
      { id: 'momentum', values: { lr: 0.01, momentum: 0.9 } },
      { id: 'adam', values: { lr: 0.1 } },
      { id: 'rmsprop', values: { lr: 0.05 } },
      { id: 'newton' },
    ],
  },
});
