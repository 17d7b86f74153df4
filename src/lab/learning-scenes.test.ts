/** Every claim a learning scene makes in its sentence, asserted over ten seeds. */
import { describe, expect, test } from 'vitest';
import './everything.ts';
import { fetchData } from './experiment/data.ts';
import { asClassifier, type ClassifierProblem, type Experiment } from './experiment/experiment.ts';
import { learningOf } from './experiment/learning.ts';
import { finish } from './experiment/finish.ts';
import { beginRace, type Grid, runAll } from './experiment/race.ts';
import type { Weights } from './experiment/task.ts';
import type { Trajectory } from './experiment/trajectory.ts';
import { answers } from './experiment/problem.ts';
import { sharpnessOf } from './experiment/sharpness.ts';
import { execute } from './experiment/execute.ts';
import { complete } from './experiment/validate.ts';
import { written } from './scene.ts';
import { scenes } from './scenes.ts';
import { edgeOf } from './study/closed.ts';

const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);

type Change = Partial<Record<keyof ClassifierProblem, unknown>>;

function experimentOf(id: string, change: Change = {}): Experiment {
  const plain = written(scenes.get(id).experiment) as { problem: object };
  const done = complete({ ...plain, problem: { ...plain.problem, ...change } });
  if ('problems' in done) throw new Error(JSON.stringify(done.problems));
  return done.experiment;
}

interface Raced {
  readonly runs: readonly Trajectory[];
  readonly grid: Grid;
  readonly experiment: Experiment;
}

const raceOf = async (experiment: Experiment, cadence?: number): Promise<Raced> => {
  await fetchData(asClassifier(experiment.problem)!.dataset);
  const grid = beginRace(experiment, cadence);
  return { runs: runAll(experiment, grid).trajectories, grid, experiment };
};

/** A scene, changed or not, for every seed. */
async function* seeded(id: string, change: Change = {}, cadence?: number): AsyncGenerator<Raced> {
  const experiment = experimentOf(id, change);
  for (const seed of SEEDS) yield raceOf({ ...experiment, seed }, cadence);
}

/** The last score there is up to a row. */
function score({ series, rows }: Trajectory, name: string, until = rows - 1): number {
  for (let row = Math.min(until, rows - 1); row >= 0; row--)
    if (!Number.isNaN(series[name]![row]!)) return series[name]![row]!;
  return NaN;
}

const weightsAt = ({ grid }: Raced, run: number, row: number): Weights => finish(grid.runs[run]!.weights!(row));

const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;
const mean = (values: readonly number[]): number => values.reduce((sum, it) => sum + it, 0) / values.length;
/** Mean step from one value to the next, up or down. */
const jumps = (values: ArrayLike<number>): number =>
  mean(Array.from({ length: values.length - 1 }, (_, i) => Math.abs(values[i + 1]! - values[i]!)));

/** One function per scene, by id. */
const claims: Record<string, () => Promise<void>> = {
  async 'noisy-moons'() {
    for await (const raced of seeded('noisy-moons', {}, 1)) {
      const [sgd, momentum, nesterov, adagrad, rmsprop] = raced.runs as [Trajectory, Trajectory, Trajectory, Trajectory, Trajectory]; // prettier-ignore
      const five = raced.runs.map((run) => run.series['accuracy']![5]!);
      expect(five[3]!).toBeGreaterThanOrEqual(0.75);
      expect(five[0]!).toBeLessThanOrEqual(0.3);
      for (const other of [1, 2, 4]) {
        expect(five[other]!).toBeLessThan(five[3]!);
        expect(five[other]!).toBeGreaterThan(five[0]!);
      }
      const paths = raced.runs.map((_, run) => Array.from({ length: 119 }, (_, row) => weightsAt(raced, run, row).x));
      const lowest = paths.map((path) => Math.min(...path.map((x) => x[1]!)));
      expect(lowest[1]).toBeLessThan(-3.7);
      expect(lowest[2]).toBeLessThan(-3.6);
      expect(paths[1]![118]![1]! - lowest[1]!).toBeGreaterThan(0.1);
      const end = sgd.series['accuracy']![118]!;
      expect(paths[0]![118]![1]!).toBeGreaterThan(-2.1);
      for (const run of [momentum, nesterov, adagrad, rmsprop]) {
        expect(run.series['accuracy']![118]!).toBeGreaterThanOrEqual(0.83);
        expect(score(run, 'train-loss')).toBeLessThan(score(sgd, 'train-loss'));
      }
      expect(end).toBeGreaterThan(0.8);
      const [smooth, ...shaking] = [1, 3, 4].map((run) => roughness(paths[run]!.slice(60)));
      for (const it of shaking) expect(it).toBeGreaterThan(1.3 * smooth!);
    }
  },

  async 'batch-of-one'() {
    for await (const one of seeded('batch-of-one')) {
      const { experiment } = one;
      const [some, all] = await Promise.all([32, 'all'].map((batch) => raceOf({ ...experiment, problem: { ...(experiment.problem as ClassifierProblem), batch: batch as number } }))); // prettier-ignore
      const [single, batch, whole] = [one, some!, all!].map(({ runs }) => runs[0]!) as [Trajectory, Trajectory, Trajectory]; // prettier-ignore
      expect(jumps(single.loss)).toBeGreaterThan(3 * jumps(batch.loss));
      expect(jumps(batch.loss)).toBeGreaterThan(10 * jumps(whole.loss));
      expect(score(single, 'train-loss')).toBeLessThan(score(whole, 'train-loss') + 0.05);
      expect(score(single, 'train-loss')).toBeLessThan(0.5 * single.series['train-loss']![0]!);
    }
  },

  async 'learning-rates'() {
    for await (const { runs } of seeded('learning-rates')) {
      const [small, good, large] = runs as [Trajectory, Trajectory, Trajectory];
      const first = small.series['train-loss']![0]!;
      expect(score(small, 'train-loss')).toBeGreaterThan(0.6 * first);
      expect(score(good, 'accuracy')).toBeGreaterThan(0.87);
      expect(score(good, 'train-loss')).toBeLessThan(0.75 * score(small, 'train-loss'));
      expect(score(large, 'train-loss')).toBeGreaterThan(first);
    }
  },

  async 'straight-line'() {
    const whole = await raceOf(experimentOf('straight-line'));
    // Closed form: w ← w − lr · 2/n Xᵀ(Xw − y), by plain arithmetic.
    let [slope, intercept] = [0, 0];
    for (let step = 0; step <= 1000; step++) {
      const now = weightsAt(whole, 0, step).x;
      if (step % 100 === 0) {
        expect(Math.abs(now[0]! - slope)).toBeLessThan(1e-9);
        expect(Math.abs(now[1]! - intercept)).toBeLessThan(1e-9);
      }
      if (step === 30) expect(Math.abs(slope - 1)).toBeLessThan(0.1);
      if (step === 30) expect(intercept).toBeGreaterThan(0.25);
      const off = [1, 2, 3, 4].map((x) => slope * x + intercept - x);
      slope -= 0.01 * 2 * mean(off.map((it, i) => it * (i + 1)));
      intercept -= 0.01 * 2 * mean(off);
    }
    expect(intercept).toBeLessThan(0.02);
    for await (const single of seeded('straight-line', { batch: 1 })) {
      const { x } = weightsAt(single, 0, 1000);
      expect(Math.abs(x[0]! - 1)).toBeLessThan(0.05);
      expect(Math.abs(x[1]!)).toBeLessThan(0.15);
    }
  },

  async saturation() {
    for await (const { runs } of seeded('saturation')) {
      expect(score(runs[0]!, 'accuracy')).toBeLessThan(0.1);
      expect(runs[0]!.slope[0]!).toBeLessThan(0.01);
    }
    for await (const { runs } of seeded('saturation', { loss: { id: 'bce' } }, 1)) {
      expect(runs[0]!.slope[0]!).toBeGreaterThan(0.5);
      expect(runs[0]!.series['accuracy']![40]!).toBeGreaterThan(0.95);
    }
  },

  async 'zero-start'() {
    for await (const raced of seeded('zero-start')) {
      for (const run of [0, 1]) {
        const { x } = weightsAt(raced, run, 200);
        const net = learningOf(asClassifier(raced.experiment.problem)!, raced.experiment.seed).network;
        const weights = net.parameters.find(({ name }) => name === 'dense1.weight')!;
        const units = Array.from({ length: 8 }, (_, unit) => [...x.subarray(weights.offset + 2 * unit, weights.offset + 2 * unit + 2)]); // prettier-ignore
        for (const unit of units) expect(unit).toEqual(units[0]);
        expect(score(raced.runs[run]!, 'accuracy')).toBeLessThan(0.65);
      }
    }
    const he = { id: 'mlp', values: { hidden: '8', activation: 'tanh', init: 'he' } };
    for await (const { runs } of seeded('zero-start', { model: he }))
      expect(score(runs[1]!, 'accuracy')).toBeGreaterThan(0.85);
  },

  async 'adam-corrected'() {
    for await (const raced of seeded('adam-corrected')) {
      const [start, right, wrong] = [weightsAt(raced, 0, 0), weightsAt(raced, 0, 1), weightsAt(raced, 1, 1)];
      const length = ({ x }: Weights): number => Math.sqrt(x.reduce((sum, it, i) => sum + (it - start.x[i]!) ** 2, 0));
      // (1 − β₁) / √(1 − β₂) = 0.1 / √0.001
      // … where eps is small beside the slopes.
      expect(Math.abs((length(wrong) / length(right)) * Math.sqrt(0.001) - 0.1)).toBeLessThan(0.002);
      expect(length(weightsAt(raced, 1, 10))).toBeGreaterThan(1.5 * length(weightsAt(raced, 0, 10)));
    }
  },

  async vanishing() {
    for await (const { runs, experiment } of seeded('vanishing')) {
      const learning = learningOf(asClassifier(experiment.problem)!, experiment.seed);
      const slope = answers(learning.loss, execute, () => learning.loss.supply!.rows(0, 1)).gradient(learning.start);
      const norm = (layer: string): number => {
        const { offset, shape } = learning.network.parameters.find(({ name }) => name === `${layer}.weight`)!;
        return Math.sqrt(slope.subarray(offset, offset + shape[0]! * shape[1]!).reduce((sum, it) => sum + it * it, 0));
      };
      expect(norm('dense1')).toBeLessThan(norm('dense7') / 100);
      expect(score(runs[0]!, 'accuracy')).toBeLessThan(0.6);
    }
    for (const values of [
      { activation: 'relu', init: 'he' },
      { activation: 'sigmoid', init: 'xavier', norm: 'batch' },
      { activation: 'sigmoid', init: 'xavier', residual: true },
    ]) {
      const model = { id: 'mlp', values: { hidden: '8-8-8-8-8-8', ...values } };
      const reached: number[] = [];
      for await (const { runs } of seeded('vanishing', { model })) reached.push(score(runs[0]!, 'accuracy'));
      expect(Math.min(...reached)).toBeGreaterThan(0.75);
      expect(middle(reached)).toBeGreaterThan(0.84);
    }
  },

  async exploding() {
    const reached: number[] = [];
    for await (const { runs } of seeded('exploding')) {
      const [bare, clipped] = runs as [Trajectory, Trajectory];
      expect(bare.slope[0]!).toBeGreaterThan(100);
      expect(score(bare, 'accuracy')).toBeLessThan(0.6);
      expect(score(clipped, 'accuracy')).toBeGreaterThan(score(bare, 'accuracy') + 0.05);
      reached.push(score(clipped, 'accuracy'));
      expect(score(clipped, 'train-loss')).toBeLessThan(0.25 * clipped.series['train-loss']![0]!);
    }
    expect(middle(reached)).toBeGreaterThan(0.7);
  },

  async 'edge-of-stability'() {
    for await (const raced of seeded('edge-of-stability', {}, 1)) {
      const { experiment, runs } = raced;
      const sharpness = sharpnessOf(learningOf(asClassifier(experiment.problem)!, experiment.seed));
      const bend = (run: number, row: number): number => finish(sharpness(weightsAt(raced, run, row).x)).value;
      const levels = experiment.runs.map(({ id, values }, run) => {
        const { curvature } = edgeOf({ id, values }, Number(values['lr']))!;
        // Even and odd rows in turn, since runs jump to and fro; the last third are 46 of them.
        const shares = Array.from({ length: 90 }, (_, i) => bend(run, 310 + 7 * i) / curvature);
        const late = shares.slice(-46);
        expect(late.every((it) => Math.abs(it - 1) <= 0.25)).toBe(true);
        expect(Math.abs(middle(late) - 1)).toBeLessThan(0.1);
        expect(shares.filter((it) => it > 1).length).toBeGreaterThan(0);
        expect(Math.min(...shares)).toBeGreaterThan(0.5);
        const losses = runs[run]!.series['train-loss']!;
        expect(losses.slice(1).filter((it, i) => it > losses[i]!).length).toBeGreaterThan(50);
        expect(losses[1000]!).toBeLessThan(0.6 * losses[0]!);
        return middle(late) * curvature;
      });
      expect(bend(0, 0)).toBeLessThan(0.7 * levels[0]!);
      expect(levels[0]! / levels[1]!).toBeGreaterThan(1.8);
      expect(levels[0]! / levels[1]!).toBeLessThan(2.2);
    }
  },

  async 'over-fitting'() {
    const gap = (run: Trajectory): number => score(run, 'test-loss') - score(run, 'train-loss');
    const bare: number[] = [];
    for await (const { runs } of seeded('over-fitting', {}, 1)) {
      const [run] = runs as [Trajectory];
      expect(score(run, 'accuracy')).toBe(1);
      const losses = run.series['test-loss']!;
      expect(score(run, 'test-loss')).toBeGreaterThan(1.2 * Math.min(...losses));
      bare.push(gap(run));
    }
    for await (const { runs } of seeded('over-fitting', { regularisation: { patience: 20 } }, 1)) {
      const [{ ending, series }] = runs as [Trajectory];
      expect(ending!.kind).toBe('stopped');
      expect(series['test-loss']![ending!.best!]!).toBe(
        Math.min(...series['test-loss']!.filter((it) => !Number.isNaN(it))),
      );
    }
    /** The gap as a share of what it is without the remedy, for every seed. */
    const left = async (remedy: Change): Promise<number[]> => {
      const shares: number[] = [];
      for await (const { runs } of seeded('over-fitting', remedy)) shares.push(gap(runs[0]!) / bare[shares.length]!);
      return shares;
    };
    const more = { id: 'moons', values: { n: 1000, noise: 0.25, test: 0.5 } };
    expect(Math.max(...(await left({ regularisation: { l2: 0.03 } })))).toBeLessThan(0.6);
    expect(Math.max(...(await left({ regularisation: { l1: 0.01 } })))).toBeLessThan(0.8);
    expect(Math.max(...(await left({ regularisation: { jitter: 0.3 } })))).toBeLessThan(0.7);
    expect(Math.max(...(await left({ dataset: more, batch: 32 })))).toBeLessThan(0.6);
    const silenced = await left({ model: { id: 'mlp', values: { hidden: '64-64', dropout: 0.5 } } });
    expect(Math.min(...silenced)).toBeLessThan(0.5);
    expect(Math.max(...silenced)).toBeGreaterThan(2);
  },

  async 'outlier-pull'() {
    const slopes = async (loss: string): Promise<number[]> => {
      const all: number[] = [];
      for await (const raced of seeded('outlier-pull', { loss: { id: loss } }))
        all.push(weightsAt(raced, 0, 300).x[0]!);
      return all;
    };
    expect(Math.max(...(await slopes('mse')))).toBeLessThan(0);
    for (const loss of ['mae', 'huber']) expect(Math.min(...(await slopes(loss)))).toBeGreaterThan(0);
    expect(middle(await slopes('mae'))).toBeGreaterThan(0.8);
  },

  async margins() {
    for await (const { runs } of seeded('margins')) {
      const [run] = runs as [Trajectory];
      expect([run.loss[300], run.slope[300]]).toEqual([0, 0]);
      expect(run.series['weight-norm']![300]).toBe(run.series['weight-norm']![250]);
    }
    for await (const { runs } of seeded('margins', { loss: { id: 'bce' } })) {
      const norm = runs[0]!.series['weight-norm']!;
      for (let row = 51; row <= 300; row++) expect(norm[row]!).toBeGreaterThan(norm[row - 1]!);
    }
  },

  async 'two-decays'() {
    for await (const { runs } of seeded('two-decays')) {
      const [bare, coupled, decoupled] = runs.map((run) => run.series['weight-norm']![500]!) as [
        number,
        number,
        number,
      ];
      expect(coupled).toBeLessThan(0.5 * bare);
      expect(decoupled).toBeLessThan(0.98 * bare);
      expect(decoupled).toBeGreaterThan(1.5 * coupled);
    }
  },

  async digits() {
    const all: number[][] = [];
    for await (const { runs } of seeded('digits', {}, 450)) all.push(runs.map((run) => score(run, 'test-accuracy')));
    for (const run of all[0]!.keys()) expect(Math.min(...all.map((it) => it[run]!))).toBeGreaterThan(0.9);
    const adam = all.map(([first]) => first!);
    expect(mean(adam)).toBeGreaterThan(0.965);
    expect(Math.min(...adam)).toBeGreaterThanOrEqual(0.955);
  },

  async ranking() {
    for (const id of ['margin-ranking', 'ranknet', 'listnet', 'listmle']) {
      const all: number[][] = [];
      for await (const { runs } of seeded('ranking', { loss: { id } }))
        all.push(runs.map((run) => score(run, 'test-accuracy')));
      expect(Math.min(...all.flat())).toBeGreaterThan(0.9);
      for (const run of [0, 1]) expect(mean(all.map((it) => it[run]!))).toBeGreaterThan(0.95);
    }
  },
};

/** Sum of second differences over the path's length. */
function roughness(path: readonly Float64Array[]): number {
  const size = (x: readonly number[]): number => Math.sqrt(x.reduce((sum, it) => sum + it * it, 0));
  const between = (a: Float64Array, b: Float64Array): number[] => Array.from(a, (it, i) => it - b[i]!);
  const steps = path.slice(1).map((x, i) => between(x, path[i]!));
  const turns = steps.slice(1).map((it, i) => size(it.map((entry, axis) => entry - steps[i]![axis]!)));
  return turns.reduce((sum, it) => sum + it, 0) / steps.reduce((sum, it) => sum + size(it), 0);
}

const learning = scenes.ids.filter((id) => scenes.get(id).experiment.problem?.kind === 'classifier');

describe('every learning scene keeps its word', { timeout: 400_000 }, () => {
  test('and each has one', () => expect(Object.keys(claims).sort()).toEqual(learning));
  test.each(learning)('%s', (id) => claims[id]!());
});

test(
  'a small network reads more than 95 of a hundred moons of noise 0.2, over ten seeds',
  { timeout: 60_000 },
  async () => {
    const problem = { kind: 'classifier', dataset: { id: 'moons', values: { n: 1000 } }, model: { id: 'mlp', values: { hidden: '16', activation: 'tanh' } } }; // prettier-ignore
    const done = complete({ problem, runs: [{ id: 'adam', values: { lr: 0.03 } }], steps: 600 });
    if ('problems' in done) throw new Error(JSON.stringify(done.problems));
    const all: number[] = [];
    for (const seed of SEEDS) all.push(score((await raceOf({ ...done.experiment, seed })).runs[0]!, 'test-accuracy'));
    expect(mean(all)).toBeGreaterThan(0.95);
  },
);

test('filters read more digits than plain layers of as many weights', { timeout: 60_000 }, async () => {
  const models = [
    { id: 'cnn', values: { filters: 12 } },
    { id: 'mlp', values: { hidden: '16' } },
  ];
  const [filters, plain] = await Promise.all(
    models.map(async (model) => {
      const reached: number[] = [];
      for (const seed of SEEDS) {
        const problem = {
          kind: 'classifier',
          dataset: { id: 'digits' },
          model,
          loss: { id: 'cross-entropy' },
          batch: 32,
        };
        const done = complete({ problem, runs: [{ id: 'adam', values: { lr: 0.01 } }], steps: 600, seed });
        if ('problems' in done) throw new Error(JSON.stringify(done.problems));
        const raced = await raceOf(done.experiment, 600);
        expect(weightsAt(raced, 0, 600).x.length).toBe(1210);
        reached.push(score(raced.runs[0]!, 'test-accuracy'));
      }
      return reached;
    }),
  );
  expect(SEEDS.filter((_, at) => filters![at]! > plain![at]!).length).toBeGreaterThanOrEqual(8);
  expect(mean(filters!)).toBeGreaterThan(mean(plain!) + 0.005);
});
