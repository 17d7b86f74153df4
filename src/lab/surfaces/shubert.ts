import { surface } from '../surface.ts';

/** The lowest places pair one coordinate of each list, either way round. */
const near = [-7.0835064076515596, -0.800321100471973125, 5.48286420670761335];
const far = [-7.70831373549934745, -1.42512842831976097, 4.85805687885982551];
const pairs = near.flatMap((a) =>
  far.flatMap((b): [number, number][] => [
    [a, b],
    [b, a],
  ]),
);

export default surface({
  title: 'Shubert',
  group: 'many minima',
  idea: 'Eighteen equally deep wells among 760: which one is found is an accident of start and rate.',
  formula:
    '(cos(2 x + 1) + 2 cos(3 x + 2) + 3 cos(4 x + 3) + 4 cos(5 x + 4) + 5 cos(6 x + 5)) (cos(2 y + 1) + 2 cos(3 y + 2) + 3 cos(4 y + 3) + 4 cos(5 y + 4) + 5 cos(6 y + 5))',
  domain: [-10, 10, -10, 10],
  minima: () => pairs.map((at) => ({ at, value: -186.730908831023826, global: true })),
  start: [-1.1, -1.7],
  source: 'Shubert 1972; Jamil & Yang 2013',
});
