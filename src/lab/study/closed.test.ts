/** What is computed against what is known: stability borders, Distill's diagram, escape from a saddle, basins and their symmetries. */
import { describe, expect, test } from 'vitest';
import { surfaces } from '../catalogues.ts';
import { asSurface, type Experiment, type SurfaceProblem } from '../experiment/experiment.ts';
import { finish } from '../experiment/finish.ts';
import { complete } from '../experiment/validate.ts';
import { arrivals, attractors, GONE } from './attractor.ts';
import { type Batch, outcomes, type Outcomes } from './batch.ts';
import { behaviourOf, borderOf, bowlOf, growthOn } from './closed.ts';
import { basinTiles, convergence, curveOf, planePlan, sweepPlans, type Tile } from './plan.ts';
import type { Wish } from './watch.ts';

/** All tiles in one piece. */
function whole(tiles: readonly Tile[]): Outcomes {
  const count = tiles.reduce((sum, { cells }) => sum + cells.length, 0);
  const all: Partial<Record<Wish, Float64Array>> = {};
  for (const { batch, cells } of tiles)
    for (const [wish, rows] of Object.entries(finish(outcomes(batch))) as [Wish, Float64Array][]) {
      const size = rows.length / cells.length;
      const into = (all[wish] ??= new Float64Array(count * size));
      cells.forEach((cell, i) => into.set(rows.subarray(i * size, (i + 1) * size), cell * size));
    }
  return all;
}

function experimentOf(json: object): Experiment {
  const made = complete(json);
  if ('problems' in made) throw new RangeError(JSON.stringify(made.problems));
  return made.experiment;
}

const surfaceOf = ({ problem }: Experiment): SurfaceProblem => asSurface(problem)!;
const bowl = (kappa: number) => ({ surface: { id: 'elliptic', values: { kappa } }, start: [-4, 1.5] });

describe('stability borders on bowls', { timeout: 60_000 }, () => {
  const kappa = 25;
  test.each([
    [{ id: 'sgd' }, 2 / kappa, '2/λmax'],
    [{ id: 'sgd', values: { momentum: 0.5 } }, 3 / kappa, '2(1+β)/λmax'],
    [{ id: 'momentum', values: { momentum: 0.9 } }, 3.8 / kappa, '2(1+β)/λmax'],
    [{ id: 'nesterov', values: { momentum: 0.9 } }, 3.8 / (2.8 * kappa), '2(1+β)/((1+2β)λmax)'],
  ])('%j turns where the formula says, within one cell', (run, border, formula) => {
    const study = { sweep: { param: 'lr', from: 0.01, to: 1, count: 400 } };
    const experiment = experimentOf({ problem: bowl(kappa), runs: [run], steps: 4000, study });
    const known = borderOf(experiment.runs[0]!, bowlOf(surfaceOf(experiment))!.high)!;
    expect(known.formula).toBe(formula);
    expect(known.lr).toBeCloseTo(border, 12);
    const [{ values, tiles }] = sweepPlans(experiment) as [ReturnType<typeof sweepPlans>[0]];
    const { middle } = curveOf(0, values, [whole(tiles)], 'final');
    const first = middle.findIndex((loss) => !(loss < 8 + 12.5 * 2.25));
    const predicted = values.findIndex((lr) => lr > border);
    expect(Math.abs(first - predicted)).toBeLessThanOrEqual(1);
  });
});

describe('Distill’s α–β diagram', { timeout: 60_000 }, () => {
  test('the computed plane has the closed form’s rate of convergence', () => {
    const study = {
      plane: {
        run: 0,
        across: { param: 'lr', from: 0.005, to: 0.5, count: 40 },
        up: { param: 'momentum', from: 0, to: 0.95, count: 30 },
      },
    };
    const steps = 3000;
    const experiment = experimentOf({ problem: bowl(10), runs: [{ id: 'momentum' }], steps, study });
    const { columns, rows, tiles } = planePlan(experiment, experiment.study!.plane!)!;
    const { loss } = whole(tiles);
    const curvatures = bowlOf(surfaceOf(experiment))!;
    expect([curvatures.low, curvatures.high].map((it) => Number(it.toPrecision(12)))).toEqual([1, 10]);
    let compared = 0;
    rows.forEach((momentum, row) =>
      columns.forEach((lr, column) => {
        const growth = growthOn(curvatures, { id: 'momentum', values: { lr, momentum } })!;
        const rate = convergence(loss![row * columns.length + column]!, 8 + 11.25, 0, steps);
        if (rate === 0) expect(growth ** (2 * steps)).toBeLessThan(1e-290);
        else if (rate === Infinity) expect(growth ** (2 * steps)).toBeGreaterThan(1e290);
        // A double root makes the distance grow by a factor of the steps: (3000)^(1/3000) is 1.0027.
        else expect(Math.abs(rate / growth - 1)).toBeLessThan(0.004);
        compared++;
      }),
    );
    expect(compared).toBe(1200);
  });

  test('over-damped, under-damped and divergent where theory says', () => {
    for (const momentum of [0, 0.3, 0.7, 0.95])
      for (let lr = 0.01; lr < 5; lr += 0.037) {
        const { kind } = behaviourOf({ id: 'momentum', values: { lr, momentum } }, 1)!;
        const [critical, upper] = [(1 - Math.sqrt(momentum)) ** 2, (1 + Math.sqrt(momentum)) ** 2];
        if (lr > 2 * (1 + momentum)) expect(kind).toBe('divergent');
        else expect(kind).toBe(lr > critical && lr < upper ? 'underdamped' : 'overdamped');
      }
  });
});

describe('the long valley', () => {
  const experiment = experimentOf({ problem: { surface: { id: 'long-valley' } }, steps: 2000 });
  /** The step at which |y| passes 0.1, where f = 5x² − y² falls below −0.01. */
  const escapes = (id: string, values: object): Float64Array => {
    const { runs } = experimentOf({ problem: { surface: { id: 'long-valley' } }, runs: [{ id, values }] });
    const offsets = [1e-3, 1e-6, 1e-9, 1e-12];
    const batch: Batch = {
      problem: surfaceOf(experiment),
      run: runs[0]!,
      steps: 2000,
      seed: 1,
      noise: 0,
      count: 4,
      values: {},
      starts: Float64Array.from(offsets.flatMap((offset) => [0, -offset])),
      wishes: ['reach'],
      limit: -0.01,
      calm: 0,
    };
    return finish(outcomes(batch)).reach!;
  };
  test('escape steps are affine in log(1/|y₀|), as recorded', () => {
    expect([...escapes('sgd', { lr: 0.01 })]).toEqual([233, 582, 931, 1280]);
    expect([...escapes('nesterov', { lr: 0.01, momentum: 0.95 })]).toEqual([40, 94, 148, 202]);
    expect([...escapes('rmsprop', { lr: 0.01, alpha: 0.95, eps: 1e-6 })].slice(1)).toSatisfy(
      (steps: number[]) => steps.every((step) => step < 20),
    ); // prettier-ignore
  });
});

describe('basins', { timeout: 60_000 }, () => {
  const side = 64;
  const map = (surface: string, run: object, steps = 300): { experiment: Experiment; known: Outcomes } => {
    const experiment = experimentOf({ problem: { surface: { id: surface } }, runs: [run], steps });
    const [, xmax] = surfaces.get(surface).domain;
    return { experiment, known: whole(basinTiles(experiment, 0, [-xmax, xmax, -xmax, xmax], side, side)) };
  };

  test('Himmelblau’s four minima each have theirs, and what is near one goes there', () => {
    const { experiment, known } = map('himmelblau', { id: 'sgd', values: { lr: 0.005 } });
    const problem = surfaceOf(experiment);
    const places = attractors(problem, experiment.steps, known);
    expect(places.map(({ known: declared }) => declared)).toEqual([true, true, true, true]);
    const reached = arrivals(problem, places, known);
    const counts = places.map((_, place) => reached.filter((it) => it === place).length);
    for (const count of counts) expect(count).toBeGreaterThan(0.15 * side * side);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.98 * side * side);
    const cellNear = ([x, y]: readonly [number, number]): number =>
      Math.floor(((y + 5) / 10) * side) * side + Math.floor(((x + 5) / 10) * side);
    places.forEach(({ at }, place) => expect(reached[cellNear(at)]).toBe(place));
  });

  test('symmetric functions have symmetric maps, to the last bit', () => {
    for (const run of [
      { id: 'adam', values: { lr: 0.1 } },
      { id: 'momentum', values: { lr: 0.01 } },
    ])
      for (const surface of ['six-hump', 'egg-crate', 'three-hump']) {
        const { x, gone, calm } = map(surface, run, 60).known;
        gone!.forEach((step, cell) => {
          const turned = side * side - 1 - cell;
          expect(gone![turned]).toBe(step);
          expect(calm![turned]).toBe(calm![cell]);
          for (const axis of [0, 1]) expect(Math.abs(x![2 * turned + axis]! + x![2 * cell + axis]!)).toSatisfy((it: number) => it === 0 || Number.isNaN(it)); // prettier-ignore
        });
      }
  });

  test('places nobody declared are found; what diverges is apart', () => {
    const { experiment, known } = map('rastrigin', { id: 'sgd', values: { lr: 0.002 } });
    const problem = surfaceOf(experiment);
    const places = attractors(problem, experiment.steps, known);
    expect(places.length).toBe(12);
    expect(places[0]).toEqual({ at: [0, 0], known: true });
    const wild = map('rosenbrock', { id: 'sgd', values: { lr: 0.01 } });
    const reached = arrivals(surfaceOf(wild.experiment), [], wild.known);
    expect(reached.filter((it) => it === GONE).length).toBeGreaterThan(100);
  });
});
