import { surface } from '../surface.ts';

export default surface({
  title: 'Egg crate',
  group: 'many minima',
  idea: 'A gentler Rastrigin: 25 wells in a regular crate, with walls that momentum can roll over.',
  formula: 'x^2 + y^2 + 25 (sin(x)^2 + sin(y)^2)',
  domain: [-5, 5, -5, 5],
  minima: () => [
    { at: [0, 0], value: 0, global: true },
    { at: [3.01960188478495176, 0], value: 9.48819733910625868, global: false },
    { at: [-3.01960188478495176, 0], value: 9.48819733910625868, global: false },
    { at: [0, 3.01960188478495176], value: 9.48819733910625868, global: false },
    { at: [0, -3.01960188478495176], value: 9.48819733910625868, global: false },
    { at: [3.01960188478495176, 3.01960188478495176], value: 18.9763946782125174, global: false },
    { at: [-3.01960188478495176, 3.01960188478495176], value: 18.9763946782125174, global: false },
    { at: [3.01960188478495176, -3.01960188478495176], value: 18.9763946782125174, global: false },
    { at: [-3.01960188478495176, -3.01960188478495176], value: 18.9763946782125174, global: false },
  ],
  start: [-4.4, 3.9],
  source: 'Jamil & Yang 2013',
});
