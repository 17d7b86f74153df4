import { surface } from '../surface.ts';

export default surface({
  title: 'Schwefel',
  group: 'many minima',
  idea: 'Wells that deepen away from the middle, the second best far from the best: every slope is right nearby and wrong at large.',
  formula: '837.9658 - x sin(sqrt(|x|)) - y sin(sqrt(|y|))',
  domain: [-500, 500, -500, 500],
  view: [-550, 550, -550, 550],
  minima: () => [
    { at: [420.968746359982027, 420.968746359982027], value: 0.0000254551325874504271, global: true },
    { at: [-302.524935611911784, 420.968746359982027], value: 118.438360069570484, global: false },
    { at: [420.968746359982027, -302.524935611911784], value: 118.438360069570484, global: false },
  ],
  start: [-200, 150],
  bounded: false,
  source: 'Schwefel 1981; its constant is rounded, so the lowest value is 2.5e-5',
});
