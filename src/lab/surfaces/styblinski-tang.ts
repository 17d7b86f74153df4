import { surface } from '../surface.ts';

const deep = -2.9035340277711771;
const shallow = 2.7468027709908369;

export default surface({
  title: 'Styblinski–Tang',
  group: 'many minima',
  first: true,
  idea: 'Four wells of three depths: arriving is not the same as arriving at the best one.',
  formula: '(x^4 - 16 x^2 + 5 x + y^4 - 16 y^2 + 5 y) / 2',
  domain: [-5, 5, -5, 5],
  minima: () => [
    { at: [deep, deep], value: -78.33233140754282, global: true },
    { at: [deep, shallow], value: -64.1956123590553581, global: false },
    { at: [shallow, deep], value: -64.1956123590553581, global: false },
    { at: [shallow, shallow], value: -50.0588933105678852, global: false },
  ],
  start: [0.5, 0.7],
  source: 'Styblinski & Tang 1990, Neural Networks 3',
});
