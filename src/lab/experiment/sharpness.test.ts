/** The sharpness against the whole Hessian's eigenvalues, and against what is known of straight lines. */
import { describe, expect, test } from 'vitest';
import '../everything.ts';
import { optimizers } from '../catalogues.ts';
import { defaults } from '../describe/param.ts';
import { matrix, product, spectrum, transpose } from '../numeric/matrices.ts';
import { edgeOf } from '../study/closed.ts';
import { execute } from './execute.ts';
import { type ClassifierProblem, type Experiment, asClassifier } from './experiment.ts';
import { finish } from './finish.ts';
import { Glance, type Sharp } from './glance.ts';
import { learningOf } from './learning.ts';
import { answers } from './problem.ts';
import { beginRace, runAll } from './race.ts';
import { scaleOf, sharpnessOf } from './sharpness.ts';
import { complete } from './validate.ts';

function experimentOf(problem: object, runs: object[] = [{ id: 'sgd' }], steps = 20): Experiment {
  const made = complete({ problem: { kind: 'classifier', ...problem }, runs, steps });
  if ('problems' in made) throw new RangeError(JSON.stringify(made.problems));
  return made.experiment;
}

const problemOf = (problem: object): ClassifierProblem => asClassifier(experimentOf(problem).problem)!;

const small = { id: 'mlp', values: { hidden: '5-4', activation: 'tanh' } };
const moons = { id: 'moons', values: { n: 40 } };

/** The Hessian of the loss on all rows, and its eigenvalues, the largest first. */
function hessianOf(problem: ClassifierProblem, x: Float64Array): { hessian: Float64Array; values: Float64Array } {
  const loss = learningOf(problem, 1).whole();
  const fed = loss.supply!.rows(0, 1);
  const hessian = answers(loss, execute, () => fed).hessian(x);
  return { hessian, values: spectrum(matrix(x.length, x.length, hessian)).values };
}

describe('the sharpness', () => {
  test.each([
    ['two classes', { dataset: moons, model: small, loss: { id: 'bce' } }],
    ['squares', { dataset: moons, model: small, loss: { id: 'brier' } }],
    ['a penalty', { dataset: moons, model: small, regularisation: { l2: 0.3 } }],
    ['small batches', { dataset: moons, model: small, batch: 4 }],
    ['float32', { dataset: moons, model: small, precision: 'f32' }],
    ['disturbed rows', { dataset: moons, model: small, regularisation: { jitter: 2 } }],
    ['batch norm', { dataset: moons, model: { id: 'mlp', values: { hidden: '5-4', norm: 'batch' } } }],
    ['three classes', { dataset: { id: 'blobs', values: { k: 3 } }, model: small }],
    ['numbers', { dataset: { id: 'sine', values: { n: 40 } }, model: small }],
    ['a root', { dataset: { id: 'sine', values: { n: 40 } }, model: small, loss: { id: 'rmse' } }],
    ['rankings', { dataset: { id: 'rankings', values: {} }, model: small }],
  ])('is the largest eigenvalue of the whole Hessian: %s', (_, parts) => {
    const problem = problemOf(parts);
    const learning = learningOf(problem, 1);
    const x = learning.start.map((entry, i) => entry + 0.1 * (i % 3));
    const found = finish(sharpnessOf(learning, { tolerance: 1e-6, most: 500 })(x));
    const { values } = hessianOf(problem, x);
    expect(Math.abs(found.value - values[0]!)).toBeLessThan(1e-6 * Math.abs(values[0]!));
    expect(values.at(-1)).toBeLessThan(0);
    const usual = finish(sharpnessOf(learning)(x));
    expect(Math.abs(usual.value - values[0]!)).toBeLessThan(1e-3 * Math.abs(values[0]!));
  });

  test('of a straight line fitted by squares is that of 2 XᵀX / n, wherever it stands', () => {
    const problem = problemOf({ dataset: { id: 'outliers', values: {} }, model: { id: 'linear-model' }, loss: { id: 'mse' } }); // prettier-ignore
    const learning = learningOf(problem, 1);
    const { x, rows } = learning.data.train;
    const design = matrix(
      rows,
      2,
      Float64Array.from({ length: 2 * rows }, (_, at) => (at % 2 === 0 ? x[at / 2]! : 1)),
    );
    const expected = (2 / rows) * spectrum(product(transpose(design), design)).values[0]!;
    for (const at of [Float64Array.of(0, 0), Float64Array.of(3, -7)])
      expect(finish(sharpnessOf(learning)(at)).value).toBeCloseTo(expected, 10);
  });

  test('silences no unit, whatever is dropped in training', () => {
    const at = (dropout: number): number => {
      const learning = learningOf(problemOf({ dataset: moons, model: { id: 'mlp', values: { ...small.values, dropout } } }), 1); // prettier-ignore
      return finish(sharpnessOf(learning)(learning.start)).value;
    };
    // Masks of ones change no number, but the order in which slopes are added up.
    expect(Math.abs(at(0.5) / at(0) - 1)).toBeLessThan(1e-14);
  });

  test('with a scale is that of the Hessian whose rows are divided by it', () => {
    const problem = problemOf({ dataset: moons, model: small });
    const learning = learningOf(problem, 1);
    const n = learning.start.length;
    const scale = Float64Array.from({ length: n }, (_, i) => 0.1 + (i % 5));
    const found = finish(sharpnessOf(learning, { tolerance: 1e-8, most: 500 })(learning.start, scale));
    const { hessian } = hessianOf(problem, learning.start);
    const halves = hessian.map((entry, at) => entry / Math.sqrt(scale[at % n]! * scale[(at - (at % n)) / n]!));
    const expected = spectrum(matrix(n, n, halves)).values[0]!;
    expect(Math.abs(found.value - expected)).toBeLessThan(1e-8 * expected);
  });
});

describe('at the edge', () => {
  test.each([
    ['sgd', {}, 0.5, 4, '2/lr', false],
    ['momentum', { momentum: 0.9 }, 0.1, 38, '2(1+β)/lr', false],
    ['nesterov', { momentum: 0.5 }, 0.1, 15, '2(1+β)/((1+2β)lr)', false],
    ['adam', { beta1: 0.9 }, 0.01, 3800, '2(1+β₁)/((1−β₁)lr)', true],
    ['adamw', { weight_decay: 0.5 }, 1, 28.5, '(2−lr·wd)(1+β₁)/((1−β₁)lr)', true],
    ['rmsprop', { momentum: 0.5 }, 0.01, 300, '2(1+β)/lr', true],
  ] as const)('%s with %o at lr %f has its edge at the curvature %f', (id, values, lr, curvature, formula, scaled) => {
    const run = { id, values: { ...defaults(optimizers.get(id).params), ...values } };
    const edge = edgeOf(run, lr)!;
    expect(edge.curvature).toBeCloseTo(curvature, 8);
    expect(edge).toMatchObject({ formula, scaled });
    expect(edgeOf({ ...run, wrappers: [{ id: 'lookahead', values: {} }] }, lr)).toBeUndefined();
  }); // prettier-ignore

  test('there is none where a step is something else, nor without a rate', () => {
    const usual = (id: string): object => defaults(optimizers.get(id).params);
    expect(edgeOf({ id: 'lion', values: { ...usual('lion') } as never }, 0.1)).toBeUndefined();
    expect(edgeOf({ id: 'adam', values: { ...usual('adam'), eps_placement: 'hat' } as never }, 0.1)).toBeUndefined();
    expect(edgeOf({ id: 'sgd', values: { ...usual('sgd') } as never }, 0)).toBeUndefined();
  });

  test.each(['adam', 'adamw', 'rmsprop'])('what %s divides slopes by is what its step is made of', (id) => {
    const experiment = experimentOf({ dataset: moons, model: small, batch: 'all' }, [{ id, values: { lr: 0.01 } }], 6);
    const grid = beginRace(experiment);
    runAll(experiment, grid);
    const run = experiment.runs[0]!;
    const [before, after] = [5, 6].map((row) => finish(grid.runs[0]!.weights!(row)));
    const scale = scaleOf(run, after!)!;
    // After the step, what is remembered of slopes over the scale is how far it went.
    const { m, b } = after!.memory!;
    const decay = id === 'adamw' ? 0.01 * Number(run.values['weight_decay']) : 0;
    after!.x.forEach((entry, i) => {
      const went = m ? (0.01 * m[i]!) / scale[i]! : 0.01 * b![i]!;
      expect(entry).toBeCloseTo(before!.x[i]! * (1 - decay) - went, 12);
    });
  });

  test.each([
    ['adam', { lr: 0.1 }, '38/lr'],
    ['rmsprop', { lr: 0.01 }, '2/lr'],
  ])(
    '%s with %o comes to %s of the Hessian as it scales it, in the middle of its last third, in the middle of nine seeds',
    { timeout: 60_000 },
    (id, values) => {
      const net = { id: 'mlp', values: { hidden: '8-8', activation: 'tanh' } };
      const problem = { dataset: { id: 'moons', values: { noise: 0.3 } }, model: net, batch: 'all' };
      const experiment = experimentOf(problem, [{ id, values }], 1000);
      // Paths this far are chaotic, so that a last bit decides where one run is: of Adam's, some stay well below.
      const shares = Array.from({ length: 9 }, (_, i) => i + 1).map((seed) => {
        const grid = beginRace({ ...experiment, seed });
        runAll({ ...experiment, seed }, grid);
        const sharpness = sharpnessOf(learningOf(asClassifier(experiment.problem)!, seed));
        const run = experiment.runs[0]!;
        const late = Array.from({ length: 41 }, (_, i) => {
          const weights = finish(grid.runs[0]!.weights!(710 + 7 * i));
          return finish(sharpness(weights.x, scaleOf(run, weights))).value;
        }).toSorted((a, b) => a - b);
        return late[20]! / edgeOf(run, values.lr)!.curvature;
      });
      expect(Math.max(...shares)).toBeLessThan(1.15);
      expect(Math.abs(shares.toSorted((a, b) => a - b)[4]! - 1)).toBeLessThan(0.1);
    },
  );

  test('a glance tells it of a run, as the run scales it', () => {
    const experiment = experimentOf({ dataset: moons, model: small, batch: 'all' }, [{ id: 'sgd' }, { id: 'adam' }], 6);
    const grid = beginRace(experiment);
    runAll(experiment, grid);
    const learning = learningOf(asClassifier(experiment.problem)!, experiment.seed);
    const glance = new Glance(asClassifier(experiment.problem)!, learning);
    for (const [index, by] of experiment.runs.entries()) {
      const weights = finish(grid.runs[index]!.weights!(6));
      const told = finish(glance.answer(weights, { of: 'sharpness', by })) as Sharp;
      expect(told).toEqual({ of: 'sharpness', ...finish(sharpnessOf(learning)(weights.x, scaleOf(by, weights))) });
    }
    const start = finish(grid.runs[1]!.weights!(0));
    expect((finish(glance.answer(start, { of: 'sharpness', by: experiment.runs[1]! })) as Sharp).value).toBeNaN();
  });
});
