/** Learning problems at the border and on their way: what is refused, what is mended, and that all luck is shared. */
import { beforeAll, describe, expect, test } from 'vitest';
import '../everything.ts';
import { datasets, losses, matrices, models, optimizers, surfaces } from '../catalogues.ts';
import { rowsIn } from '../describe/rows.ts';
import { network } from '../network.ts';
import { drawnOrder } from './batches.ts';
import { dataOf, fetchData } from './data.ts';
import { asClassifier, type ClassifierProblem, type Experiment } from './experiment.ts';
import { extentOf, layersOf, modelShape } from './learning-shape.ts';
import { limits } from './limits.ts';
import { finish } from './finish.ts';
import { decode, encode, isApart, share } from './link.ts';
import { beginRace, race, runAll } from './race.ts';
import type { Weights } from './task.ts';
import { complete } from './validate.ts';

const opened = (link: string): { experiment: Experiment; notes: string[] } => {
  const read = decode(link);
  if ('refused' in read) throw new Error(read.refused.message);
  return { experiment: read.experiment, notes: read.notes.map(({ path, message }) => `${path}: ${message}`) };
};
const problemOf = (link: string): ClassifierProblem => asClassifier(opened(link).experiment.problem)!;
const notes = (link: string): string => opened(link).notes.join('\n');
const complaints = (problem: object): Record<string, string> => {
  const done = complete({ problem: { kind: 'classifier', ...problem } });
  return Object.fromEntries('problems' in done ? done.problems.map(({ path, message }) => [path, message]) : []);
};

beforeAll(async () => {
  for (const id of ['iris', 'digits']) await fetchData({ id, values: {} });
});

describe('a link', () => {
  test.each([
    '#v1/moons/mlp/bce/adam/steps=200',
    '#v1/moons(n=300,noise=0.1)/mlp(hidden=8-8,activation=tanh)/bce/batch=16/l2=0.001/patience=20/adam(lr=0.01)&sgd/steps=500',
    '#v1/digits/cnn(filters=8)/cross-entropy/batch=64/shift=1/precision=f32/adam/seed=7/steps=100',
    '#v1/inline(x=(1)(2)(3)(4),y=(1,2,3,4))/linear-model/mse/weights=(0,0)/order=(0,1)(2,3)/sgd(lr=0.01)/steps=10',
    '#v1/rankings/linear-model/listnet/batch=all/adam/steps=20',
  ])('%s says the same as its experiment', (link) => {
    const { experiment, notes } = opened(link);
    expect(notes).toEqual([]);
    const again = encode(experiment);
    expect(opened(again)).toEqual({ experiment, notes: [] });
    expect(opened(again).experiment).toEqual(experiment);
    const done = complete(JSON.parse(JSON.stringify(experiment)));
    expect(done).toEqual({ experiment });
  });
  test('needs no more than a data set: loss and model are the usual ones, and small data go in one batch', () => {
    expect(problemOf('#v1/moons')).toMatchObject({ model: { id: 'mlp' }, loss: { id: 'bce' }, batch: 32 });
    expect(problemOf('#v1/iris')).toMatchObject({ loss: { id: 'cross-entropy' } });
    expect(problemOf('#v1/plane')).toMatchObject({ model: { id: 'linear-model' }, loss: { id: 'mse' } });
    expect(problemOf('#v1/rankings')).toMatchObject({ loss: { id: 'ranknet' } });
    expect(problemOf('#v1/moons(n=20)')).toMatchObject({ batch: 'all' });
  });
  test('no id without a key before it means two things', () => {
    const all = [datasets, losses, matrices, models, optimizers, surfaces].flatMap(({ ids }) => ids);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('rows of one’s own', () => {
  const own = (rows: number, change = 0): Experiment => {
    const x = Array.from({ length: rows }, (_, row) => [row / 7, (row * row) % 5]);
    const y = x.map((_, row) => row % 2);
    x[0]![0]! += change;
    const done = complete({ problem: { kind: 'classifier', dataset: { id: 'inline', values: { x, y } } }, runs: [{ id: 'adam' }], steps: 50 }); // prettier-ignore
    if ('problems' in done) throw new Error(JSON.stringify(done.problems));
    return done.experiment;
  };
  test('stand in the link while they are few', () => {
    expect(isApart(own(100))).toBe(false);
    expect(opened(encode(own(100)))).toEqual({ experiment: own(100), notes: [] });
    expect(isApart(opened('#v1/moons/adam').experiment)).toBe(false);
  });
  test('are only named where they are many, and opening such a link says so', () => {
    const link = encode(own(3000));
    expect(isApart(own(3000))).toBe(true);
    expect(link).toMatch(/^#v1\/inline\/mlp\/bce\/rows=[0-9a-z]{8}\/adam\/steps=50$/);
    expect(encode(own(3000, 1))).not.toBe(link);
    for (const it of [link, share(own(3000))])
      expect(opened(it).notes).toEqual([expect.stringMatching(/^rows: the rows were too many for the link.*open the file/)]); // prettier-ignore
    expect(notes('#v1/moons/rows=12345678')).toMatch(/“rows” is left out/);
  });
  test('with the first weights and the batches that belong to them', () => {
    const { experiment } = opened(encode(own(1000)));
    const done = complete({ ...own(1000), problem: { ...own(1000).problem, batch: 2, order: [[998, 999]] } });
    if ('problems' in done) throw new Error(JSON.stringify(done.problems));
    expect(opened(encode(done.experiment)).experiment.runs).toEqual(experiment.runs);
  });
  test('as many as are allowed take no long time to name', () => {
    const row = Array.from({ length: 100 }, (_, column) => column / 3);
    const x = Array.from({ length: 10_000 }, () => row);
    const done = complete({ problem: { kind: 'classifier', dataset: { id: 'inline', values: { x, y: x.map((_, at) => at % 2) } } } }); // prettier-ignore
    if ('problems' in done) throw new Error(JSON.stringify(done.problems));
    const begun = performance.now();
    encode(done.experiment);
    expect(performance.now() - begun).toBeLessThan(3000);
  }, 20_000);
});

describe('bad input is named', () => {
  test('weights and batches that do not fit are refused, not left out: no others could stand in for them', () => {
    const refusal = (link: string) => JSON.stringify(decode(link));
    const start = '#v1/inline/linear-model/bce';
    expect(refusal(`${start}/weights=(1,2)`)).toMatch(/"refused".*must be 3 numbers/);
    expect(refusal(`${start}/order=(0,9)`)).toMatch(/"refused".*0 to 3, not 9/);
    expect(refusal(`#v1/moons(n=9999)/mlp(hidden=256-256-256-256-256-256)/order=(${'1,'.repeat(999)}1)`)).toMatch(
      /"refused".*with a network this wide at most \d+ of \d+ rows/,
    );
    expect(notes(`${start}/batch=3/order=(0,1)`)).toMatch(/problem\.batch: the batch is 2: it must be 2, .*, not 3/);
  });
  test('rows that are all but numbers are refused at once', () => {
    const begun = performance.now();
    expect(rowsIn(`(${'1111111111,'.repeat(500)}x)`)).toBeUndefined();
    expect(performance.now() - begun).toBeLessThan(1000);
  });
  test('a loss or a model that does not fit, and what does', () => {
    expect(notes('#v1/iris/hinge')).toMatch(/problem\.loss\.id: the loss is cross-entropy: hinge tells two classes apart, and iris has 3 classes: there are .*multi-margin/); // prettier-ignore
    expect(notes('#v1/sine/bce')).toMatch(
      /bce tells two classes apart, and sine has numbers to be met: there are .*mse/,
    );
    expect(notes('#v1/moons/cnn')).toMatch(/the model is mlp: cnn needs data whose rows are pictures/);
    expect(complaints({ dataset: { id: 'iris' }, loss: { id: 'hinge' } })).toHaveProperty(['problem.loss.id']);
  });
  test('absurd widths and depths', () => {
    expect(notes('#v1/moons/mlp(hidden=99999)')).toMatch(/mlp’s hidden .*up to 6 whole numbers from 1 to 256/);
    expect(notes('#v1/moons/mlp(hidden=8-8-8-8-8-8-8)')).toMatch(/hidden/);
    expect(notes('#v1/digits/cnn(size=11)')).toMatch(/size/);
    const wide = problemOf('#v1/moons(n=10000)/mlp(hidden=256-256-256-256-256-256)/batch=all');
    expect(wide.batch).toBeLessThan(1000);
    expect(notes('#v1/moons(n=10000)/mlp(hidden=256-256-256-256-256-256)/batch=all')).toMatch(/at most \d+ of 8000 rows fit/); // prettier-ignore
  });
  test('a batch larger than the data, or none', () => {
    expect(notes('#v1/moons/batch=9999')).toMatch(/problem\.batch: the batch is 400, not 9999: .*from 1 to 400/);
    expect(notes('#v1/moons/batch=0')).toMatch(/problem\.batch: .*from 1 to 400/);
    expect(notes('#v1/moons/batch=some')).toMatch(/problem\.batch/);
    expect(complaints({ dataset: { id: 'moons' }, batch: 401 })).toEqual({ 'problem.batch': 'must be a whole number from 1 to 400, not 401' }); // prettier-ignore
  });
  test('too many points, an unknown data set, an unknown key', () => {
    expect(notes('#v1/moons(n=20000)')).toMatch(/n is 10000, not 20000/);
    expect(complaints({ dataset: { id: 'moon' } })['problem.dataset.id']).toMatch(/did you mean moons/);
    expect(complaints({ dataset: { id: 'moons' }, width: 3 })).toHaveProperty(['problem.width']);
    expect(notes('#v1/moons/widht=3')).toMatch(/widht/);
  });
  test('own points: ragged, infinite, too few, unequal, one class only', () => {
    const inline = (x: unknown, y: unknown, more = {}): Record<string, string> =>
      complaints({ dataset: { id: 'inline', values: { x, y, ...more } } });
    const place = 'problem.dataset.values';
    expect(inline([[1, 2], [3]], [0, 1])[`${place}.x`]).toBe('row 1 has 1 numbers, the first one 2');
    expect(
      inline(
        [
          [1, Infinity],
          [3, 4],
        ],
        [0, 1],
      )[`${place}.x`],
    ).toMatch(/finite/);
    expect(inline([['a'], [3]], [0, 1])[`${place}.x`]).toMatch(/must be a list of numbers/);
    expect(inline([[1]], [0])[`${place}.x`]).toMatch(/at least 2 rows/);
    expect(inline([[1], [2]], [0])[`${place}.y`]).toMatch(/a number for each of the 2 rows, not 1/);
    expect(inline([[1], [2]], [0, 0])[`${place}.y`]).toMatch(/one class only/);
    expect(inline([[1], [2]], [0, 0.5], { target: 'classes' })[`${place}.y`]).toMatch(/class numbers/);
    expect(inline(new Array(10_001).fill([1]), new Array(10_001).fill(1))[`${place}.x`]).toMatch(/at most 10000 rows/);
    expect(inline([[1, 2], [3, 4]], [0, 1])).toEqual({}); // prettier-ignore
  });
  test('first weights and batches that do not fit', () => {
    const of = (more: object): Record<string, string> => complaints({ dataset: { id: 'moons' }, ...more });
    expect(of({ model: { id: 'linear-model' }, weights: [1, 2] })['problem.weights']).toBe('must be 3 numbers, one for each weight of the model, not 2'); // prettier-ignore
    expect(of({ order: [[0, 400]] })['problem.order']).toMatch(/0 to 399, not 400/);
    expect(of({ order: [[0, 1], [2]] })['problem.order']).toMatch(/batch 1 has 1 rows, the first one 2/);
  });
  test('what needs pictures or test rows', () => {
    expect(notes('#v1/moons/shift=2')).toMatch(/shift is 0: it moves pictures/);
    expect(notes('#v1/moons(test=0)/patience=5')).toMatch(/patience is 0: it needs rows that are kept for the test/);
    expect(notes('#v1/moons/precision=f16')).toMatch(/precision is f64/);
  });
  test('optimizers that would need a matrix over all weights', () => {
    expect(notes('#v1/digits/newton')).toMatch(/newton keeps a matrix .* at most 300 weights/);
    expect(notes('#v1/moons/linear-model/newton&muon')).toBe('');
  });
});

test('weights and units are counted as the network lays them out', () => {
  const links = ['#v1/moons/mlp(hidden=8-8,norm=batch,residual=true)', '#v1/digits/cnn(filters=3,hidden=10)', '#v1/iris/linear-model', '#v1/moons/linear-model(bias=false,squares=true)/bce', '#v1/fashion/mlp(norm=layer,dropout=0.5)']; // prettier-ignore
  for (const link of links) {
    const problem = problemOf(link);
    const shape = modelShape(problem.dataset, problem.loss);
    const net = network(layersOf(problem), shape.features, shape.image);
    expect(extentOf(layersOf(problem), shape).weights).toBe(net.size);
  }
});

describe('luck', () => {
  test('every row is used equally often, epoch by epoch', () => {
    const order = drawnOrder(3, 10, 1, 4);
    const rows = Array.from({ length: 5 }, (_, step) => [...order(step)]).flat();
    expect(rows.slice(0, 10).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(rows.slice(10).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(rows.slice(0, 10)).not.toEqual(rows.slice(10));
  });
  test('lists stay whole', () => {
    const rows = [...drawnOrder(1, 6, 3, 2)(0)];
    expect(rows.map((row) => row % 3)).toEqual([0, 1, 2, 0, 1, 2]);
  });
  test('the same for every run, whoever else is in the race, and another for another seed', () => {
    const link = '#v1/moons(n=100)/mlp(hidden=4,dropout=0.3)/jitter=0.1';
    const both = runAll(opened(`${link}/adam&sgd/steps=20`).experiment);
    const alone = runAll(opened(`${link}/sgd/steps=20`).experiment);
    expect(alone.fingerprints[0]).toBe(both.fingerprints[1]);
    expect(both.trajectories[0]!.loss[0]).toBe(both.trajectories[1]!.loss[0]);
    expect(runAll(opened(`${link}/sgd/seed=2/steps=20`).experiment).fingerprint).not.toBe(alone.fingerprint);
  });
});

const weights = (grid: ReturnType<typeof beginRace>, run: number, row: number): Weights =>
  finish(grid.runs[run]!.weights!(row));

describe('the weights of any step come back to the bit', () => {
  test.each(['adam', 'sgd(momentum=0.9)', 'lbfgs', 'adam.cosine(T_max=90).lookahead', 'muon'])('%s', (run) => {
    const { experiment } = opened(`#v1/moons(n=100)/mlp(hidden=6,norm=batch)/${run}/steps=97`);
    const grid = beginRace(experiment);
    const { trajectories } = runAll(experiment, grid);
    for (const row of [0, 1, 13, 50, 96, 97, 14, 15, 3, 50]) {
      const { x } = weights(grid, 0, row);
      const length = Math.sqrt(x.reduce((sum, it) => sum + it * it, 0));
      expect(Math.abs(length - trajectories[0]!.series['weight-norm']![row]!)).toBeLessThan(1e-12 * length);
    }
    const again = beginRace({ ...experiment, steps: 50 });
    runAll({ ...experiment, steps: 50 }, again);
    expect(weights(again, 0, 50)).toEqual(weights(grid, 0, 50));
  });
});

describe('running', () => {
  test('does not depend on how often whole sets are scored, nor on who asks', () => {
    const { experiment } = opened('#v1/moons(n=200)/mlp(hidden=6)/adam&momentum/steps=60');
    const each = runAll(experiment, beginRace(experiment, 1));
    const seldom = runAll(experiment, beginRace(experiment, 20));
    expect(seldom.fingerprint).toBe(each.fingerprint);
    for (const name of ['train-loss', 'test-loss', 'accuracy', 'test-accuracy']) {
      const [all, some] = [each, seldom].map(({ trajectories }) => trajectories[0]!.series[name]!) as [Float64Array, Float64Array]; // prettier-ignore
      for (const row of [0, 20, 40, 60]) expect(some[row]).toBe(all[row]);
      expect(some[21]).toBeNaN();
    }
  });
  test('a batch of all rows has the training loss for its loss, and the penalty on top', () => {
    const plain = runAll(opened('#v1/moons(n=100)/mlp(hidden=4)/batch=all/sgd/steps=5').experiment);
    const [run] = plain.trajectories;
    for (let row = 0; row <= 5; row++) expect(run!.loss[row]).toBeCloseTo(run!.series['train-loss']![row]!, 14);
    const { experiment } = opened(
      '#v1/moons(n=100)/linear-model(bias=false)/batch=all/l2=0.5/weights=(3,4)/sgd/steps=1',
    );
    const [held] = runAll(experiment).trajectories;
    expect(held!.loss[0]! - held!.series['train-loss']![0]!).toBeCloseTo(0.25 * 25, 12);
  });
  test.each([
    '#v1/digits(n=300)/mlp(hidden=256-256)/cross-entropy(class_weights=9-1-5-0.1-1-7-1-1-0.5-1)/batch=all',
    '#v1/rankings(queries=40)/mlp(hidden=256-256)/margin-ranking/batch=all',
    '#v1/rankings(queries=40)/mlp(hidden=256-256)/listmle/batch=all',
    '#v1/sine/mlp(hidden=256-256)/rmse/batch=all',
  ])('a set scored block by block has the loss it has in one piece: %s', (link) => {
    const [run] = runAll(opened(`${link}/sgd(lr=0.001)/steps=1`).experiment).trajectories;
    for (const row of [0, 1]) expect(run!.series['train-loss']![row]! / run!.loss[row]!).toBeCloseTo(1, 11);
  });
  test('methods follow the running statistics of batch norm as rules do', () => {
    const link = (run: string): string => `#v1/moons(n=100)/mlp(hidden=6,norm=batch)/batch=all/${run}/steps=60`;
    const statisticsOf = (run: string): Weights['statistics'] => {
      const { experiment } = opened(link(run));
      const grid = beginRace(experiment);
      runAll(experiment, grid);
      return weights(grid, 0, 60).statistics;
    };
    // A method that stands still has those of a rule that does.
    const still = statisticsOf('adahessian(lr=0)');
    expect(still).toEqual(statisticsOf('sgd(lr=0)'));
    const [run] = runAll(opened(link('lbfgs')).experiment).trajectories;
    const [told, own] = [run!.series['train-loss']![60]!, run!.loss[60]!];
    expect(Math.abs(told - own)).toBeLessThan(0.2 * own);
  });
  test('patience stops a run after so many steps without a better test loss, and says which step was the best', () => {
    const { experiment } = opened('#v1/moons(n=60,noise=0.4,test=0.5)/mlp(hidden=32)/batch=all/patience=15/adam(lr=0.1)/steps=400'); // prettier-ignore
    const [run] = runAll(experiment, beginRace(experiment, 1)).trajectories;
    const { kind, at, best } = run!.ending!;
    expect([kind, at - best!]).toEqual(['stopped', 15]);
    expect(run!.rows).toBe(at + 1);
    const losses = [...run!.series['test-loss']!.subarray(0, run!.rows)];
    expect(Math.min(...losses)).toBe(losses[best!]);
  });
  test('a run that explodes says so', () => {
    const { experiment } = opened('#v1/plane(stretch=1)/linear-model/batch=all/sgd(lr=1000)/steps=400');
    expect(runAll(experiment).trajectories[0]!.ending).toMatchObject({ kind: 'diverged' });
  });
  test('scoring a large set gives way in between', () => {
    const { experiment } = opened('#v1/moons(n=4000)/mlp(hidden=128-128)/sgd/steps=2');
    let busy = 0;
    for (const news of race(experiment)) if (news.kind === 'busy') busy += 1;
    expect(busy).toBeGreaterThan(10);
  });
  test('float32 comes near float64', () => {
    const [double, single] = ['f64', 'f32'].map((precision) => runAll(opened(`#v1/digits(n=300)/mlp(hidden=8)/precision=${precision}/sgd(lr=0.1)/steps=30`).experiment).trajectories[0]!); // prettier-ignore
    expect(single!.loss[30]).not.toBe(double!.loss[30]);
    expect(Math.abs(single!.loss[30]! / double!.loss[30]! - 1)).toBeLessThan(1e-3);
  });
  test('scaled data are those of the training rows, and the seed decides which these are', () => {
    const rows = (seed: number): Float64Array => dataOf({ id: 'iris', values: { test: 0.2 } }, seed).test.y;
    expect(rows(1)).not.toEqual(rows(2));
  });
  test('limits hold what the longest run may keep', () => {
    expect(limits.network.work * 8 * 10).toBeLessThan(200e6);
  });
});
