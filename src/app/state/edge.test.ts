/** What is asked of the race on show to see its edge: the coarse picture first, nothing twice, nothing of a race that is past. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../../lab/everything.ts';
import { trajectoryFor } from '../../lab/experiment/kinds.ts';
import { complete } from '../../lab/experiment/validate.ts';
import { type Bent, courseOf, Edges } from './edge.ts';
import { type Race, session } from './session.ts';

function raceOf(runs: object[], steps: number, reached = steps): Race {
  const made = complete({ problem: { kind: 'classifier', dataset: { id: 'moons' }, batch: 'all' }, runs, steps });
  if ('problems' in made) throw new RangeError(JSON.stringify(made.problems));
  const { experiment } = made;
  const trajectories = experiment.runs.map(() => {
    const trajectory = trajectoryFor(experiment);
    const none = new Float64Array(reached + 1);
    const columns = { from: 0, rows: reached + 1, x: new Float64Array(0), loss: none, slope: none, cost: none, series: {} }; // prettier-ignore
    trajectory.append(columns);
    return trajectory;
  });
  return { job: 1, experiment, slots: runs.map((_, i) => i), trajectories, fingerprints: [], done: true };
}

let asked: { readonly run: number; readonly row: number; readonly answer: (value: number | undefined) => void }[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal('requestAnimationFrame', () => 1);
  vi.spyOn(session, 'requestGlance').mockImplementation((_, { run, row }, tell) => {
    const answer = (value: number | undefined): void =>
      tell(value === undefined ? undefined : { of: 'sharpness', value, within: 0, products: 1 });
    asked.push({ run, row, answer });
  });
});

afterEach(() => {
  session.race = undefined;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const answerAll = (value: (row: number) => number): void => {
  for (let at = 0; at < asked.length; at++) asked[at]!.answer(value(asked[at]!.row));
};

test('the coarse picture comes first, all runs together, a step after each moment with it, and nothing twice', () => {
  session.race = raceOf([{ id: 'sgd' }, { id: 'momentum' }], 97);
  const edges = new Edges();
  const stop = edges.watch();
  expect(edges.progress).toBe(0);
  answerAll((row) => row);
  stop();
  expect(asked.slice(0, 6).map(({ run, row }) => [run, row])).toEqual([[0, 0], [1, 0], [0, 1], [1, 1], [0, 32], [1, 32]]); // prettier-ignore
  expect(new Set(asked.map(({ run, row }) => `${run} ${row}`)).size).toBe(asked.length);
  expect(asked).toHaveLength(2 * 98);
  expect(Math.max(...asked.map(({ row }) => row))).toBe(97);
  expect(edges.progress).toBe(1);
  const [measured] = edges.of(session.race)!;
  expect(measured!.moments).toHaveLength(49);
  expect(measured!.moments[1]).toEqual({ row: 2, low: 2, middle: 2.5, high: 3 } satisfies Bent);
});

test('what is not reached yet waits, stopping stops, and a new race begins anew', () => {
  session.race = raceOf([{ id: 'sgd' }], 96, 10);
  const edges = new Edges();
  let stop = edges.watch();
  answerAll(() => 1);
  expect(Math.max(...asked.map(({ row }) => row))).toBe(10);
  expect(edges.progress).toBeLessThan(0.2);
  asked = [];
  session.race = raceOf([{ id: 'sgd' }], 48);
  stop();
  stop = edges.watch();
  expect(asked).toHaveLength(1);
  edges.stop();
  asked[0]!.answer(1);
  expect(asked).toHaveLength(1);
  expect(edges.stopped).toBe(true);
  edges.resume();
  expect(asked).toHaveLength(2);
  asked[1]!.answer(undefined);
  edges.resume();
  expect(asked).toHaveLength(2);
  expect(edges.progress).toBe(1);
  stop();
});

test('where a run came to, and how that stands to its border', () => {
  session.race = raceOf([{ id: 'sgd', values: { lr: 0.5 } }, { id: 'lion' }, { id: 'adam' }], 96);
  const edges = new Edges();
  const stop = edges.watch();
  answerAll((row) => (row === 5 ? NaN : row < 60 ? 1 : row % 2 === 0 ? 3 : 5));
  stop();
  expect(Math.min(...asked.filter(({ run }) => run === 2).map(({ row }) => row))).toBe(1);
  const [sgd, lion] = edges.of(session.race)!.map((it) => courseOf(it)!);
  expect(sgd).toMatchObject({ start: 1, highest: 5, late: { low: 3, high: 5 }, share: 1 });
  expect(sgd!.edge).toMatchObject({ curvature: 4, formula: '2/lr' });
  expect(lion).toMatchObject({ edge: undefined, share: undefined });
});
