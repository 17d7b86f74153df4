/** Only what a program is made of compiles it: a changed number finds the code of the run before. */
import '../everything.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { optimizers, schedules, wrappers } from '../catalogues.ts';
import { defaults, type Params, type Values } from '../describe/param.ts';
import { compile } from '../graph/compile.ts';
import type { Experiment, Run } from './experiment.ts';
import { decode } from './link.ts';
import { surfaceLoss } from './problem.ts';
import { runAll } from './race.ts';
import { parameterInput, traceStep } from './step.ts';

let compiled = 0;
const { Module } = WebAssembly;
WebAssembly.Module = class extends Module {
  constructor(bytes: BufferSource) {
    super(bytes);
    compiled++;
  }
};
afterAll(() => {
  WebAssembly.Module = Module;
});

function opened(link: string): Experiment {
  const read = decode(`#v1/${link}`);
  if ('refused' in read) throw new Error(read.refused.message);
  return read.experiment;
}

/** The modules that a race makes. */
function modules(experiment: Experiment): number {
  const before = compiled;
  runAll(experiment);
  return compiled - before;
}

/** The same with every number a little smaller; whole ones one greater. */
const moved = (params: Params, values: Values): Values => ({
  ...values,
  ...Object.fromEntries(
    Object.entries(params).flatMap(([name, param]) => {
      const value = values[name] as number;
      return param.kind === 'number' ? [[name, param.integer ? value + 1 : 0.875 * value + 1e-9]] : [];
    }),
  ),
});
const movedRun = ({ values, ...run }: Run): Run => ({ ...run, values: moved(optimizers.get(run.id).params, values) });

const places = [
  'beale',
  'moons(n=40)/mlp(hidden=4)/bce/batch=8',
  'moons(n=40)/mlp(hidden=4)/bce/batch=8/precision=f32',
];

describe.each(places)('on %s', (place) => {
  const all = optimizers.ids.map((id) => [id, opened(`${place}/${id}/steps=5`)] as const);

  test.each(all.filter(([, { runs }]) => runs.length > 0))(
    '%s with other numbers is not compiled again',
    (_, given) => {
      modules(given);
      const runs = given.runs.map(movedRun);
      expect(runs).not.toEqual(given.runs);
      expect(modules({ ...given, runs })).toBe(0);
    },
  );

  const around = [
    ...schedules.ids.map((id) => ({
      id,
      params: schedules.get(id).params,
      put: (values: Values) => ({ schedule: { id, values } }),
    })),
    ...wrappers.ids.map((id) => ({
      id,
      params: wrappers.get(id).params,
      put: (values: Values) => ({ wrappers: [{ id, values }] }),
    })),
  ];
  test.each(around)('nor is what has $id around it', ({ params, put }) => {
    const given = opened(`${place}/adam&lbfgs/steps=5`);
    const values = defaults(params);
    const runs = (now: Values, each: (run: Run) => Run) => given.runs.map((run) => ({ ...each(run), ...put(now) }));
    expect(modules({ ...given, runs: runs(values, (run) => run) })).toBeGreaterThan(0);
    expect(modules({ ...given, runs: runs(moved(params, values), movedRun) })).toBe(0);
  });
});

test.each([
  ['beale/adam&newton/noise=0.1', 'beale/adam&newton/noise=0.2/seed=3/steps=90/start=2,1'],
  ['rosenbrock(b=90)/adam&lbfgs', 'rosenbrock(b=50)/adam&lbfgs'],
  [
    'moons(n=50)/mlp(hidden=5)/bce/l2=0.01/adam',
    'moons(n=50,noise=0.3)/mlp(hidden=5)/bce/l2=0.02/patience=9/adam/seed=2',
  ],
  ['moons(n=60)/mlp(hidden=6)/bce/adam', 'moons(n=60)/mlp(hidden=6,init=normal,sigma=0.3)/bce/adam'],
  ['plane/linear-model/huber(delta=1)/adam', 'plane/linear-model/huber(delta=2)/adam'],
])('nor is %s for other numbers of the problem', (before, after) => {
  const [given, changed] = [opened(before), opened(after)];
  expect(changed).not.toEqual(given);
  expect(modules(given)).toBeGreaterThan(0);
  expect(modules(changed)).toBe(0);
});

test('a number of a program that stands ready is changed without compiling', () => {
  const entry = optimizers.get('adam');
  if (entry.kind !== 'rule') throw new RangeError('adam is no rule');
  const loss = surfaceLoss({ id: 'sphere', values: {} });
  const { program } = traceStep(entry, defaults(entry.params), loss, false);
  const before = compiled;
  const ready = compile(program);
  expect(compiled).toBe(before + 1);
  const rate = ready.memory(parameterInput('lr'));
  for (rate[0] = 0.1; rate[0] > 0.001; rate[0] /= 2) ready.run(20);
  compile(program).run(20);
  expect(compiled).toBe(before + 1);
});
