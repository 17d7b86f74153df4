// What the benchmark runs inside a page: peers that are made once, and timed by the page's own clock.
import { dataOf, weightsOf } from './net-cases.mjs';
import { basinMap, netRun, surfaceRun } from './ours.mjs';

const repeated = (run) => (times) => {
  for (let time = 0; time < times; time++) run();
};
const kinds = {
  surface: (which) => repeated(surfaceRun('compiled', which)),
  basin: (which) => repeated(basinMap(which)),
  network: ({ precision, ...which }) => {
    const run = netRun(which, dataOf(which), weightsOf(which), precision);
    return (steps) => run.run(steps);
  },
};
const peers = [];

globalThis.bench = {
  make: ([kind, which]) => peers.push(kinds[kind](which)) - 1,
  /** Nanoseconds. */
  time([peer, times]) {
    const began = performance.now();
    peers[peer](times);
    return (performance.now() - began) * 1e6;
  },
};
