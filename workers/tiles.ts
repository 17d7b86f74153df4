/** One of the pool's threads: batches and paths come in, outcomes go out; it listens again every few milliseconds. */
import '../src/lab/everything.ts';
import { fetchData } from '../src/lab/experiment/data.ts';
import { asClassifier, type Problem } from '../src/lab/experiment/experiment.ts';
import { HEARTBEAT, SLICE } from '../src/lab/experiment/protocol.ts';
import type { FromPool, ToPool } from '../src/lab/study/protocol.ts';
import { transfersOf, Work } from '../src/lab/study/work.ts';

const post = (message: FromPool): void => self.postMessage(message, { transfer: transfersOf(message) });
const work = new Work(post);
let awake = false;
let lastBeat = 0;

// A message to oneself lets every message that came meanwhile be heard first, and has no timer's delay.
const again = new MessageChannel();
again.port1.onmessage = () => {
  const now = performance.now();
  if (now - lastBeat > HEARTBEAT) {
    lastBeat = now;
    post({ kind: 'beat' });
  }
  while (work.busy && performance.now() < now + SLICE) work.advance();
  awake = work.busy;
  if (awake) again.port2.postMessage(0);
};

function hear(message: ToPool): void {
  work.hear(message);
  if (awake) return;
  awake = true;
  again.port2.postMessage(0);
}

/** The problem a question is about, if it is about one. */
function problemOf(message: ToPool): Problem | undefined {
  switch (message.kind) {
    case 'tile':
      return message.batch.problem;
    case 'slice':
      return message.slice.problem;
    case 'paths':
      return message.experiment.problem;
    default:
      return undefined;
  }
}

/** What a question's runs learn from, where that lies in a file. */
async function fetched(message: ToPool): Promise<void> {
  const problem = problemOf(message);
  const learning = problem && asClassifier(problem);
  if (learning) await fetchData(learning.dataset);
}

// Messages are heard in the order they came in: one that drops a question must not overtake it while it waits for data.
let turn = Promise.resolve();
self.onmessage = ({ data }: MessageEvent<ToPool>) => {
  if (data.kind === 'ping') return hear(data);
  turn = turn
    .then(() => fetched(data))
    .catch((error: unknown) => {
      if ('id' in data) post({ kind: 'bug', id: data.id, message: String(error) });
    })
    .then(() => hear(data));
};

post({ kind: 'beat' }); // it is loaded
