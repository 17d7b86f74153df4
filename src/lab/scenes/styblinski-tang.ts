import { scene } from '../scene.ts';

export default scene({
  title: 'Styblinski–Tang',
  order: 7,
  watch:
    'SGD, Nesterov and Adam settle in the first well they meet, the shallowest of four; Momentum and Lion arrive with enough speed to reach the deepest.',
  experiment: {
    surface: { id: 'styblinski-tang' },
    start: [4.5, 4.2],
    steps: 200,
    runs: [
      { id: 'sgd', values: { lr: 0.01 } },
      { id: 'momentum', values: { lr: 0.01, momentum: 0.9 } },
      { id: 'nesterov', values: { lr: 0.01, momentum: 0.9 } },
      { id: 'adam', values: { lr: 0.1 } },
      { id: 'lion', values: { lr: 0.05 } },
    ],
  },
});
