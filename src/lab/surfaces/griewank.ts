import { surface } from '../surface.ts';

export default surface({
  title: 'Griewank',
  group: 'many minima',
  idea: 'A bowl so shallow that only its ripples have a slope to follow: the nearest trough is the end.',
  formula: '1 + (x^2 + y^2) / 4000 - cos(x) cos(y / sqrt(2))',
  domain: [-10, 10, -10, 10],
  minima: () => [
    { at: [0, 0], value: 0, global: true },
    { at: [3.14002263389553985, 4.43844448092071407], value: 0.00739604033411508274, global: false },
    { at: [3.14002263389553985, -4.43844448092071407], value: 0.00739604033411508274, global: false },
    { at: [-3.14002263389553985, 4.43844448092071407], value: 0.00739604033411508274, global: false },
    { at: [-3.14002263389553985, -4.43844448092071407], value: 0.00739604033411508274, global: false },
  ],
  start: [5, 7],
  source: 'Griewank 1981, Journal of Optimization Theory and Applications 34',
});
