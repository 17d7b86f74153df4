/** Every claim a scene makes in its sentence, asserted on its run; and Radford's three scenes to the digit. */
import { describe, expect, test } from 'vitest';
import { golden } from '../../e2e/support/golden.ts';
import type { Experiment } from './experiment/experiment.ts';
import { runAll } from './experiment/race.ts';
import type { Trajectory } from './experiment/trajectory.ts';
import { complete } from './experiment/validate.ts';
import { scenes } from './scenes.ts';

function experimentOf(id: string): Experiment {
  const { surface, start, ...rest } = scenes.get(id).experiment;
  const done = complete({ problem: { kind: 'surface', surface, ...(start ? { start } : {}) }, ...rest });
  if ('problems' in done) throw new Error(JSON.stringify(done.problems));
  return done.experiment;
}

interface Raced {
  readonly at: (k: number) => readonly [number, number];
  readonly path: readonly (readonly [number, number])[];
  readonly loss: readonly number[];
  readonly run: Trajectory;
  /** The first step at which a condition on (x, y, f) holds; ∞ if never. */
  readonly first: (holds: (x: number, y: number, f: number) => boolean) => number;
}

function raced(run: Trajectory): Raced {
  const path = Array.from({ length: run.rows }, (_, k) => [run.x[2 * k]!, run.x[2 * k + 1]!] as const);
  const loss = Array.from(run.loss.subarray(0, run.rows));
  const first: Raced['first'] = (holds) => {
    const k = path.findIndex(([x, y], i) => holds(x, y, loss[i]!));
    return k < 0 ? Infinity : k;
  };
  return { at: (k) => path.at(k)!, path, loss, run, first };
}

/** The scene's runs, by optimizer; a second run of the same one gets a 2. */
function play(id: string, change: (experiment: Experiment) => Experiment = (it) => it): Record<string, Raced> {
  const experiment = change(experimentOf(id));
  const named: Record<string, Raced> = {};
  runAll(experiment).trajectories.forEach((run, i) => {
    const name = experiment.runs[i]!.id;
    named[name in named ? `${name}2` : name] = raced(run);
  });
  return named;
}

const minX = (it: Raced): number => Math.min(...it.path.map(([x]) => x));
const maxX = (it: Raced): number => Math.max(...it.path.map(([x]) => x));
const minY = (it: Raced): number => Math.min(...it.path.map(([, y]) => y));
const maxY = (it: Raced, until = Infinity): number => Math.max(...it.path.slice(0, until).map(([, y]) => y));
const ascending = (...numbers: number[]): void => {
  for (let i = 1; i < numbers.length; i++) expect(numbers[i - 1], numbers.join(' < ')).toBeLessThan(numbers[i]!);
};
const signChanges = (it: Raced): number => it.path.filter(([x], k) => k > 0 && x * it.path[k - 1]![0] < 0).length;
const endsNear = (it: Raced, x: number, y: number, within = 0.01): void => {
  const [a, b] = it.at(-1);
  expect(Math.abs(a - x) + Math.abs(b - y), `ended at ${a}, ${b}`).toBeLessThan(within);
};

/** One function per scene, by id. */
const claims: Record<string, () => void> = {
  beale() {
    const { sgd, momentum, nesterov, adagrad, adadelta, rmsprop } = play('beale') as Record<string, Raced> & Six;
    const low = (it: Raced): number => it.first((_x, _y, f) => f < 0.1);
    ascending(low(adadelta), low(adagrad), low(rmsprop), low(nesterov), low(momentum), low(sgd));
    expect([adadelta, adagrad, rmsprop, nesterov, momentum].map(low)).toEqual([34, 61, 74, 83, 92]);
    expect(low(sgd)).toBe(Infinity);
    ascending(minY(momentum), minY(nesterov), -1);
    for (const calm of [sgd, adagrad, adadelta, rmsprop]) expect(minY(calm)).toBeGreaterThan(0);
    for (const swinging of [momentum, nesterov]) expect(maxX(swinging)).toBeGreaterThan(3.05);
    for (const calm of [adagrad, adadelta]) expect(maxX(calm)).toBeLessThan(3);
    const firstStep = (it: Raced): number => Math.hypot(it.at(1)[0] - 1, it.at(1)[1] - 1.6);
    expect(firstStep(adagrad)).toBeCloseTo(Math.SQRT2, 6);
    for (const other of [sgd, momentum, nesterov, adadelta, rmsprop])
      expect(firstStep(other)).toBeLessThan(firstStep(adagrad));
    expect(Math.max(...[momentum, nesterov, adagrad, adadelta, rmsprop].map((it) => it.loss.at(-1)!))).toBeLessThan(
      sgd.loss.at(-1)!,
    );
    sgd.loss.forEach((f, k) => k > 0 && expect(f).toBeLessThan(sgd.loss[k - 1]!));
  },
  'long-valley'() {
    const { sgd, momentum, nesterov, adagrad, adadelta, rmsprop } = play('long-valley') as Record<string, Raced> & Six;
    const free = (it: Raced): number => it.first((_x, y) => Math.abs(y) > 0.1);
    const gone = (it: Raced): number => it.first((_x, y) => y < -2);
    expect([adagrad, rmsprop, adadelta, nesterov, momentum, sgd].map(free)).toEqual([4, 6, 17, 94, 101, Infinity]);
    expect([adadelta, nesterov, momentum, rmsprop].map(gone)).toEqual([40, 118, 126, 142]);
    expect([adagrad, sgd].map(gone)).toEqual([Infinity, Infinity]);
    for (const swinging of [momentum, nesterov]) expect(signChanges(swinging)).toBeGreaterThanOrEqual(19);
    expect(minX(momentum)).toBeCloseTo(-0.196, 3);
    expect(minX(nesterov)).toBeCloseTo(-0.13, 3);
    expect(minX(sgd)).toBeGreaterThanOrEqual(0);
    const balanced = play('long-valley', (it) => ({ ...it, problem: { ...it.problem, start: [0.25, 0] } }));
    for (const stuck of Object.values(balanced)) for (const [, y] of stuck.path) expect(y).toBe(0);
  },
  'monkey-saddle'() {
    const { sgd, momentum, nesterov, adagrad, adadelta, rmsprop } = play('monkey-saddle') as Record<string, Raced> &
      Six;
    const down = (it: Raced): number => it.first((_x, _y, f) => f < -1);
    const over = (it: Raced): number => it.first((_x, y) => y < -1);
    const order = [rmsprop, adagrad, nesterov, momentum, adadelta, sgd];
    expect(order.map(down)).toEqual([47, 51, 74, 120, 142, Infinity]);
    expect(order.map(over)).toEqual([54, 59, 75, 122, 147, Infinity]);
    for (const exploring of [momentum, nesterov]) expect(maxY(exploring, 60)).toBeGreaterThan(-0.12);
    for (const other of [sgd, adagrad, adadelta, rmsprop]) expect(maxY(other, 60)).toBeLessThan(-0.33);
    endsNear(sgd, 0.075, -0.342, 0.002);
  },
  rosenbrock() {
    const { sgd, momentum, nesterov, adam, newton } = play('rosenbrock') as Record<string, Raced> & Six;
    const inValley = (it: Raced): number => it.first((_x, _y, f) => f < 5);
    for (const it of [sgd, momentum, nesterov, adam, newton]) expect(inValley(it)).toBeLessThan(20);
    expect(newton.run.ending).toMatchObject({ kind: 'converged', at: 6 });
    endsNear(newton, 1, 1, 1e-9);
    for (const fast of [momentum, nesterov]) expect(fast.loss.at(-1)!).toBeLessThan(sgd.loss.at(-1)! / 100);
    expect(sgd.at(-1)[0]).toBeLessThan(0);
  },
  himmelblau() {
    const { sgd, momentum, adam, rmsprop, newton } = play('himmelblau') as Record<string, Raced> & Six;
    for (const it of [sgd, adam, rmsprop]) endsNear(it, 3, 2);
    endsNear(momentum, -2.805118, 3.131313);
    endsNear(newton, -0.270845, -0.923039, 1e-4);
    expect(newton.run.ending).toMatchObject({ kind: 'converged', rest: 'maximum' });
  },
  ravine() {
    const { sgd, sgd2, momentum } = play('ravine') as Record<string, Raced> & Six & { sgd2: Raced };
    const low = (it: Raced): number => it.first((_x, _y, f) => f < 0.1);
    sgd.path.slice(1, 50).forEach(([, y], k) => expect(y * sgd.path[k]![1]).toBeLessThan(0));
    sgd2.path.slice(1, 50).forEach(([, y], k) => expect(y * sgd2.path[k]![1]).toBeGreaterThanOrEqual(0));
    ascending(low(momentum), low(sgd), low(sgd2));
    const beyond = play('ravine', (it) => ({
      ...it,
      runs: [{ id: 'sgd', values: { ...it.runs[0]!.values, lr: 2 / 25 + 1e-3 } }],
    }));
    expect(beyond.sgd!.loss.at(-1)!).toBeGreaterThan(beyond.sgd!.loss[0]!);
  },
  'styblinski-tang'() {
    const { sgd, nesterov, adam, momentum, lion } = play('styblinski-tang') as Record<string, Raced> & Six;
    for (const it of [sgd, nesterov, adam]) endsNear(it, 2.7468, 2.7468, 0.02);
    for (const it of [momentum, lion]) endsNear(it, -2.9035, -2.9035, 0.02);
  },
  rastrigin() {
    const { adam2, ...caught } = play('rastrigin');
    for (const it of Object.values(caught)) endsNear(it, -2.985, 2.985, 0.02);
    const dents = new Set(adam2!.path.map(([x, y]) => `${Math.round(x)} ${Math.round(y)}`));
    expect(dents.size).toBeGreaterThan(6);
    const [x, y] = adam2!.at(-1);
    expect(Math.hypot(x, y)).toBeGreaterThan(3);
    expect(Math.hypot(x + 2.985, y - 2.985)).toBeGreaterThan(1);
  },
  'two-gaussians'() {
    const { momentum, ...shallow } = play('two-gaussians');
    for (const it of Object.values(shallow)) endsNear(it, 0.9053, 0);
    endsNear(momentum!, -0.9363, 0);
  },
  saddle() {
    const { sgd, momentum, nesterov, adam, rmsprop, newton } = play('saddle') as Record<string, Raced> & Six;
    const gone = (it: Raced): number => (it.run.ending?.kind === 'left' ? it.run.ending.at : Infinity);
    ascending(gone(rmsprop), gone(nesterov), gone(momentum), gone(adam), gone(sgd), Infinity);
    expect(newton.at(1)).toEqual([0, 0]);
    expect(newton.at(-1)).toEqual([0, 0]);
    expect(newton.run.ending).toMatchObject({ kind: 'converged', rest: 'saddle' });
  },
};

type Six = Record<
  'sgd' | 'momentum' | 'nesterov' | 'adagrad' | 'adadelta' | 'rmsprop' | 'adam' | 'newton' | 'lion',
  Raced
>;

describe('what scenes claim is so', () => {
  test('every scene is held to its sentence', () => expect(Object.keys(claims).sort()).toEqual(scenes.ids));
  test.each(scenes.ids)('%s', (id) => claims[id]!());
});

describe('Radford’s scenes to 1e-9', () => {
  interface Recorded {
    runs: Record<string, { path: ([number, number] | [null, null] | null)[] }>;
  }
  const recorded = golden<Record<string, Recorded>>('radford');
  const sameScene: Record<string, string> = { beale: 'beale', 'long-valley': 'longValley', 'monkey-saddle': 'saddle' };
  // RMSprop hops around the minimum there and multiplies rounding by 10 every other step: against a run in 40 digits the
  // recorded path itself is off by 2e-10 at step 142, by 2e-6 at 149 and by 0.12 at 156. Until 140 it is right.
  const lastRight: Record<string, number> = { 'beale rmsprop': 140 };
  test.each(Object.keys(sameScene))('%s', (id) => {
    const runs = play(id);
    for (const [name, { path }] of Object.entries(recorded[sameScene[id]!]!.runs)) {
      const run = runs[name === 'nag' ? 'nesterov' : name]!;
      let compared = 0;
      for (const [k, point] of path.entries()) {
        if (k > (lastRight[`${id} ${name}`] ?? Infinity)) break;
        if (point === null || point[0] === null || Math.max(...point.map(Math.abs)) > 1e6) break;
        const [x, y] = point as [number, number];
        const off = Math.hypot(run.at(k)[0] - x, run.at(k)[1] - y);
        expect(off / Math.hypot(x, y), `${id} ${name} step ${k}`).toBeLessThanOrEqual(1e-9);
        compared++;
      }
      expect(compared, `${id} ${name}`).toBeGreaterThan(40);
    }
  });
});
