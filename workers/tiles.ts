/** One of the pool's threads: batches and paths come in, outcomes go out; it listens again every few milliseconds. */
import '../src/lab/everything.ts';
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

self.onmessage = ({ data }: MessageEvent<ToPool>) => {
  work.hear(data);
  if (awake) return;
  awake = true;
  again.port2.postMessage(0);
};

post({ kind: 'beat' }); // it is loaded
