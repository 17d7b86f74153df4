/** What holds for every optimizer there is; no test here knows one by its id. */
import { describe, expect, test } from 'vitest';
import { matrices, optimizers, surfaces } from './catalogues.ts';
import { allowed, defaults, type Values } from './describe/param.ts';
import type { Choice, Experiment } from './experiment/experiment.ts';
import { formOf, matrixLoss } from './experiment/matrix-loss.ts';
import { answers, type Loss, surfaceLoss } from './experiment/problem.ts';
import { race, runAll } from './experiment/race.ts';
import { advance } from './experiment/run.ts';
import { linesOf, parameterInput, traceStep } from './experiment/step.ts';
import { complete } from './experiment/validate.ts';
import { interpret } from './graph/interpret.ts';
import type { Executable } from './graph/program.ts';
import { exp, log, pow } from './numeric/elementary.ts';
import { times } from './numeric/linear.ts';
import { fill, scaledIdentity } from './numeric/matrices.ts';
import { stream } from './numeric/random.ts';
import type { Oracle } from './optimizer.ts';
import { typesetLine } from './formula/typeset.ts';

const withDefaults = (id: string, values: Values = {}): Choice => ({
  id,
  values: { ...defaults(optimizers.get(id).params), ...values },
});

const asksForMatrix = ({ id, values }: Choice): boolean => optimizers.get(id).needs?.(values) === 'matrix';

/** On a surface; where a run asks for a matrix, on a matrix problem instead. */
function experiment(
  surface: string,
  runs: Choice[],
  more: Partial<Experiment> = {},
  start?: [number, number],
): Experiment {
  const entry = surfaces.get(surface);
  const matrix = { id: 'associations', values: defaults(matrices.get('associations').params) };
  return {
    problem: runs.some(asksForMatrix)
      ? { kind: 'matrix', matrix }
      : {
          kind: 'surface',
          surface: { id: surface, values: defaults(entry.params) },
          start: start ?? entry.start,
        },
    runs,
    steps: 100,
    seed: 1,
    noise: 0,
    ...more,
  };
}

/** Where the ground is flat and every coordinate 1. */
function fromRest(run: Choice): { readonly x: Float64Array } {
  if (!asksForMatrix(run)) return runAll(experiment('rosenbrock', [run], {}, [1, 1])).trajectories[0]!;
  const ones = fill(3, 2, () => 1);
  const loss = matrixLoss({ A: scaledIdentity(3, 1), B: scaledIdentity(2, 1), C: ones }, 'ones');
  return advance(run, loss, ones.entries, undefined, 1)(101);
}

/** What a method says of its state over its first steps. */
function* statesOf(id: string, loss: Loss, start: Float64Array): Generator<Readonly<Record<string, Float64Array>>> {
  const entry = optimizers.get(id);
  if (entry.kind !== 'method') return;
  const ask = answers(loss, interpret);
  let step = 0;
  const oracle: Oracle = {
    ...ask,
    ...{ exp, log, pow },
    shape: loss.shape,
    both: (at) => ({ f: ask.value(at), g: ask.gradient(at) }),
    hessianTimes: (at, vector) => times(ask.hessian(at), vector),
    random: (purpose) => stream(1, `${id} ${purpose}`, step),
  };
  for (const { state = {} } of entry.steps(start, oracle, withDefaults(id).values)) {
    yield state;
    if (++step === 10) return;
  }
}

/** Every combination of an entry's flags and choices that it accepts. */
function variants(id: string): Values[] {
  const { params, refuse } = optimizers.get(id);
  const all = Object.entries(params).reduce<Record<string, boolean | string>[]>(
    (made, [name, param]) => {
      if (param.kind !== 'flag' && param.kind !== 'choice') return made;
      const options = param.kind === 'flag' ? [false, true] : param.options;
      return made.flatMap((values) => options.map((option) => ({ ...values, [name]: option })));
    },
    [{}],
  );
  return all.map((values) => withDefaults(id, values).values).filter((values) => !refuse?.(values));
}

/** All that is written of a rule: for every variant, for vectors and for matrices. */
const written = (id: string) =>
  variants(id).flatMap((values) => [false, true].flatMap((matrix) => linesOf(optimizers.get(id), values, matrix)));

describe.each(optimizers.ids)('%s', (id) => {
  const entry = optimizers.get(id);

  test('says who it is', () => {
    for (const words of [entry.title, entry.idea, entry.source]) expect(words.length).toBeGreaterThan(2);
    expect(entry.year).toBeGreaterThan(1600);
    expect(entry.idea.endsWith('.')).toBe(true);
  });

  test('stays where the ground is flat, or says why not', () => {
    for (const values of variants(id)) {
      const still = 'weight_decay' in values ? { ...values, weight_decay: 0 } : values;
      const { x } = fromRest({ id, values: still });
      const rests = x.every((entry) => entry === 1);
      expect(rests, entry.restless ?? JSON.stringify(values)).toBe(entry.restless === undefined);
    }
  });

  test('gives the same bits again, alone or in company, in any order, with and without noise', () => {
    for (const noise of [0, 0.5]) {
      const others = optimizers.ids.slice(0, 11).map((other) => withDefaults(other));
      const alone = runAll(experiment('beale', [withDefaults(id)], { noise }));
      const again = runAll(experiment('beale', [withDefaults(id)], { noise }));
      const last = runAll(experiment('beale', [...others, withDefaults(id)], { noise }));
      const first = runAll(experiment('beale', [withDefaults(id), ...others], { noise }));
      expect(again.fingerprints).toEqual(alone.fingerprints);
      expect(last.fingerprints.at(-1)).toBe(alone.fingerprints[0]);
      expect(first.fingerprints[0]).toBe(alone.fingerprints[0]);
    }
  });

  test('a shorter run is the beginning of a longer one', () => {
    const short = runAll(experiment('himmelblau', [withDefaults(id)], { steps: 130 })).trajectories[0]!;
    const long = runAll(experiment('himmelblau', [withDefaults(id)], { steps: 400 })).trajectories[0]!;
    expect(long.x.slice(0, short.rows * 2)).toEqual(short.x.slice(0, short.rows * 2));
    expect(long.loss.slice(0, short.rows)).toEqual(short.loss.slice(0, short.rows));
  });

  test('goes down a bowl from its defaults, in every variant', () => {
    for (const values of variants(id)) {
      const { trajectories } = runAll(experiment('sphere', [{ id, values }]));
      const { loss, rows } = trajectories[0]!;
      const climbs = values.maximize === true;
      expect(climbs ? loss[rows - 1]! > loss[0]! : loss[rows - 1]! < loss[0]!).toBe(true);
    }
  });

  test('every parameter stands in its rule, in some variant, or chooses it', () => {
    const lines = JSON.stringify(written(id));
    const starts = entry.kind === 'rule' ? Object.values(entry.state).map(({ init }) => init) : [];
    const mentioned = new Set([
      ...Array.from(lines.matchAll(/"name":"(\w+)"/g), ([, name]) => name!),
      ...starts.flatMap((init) => init.match(/\w+/g) ?? []),
    ]);
    for (const [name, param] of Object.entries(entry.params)) {
      if (param.kind === 'number') expect(mentioned.has(name), `${name} is written`).toBe(param.unwritten !== true);
      else {
        const texts = new Set(variants(id).map((values) => entry.lines(values).join('\n')));
        expect(texts.size, `${name} changes the rule`).toBeGreaterThan(1);
      }
    }
  });

  test('every letter of its formula has its own form, and every slider stays within its limits', () => {
    const named = Object.entries(entry.params).flatMap(([name, { letter }]) => (letter ? [[name, letter]] : []));
    const letters = { ...Object.fromEntries(named), ...entry.letters };
    for (const line of written(id)) expect(typesetLine(line, letters)).not.toContain('\\mathrm');
    for (const param of Object.values(entry.params)) {
      if (param.kind !== 'number') continue;
      expect(param.range[0]).toBeGreaterThanOrEqual(param.min);
      expect(param.range[1]).toBeLessThanOrEqual(param.max);
    }
  });

  test('every edge of a parameter is refused with what is allowed, or ends in a stated ending', () => {
    for (const [name, param] of Object.entries(entry.params)) {
      if (param.kind !== 'number') continue;
      const top = param.belowMax ? param.max - 1e-12 : param.max;
      const edges = [0, 1, -1, 1e-300, 1e300, -1e300, 0.5, param.min, top, ...param.range];
      for (const value of new Set(edges)) {
        const asked = experiment('beale', [{ id, values: { ...withDefaults(id).values, [name]: value } }], {
          steps: 20,
        });
        const read = complete(asked);
        if ('problems' in read) {
          const [problem] = read.problems;
          expect(problem!.path).toMatch(/^runs\[0\]\.values\./);
          expect(problem!.message.includes(allowed(param)) || entry.refuse !== undefined, problem!.message).toBe(true);
        } else expect(runAll(read.experiment).trajectories[0]!.ending, `${name} = ${value}`).toBeDefined();
      }
    }
  });

  test('what it remembers is plain numbers: written down half way and read again, it goes on the same', () => {
    const run = withDefaults(id);
    const { problem } = experiment('sphere', [run]);
    const form = problem.kind === 'matrix' ? formOf(problem.matrix, 1) : undefined;
    const loss = problem.kind === 'surface' ? surfaceLoss(problem.surface) : matrixLoss(form!, 'remembered');
    const start = problem.kind === 'surface' ? Float64Array.from(problem.start) : form!.start.entries;
    if (entry.kind === 'method') {
      const names = new Set<string>();
      for (const state of statesOf(id, loss, start)) {
        names.add(Object.keys(state).join());
        for (const numbers of Object.values(state)) expect(numbers).toBeInstanceOf(Float64Array);
        expect(Object.keys(JSON.parse(JSON.stringify(state)) as object)).toEqual(Object.keys(state));
      }
      expect(names.size).toBeLessThanOrEqual(2); // the first step may have nothing to say yet
      return;
    }
    const { program, beginning } = traceStep(entry, run.values, loss, false);
    const numbers: [string, number][] = [
      ...Object.entries(loss.values),
      ...Object.entries(run.values).flatMap(([name, value]): [string, number][] =>
        typeof value === 'number' ? [[parameterInput(name), value]] : [],
      ),
    ];
    const fresh = (): Executable => {
      const made = interpret(program);
      for (const [name, value] of numbers) made.memory(name)[0] = value;
      return made;
    };
    const first = interpret(beginning);
    for (const [name, value] of numbers) first.memory(name)[0] = value;
    const whole = fresh();
    for (const [name, begun] of Object.entries(first.run(1, { x: start }))) whole.memory(name).set(begun);
    whole.memory('x').set(start);
    whole.run(10);
    const names = Object.keys(program.state);
    const written = JSON.stringify(names.map((name) => [...whole.memory(name)]));
    const again = fresh();
    (JSON.parse(written) as number[][]).forEach((numbers, i) => again.memory(names[i]!).set(numbers));
    expect(again.run(10).x).toEqual(whole.run(10).x);
    expect(names.toSorted()).toEqual(['x', ...Object.keys(entry.state)].toSorted());
  });
});

test('momentum 0 is sgd', () => {
  const [plain, heavy, ahead] = runAll(
    experiment('beale', [
      withDefaults('sgd', { lr: 0.001 }),
      withDefaults('momentum', { lr: 0.001, momentum: 0 }),
      withDefaults('nesterov', { lr: 0.001, momentum: 0 }),
    ]),
  ).fingerprints;
  expect(heavy).toBe(plain);
  expect(ahead).toBe(plain);
});

test('the polyak step is momo without memory', () => {
  const { trajectories } = runAll(
    experiment('beale', [withDefaults('polyak'), withDefaults('momo', { beta: 0, lr: 1e6 })], { steps: 20 }),
  );
  // They round differently, and from step 25 on that grows tenfold every few steps.
  const [plain, model] = trajectories;
  for (const [i, entry] of plain!.x.entries()) expect(model!.x[i]).toBeCloseTo(entry, 9);
});

test('what is not asked is not billed', () => {
  const { trajectories } = runAll(experiment('beale', [withDefaults('schedulefree-sgd')], { steps: 3 }));
  expect([...trajectories[0]!.cost]).toEqual([0, 1, 2, 3]);
});

test('l-bfgs finishes Rosenbrock’s valley within 60 evaluations', () => {
  const { trajectories } = runAll(experiment('rosenbrock', [withDefaults('lbfgs')], { steps: 60 }, [-1.2, 1]));
  const { loss, cost, rows } = trajectories[0]!;
  const arrived = Array.from({ length: rows }, (_, row) => row).find((row) => loss[row]! < 1e-12)!;
  expect(cost[arrived]).toBeLessThan(60);
});

test('a saddle takes Newton in and lets saddle-free Newton go', () => {
  const [plain, free] = runAll(
    experiment('saddle', [withDefaults('newton'), withDefaults('newton-saddle-free')], { steps: 20 }, [1, 1e-3]),
  ).trajectories;
  expect([...plain!.x.subarray(2, 4)].map(Math.abs)).toEqual([0, 0]);
  expect(free!.loss[free!.rows - 1]).toBeLessThan(-1);
});

test('luck is the seed’s, and the same for every setting of an entry', () => {
  const path = (seed: number, c: number): Float64Array =>
    runAll(experiment('sphere', [withDefaults('spsa', { c })], { seed, steps: 5 })).trajectories[0]!.x;
  expect(path(1, 0.1)).toEqual(path(1, 0.1));
  expect(path(2, 0.1)).not.toEqual(path(1, 0.1));
});

/** Losses of an optimizer on a typed formula. */
function lossesOn(f: string, start: [number, number], run: Choice): number[] {
  const surface = { id: 'formula', values: { ...defaults(surfaces.get('formula').params), f } };
  return [
    ...runAll({ ...experiment('sphere', [run]), problem: { kind: 'surface', surface, start } }).trajectories[0]!.loss,
  ];
}

const closeTo = (expected: readonly number[]): unknown[] => expected.map((loss) => expect.closeTo(loss, 9));

test('adam without eps does not notice that the loss is seven times as large', () => {
  const run = withDefaults('adam', { lr: 0.05, eps: 0 });
  const plain = lossesOn('x^2 + x y + 3 y^2', [2, 1], run);
  expect(lossesOn('7 (x^2 + x y + 3 y^2)', [2, 1], run).map((loss) => loss / 7)).toEqual(closeTo(plain));
});

test('gradient descent does not notice a rotation, adam does', () => {
  const both = (run: Choice): [number[], number[]] => [
    lossesOn('(x^2 + 25 y^2) / 2', [3, 1], run),
    lossesOn('(13 x^2 + 24 x y + 13 y^2) / 2', [4 / 1.4142135623730951, -2 / 1.4142135623730951], run),
  ];
  const [straight, turned] = both(withDefaults('sgd', { lr: 0.02, momentum: 0.5 }));
  expect(turned).toEqual(closeTo(straight));
  const [upright, tilted] = both(withDefaults('adam', { lr: 0.1 }));
  expect(Math.abs(upright[10]! - tilted[10]!)).toBeGreaterThan(0.1);
});

test('newton ends on a quadratic in one step', () => {
  const { trajectories } = runAll(experiment('elliptic', [withDefaults('newton')]));
  expect([...trajectories[0]!.x.subarray(2, 4)]).toEqual([0, 0]);
});

test('gauss–newton is newton where residuals are straight lines, and needs no second derivatives where they bend', () => {
  const linear = runAll(experiment('booth', [withDefaults('gauss-newton'), withDefaults('newton')], { steps: 1 }));
  for (const { x } of linear.trajectories) expect([...x.subarray(2, 4)]).toEqual(closeTo([1, 3]));
  const { trajectories } = runAll(experiment('rosenbrock', [withDefaults('gauss-newton')], { steps: 3 }));
  expect([...trajectories[0]!.x.subarray(4, 6)]).toEqual(closeTo([1, 1]));
});

test('divergence is an ending with its step and cause, not an error', () => {
  const { trajectories } = runAll(experiment('rosenbrock', [withDefaults('sgd', { lr: 1 })]));
  const { ending, rows } = trajectories[0]!;
  expect(ending).toMatchObject({ kind: 'diverged', at: rows - 1 });
  expect(rows).toBeLessThan(20);
});

test('noise is the same draw for every optimizer at a step, and another for another seed', () => {
  const noisy = (seed: number): number[] => {
    const { trajectories } = runAll(
      experiment('sphere', [withDefaults('sgd', { lr: 1 }), withDefaults('momentum', { lr: 1, momentum: 0.5 })], {
        seed,
        noise: 1,
        steps: 1,
      }),
    );
    return trajectories.map(({ x }) => x[2]!);
  };
  const [one, two] = [noisy(1), noisy(2)];
  expect(one[0]).toBe(one[1]);
  expect(one[0]).not.toBe(two[0]);
});

test('all runs are under way before any is far ahead', () => {
  const runs = optimizers.ids.slice(0, 6).map((id) => withDefaults(id));
  const seen: number[] = [];
  for (const news of race(experiment('sphere', runs, { steps: 2000 }))) {
    if (news.kind !== 'chunk') continue;
    seen[news.run] = news.columns.from + news.columns.rows;
    const known = runs.map((_, i) => seen[i] ?? 0);
    expect(Math.max(...known) - Math.min(...known)).toBeLessThanOrEqual(128);
  }
});
