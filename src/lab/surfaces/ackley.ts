import { surface } from '../surface.ts';

export default surface({
  title: 'Ackley',
  group: 'kinks',
  idea: 'A dented funnel that ends in a kink: towards the minimum the slope does not fade, so a fixed rate circles it for ever.',
  formula: '-20 exp(-0.2 hypot(x, y) / sqrt(2)) - exp((cos(2 pi x) + cos(2 pi y)) / 2) + e + 20',
  domain: [-5, 5, -5, 5],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [0.4, 0.3],
  source: 'Ackley 1987, A Connectionist Machine for Genetic Hillclimbing',
});
