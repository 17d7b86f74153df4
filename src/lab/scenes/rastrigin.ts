import { scene } from '../scene.ts';

export default scene({
  title: 'Rastrigin’s dents',
  order: 8,
  watch:
    'Whoever follows the slope is caught: four methods end in the dent beside the start. Adam at lr 1 hops over many dents and is caught by another, still far from the minimum.',
  experiment: {
    surface: { id: 'rastrigin' },
    start: [-3.3, 2.7],
    steps: 200,
    runs: [
      { id: 'sgd', values: { lr: 0.002 } },
      { id: 'momentum', values: { lr: 0.002, momentum: 0.9 } },
      { id: 'adagrad', values: { lr: 0.5 } },
      { id: 'adam', values: { lr: 0.1 } },
      { id: 'adam', values: { lr: 1 } },
    ],
  },
});
