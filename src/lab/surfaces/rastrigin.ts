import { surface } from '../surface.ts';

export default surface({
  title: 'Rastrigin',
  group: 'many minima',
  first: true,
  idea: 'A bowl full of dents: every method that follows the slope is caught by one.',
  formula: '20 + x^2 - 10 cos(2 pi x) + y^2 - 10 cos(2 pi y)',
  domain: [-5.12, 5.12, -5.12, 5.12],
  minima: () => [{ at: [0, 0], value: 0, global: true }],
  start: [-3.3, 2.7],
  source: 'Rastrigin 1974; Mühlenbein, Schomisch & Born 1991',
});
