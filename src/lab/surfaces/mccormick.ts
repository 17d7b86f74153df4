import { surface } from '../surface.ts';

export default surface({
  title: 'McCormick',
  group: 'valley',
  idea: 'Wells along a diagonal, each lower than the last by π and without end: a method stops where its speed gives out.',
  formula: 'sin(x + y) + (x - y)^2 - 1.5 x + 2.5 y + 1',
  domain: [-1.5, 4, -3, 4],
  view: [-3, 4.5, -3.5, 4],
  minima: () => [
    { at: [-0.547197551196597746, -1.54719755119659775], value: -1.91322295498103639, global: true },
    { at: [2.59439510239319549, 1.59439510239319549], value: 1.22836969860875685, global: false },
  ],
  start: [3.5, 3.5],
  bounded: false,
  source: 'McCormick; Adorio & Diliman 2005',
});
