import { scene } from '../scene.ts';

export default scene({
  title: 'What curvature is worth',
  aliases: ['Gauss–Newton', 'second order', 'Rosenbrock'],
  order: 17,
  watch:
    'Rosenbrock’s valley with curvature: Gauss–Newton, which knows that f is a sum of squares, needs two steps, Newton five, and BFGS, which has to guess the curvature from slopes, some thirty. Choose “gradient evaluations” below the map to see what each step costs.',
  experiment: {
    surface: { id: 'rosenbrock' },
    start: [-1.2, 1],
    steps: 60,
    runs: [{ id: 'gauss-newton' }, { id: 'newton' }, { id: 'newton-trust-region' }, { id: 'bfgs' }, { id: 'lbfgs' }],
  },
  view: [-2, 2, -4.1, 3],
});
