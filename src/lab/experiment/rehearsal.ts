/** Small experiments for a worker that has nothing to do yet: engines are slow at whatever they meet for the first time. */
import { beginInTurns, race } from './race.ts';
import { complete } from './validate.ts';

const network = { kind: 'classifier', dataset: { id: 'moons', values: { n: 40 } }, batch: 10 };
const pieces = [
  { problem: { surface: { id: 'beale' } }, runs: [{ id: 'adam' }], steps: 2 },
  { problem: { ...network, model: { id: 'mlp', values: { hidden: '3-2' } } }, runs: [{ id: 'adam' }], steps: 2 },
];

/** Runs them through, giving way in between; nobody hears of it. */
export function* rehearse(): Generator<void> {
  for (const piece of pieces) {
    const read = complete(piece);
    if ('problems' in read) throw new TypeError(JSON.stringify(read.problems));
    for (const _ of race(read.experiment, yield* beginInTurns(read.experiment))) yield;
  }
}
