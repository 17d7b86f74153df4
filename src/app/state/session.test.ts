/** The worker's keeper: only the newest race is shown, silence is noticed, and what was asked is asked again. */
import { asSurface } from '../../lab/experiment/experiment.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Columns } from '../../lab/experiment/trajectory.ts';
import type { FromWorker, ToWorker } from '../../lab/experiment/protocol.ts';
import { Session } from './session.ts';
import { changeSetting, type Notice, store } from './store.ts';

class FakeWorker {
  readonly heard: ToWorker[] = [];
  terminated = false;
  onmessage: ((event: { data: FromWorker }) => void) | undefined;
  postMessage(message: ToWorker): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.terminated = true;
  }
  say(message: FromWorker): void {
    this.onmessage?.({ data: message });
  }
  get race(): Extract<ToWorker, { kind: 'race' }> {
    return this.heard.findLast((it) => it.kind === 'race')!;
  }
  /** Computes the newest race at once. */
  finish(): void {
    const { job, experiment } = this.race;
    experiment.runs.forEach((_, run) => {
      this.say({ kind: 'rows', job, chunks: [{ run, columns: rows(0, experiment.steps + 1) }] });
      this.say({ kind: 'ended', job, run, ending: { kind: 'steps', at: experiment.steps }, fingerprint: 'abcdefgh' });
    });
    this.say({ kind: 'done', job, fingerprint: 'abcdefgh' });
  }
}

const rows = (from: number, count: number): Columns => ({
  from,
  rows: count,
  x: new Float64Array(2 * count),
  loss: new Float64Array(count),
  slope: new Float64Array(count),
  cost: new Float64Array(count),
  series: {},
});

let workers: FakeWorker[];
let notices: Notice['kind'][];
let session: Session;
let stop: () => void;
const worker = (): FakeWorker => workers.at(-1)!;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
  vi.stubGlobal('requestAnimationFrame', () => 1);
  workers = [];
  notices = [];
  session = new Session(
    ({ kind }) => notices.push(kind),
    () => {
      workers.push(new FakeWorker());
      return worker() as unknown as Worker;
    },
  );
  stop = session.start();
});

afterEach(() => {
  stop();
  vi.useRealTimers();
});

test('rows are appended and acknowledged, those of an older job are not', () => {
  const { job } = worker().race;
  worker().say({ kind: 'rows', job, chunks: [{ run: 0, columns: rows(0, 5) }] });
  worker().say({ kind: 'rows', job: job - 1, chunks: [{ run: 0, columns: rows(5, 5) }] });
  expect(session.race!.trajectories[0]!.rows).toBe(5);
  expect(worker().heard.filter((it) => it.kind === 'received')).toEqual([{ kind: 'received', job }]);
});

test('a newer race is shown once it has as many rows as the views need', () => {
  worker().finish();
  const before = session.race;
  session.needed = () => 3;
  changeSetting('seed', store.getState().experiment.seed + 1);
  const { job, experiment } = worker().race;
  experiment.runs.forEach((_, run) => worker().say({ kind: 'rows', job, chunks: [{ run, columns: rows(0, 3) }] }));
  expect(session.race).toBe(before);
  experiment.runs.forEach((_, run) => worker().say({ kind: 'rows', job, chunks: [{ run, columns: rows(3, 3) }] }));
  expect(session.race).not.toBe(before);
});

test('a race under way has its chance before the next, so that a drag shows results', () => {
  const races = (): number => worker().heard.filter((it) => it.kind === 'race').length;
  for (let change = 0; change < 10; change++) changeSetting('seed', 100 + change);
  expect(races()).toBe(1);
  vi.advanceTimersByTime(130);
  expect(races()).toBe(2);
  expect(worker().race.experiment.seed).toBe(109);
});

test('a silent worker is asked, then replaced within 3.5 seconds, and the race is run again', () => {
  const [first] = workers;
  worker().say({ kind: 'beat' });
  vi.advanceTimersByTime(3000);
  expect(first!.heard.some((it) => it.kind === 'ping')).toBe(true);
  expect(first!.terminated).toBe(true);
  expect(workers).toHaveLength(2);
  expect(worker().race.experiment).toBe(store.getState().experiment);
  expect(notices).toEqual(['restarted']);
});

test('a worker that is still loading is given time', () => {
  vi.advanceTimersByTime(7500);
  expect(workers).toHaveLength(1);
  vi.advanceTimersByTime(3000);
  expect(workers).toHaveLength(2);
});

test('a worker that answers is left alone, and nobody watches when nothing is to be done', () => {
  for (let second = 0; second < 10; second++) {
    worker().say({ kind: 'beat' });
    vi.advanceTimersByTime(1000);
  }
  expect(workers).toHaveLength(1);
  worker().finish();
  vi.advanceTimersByTime(60_000);
  expect(workers).toHaveLength(1);
});

test('after repeated failures it gives up and says so, and tries again when asked', () => {
  vi.advanceTimersByTime(60_000);
  expect(notices.at(-1)).toBe('gave-up');
  const before = workers.length;
  vi.advanceTimersByTime(60_000);
  expect(workers).toHaveLength(before);
  session.retry();
  expect(workers).toHaveLength(before + 1);
  expect(worker().race.experiment).toBe(store.getState().experiment);
});

test('a field is answered to its newest question only, and asked again after a restart', () => {
  worker().finish();
  const answers: string[] = [];
  const request = {
    surface: asSurface(store.getState().experiment.problem)!.surface,
    region: [0, 1, 0, 1],
    columns: 2,
    rows: 2,
  } as const;
  session.requestField('map', request, () => answers.push('first'));
  session.requestField('map', request, () => answers.push('second'));
  const answer = (): void => {
    for (const message of worker().heard)
      if (message.kind === 'field') worker().say({ kind: 'field', job: message.job, slot: 'map', field: {} as never });
  };
  worker().say({ kind: 'beat' });
  vi.advanceTimersByTime(3000);
  expect(workers).toHaveLength(2);
  answer();
  expect(answers).toEqual(['second']);
});

test('a bug is said, and the job it was in is over', () => {
  worker().say({ kind: 'bug', job: worker().race.job, message: 'oh' });
  expect(notices).toEqual(['bug']);
  vi.advanceTimersByTime(60_000);
  expect(workers).toHaveLength(1);
});

test('what a link promised is held against what comes out, once', () => {
  session.expect('abcdefgh');
  worker().finish();
  changeSetting('steps', 7);
  worker().finish();
  expect(notices).toEqual(['same-bits']);
  session.expect('zzzzzzzz');
  changeSetting('steps', 8);
  worker().finish();
  expect(notices).toEqual(['same-bits', 'other-bits']);
});
