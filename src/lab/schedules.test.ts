/** What holds for every schedule there is; no test here knows one by its id. */
import { describe, expect, test, vi } from 'vitest';
import { matrices, optimizers, schedules, surfaces } from './catalogues.ts';
import { defaults, type NumberParam, numbersIn, type Values } from './describe/param.ts';
import { aroundOf, scheduleLines, unscheduled } from './experiment/around.ts';
import type { Choice, Experiment, Run, SurfaceProblem } from './experiment/experiment.ts';
import type { Known } from './experiment/read.ts';
import { surfaceLoss } from './experiment/problem.ts';
import { runAll } from './experiment/race.ts';
import type { Trajectory } from './experiment/trajectory.ts';
import { traceStep } from './experiment/step.ts';
import { typesetLine } from './formula/typeset.ts';
import { compile } from './graph/compile.ts';
import { interpret } from './graph/interpret.ts';
import type { Rule } from './optimizer.ts';
import { scheduleLetters } from './schedule.ts';

const choose = (catalogue: Known, id: string, values: Values = {}): Choice => ({
  id,
  values: { ...defaults(catalogue.get(id).params), ...values },
});

const scheduled = (id: string, values: Values, schedule: Choice): Run => ({
  ...choose(optimizers, id, values),
  schedule,
});

const on = (surface: string, runs: readonly Run[], more: Partial<Experiment> = {}): Experiment => ({
  problem: {
    kind: 'surface',
    surface: { id: surface, values: defaults(surfaces.get(surface).params) },
    start: surfaces.get(surface).start,
  },
  runs,
  steps: 100,
  seed: 1,
  noise: 0,
  ...more,
});

/** Every combination of a schedule's flags and choices that it accepts. */
function variants(id: string): Choice[] {
  const { params, refuse } = schedules.get(id);
  const all = Object.entries(params).reduce<Values[]>(
    (made, [name, param]) => {
      if (param.kind !== 'flag' && param.kind !== 'choice') return made;
      const options = param.kind === 'flag' ? [false, true] : param.options;
      return made.flatMap((values) => options.map((option) => ({ ...values, [name]: option })));
    },
    [{}],
  );
  return all.map((values) => choose(schedules, id, values)).filter(({ values }) => !refuse?.(values));
}

describe.each(schedules.ids)('%s', { timeout: 60_000 }, (id) => {
  const entry = schedules.get(id);

  test('says who it is', () => {
    for (const words of [entry.title, entry.idea, entry.source]) expect(words.length).toBeGreaterThan(2);
    expect(entry.idea.endsWith('.')).toBe(true);
  });

  test('every parameter stands in its formula, or chooses it', () => {
    const lines = JSON.stringify(variants(id).map((it) => scheduleLines({ ...it, entry })));
    const begins = Object.values(entry.state ?? {}).join(' ');
    const texts = new Set(variants(id).map(({ values }) => entry.lines(values).join('\n')));
    for (const [name, param] of Object.entries(entry.params)) {
      const written = param.kind === 'list' ? `${name}1` : name;
      if (param.kind === 'number' || param.kind === 'list')
        expect(lines.includes(`"name":"${written}"`) || begins.includes(name), name).toBe(true);
      else expect(texts.size, name).toBeGreaterThan(1);
    }
  });

  test('every letter of its formula has its own form, and every slider stays within its limits', () => {
    const named = Object.entries(entry.params).flatMap(([name, { letter }]) => (letter ? [[name, letter]] : []));
    const letters = { ...scheduleLetters, ...Object.fromEntries(named), ...entry.letters };
    for (const it of variants(id)) {
      const lists = Object.keys(entry.params).filter((name) => entry.params[name]!.kind === 'list');
      const filled = lists.flatMap((name) =>
        numbersIn(it.values[name]!).map((number, i) => [`${name}${i + 1}`, String(number)]),
      );
      for (const line of scheduleLines({ ...it, entry }))
        expect(typesetLine(line, { ...letters, ...Object.fromEntries(filled) })).not.toContain('\\mathrm');
    }
    for (const param of Object.values(entry.params)) {
      if (param.kind !== 'number') continue;
      expect(param.range[0]).toBeGreaterThanOrEqual(param.min);
      expect(param.range[1]).toBeLessThanOrEqual(param.max);
    }
  });

  test('gives the same rates again, and a shorter run is the beginning of a longer one', () => {
    for (const schedule of variants(id)) {
      const run = scheduled('momentum', { lr: 1e-4 }, schedule);
      const [once, again] = [on('himmelblau', [run]), on('himmelblau', [choose(optimizers, 'adam'), run])].map((it) =>
        runAll(it),
      );
      expect(again!.fingerprints[1]).toBe(once!.fingerprints[0]);
      const long = runAll(on('himmelblau', [run], { steps: 300 })).trajectories[0]!;
      expect(long.series['lr']!.slice(0, 101)).toEqual(once!.trajectories[0]!.series['lr']);
      expect(long.x.slice(0, 202)).toEqual(once!.trajectories[0]!.x);
    }
  });

  test('every edge of a parameter is refused, or ends in a stated ending', () => {
    for (const [name, param] of Object.entries(entry.params)) {
      if (param.kind !== 'number') continue;
      const top = param.belowMax ? param.max - 1e-12 : param.max;
      const edges = [param.min, top, ...param.range, 1e-300, 1].filter((it) => it >= param.min && it <= top);
      for (const value of edges.filter((it) => !param.integer || Number.isInteger(it))) {
        const schedule = choose(schedules, id, { [name]: value });
        if (entry.refuse?.(schedule.values)) continue;
        const { ending, rows, series } = runAll(on('beale', [scheduled('sgd', { lr: 1e-3 }, schedule)], { steps: 50 }))
          .trajectories[0]!;
        expect(ending, `${name} = ${value}`).toBeDefined();
        const rates = series['lr']!.slice(0, rows);
        expect(
          rates.every((rate) => rate >= 0 || ending!.kind === 'diverged'),
          `${name} = ${value}: ${rates}`,
        ).toBe(true);
      }
    }
  });

  test('runs compiled with the bits of the interpreter, around several rules', () => {
    const loss = surfaceLoss({ id: 'rosenbrock', values: defaults(surfaces.get('rosenbrock').params) });
    for (const schedule of variants(id))
      for (const name of ['sgd', 'adam', 'schedulefree-sgd', 'rprop']) {
        const run = scheduled(name, {}, schedule);
        const { program, beginning } = traceStep(optimizers.get(name) as Rule, run.values, loss, false, aroundOf(run));
        const [one, other] = [compile, interpret].map((execute) => {
          const [first, steps] = [execute(beginning), execute(program)];
          for (const it of [first, steps])
            for (const input of Object.keys(program.values)) it.memory(input)[0] = numberFor(input, run, loss.values);
          for (const [letter, begun] of Object.entries(first.run(1, { x: Float64Array.of(-1.2, 1) })))
            steps.memory(letter).set(begun);
          steps.memory('x').set([-1.2, 1]);
          return steps.run(60);
        });
        expect(one, name).toEqual(other);
      }
  });
});

/** What stands behind a name on a step's border. */
function numberFor(input: string, { values, schedule }: Run, loss: Readonly<Record<string, number>>): number {
  const [whose, name] = input.split('.') as [string, string];
  if (whose === 'surface') return loss[input]!;
  const from = whose === 'param' ? values : schedule!.values;
  const [, list = '', place = ''] = /^(.*?)(\d+)$/.exec(name) ?? [];
  return typeof from[list] === 'string' ? numbersIn(from[list])[Number(place) - 1]! : Number(from[name]);
}

describe('around every optimizer', { timeout: 30_000 }, () => {
  const factor = (c: number): Choice => choose(schedules, 'constant', { factor: c, total_iters: 1e6 });
  const associations = { kind: 'matrix', matrix: choose(matrices, 'associations') } as const;
  const path = (run: Run): string => {
    const onMatrix = optimizers.get(run.id).needs?.(run.values) === 'matrix' && { problem: associations };
    return runAll(on('beale', [run], { steps: 40, noise: 0.1, ...onMatrix })).fingerprints[0]!;
  };

  test.each(optimizers.ids.filter((id) => unscheduled(id) === undefined))(
    '%s: half the rate by schedule is half the rate',
    (id) => {
      const rate = optimizers.get(id).params['lr'] as NumberParam;
      const plain = path(choose(optimizers, id));
      expect(path(scheduled(id, {}, factor(1)))).toBe(plain);
      expect(path(scheduled(id, {}, factor(0.5)))).toBe(path(choose(optimizers, id, { lr: rate.default / 2 })));
    },
  );

  test('one without a rate says so', () => {
    expect(unscheduled('nelder-mead')).toBe('Nelder–Mead has no learning rate that a schedule could change');
    expect(unscheduled('adam')).toBeUndefined();
  });
});

test('a changed number of a schedule or a moved point needs no new code', () => {
  const run = (points: string, lr: number): void => {
    runAll(on('beale', [scheduled('sgd', { lr }, choose(schedules, 'free-hand', { points }))], { steps: 5 }));
  };
  run('0,1,10,0.5', 0.001);
  const modules = vi.spyOn(WebAssembly, 'Module');
  run('0,0.5,20,0', 0.002);
  expect(modules).not.toHaveBeenCalled();
  run('0,1,10,0.5,20,0.1', 0.001);
  expect(modules).toHaveBeenCalled();
  modules.mockRestore();
});

test('a rate changed on the way leaves what was before as it was, and goes on from there', () => {
  const points = choose(schedules, 'stairs', { points: '30,0.25,50,2' });
  for (const id of ['sgd', 'momentum', 'adam', 'lbfgs']) {
    const values = { lr: 0.0004 };
    const [changed, plain] = [scheduled(id, values, points), choose(optimizers, id, values)].map(
      (run) => runAll(on('beale', [run])).trajectories[0]!,
    ) as [Trajectory, Trajectory];
    const path = ({ x }: Trajectory, from: number, to: number): number[] => [...x.slice(2 * from, 2 * to)];
    expect(path(changed, 0, 31)).toEqual(path(plain, 0, 31));
    expect(path(changed, 31, 33)).not.toEqual(path(plain, 31, 33));
  }
  const [run] = runAll(on('beale', [scheduled('sgd', { lr: 0.0004 }, points)])).trajectories;
  expect([29, 30, 49, 50, 100].map((step) => run!.series['lr']![step])).toEqual([4e-4, 1e-4, 1e-4, 8e-4, 8e-4]);
  // Gradient descent keeps nothing but its point: the same as a run that begins there with the new rate.
  const x = (step: number): [number, number] => [run!.x[2 * step]!, run!.x[2 * step + 1]!];
  const fresh = on('beale', [choose(optimizers, 'sgd', { lr: 1e-4 })], { steps: 20 });
  const [again] = runAll({ ...fresh, problem: { ...(fresh.problem as SurfaceProblem), start: x(30) } }).trajectories;
  expect([...again!.x]).toEqual([...run!.x.slice(60, 102)]);
});

test('the warm-up before a schedule holds its clock, also where it watches the loss', () => {
  const rates = (schedule: Choice): Float64Array =>
    runAll(on('sphere', [scheduled('sgd', { lr: 1e-4 }, schedule)], { steps: 60 })).trajectories[0]!.series['lr']!;
  for (const [id, values] of [
    ['step', { step_size: 5 }],
    ['cosine-warm-restarts', { T_0: 7 }],
    ['one-cycle', {}],
  ] as const) {
    const late = rates(choose(schedules, id, { ...values, warmup: 10, warmup_from: 0 }));
    const plain = rates(choose(schedules, id, values));
    expect(late.slice(10)).toEqual(plain.slice(0, 51));
    for (let k = 0; k < 10; k++) expect(late[k]).toBeCloseTo((plain[0]! * k) / 10, 15);
  }
  const watching = rates(
    choose(schedules, 'reduce-on-plateau', { patience: 3, threshold: 0.5, warmup: 10, factor: 0.5 }),
  );
  expect(watching.findIndex((rate, k) => k > 10 && rate < watching[10]!)).toBe(15);
});

test('a schedule that goes by the loss is billed a value where the method would not have asked', () => {
  const cost = (schedule?: Choice): number =>
    runAll(on('beale', [{ ...choose(optimizers, 'newton'), ...(schedule && { schedule }) }], { steps: 4 }))
      .trajectories[0]!.cost[4]!;
  expect(cost(choose(schedules, 'cosine'))).toBe(cost());
  expect(cost(choose(schedules, 'reduce-on-plateau'))).toBe(cost() + 4);
});
