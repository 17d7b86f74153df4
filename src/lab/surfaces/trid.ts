import { surface } from '../surface.ts';

export default surface({
  title: 'Trid',
  group: 'quadratic',
  idea: 'Two coordinates tied together by one product: the lowest x depends on y, so neither is found by itself.',
  formula: '(x - 1)^2 + (y - 1)^2 - x y',
  domain: [-4, 4, -4, 4],
  minima: () => [{ at: [2, 2], value: -2, global: true }],
  start: [-3, 1],
  source: 'Neumaier’s collection; Surjanovic & Bingham 2013',
});
