// How much faster several workers are than one: each works through its share of a study's tiles, as in the page's pool.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const code = `
  const { parentPort, workerData } = require('node:worker_threads');
  import(workerData).then(({ share }) => {
    parentPort.on('message', ([label, own, of]) => parentPort.postMessage(share(label, own, of) ?? 'done'));
    parentPort.postMessage('ready');
  });`;

const heard = (worker) => new Promise((resolve) => worker.once('message', resolve));

/** Milliseconds on the wall for a whole study, by one worker and by as many as there are processors, in turns. */
export async function byWorkers(bundle, label, rounds) {
  const count = availableParallelism();
  const crew = Array.from({ length: count }, () => new Worker(code, { eval: true, workerData: bundle }));
  await Promise.all(crew.map(heard));
  const time = async (hands) => {
    const began = performance.now();
    await Promise.all(
      hands.map((worker, own) => {
        const done = heard(worker);
        worker.postMessage([label, own, hands.length]);
        return done;
      }),
    );
    return performance.now() - began;
  };
  for (const worker of crew) await time([worker]);
  const taken = [];
  for (let round = 0; round < rounds; round++) taken.push([await time([crew[0]]), await time(crew)]);
  await Promise.all(crew.map((worker) => worker.terminate()));
  return { count, taken };
}
