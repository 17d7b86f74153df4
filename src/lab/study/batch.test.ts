/** Cell = run: whatever goes side by side has the bits of the run that goes alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { optimizers, surfaces } from '../catalogues.ts';
import { defaults } from '../describe/param.ts';
import { asSurface, type Experiment, type Run } from '../experiment/experiment.ts';
import { finish } from '../experiment/finish.ts';
import { unfit } from '../experiment/fits.ts';
import { decode } from '../experiment/link.ts';
import { runAll } from '../experiment/race.ts';
import { valuesOf } from '../experiment/study.ts';
import { complete } from '../experiment/validate.ts';
import { type Batch, cellOf, endingOf, outcomes, type Outcomes } from './batch.ts';
import { type Wish, wishes } from './watch.ts';

/** The same from the record of the single run, told once more and differently. */
function bySingleRun(batch: Batch, cell: number): Record<string, unknown> {
  const { run, problem } = cellOf(batch, cell);
  const { steps, seed, noise } = batch;
  const experiment: Experiment = { problem, runs: [run], steps, seed, noise };
  const { rows, loss, x, slope, ending } = runAll(experiment).trajectories[0]!;
  const gone = ending!.kind === 'diverged';
  const lived = [...loss.subarray(0, gone ? rows - 1 : rows)];
  const since = [...slope.subarray(0, rows)].findLastIndex((one) => !(one <= batch.calm)) + 1;
  return {
    gone: gone ? rows - 1 : -1,
    loss: gone ? NaN : loss[rows - 1],
    x: gone ? [NaN, NaN] : [...x.subarray(2 * rows - 2, 2 * rows)],
    best: lived.reduce((least, one) => Math.min(least, one), Infinity),
    reach: lived.findIndex((one) => one <= batch.limit),
    calm: gone ? NaN : since,
    ending: ending!.kind,
  };
}

const cellIn = (batch: Batch, known: Outcomes, cell: number): Record<string, unknown> => ({
  gone: known.gone![cell],
  loss: known.loss![cell],
  x: [...known.x!.subarray(2 * cell, 2 * cell + 2)],
  best: known.best![cell],
  reach: known.reach![cell],
  calm: known.calm![cell],
  ending: endingOf(known, cell, asSurface(batch.problem)!),
});

function batchOf(id: string, surface: string, noise: number, given: Partial<Batch>): Batch {
  const entry = surfaces.get(surface);
  return {
    problem: { kind: 'surface', surface: { id: surface, values: defaults(entry.params) }, start: entry.start },
    run: { id, values: defaults(optimizers.get(id).params) },
    steps: 60,
    seed: 7,
    noise,
    count: 5,
    values: {},
    wishes,
    limit: 1,
    calm: 0.01,
    ...given,
  };
}

function hold(batch: Batch, cells: readonly number[]): void {
  const known = finish(outcomes(batch));
  for (const cell of cells) expect(cellIn(batch, known, cell)).toEqual(bySingleRun(batch, cell));
}

const rates = Float64Array.of(1e-4, 3e-3, 0.05, 0.8, 9);

function runOf(link: string): Run {
  const read = decode(link);
  if ('refused' in read) throw new Error(read.refused.message);
  expect(read.notes).toEqual([]);
  return read.experiment.runs[0]!;
}

/** What a learning run comes to, from its record: its losses on all training rows are what it is judged by. */
function byLearning(batch: Batch, cell: number): Record<string, unknown> {
  const { run, problem } = cellOf(batch, cell);
  const { rows, slope, series, ending } = runAll({ ...batch, problem, runs: [run] }).trajectories[0]!;
  const gone = ending!.kind === 'diverged';
  const told = [...series['train-loss']!.subarray(0, gone ? rows - 1 : rows)];
  const reached = told.findIndex((one) => one <= batch.limit);
  return {
    gone: gone ? rows - 1 : -1,
    loss: gone ? NaN : told.findLast((one) => !Number.isNaN(one)),
    slope: gone ? NaN : slope[rows - 1],
    best: told.reduce((least, one) => (one < least ? one : least), Infinity),
    reach: reached,
  };
}

describe('every cell of a learning problem is its single run too', { timeout: 60_000 }, () => {
  const learnings = [
    '#v1/moons(n=1000)/mlp(hidden=6)/bce/batch=16/sgd&adam&lbfgs/steps=30',
    '#v1/blobs/linear-model/cross-entropy/batch=all/momentum&nadam/steps=25',
    '#v1/moons(n=60,noise=0.5)/mlp(hidden=16)/brier/batch=8/patience=3/adam/steps=300',
    '#v1/outliers/linear-model/mse/sgd&rprop/steps=40',
  ];
  test.each(learnings)('%s', (link) => {
    const read = decode(link);
    if ('refused' in read) throw new Error(read.refused.message);
    expect(read.notes).toEqual([]);
    const { problem, runs, steps, seed, noise } = read.experiment;
    for (const run of runs) {
      const rates = { lr: Float64Array.of(1e-4, 0.01, 0.3, 1e12) };
      const values = { 'problem.batch': Float64Array.of(4, 8, 20, 40), 'problem.l2': Float64Array.of(0, 0, 0.1, 1), ...('lr' in run.values && rates) }; // prettier-ignore
      const count = 4;
      const asked: readonly Wish[] = ['loss', 'slope', 'gone', 'best', 'reach'];
      const batch: Batch = { problem, run, steps, seed, noise, count, values, wishes: asked, limit: 0.4, calm: 0.01 };
      const known = finish(outcomes(batch));
      for (let cell = 0; cell < count; cell++) {
        const mine = Object.fromEntries(asked.map((wish) => [wish, known[wish]![cell]]));
        expect(mine).toEqual(byLearning(batch, cell));
      }
    }
  });
});

describe('every cell has the bits of its single run', { timeout: 60_000 }, () => {
  /** All that run on a surface. */
  const usable = optimizers.ids.filter(
    (id) =>
      unfit(batchOf('sgd', 'beale', 0, {}).problem, { id, values: defaults(optimizers.get(id).params) }) === undefined,
  );
  test.each(usable)('%s over its first parameter, and over starts', (id) => {
    const [name, param] = Object.entries(optimizers.get(id).params).find(([, it]) => it.kind === 'number')!;
    if (param.kind !== 'number') return;
    const { min, max, belowMax, integer } = param;
    const tried = param.scale === 'log' ? rates : valuesOf({ param: name, from: param.range[0], to: param.range[1], count: 5 }, param); // prettier-ignore
    const column = tried.filter((it) => it >= min && (belowMax ? it < max : it <= max) && (!integer || Number.isInteger(it))); // prettier-ignore
    const accepted = [...column].filter((value) => {
      const runs = [{ id, values: { [name]: value } }];
      return !('problems' in complete({ problem: { surface: { id: 'beale' } }, runs }));
    });
    const values = { [name]: Float64Array.from(accepted) };
    hold(batchOf(id, 'beale', 0, { values, count: accepted.length }), [...accepted.keys()]);
    hold(batchOf(id, 'beale', 0.3, { values, count: accepted.length, steps: 20 }), [0]);
    hold(
      batchOf(id, 'himmelblau', 0, { starts: Float64Array.of(-4, 4, 0, 0, 3, 2, 1e-9, -5, 4, -1) }),
      [0, 1, 2, 3, 4],
    );
  });

  test('on every surface, by adam and momentum, whatever else varies', () => {
    const number = fc.double({ min: 1e-5, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...surfaces.ids),
        fc.constantFrom('adam', 'momentum', 'rmsprop', 'nesterov', 'prodigy'),
        fc.array(number, { minLength: 3, maxLength: 3 }),
        fc.constantFrom(0, 0.5),
        (surface, id, lrs, noise) => {
          const starts = Float64Array.from(lrs.flatMap((it, i) => [it - 1, it * i]));
          const values = { lr: Float64Array.from(lrs) };
          hold(batchOf(id, surface, noise, { values, starts, count: 3, steps: 40 }), [0, 1, 2]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('under a schedule and in wrappers, each rate with its own', () => {
    const lr = Float64Array.of(1e-4, 3e-3, 0.05, 0.4);
    const around = [
      { schedule: { id: 'cosine' } },
      { schedule: { id: 'reduce-on-plateau', values: { patience: 2 } } },
      { schedule: { id: 'free-hand' }, wrappers: [{ id: 'lookahead' }, { id: 'sam' }] },
      { wrappers: [{ id: 'gradient-noise' }, { id: 'ema' }, { id: 'clip-norm' }] },
    ];
    for (const id of ['sgd', 'adam', 'rprop'])
      for (const more of around) {
        const read = complete({ problem: { surface: { id: 'beale' } }, runs: [{ id, ...more }] });
        if ('problems' in read) throw new Error(JSON.stringify(read.problems));
        const batch = batchOf(id, 'beale', 0.1, { values: { lr }, count: 4, steps: 40 });
        hold({ ...batch, run: read.experiment.runs[0]! }, [0, 1, 2, 3]);
      }
  });

  test('over the numbers of a schedule and of wrappers', () => {
    const run = runOf('#v1/beale/adam(lr=0.05).cosine(T_max=30).lookahead(k=5).clip-norm');
    for (const [name, column] of [
      ['schedule.T_max', [5, 17, 40]],
      ['schedule.warmup', [0, 3, 9]],
      ['lookahead.k', [2, 5, 7]],
      ['clip-norm.max_norm', [0.1, 1, 30]],
    ] as const) {
      const values = { [name]: Float64Array.from(column), lr: Float64Array.of(0.01, 0.2, 0.05) };
      const batch = batchOf('adam', 'beale', 0, { run, values, count: 3, steps: 40 });
      hold(batch, [0, 1, 2]);
      // They do make a difference.
      expect(new Set(finish(outcomes({ ...batch, values: { [name]: values[name]! } })).loss).size).toBe(3);
    }
    const method = runOf('#v1/beale/lbfgs.cosine(T_max=30)');
    hold(batchOf('adam', 'beale', 0, { run: method, values: { 'schedule.T_max': Float64Array.of(5, 40) }, count: 2 }), [0, 1]); // prettier-ignore
  });

  test('more cells than fit in a stretch', () => {
    const count = 2500;
    const starts = Float64Array.from({ length: 2 * count }, (_, i) => -5 + (10 * ((i * 7919) % 1009)) / 1009);
    hold(batchOf('adam', 'himmelblau', 0, { starts, count, steps: 200 }), [0, 1, 1919, 1920, 1921, 2499]);
  });
});
