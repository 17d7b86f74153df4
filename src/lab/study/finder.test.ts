/** The finder: a range test is an ordinary run, a fold is an ordinary split, and a candidate is the mean of ordinary runs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dataOf, fetchData } from '../experiment/data.ts';
import { asClassifier, type ClassifierProblem, type Experiment } from '../experiment/experiment.ts';
import { finish } from '../experiment/finish.ts';
import { decode, encode } from '../experiment/link.ts';
import { runAll } from '../experiment/race.ts';
import { complete } from '../experiment/validate.ts';
import { exp, log } from '../numeric/elementary.ts';
import { outcomes } from './batch.ts';
import {
  candidatesOf,
  finderOf,
  foldsOf,
  isAtEnd,
  isSayable,
  keptOf,
  rangedOf,
  rangePlans,
  risingRun,
  smoothed,
  steepest,
  tunedOf,
  tuningPlans,
} from './finder.ts';
import { computed } from './results.ts';

const opened = (link: string): Experiment => {
  const read = decode(link);
  if ('refused' in read) throw new RangeError(read.refused.message);
  expect(read.notes).toEqual([]);
  return read.experiment;
};
const problemIn = (experiment: Experiment): ClassifierProblem => asClassifier(experiment.problem)!;

describe('a range test', () => {
  test.each([
    '#v1/moons/mlp/sgd&adam&rmsprop.cosine(T_max=10)/steps=40',
    '#v1/moons/mlp/lbfgs(line_search_fn=none)/finder=range,0.001,1,20,5/steps=12',
    '#v1/iris/linear-model/batch=all/adam.clip-norm/noise=0.1/finder=range,0.01,1000,20,5/steps=30',
  ])('has the rows of the ordinary run: %s', async (link) => {
    const experiment = opened(link);
    await fetchData(problemIn(experiment).dataset);
    const { steps, runs } = experiment;
    const finder = finderOf(experiment);
    for (const plan of rangePlans(experiment)) {
      const rising = risingRun(runs[plan.run]!, finder, steps);
      expect(opened(encode({ ...experiment, runs: [rising] })).runs).toEqual([rising]);
      const { rows, loss, series } = runAll({ ...experiment, runs: [rising] }).trajectories[0]!;
      const { losses } = rangedOf(plan, computed(plan.tiles, plan.rates.length));
      const lived = [...loss.subarray(0, rows)].map((it) => (Number.isFinite(it) ? it : Infinity));
      expect([...losses].slice(0, rows)).toEqual(lived);
      expect([...losses].slice(rows).every(Number.isNaN)).toBe(true);
      expect([...plan.rates.subarray(0, rows)]).toEqual([...series['lr']!.subarray(0, rows)]);
      expect(plan.rates[0]).toBe(finder.from);
      expect(plan.rates[steps]! / finder.to).toBeCloseTo(1, 10);
    }
  });

  test('a link can say its run, unless its rate rises beyond what the schedule allows', () => {
    const finder = finderOf(opened('#v1/moons/adam'));
    expect([5, 6, 100].map((steps) => isSayable(finder, steps))).toEqual([false, true, true]);
  });

  test('a run without a learning rate has none, nor has a problem without data', () => {
    expect(rangePlans(opened('#v1/moons/mlp/polyak&adam/steps=20')).map(({ run }) => run)).toEqual([1]);
    const surface = opened('#v1/beale/adam');
    expect([rangePlans(surface), tuningPlans(surface), foldsOf(surface)]).toEqual([[], [], 0]);
  });

  test('suggests the rate at which a known curve is steepest, noise or not', () => {
    const [steps, middle] = [400, 210];
    // Falls along a logistic curve around the middle, then climbs fast.
    const curve = (row: number): number => 0.1 + 2 / (1 + exp((row - middle) / 25)) + exp((row - 330) / 8);
    const losses = Float64Array.from({ length: steps + 1 }, (_, row) => curve(row));
    const found = steepest(smoothed(losses, keptOf(steps)))!;
    expect(Math.abs(found - middle)).toBeLessThanOrEqual(2);
    const noisy = losses.map((loss, row) => loss + 0.15 * (((row * 7919) % 13) / 6 - 1));
    expect(Math.abs(steepest(smoothed(noisy, keptOf(steps)))! - middle)).toBeLessThanOrEqual(20);
  });

  test('the average of losses that do not change is that loss, and a climb to four times the lowest ends it', () => {
    const level = Float64Array.from({ length: 100 }, () => 0.7);
    for (const it of smoothed(level, 0.9)) expect(it).toBeCloseTo(0.7, 14);
    const climbing = Float64Array.from({ length: 100 }, (_, row) => (row < 60 ? 1 : 1e9));
    expect(smoothed(climbing, 0.9)).toHaveLength(60);
    expect(smoothed(climbing.map((it) => -it), 0.9)).toHaveLength(100); // prettier-ignore
  });

  test('suggests nothing where the loss never falls, or there is next to nothing', () => {
    expect(steepest(Float64Array.from({ length: 50 }, (_, row) => row))).toBeUndefined();
    for (const length of [0, 1, 2]) expect(steepest(smoothed(new Float64Array(length).fill(1), 0))).toBeUndefined();
  });

  test('the average is that of its definition', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 1, max: 2, noNaN: true }), { minLength: 1, maxLength: 40 }), (list) => {
        const kept = 0.8;
        const plain = list.map((_, i) => {
          const weights = list.map((_it, j) => 0.8 ** Math.abs(i - j));
          const total = weights.reduce((sum, it) => sum + it, 0);
          return list.reduce((sum, it, j) => sum + it * weights[j]!, 0) / total;
        });
        smoothed(Float64Array.from(list), kept).forEach((it, i) => expect(it).toBeCloseTo(plain[i]!, 10));
      }),
    );
  });
});

describe('folds', () => {
  const rowsIn = ({ x, y }: { x: Float64Array; y: Float64Array }, features: number): string[] =>
    Array.from(y, (target, row) => JSON.stringify([...x.subarray(row * features, (row + 1) * features), target]));

  test.each(['#v1/moons(n=53)/mlp', '#v1/moons(n=20,test=0)/mlp', '#v1/digits/mlp'])(
    'every training row of %s is tested on exactly once, and no test row ever',
    async (head) => {
      const { dataset } = problemIn(opened(`${head}/adam`));
      await fetchData(dataset);
      const whole = dataOf(dataset, 3);
      const { features } = whole.shape;
      for (const of of [2, 5, 7]) {
        const parts = Array.from({ length: of }, (_, index) => dataOf(dataset, 3, { index, of }));
        const tested = parts.flatMap(({ test: part }) => rowsIn(part, features));
        expect(tested.toSorted()).toEqual(rowsIn(whole.train, features).toSorted());
        for (const { train, test: part } of parts)
          expect([...rowsIn(train, features), ...rowsIn(part, features)].toSorted()).toEqual(rowsIn(whole.train, features).toSorted()); // prettier-ignore
        const sizes = parts.map(({ test: part }) => part.rows);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    },
  );

  test('lists to be ranked stay whole', () => {
    const { dataset } = problemIn(opened('#v1/rankings/adam'));
    const { shape, train } = dataOf(dataset, 1);
    const parts = Array.from({ length: 4 }, (_, index) => dataOf(dataset, 1, { index, of: 4 }));
    for (const part of parts) expect([part.train.rows % shape.list, part.test.rows % shape.list]).toEqual([0, 0]);
    expect(parts.reduce((sum, part) => sum + part.test.rows, 0)).toBe(train.rows);
  });

  test('columns are scaled by the rows of the fold’s training part alone', async () => {
    const { dataset } = problemIn(opened('#v1/iris/adam'));
    await fetchData(dataset);
    const { train, shape } = dataOf(dataset, 1, { index: 0, of: 5 });
    const first = Array.from({ length: train.rows }, (_, row) => train.x[row * shape.features]!);
    expect(first.reduce((sum, it) => sum + it, 0) / train.rows).toBeCloseTo(0, 12);
  });

  test('there are no more of them than rows, and none of a single row', () => {
    expect(foldsOf(opened('#v1/moons(n=4,test=0.25)/mlp/adam/finder=grid,0.01,1,3,20'))).toBe(3);
    expect(foldsOf(opened('#v1/moons(n=2,test=0.5)/mlp/adam'))).toBe(0);
  });
});

describe('cross-validation', () => {
  test.each([
    '#v1/moons(n=60)/mlp/sgd&adam/finder=grid,0.01,1,3,4/steps=20',
    '#v1/moons(n=60)/mlp/patience=3/adam/finder=random,0.01,1,3,3/steps=40',
    '#v1/iris/linear-model/order=(0,1,2)(3,4,119)/adam/finder=grid,0.01,1,2,2/steps=10',
  ])('every loss is that of the ordinary run on its fold: %s', async (link) => {
    const experiment = opened(link);
    const { order: _, ...problem } = problemIn(experiment);
    await fetchData(problem.dataset);
    for (const plan of tuningPlans(experiment)) {
      const { rates, folds, run } = plan;
      const tuned = tunedOf(plan, computed(plan.tiles, folds * rates.length));
      const alone = Array.from({ length: folds }, (_, index) =>
        [...rates].map((lr) => {
          const one = { ...experiment.runs[run]!, values: { ...experiment.runs[run]!.values, lr } };
          const folded: Experiment = {
            ...experiment,
            problem: { ...problem, fold: { index, of: folds } },
            runs: [one],
          };
          const { rows, series } = runAll(folded).trajectories[0]!;
          const told = [...series['test-loss']!.subarray(0, rows)].filter((it) => !Number.isNaN(it));
          return problem.regularisation['patience'] === 0 ? told.at(-1)! : Math.min(...told);
        }),
      );
      expect(tuned.losses.map((fold) => [...fold])).toEqual(alone);
      const means = [...rates.keys()].map((i) => alone.reduce((sum, fold) => sum + fold[i]!, 0) / folds);
      means.forEach((mean, i) => expect(tuned.mean[i]).toBeCloseTo(mean, 12));
      expect(tuned.found).toBe(means.indexOf(Math.min(...means)));
    }
  });

  test('what diverges on one fold has no mean, and what is not known on all folds is not the best', () => {
    const plan = { run: 0, rates: Float64Array.of(0.1, 1, 10), folds: 2, tiles: [] };
    const known = { loss: Float64Array.of(3, 1, 2, 4, NaN, NaN), gone: Float64Array.of(-1, -1, -1, -1, NaN, 7) };
    const { mean, spread, found } = tunedOf(plan, known);
    expect([[...mean], [...spread], found]).toEqual([[3.5, 1, Infinity], [Math.SQRT1_2, 0, 0], 0]);
  });

  test('candidates: evenly spread by factors, or drawn so, the same for the same seed', () => {
    const grid = candidatesOf(opened('#v1/moons/adam/finder=grid,0.001,10,5,5'));
    expect([...grid]).toEqual([0.001, 0.01, 0.1, 1, 10]);
    const link = '#v1/moons/adam/finder=random,0.001,10,100,5';
    const drawn = candidatesOf(opened(link));
    expect(candidatesOf(opened(`${link}/seed=2`))).not.toEqual(drawn);
    expect(candidatesOf(opened(link))).toEqual(drawn);
    expect([...drawn]).toEqual([...drawn].sort((a, b) => a - b));
    expect(drawn[0]! >= 0.001 && drawn.at(-1)! <= 10).toBe(true);
    const logs = [...drawn].map((it) => log(it / 0.001) / log(10 / 0.001));
    expect(logs.reduce((sum, it) => sum + it, 0) / logs.length).toBeCloseTo(0.5, 0);
  });

  test('says where a better rate may lie beyond what was tried', () => {
    const plan = { run: 0, rates: Float64Array.of(1, 2, 3), folds: 1, tiles: [] };
    const ends = [[1, 2, 3], [2, 1, 3], [3, 2, 1]].map((loss) => isAtEnd(tunedOf(plan, { loss: Float64Array.from(loss), gone: Float64Array.of(-1, -1, -1) }))); // prettier-ignore
    expect(ends).toEqual([true, false, true]);
    const falling = Float64Array.of(3, 2, 1);
    expect(isAtEnd(rangedOf(plan, { loss: falling }))).toBe(true);
    expect(isAtEnd(rangedOf(plan, { loss: Float64Array.of(3, 1, 2) }))).toBe(false);
    expect(isAtEnd(rangedOf(plan, { loss: Float64Array.of(3, 1, NaN) }))).toBe(false);
  });

  test('gives way between runs, so that it can be stopped', () => {
    const [plan] = tuningPlans(opened('#v1/moons/mlp/adam/finder=grid,0.01,1,3,4/steps=20'));
    expect(plan!.tiles).toHaveLength(12);
    expect(finish(outcomes(plan!.tiles[0]!.batch)).loss).toHaveLength(1);
  });
});

describe('what is wrong is named, and mended in a link', () => {
  const problemsOf = (finder: unknown): readonly { path: string; message: string }[] => {
    const made = complete({ problem: { kind: 'classifier', dataset: { id: 'moons' } }, runs: [{ id: 'adam' }], study: { finder } }); // prettier-ignore
    return 'problems' in made ? made.problems : [];
  };
  test.each([
    ['empty', { from: 1, to: 1 }, 'study.finder', /is empty: 1 to 1/],
    ['reversed', { from: 1, to: 0.1 }, 'study.finder', /is reversed: 1 to 0.1/],
    ['zero', { from: 0 }, 'study.finder.from', /must be above 0, since lr goes by factors/],
    ['below zero', { from: -1 }, 'study.finder.from', /from 0 to 1000000, not -1/],
    ['a million rates', { count: 1e6 }, 'study.finder.count', /a whole number from 2 to 100, not 1e6/],
    ['one fold', { folds: 1 }, 'study.finder.folds', /a whole number from 2 to 20, not 1/],
    ['an unknown search', { search: 'luck' }, 'study.finder.search', /one of range, grid, random, not “luck”/],
    ['an unknown word', { fold: 3 }, 'study.finder.fold', /did you mean folds\?/],
    ['no object', 7, 'study.finder', /must be an object/],
  ])('%s', (_, finder, path, message) => {
    const [problem] = problemsOf(finder);
    expect(problem!.path).toBe(path);
    expect(problem!.message).toMatch(message);
  });
  test('links open all the same', () => {
    const read = decode('#v1/moons/adam/finder=gird,10,0.001,1e6,0');
    if ('refused' in read) throw new Error(read.refused.message);
    expect(read.experiment.study?.finder).toEqual({ search: 'range', from: 0.001, to: 10, count: 100, folds: 2 });
    expect(read.notes).toHaveLength(4);
    expect(opened('#v1/moons/adam/finder=grid').study?.finder).toEqual({ search: 'grid', from: 1e-5, to: 10, count: 20, folds: 5 }); // prettier-ignore
  });
});
