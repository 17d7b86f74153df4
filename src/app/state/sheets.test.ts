/** The pool's promises: the same results however many work, the newest question first, a silent worker replaced. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { complete } from '../../lab/experiment/validate.ts';
import { basinTiles, sweepPlans } from '../../lab/study/plan.ts';
import type { FromPool, ToPool } from '../../lab/study/protocol.ts';
import { computed } from '../../lab/study/results.ts';
import { Work } from '../../lab/study/work.ts';
import { Pool } from './pool.ts';
import { Sheets, type Wanted } from './sheets.ts';

vi.stubGlobal('requestAnimationFrame', () => 1);

const made = complete({
  problem: { surface: { id: 'himmelblau' } },
  runs: [{ id: 'adam', values: { lr: 0.1 } }, { id: 'momentum' }, { id: 'newton' }],
  steps: 50,
  study: { sweep: { param: 'lr', from: 1e-4, to: 1, count: 30 } },
});
if ('problems' in made) throw new RangeError('the experiment is wrong');
const { experiment } = made;

const basins = (run: number): Wanted => ({
  key: `basins ${run}`,
  count: 40 * 40,
  tiles: () => basinTiles(experiment, run, [-5, 5, -5, 5], 40, 40),
});
const sweeps = sweepPlans(experiment).map(({ run, values, tiles }): Wanted => ({ key: `sweep ${run}`, count: values.length, tiles: () => tiles })); // prettier-ignore

/** A worker in the same thread: what is posted is copied, answers come later, and it may fall silent. */
class Here {
  onmessage: ((event: { data: FromPool }) => void) | null = null;
  onerror: unknown = null;
  silent = false;
  ended = false;
  asked: ToPool[] = [];
  private readonly work = new Work((message) => {
    if (!this.ended) this.onmessage?.({ data: structuredClone(message) });
  });
  private readonly timer = setInterval(() => {
    if (!this.silent) for (let i = 0; i < 4; i++) this.work.advance();
  }, 1);
  postMessage(message: ToPool): void {
    this.asked.push(message);
    if (!this.silent) this.work.hear(structuredClone(message));
  }
  /** Says nothing any more, and costs nothing. */
  hush(): void {
    this.silent = true;
    clearInterval(this.timer);
  }
  terminate(): void {
    this.ended = true;
    clearInterval(this.timer);
  }
}

let hired: Here[] = [];
let said: string[] = [];
const poolOf = (count: number): Pool =>
  new Pool(
    count,
    (notice) => said.push(notice.kind),
    () => {
      hired.push(new Here());
      return hired.at(-1)! as unknown as Worker;
    },
  );

beforeEach(() => {
  vi.useFakeTimers();
  hired = [];
  said = [];
});
afterEach(() => {
  for (const worker of hired) worker.terminate();
  vi.useRealTimers();
});

test.each([1, 2, 5])('%d workers fill the sheets with the same bits as one thread', async (count) => {
  const sheets = new Sheets(poolOf(count));
  const wanted = [basins(0), basins(1), ...sweeps];
  sheets.want('all', wanted);
  await vi.advanceTimersByTimeAsync(3000);
  expect([hired.length, sheets.progress('all')]).toEqual([count, 1]);
  for (const { key, count: cells, tiles } of wanted)
    expect(sheets.get(key)!.outcomes).toEqual(computed(tiles(), cells));
});

test('a newer question supersedes the older, and what is known already is not asked again', async () => {
  const sheets = new Sheets(poolOf(2));
  sheets.want('map', [basins(0)]);
  sheets.want('map', [basins(1)]);
  expect(hired[0]!.asked.some(({ kind }) => kind === 'drop')).toBe(true);
  await vi.advanceTimersByTimeAsync(3000);
  expect(sheets.get('basins 1')!.outcomes).toEqual(computed(basins(1).tiles(), 1600));
  const before = hired.flatMap(({ asked }) => asked).length;
  sheets.want('map', [basins(1)]);
  sheets.want('map', []);
  sheets.want('map', [basins(1)]);
  await vi.advanceTimersByTimeAsync(100);
  expect(hired.flatMap(({ asked }) => asked).length).toBe(before);
});

test('coarse cells are known first', async () => {
  const sheets = new Sheets(poolOf(1));
  sheets.want('map', [basins(2)]);
  while (sheets.progress('map') === 0) await vi.advanceTimersByTimeAsync(1);
  const { gone } = sheets.get('basins 2')!.outcomes;
  gone!.forEach((step, cell) => {
    if (!Number.isNaN(step)) expect([(cell % 40) % 8, Math.floor(cell / 40) % 8]).toEqual([0, 0]);
  });
});

test('a path goes before all tiles', async () => {
  const pool = poolOf(1);
  const sheets = new Sheets(pool);
  sheets.want('map', [basins(0)]);
  const answers: number[] = [];
  pool.paths('hover', experiment, () => answers.push(-1));
  pool.paths('hover', { ...experiment, steps: 3 }, (paths) => answers.push(...paths.map(({ rows }) => rows)));
  await vi.advanceTimersByTimeAsync(20);
  expect(answers).toEqual([4, 4, 4]);
});

test('a silent worker is replaced and its tiles are done by another; one that never answers is given up', async () => {
  const sheets = new Sheets(poolOf(1));
  sheets.want('map', [basins(0)]);
  hired[0]!.onmessage!({ data: { kind: 'beat' } });
  hired[0]!.hush();
  await vi.advanceTimersByTimeAsync(4000);
  expect([hired.length, said, sheets.progress('map')]).toEqual([2, ['restarted'], 1]);
  expect(sheets.get('basins 0')!.outcomes).toEqual(computed(basins(0).tiles(), 1600));
  const never = new Sheets(
    new Pool(1, (notice) => said.push(notice.kind), () => {
      const worker = new Here();
      worker.hush();
      hired.push(worker);
      return worker as unknown as Worker;
    }),
  ); // prettier-ignore
  never.want('map', [basins(0)]);
  await vi.advanceTimersByTimeAsync(100_000);
  expect(said.at(-1)).toBe('gave-up');
});
