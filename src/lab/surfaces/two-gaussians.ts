import { surface } from '../surface.ts';

export default surface({
  title: 'Two Gaussians',
  group: 'many minima',
  first: true,
  idea: 'A shallow and a deep well in a wide bowl, with a ridge between them.',
  formula: '-2 exp(-((x - 1)^2 + y^2) / 0.2) - 3 exp(-((x + 1)^2 + y^2) / 0.2) + x^2 + y^2',
  domain: [-2, 2, -2, 2],
  minima: () => [
    { at: [-0.936300634010918629, 0], value: -2.0630902517681942, global: true },
    { at: [0.905317899160114994, 0], value: -1.09273199920174092, global: false },
  ],
  start: [1.4, 1.1],
  source: 'after Emilien Dupont’s optimizer demonstration',
});
