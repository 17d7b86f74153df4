/** The lab on its own thread: an experiment comes in, chunks of rows go out, and the newest job is the only one at work. */
import '../src/lab/everything.ts';
import { compiled } from '../src/lab/experiment/execute.ts';
import { dataOf, fetchData } from '../src/lab/experiment/data.ts';
import { asClassifier } from '../src/lab/experiment/experiment.ts';
import { field } from '../src/lab/experiment/field.ts';
import { type Inspector, inspector } from '../src/lab/experiment/inspect.ts';
import { arraysOf, Glance } from '../src/lab/experiment/glance.ts';
import { learningOf } from '../src/lab/experiment/learning.ts';
import { surfaceLoss } from '../src/lab/experiment/problem.ts';
import {
  type Chunk,
  type FromWorker,
  HEARTBEAT,
  SLICE,
  type ToWorker,
  UNACKNOWLEDGED,
} from '../src/lab/experiment/protocol.ts';
import { beginInTurns, type Grid, race } from '../src/lab/experiment/race.ts';
import { rehearse } from '../src/lab/experiment/rehearsal.ts';
import { rescue } from '../src/lab/experiment/rescue.ts';

/** Work that gives way now and then; `waits` while it must not go on. */
interface Job {
  readonly job: number;
  readonly work: Iterator<void>;
  unacknowledged: number;
}

/** The race under way, and one field per slot; a newer one takes the place. */
const jobs = new Map<string, Job>();
let awake = false;
let lastBeat = 0;

const post = (message: FromWorker, transfer: Transferable[] = []): void => self.postMessage(message, { transfer });

/** The runs of the latest race, to be asked for weights, and what looks at their networks. */
let grid: Grid | undefined;
let networks: { readonly race: number; readonly glance: () => Glance } | undefined;

function* raceJob({ job, experiment }: Extract<ToWorker, { kind: 'race' }>): Generator<void> {
  grid = undefined;
  networks = undefined;
  grid = yield* beginInTurns(experiment);
  const problem = asClassifier(experiment.problem);
  if (problem) networks = { race: job, glance: once(() => new Glance(problem, learningOf(problem, experiment.seed))) };
  let round: Chunk[] = [];
  let begun = 0;
  const send = (): void => {
    if (round.length === 0) return;
    const arrays = round.flatMap(({ columns: { x, loss, slope, cost, series } }) => [
      ...[x, loss, slope, cost],
      ...Object.values(series),
    ]);
    post({ kind: 'rows', job, chunks: round }, arrays.map((array) => array.buffer) as ArrayBuffer[]);
    round = [];
    const own = jobs.get('race');
    if (own?.job === job) own.unacknowledged += 1;
  };
  for (const news of race(experiment, grid)) {
    if (news.kind === 'chunk') {
      if (round.length === 0) begun = performance.now();
      round.push({ run: news.run, columns: news.columns });
      if (round.length >= experiment.runs.length || performance.now() > begun + SLICE) send();
    } else {
      send();
      if (news.kind !== 'busy') post({ ...news, job });
    }
    yield;
  }
}

function* fieldJob({
  job,
  slot,
  surface,
  region,
  columns,
  rows,
}: Extract<ToWorker, { kind: 'field' }>): Generator<void> {
  const made = yield* field(surfaceLoss(surface), region, columns, rows);
  const buffers = [made.values, made.levels, made.shade, ...made.lines.flatMap((line) => [line.points, line.starts])];
  post({ kind: 'field', job, slot, field: made }, buffers.map((array) => array.buffer) as ArrayBuffer[]);
}

function* glanceJob({
  job,
  slot,
  race: of,
  run,
  row,
  question,
}: Extract<ToWorker, { kind: 'glance' }>): Generator<void> {
  const asked = networks?.race === of ? grid?.runs[run]?.weights?.(row) : undefined;
  if (!asked) return post({ kind: 'glance', job, slot, answer: undefined });
  const glance = networks!.glance();
  const runs = grid?.runs;
  const answer = yield* glance.answer(yield* asked, question, (other, at) => runs?.[other]?.weights?.(at));
  post({ kind: 'glance', job, slot, answer }, arraysOf(answer).map((array) => array.buffer) as ArrayBuffer[]);
}

async function tellData({ job, slot, dataset, seed }: Extract<ToWorker, { kind: 'data' }>): Promise<void> {
  try {
    await fetchData(dataset);
    post({ kind: 'data', job, slot, data: dataOf(dataset, seed) });
  } catch (error) {
    post({ kind: 'bug', job, message: `${dataset.id} could not be loaded: ${String(error)}` });
  }
}

/** Made when first asked for. */
function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}

/** A race begins once its data are there, if it is still the newest then. */
let wanted = 0;

async function startRace(message: Extract<ToWorker, { kind: 'race' }>): Promise<void> {
  wanted = message.job;
  jobs.delete('race');
  const data = asClassifier(message.experiment.problem)?.dataset;
  try {
    if (data) await fetchData(data);
  } catch (error) {
    post({ kind: 'bug', job: message.job, message: `${data!.id} could not be loaded: ${String(error)}` });
    return;
  }
  if (wanted !== message.job) return;
  jobs.set('race', { job: message.job, work: raceJob(message), unacknowledged: 0 });
  wake();
}

/** The run looked into last, so that the next step of it is at hand. */
let looked: { readonly key: string; readonly inspector: Inspector | undefined } | undefined;

function* inspectJob({ job, slot, experiment, run, step }: Extract<ToWorker, { kind: 'inspect' }>): Generator<void> {
  const key = JSON.stringify({ ...experiment, runs: experiment.runs[run] });
  if (looked?.key !== key) looked = { key, inspector: inspector(experiment, run) };
  yield;
  post({ kind: 'inspected', job, slot, inspection: looked.inspector?.at(step) });
}

function* rescueJob({ job, slot, experiment, run }: Extract<ToWorker, { kind: 'rescue' }>): Generator<void> {
  post({ kind: 'rescued', job, slot, rescue: yield* rescue(experiment, run) });
}

const beat = (): void => {
  lastBeat = performance.now();
  post({ kind: 'beat' });
};

/** Takes a job a little further; a job that throws is a bug, said and dropped. */
function advance(slot: string, job: Job, until: number): void {
  try {
    while (performance.now() < until && job.unacknowledged < UNACKNOWLEDGED)
      if (job.work.next().done) {
        jobs.delete(slot);
        return;
      }
  } catch (error) {
    jobs.delete(slot);
    post({ kind: 'bug', job: job.job, message: error instanceof Error ? error.message : String(error) });
  }
}

/** Half of the time is the race's, the other half that of one of the others, which come one after the other. */
function turn(): void {
  const waiting = ready();
  const racing = waiting.find(([slot]) => slot === 'race');
  const other = waiting.find(([slot]) => slot !== 'race');
  const share = racing && other ? SLICE / 2 : SLICE;
  if (racing) advance(...racing, performance.now() + share);
  if (!other) return;
  const [slot, job] = other;
  advance(slot, job, performance.now() + share);
  if (jobs.get(slot) !== job) return;
  jobs.delete(slot); // to the end of those that wait
  jobs.set(slot, job);
}

const ready = (): [string, Job][] => [...jobs].filter(([, job]) => job.unacknowledged < UNACKNOWLEDGED);

/** Milliseconds after the first rest: the page is still busy with its first picture then. */
const QUIET = 1500;
let rested = false;

/** Having rested once, the worker rehearses, so that the first change of problem finds its code warm. */
function rest(): void {
  if (rested) return;
  rested = true;
  setTimeout(() => {
    jobs.set('rehearsal', { job: 0, work: rehearse(), unacknowledged: 0 });
    wake();
  }, QUIET);
}

// A message to oneself lets every message that came meanwhile be heard first, and has no timer's delay.
const again = new MessageChannel();
again.port1.onmessage = () => {
  const now = performance.now();
  if (now - lastBeat > HEARTBEAT) beat();
  turn();
  awake = ready().length > 0;
  if (awake) again.port2.postMessage(0);
  else rest();
};

function wake(): void {
  if (awake) return;
  awake = true;
  again.port2.postMessage(0);
}

if (!compiled) post({ kind: 'slower' });

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case 'race':
      void startRace(data);
      break;
    case 'field':
      jobs.set(`field ${data.slot}`, { job: data.job, work: fieldJob(data), unacknowledged: 0 });
      break;
    case 'inspect':
      jobs.set(`inspect ${data.slot}`, { job: data.job, work: inspectJob(data), unacknowledged: 0 });
      break;
    case 'rescue':
      jobs.set(`rescue ${data.slot}`, { job: data.job, work: rescueJob(data), unacknowledged: 0 });
      break;
    case 'received': {
      const own = jobs.get('race');
      if (own?.job === data.job) own.unacknowledged -= 1;
      break;
    }
    case 'glance':
      jobs.set(`glance ${data.slot}`, { job: data.job, work: glanceJob(data), unacknowledged: 0 });
      break;
    case 'data':
      void tellData(data);
      break;
    case 'ping':
      beat();
      break;
  }
  wake();
};
