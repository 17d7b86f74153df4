import { scene } from '../scene.ts';

export default scene({
  title: 'Newton at a saddle',
  aliases: ['saddle-free Newton', 'trust region'],
  order: 12,
  watch:
    'Newton jumps to where the slope is 0, and that is the saddle: it stays there. Saddle-free Newton and the trust region see that the ground bends down and reach the floor.',
  experiment: {
    surface: { id: 'saddle-floor' },
    start: [2, 0.05],
    steps: 60,
    runs: [
      { id: 'newton' },
      { id: 'newton-saddle-free' },
      { id: 'newton-trust-region' },
      { id: 'sgd', values: { lr: 0.05 } },
    ],
  },
});
