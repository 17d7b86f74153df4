/** What holds for every wrapper there is; the tests at the end know single ones by what they must come to. */
import { describe, expect, test } from 'vitest';
import { optimizers, schedules, surfaces, wrappers } from './catalogues.ts';
import { defaults, type Values } from './describe/param.ts';
import { aroundOf, numbersAround, unwrapped, wrapperLines } from './experiment/around.ts';
import type { Choice, Experiment, Run } from './experiment/experiment.ts';
import { surfaceLoss } from './experiment/problem.ts';
import { race, runAll } from './experiment/race.ts';
import { advance } from './experiment/run.ts';
import type { Known } from './experiment/read.ts';
import { parameterInput, traceStep } from './experiment/step.ts';
import type { Trajectory } from './experiment/trajectory.ts';
import { typesetLine } from './formula/typeset.ts';
import { compile } from './graph/compile.ts';
import { interpret } from './graph/interpret.ts';
import { constant, mul, type Node, sum } from './graph/node.ts';
import type { Rule } from './optimizer.ts';

const choose = (known: Known, id: string, values: Values = {}): Choice => ({
  id,
  values: { ...defaults(known.get(id).params), ...values },
});

const wrap = (id: string, values: Values = {}): Choice => choose(wrappers, id, values);
const wrapped = (id: string, values: Values, ...put: Choice[]): Run => ({
  ...choose(optimizers, id, values),
  wrappers: put,
});

const on = (surface: string, runs: readonly Run[], more: Partial<Experiment> = {}): Experiment => ({
  problem: {
    kind: 'surface',
    surface: choose(surfaces, surface),
    start: surfaces.get(surface).start,
  },
  runs,
  steps: 60,
  seed: 1,
  noise: 0,
  ...more,
});

const pathOf = (run: Run, more: Partial<Experiment> = {}): Trajectory =>
  runAll(on('beale', [run], more)).trajectories[0]!;
const printOf = (run: Run, more: Partial<Experiment> = {}): string => runAll(on('beale', [run], more)).fingerprints[0]!;

describe.each(wrappers.ids)('%s', { timeout: 60_000 }, (id) => {
  const entry = wrappers.get(id);
  const set = { ...wrap(id), entry };
  const parts = (['gradient', 'objective', 'before', 'after'] as const).map((part) => wrapperLines(set, part));

  test('says who it is', () => {
    for (const words of [entry.title, entry.idea, entry.source]) expect(words.length).toBeGreaterThan(2);
    expect(entry.year).toBeGreaterThan(1600);
    expect(entry.idea.endsWith('.')).toBe(true);
  });

  test('every parameter stands in its formula, every letter has its own form, every slider keeps its limits', () => {
    const letters = {
      ...Object.fromEntries(
        Object.entries(entry.params).flatMap(([name, { letter }]) => (letter ? [[name, letter]] : [])),
      ),
      lr: '\\eta',
      ...entry.letters,
    };
    for (const line of parts.flat()) expect(typesetLine(line, letters)).not.toContain('\\mathrm');
    const text = JSON.stringify(parts);
    for (const [name, param] of Object.entries(entry.params)) {
      expect(text).toContain(`"name":"${name}"`);
      if (param.kind !== 'number') continue;
      expect(param.range[0]).toBeGreaterThanOrEqual(param.min);
      expect(param.range[1]).toBeLessThanOrEqual(param.max);
    }
  });

  test('its slopes are functions of the point alone: they assign no state, and what moves is moved before or after', () => {
    const [gradient, objective] = parts as unknown as [{ target: string }[], { target: string }[]];
    for (const { target } of [...gradient, ...objective])
      expect([...Object.keys(entry.state ?? {}), 'x']).not.toContain(target);
  });

  test('stands around every optimizer, or says why not; the run has a stated ending', () => {
    for (const name of optimizers.ids) {
      const reason = unwrapped(name, wrap(id));
      if (reason !== undefined) {
        expect(reason).toMatch(new RegExp(`(${optimizers.get(name).title}|${entry.title})`));
        continue;
      }
      if (optimizers.get(name).needs?.(choose(optimizers, name).values) === 'matrix') continue;
      const { ending } = pathOf(wrapped(name, {}, wrap(id)), { steps: 12 });
      expect(ending, name).toBeDefined();
    }
  });

  test('gives the same bits again, in any company, with and without noise; a shorter run is a beginning', () => {
    for (const noise of [0, 0.3])
      for (const name of ['adam', 'schedulefree-sgd', 'sgd']) {
        const run = wrapped(name, {}, wrap(id));
        const other = wrapped(
          'momentum',
          {},
          wrap(id),
          wrap(id === wrappers.ids[0] ? wrappers.ids[1]! : wrappers.ids[0]!),
        );
        const alone = printOf(run, { noise });
        expect(runAll(on('beale', [other, run], { noise })).fingerprints[1]).toBe(alone);
        const long = pathOf(run, { noise, steps: 200 });
        expect(long.x.slice(0, 122)).toEqual(pathOf(run, { noise }).x);
      }
  });

  test('every edge of a parameter ends in a stated ending', () => {
    for (const [name, param] of Object.entries(entry.params)) {
      if (param.kind !== 'number') continue;
      const top = param.belowMax ? param.max - 1e-12 : param.max;
      const edges = [param.min, top, ...param.range, 1e-300, 1].filter((it) => it >= param.min && it <= top);
      for (const value of edges.filter((it) => !param.integer || Number.isInteger(it)))
        for (const optimizer of ['sgd', 'adam'])
          expect(
            pathOf(wrapped(optimizer, {}, wrap(id, { [name]: value }))).ending,
            `${name} = ${value}`,
          ).toBeDefined();
    }
  });

  test('runs compiled with the bits of the interpreter, around several rules, alone and under a schedule', () => {
    const loss = surfaceLoss(choose(surfaces, 'rosenbrock'));
    for (const name of ['sgd', 'adam', 'schedulefree-adamw', 'prodigy', 'momo'])
      for (const schedule of [undefined, choose(schedules, 'cosine')]) {
        const run: Run = { ...wrapped(name, {}, wrap(id)), ...(schedule && { schedule }) };
        const rule = optimizers.get(name) as Rule;
        const { program, beginning } = traceStep(rule, run.values, loss, false, aroundOf(run));
        const luck = Object.fromEntries(Object.keys(program.feeds).map((feed) => [feed, Float64Array.from({ length: 80 }, (_, i) => ((i * 37) % 11) / 5 - 1)])); // prettier-ignore
        const own = Object.entries(run.values).flatMap(([key, value]) => (typeof value === 'number' ? [[parameterInput(key), value] as const] : [])); // prettier-ignore
        const [one, other] = [compile, interpret].map((execute) => {
          const [first, steps] = [execute(beginning), execute(program)];
          for (const [key, value] of [...Object.entries(loss.values), ...own, ...numbersAround(aroundOf(run))])
            for (const it of [first, steps]) it.memory(key)[0] = value;
          for (const [key, begun] of Object.entries(first.run(1, { x: Float64Array.of(-1.2, 1) })))
            steps.memory(key).set(begun);
          steps.memory('x').set([-1.2, 1]);
          return steps.run(40, luck);
        });
        expect(one, name).toEqual(other);
      }
  });
});

describe('set to nothing, it is nothing, bit for bit', { timeout: 30_000 }, () => {
  const nothing: [string, Values][] = [
    ['lookahead', { alpha: 1 }],
    ['sam', { rho: 0 }],
    ['asam', { rho: 0 }],
    ['clip-norm', { max_norm: 1e9 }],
    ['clip-value', { clip_value: 1e9 }],
    ['ema', {}],
    ['gradient-noise', { eta: 0 }],
    ['coupled-decay', { weight_decay: 0 }],
    ['decoupled-decay', { weight_decay: 0 }],
  ];
  test.each(nothing)('%s %o', (id, values) => {
    // Through a penalty a method sees curvature by another graph, equal but for rounding.
    const methods = wrappers.get(id).objective ? [] : ['newton', 'adahessian'];
    for (const name of ['sgd', 'adam', 'schedulefree-adamw', 'momo', ...methods]) {
      const it = wrap(id, values);
      if (unwrapped(name, it) === undefined)
        expect(printOf(wrapped(name, {}, it)), name).toBe(printOf(choose(optimizers, name)));
    }
  });
});

describe('several wrappers', () => {
  test('stand around each other in the order they are written', () => {
    const [clip, decay] = [wrap('clip-norm', { max_norm: 0.5 }), wrap('coupled-decay', { weight_decay: 1 })];
    const step = (...put: Choice[]): number[] => {
      const { x } = pathOf(wrapped('sgd', { lr: 1 }, ...put), { steps: 1 });
      return [x[0]! - x[2]!, x[1]! - x[3]!];
    };
    const g = step();
    const size = Math.hypot(...g);
    const bound = (vector: number[]): number[] => vector.map((it) => (it * 0.5) / (Math.hypot(...vector) + 1e-6));
    expect(size).toBeGreaterThan(1);
    const at = [1, 1.6];
    const near = (numbers: number[]): unknown[] => numbers.map((it) => expect.closeTo(it, 12));
    // The outer one has the slope first: clipped and then pulled, or pulled and then clipped.
    expect(step(decay, clip)).toEqual(near(bound(g).map((it, i) => it + at[i]!)));
    expect(step(clip, decay)).toEqual(near(bound(g.map((it, i) => it + at[i]!))));
  });

  test('change what a rule asks at points of its own, too', () => {
    const far = pathOf(wrapped('schedulefree-sgd', { lr: 0.1 }, wrap('clip-value', { clip_value: 1e-3 })), {
      steps: 3,
    });
    expect(Math.abs(far.x[6]! - far.x[0]!)).toBeLessThan(1e-3);
    expect(
      Math.abs(pathOf(choose(optimizers, 'schedulefree-sgd', { lr: 0.1 }), { steps: 3 }).x[6]! - far.x[0]!),
    ).toBeGreaterThan(0.1);
  });

  test('are billed what they ask: SAM twice, around itself once more for each', () => {
    const cost = (...put: Choice[]): number => pathOf(wrapped('sgd', {}, ...put), { steps: 10 }).cost[10]!;
    expect([cost(), cost(wrap('clip-norm')), cost(wrap('sam')), cost(wrap('clip-norm'), wrap('sam'))]).toEqual([
      10, 10, 20, 20,
    ]);
    expect(cost(wrap('sam'), wrap('asam'))).toBe(40);
    expect(pathOf(wrapped('adahessian', {}, wrap('sam')), { steps: 10 }).cost[10]).toBe(30);
  });
});

describe('single ones', () => {
  test('coupled decay around Adam is Adam’s own weight decay, decoupled decay is AdamW', () => {
    const decay = { weight_decay: 0.05 };
    expect(printOf(wrapped('adam', { lr: 0.05 }, wrap('coupled-decay', decay)))).toBe(
      printOf(choose(optimizers, 'adam', { lr: 0.05, ...decay })),
    );
    expect(printOf(wrapped('adam', { lr: 0.05 }, wrap('decoupled-decay', decay)))).toBe(
      printOf(choose(optimizers, 'adamw', { lr: 0.05, ...decay })),
    );
  });

  test('Newton with coupled decay ends on the lowest point of the loss with its penalty', () => {
    const { trajectories } = runAll(
      on('elliptic', [wrapped('newton', {}, wrap('coupled-decay', { weight_decay: 3 }))], { steps: 1 }),
    );
    expect([...trajectories[0]!.x.subarray(2)].map((it) => Math.abs(it) < 1e-12)).toEqual([true, true]);
    const bent = runAll(on('booth', [wrapped('bfgs', {}, wrap('coupled-decay', { weight_decay: 2 }))], { steps: 40 }))
      .trajectories[0]!;
    // Booth's Hessian is [10 8; 8 10] with its minimum at (1, 3): (H + 2I) x = H (1, 3).
    expect([bent.x[80]!, bent.x[81]!]).toEqual([
      expect.closeTo((12 * 34 - 8 * 38) / 80, 6),
      expect.closeTo((12 * 38 - 8 * 34) / 80, 6),
    ]);
  });

  test('the average beside a run is that of its points, around a rule and around a method', () => {
    for (const name of ['sgd', 'newton']) {
      const { x, series } = pathOf(wrapped(name, {}, wrap('ema', { decay: 0.8 })), { steps: 20 });
      let average = [x[0]!, x[1]!];
      for (let k = 0; k <= 20; k++) {
        if (k > 0) average = average.map((it, i) => 0.8 * it + 0.2 * x[2 * k + i]!);
        expect([series['ema.x1']![k], series['ema.x2']![k]]).toEqual(average.map((it) => expect.closeTo(it, 13)));
      }
    }
  });

  test('gradient noise is the seed’s, the same for every run, and beside the experiment’s own', () => {
    const first = (name: string, seed: number, noise = 0): number =>
      pathOf(wrapped(name, { lr: 1 }, wrap('gradient-noise', { eta: 1 })), { steps: 1, seed, noise }).x[2]!;
    expect(first('sgd', 1)).toBe(first('momentum', 1));
    expect(first('sgd', 1)).not.toBe(first('sgd', 2));
    expect(first('sgd', 1, 1) - first('sgd', 1)).not.toBe(0);
  });

  test('centralization keeps the sum of the coordinates', () => {
    const { x, rows } = pathOf(wrapped('adam', { lr: 0.1 }, wrap('centralization')));
    for (let k = 0; k < rows; k++) expect(x[2 * k]! + x[2 * k + 1]!).toBeCloseTo(2.6, 12);
  });

  test('in a network, centralization treats the rows of each matrix one by one, and leaves the rest alone', () => {
    const tensors = [
      { offset: 0, shape: [2, 3] },
      { offset: 6, shape: [2] },
    ];
    const half = (at: Node): Node => mul(constant(0.5), sum(mul(at, at)));
    const loss = {
      dimension: 8,
      shape: [8],
      tensors,
      name: '½|x|²',
      values: {},
      value: half,
      gradient: (at: Node) => at,
    };
    const run = wrapped('sgd', { lr: 1 }, wrap('centralization'));
    const go = advance(run, loss, Float64Array.of(1, 2, 3, 4, 6, 11, 7, 8), undefined, 1);
    expect([...go(2).x.subarray(8)]).toEqual([2, 2, 2, 7, 7, 7, 0, 0]);
  });

  test('named state is carried by the step like the optimizer’s own', () => {
    const run = wrapped('adam', {}, wrap('lookahead'), wrap('ema'));
    const { program } = traceStep(optimizers.get('adam') as Rule, run.values, surfaceLoss(choose(surfaces, 'beale')), false, aroundOf(run)); // prettier-ignore
    expect(Object.keys(program.state)).toEqual([
      'x',
      'm',
      'v',
      'v_max',
      'p1',
      'p2',
      'lookahead.slow',
      'lookahead.n',
      'ema.average',
    ]);
  });

  test('a race tells its series chunk by chunk', () => {
    const names = new Set<string>();
    for (const news of race(on('beale', [{ ...wrapped('sgd', {}, wrap('ema')), schedule: choose(schedules, 'step') }])))
      if (news.kind === 'chunk') for (const name of Object.keys(news.columns.series)) names.add(name);
    expect([...names].toSorted()).toEqual(['ema.loss', 'ema.x1', 'ema.x2', 'lr']);
  });
});
