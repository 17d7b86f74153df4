import { scene } from '../scene.ts';

const around = {
  schedule: { id: 'inverse-square-root', values: { warmup: 1 } },
  wrappers: [
    { id: 'batches-in-turn', values: { period: 3, spread: 4 } },
    { id: 'box', values: { bound: 1 } },
  ],
};
const short = { lr: 0.5, beta1: 0, beta2: 0.1 };

export default scene({
  title: 'Adam does not converge',
  aliases: ['AMSGrad', 'Reddi', 'counter-example'],
  order: 14,
  watch:
    'The slopes come as 3, −1, −1 in turn, so the ground falls to the left. Adam shrinks the rare large one to the size of the two small ones and walks to the right end, the worst point there is; AMSGrad, which never forgets the large one, and gradient descent walk to the left.',
  experiment: {
    surface: { id: 'formula', values: { f: 'x / 3' } },
    start: [0, 0],
    steps: 1000,
    runs: [
      { id: 'adam', values: short, ...around },
      { id: 'adam', values: { ...short, amsgrad: true }, ...around },
      { id: 'sgd', values: { lr: 0.5 }, ...around },
    ],
  },
  view: [-1.4, 1.4, -0.9, 0.9],
  source: 'Reddi, Kale & Kumar 2018, “On the convergence of Adam and beyond”, theorem 1’s example',
});
