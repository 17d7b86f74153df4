/** Lanes against single runs: the same bits, however many go side by side. */
import { describe, expect, test } from 'vitest';
import { bits } from '../../../e2e/support/same-bits.ts';
import { optimizers, surfaces } from '../catalogues.ts';
import { defaults } from '../describe/param.ts';
import { surfaceLoss } from '../experiment/problem.ts';
import { parameterInput, traceStep } from '../experiment/step.ts';
import { compile } from './compile.ts';
import { interpret } from './interpret.ts';
import { compileLanes, type LanePlan, type LaneRun, type Lanes, lanesOneByOne } from './lanes.ts';
import { add, binary, constant, input, mul, sum } from './node.ts';
import { type Program, program } from './program.ts';

function same(made: Program, plan: LanePlan, prepare: (lanes: Lanes) => void, work: LaneRun): void {
  const [lanes, single] = [compileLanes(made, plan), lanesOneByOne(compile)(made, plan)];
  prepare(lanes);
  prepare(single);
  const [together, apart] = [lanes.run(work), single.run(work)];
  for (const name of plan.record) expect(bits(together.rows[name]!), name).toBe(bits(apart.rows[name]!));
  expect(bits(together.first)).toBe(bits(apart.first));
}

/** A rule on a surface, with what all lanes share written in. */
function rule(id: string, surface: string, noisy = false) {
  const entry = optimizers.get(id);
  if (entry.kind !== 'rule') throw new RangeError(`${id} is no rule`);
  const loss = surfaceLoss({ id: surface, values: defaults(surfaces.get(surface).params) });
  const values = defaults(entry.params);
  const { program: made, beginning } = traceStep(entry, values, loss, noisy);
  const numbers: [string, number][] = [
    ...Object.entries(loss.values),
    ...Object.entries(values).flatMap(([name, value]): [string, number][] =>
      typeof value === 'number' ? [[parameterInput(name), value]] : [],
    ),
  ];
  const first = compile(beginning);
  for (const [name, value] of numbers) if (Object.hasOwn(beginning.values, name)) first.memory(name)[0] = value;
  const start = Float64Array.from(surfaces.get(surface).start);
  const begun: Record<string, Float64Array> = { ...first.run(1, { x: start }), x: start };
  const prepare =
    (vary: readonly string[]) =>
    (lanes: Lanes): void => {
      for (const [name, value] of numbers) if (!vary.includes(name)) lanes.memory(name)[0] = value;
      for (const name of Object.keys(made.state)) if (!vary.includes(name)) lanes.memory(name).set(begun[name]!);
    };
  return { made, prepare };
}

const grid = (count: number): Float64Array =>
  Float64Array.from({ length: 2 * count }, (_, i) => -4 + 8 * (((i * 7919) % 1009) / 1009));

describe('basin maps: every lane its own start', () => {
  test.each([
    ['momentum', 'himmelblau'],
    ['adam', 'himmelblau'],
    ['adam', 'rastrigin'],
    ['lion', 'two-gaussians'],
    ['rmsprop', 'beale'],
  ])('%s on %s', (id, surface) => {
    const { made, prepare } = rule(id, surface);
    const plan = { vary: ['x'], record: ['x', 'loss', 'gradient'], watch: 'loss' };
    for (const count of [1, 2, 7, 40])
      same(made, plan, prepare(plan.vary), { count, steps: 100, varied: { x: grid(count) }, limit: 0.5 });
  });

  test('more lanes than fit in memory, more steps than fit in a stretch', () => {
    const { made, prepare } = rule('momentum', 'sphere', true);
    const plan = { vary: ['x'], record: ['x'], watch: 'loss' };
    const noise = (steps: number): Float64Array =>
      Float64Array.from({ length: 2 * (steps + 1) }, (_, i) => Math.sin(i));
    const work = (count: number, steps: number): LaneRun => {
      return { count, steps, varied: { x: grid(count) }, feeds: { noise: noise(steps) }, limit: 1e-3 };
    };
    same(made, plan, prepare(plan.vary), work(2000, 20));
    same(made, plan, prepare(plan.vary), work(3, 1100));
    same(made, plan, prepare(plan.vary), work(3, 0));
  });
});

test('sweeps: every lane its own rate', () => {
  const { made, prepare } = rule('adam', 'rosenbrock');
  const vary = [parameterInput('lr'), parameterInput('beta1')];
  const count = 33;
  const rates = Float64Array.from({ length: count }, (_, i) => 1e-4 * 2 ** (i / 2));
  const varied = { [vary[0]!]: rates, [vary[1]!]: rates.map((_, i) => i / count) };
  same(made, { vary, record: ['x', 'loss'], watch: 'loss' }, prepare(vary), { count, steps: 300, varied, limit: 1 });
});

test('vectors of any length, values and state together, and what is the same in all lanes', () => {
  const [w, c, s] = [input('w', [3]), input('c'), input('s', [3])];
  const made = program({
    values: { c },
    state: { w: { node: w, next: add(mul(w, c), s) }, s: { node: s, next: mul(s, constant(0.5)) } },
    outputs: { w, total: sum(binary('max', w, s)), s },
  });
  const work = { count: 5, steps: 9, varied: { w: grid(8).slice(0, 15), c: grid(3).slice(0, 5) } };
  const prepare = (lanes: Lanes): void => lanes.memory('s').set([1, 2, 3]);
  same(made, { vary: ['w', 'c'], record: ['s', 'w', 'total'], watch: 'total' }, prepare, { ...work, limit: -1 });
});

test('the same by the interpreter', () => {
  const { made, prepare } = rule('nesterov', 'himmelblau');
  const plan = { vary: ['x'], record: ['x'] };
  const [lanes, single] = [compileLanes(made, plan), lanesOneByOne(interpret)(made, plan)];
  prepare(plan.vary)(lanes);
  prepare(plan.vary)(single);
  const work = { count: 9, steps: 50, varied: { x: grid(9) } };
  expect(bits(lanes.run(work).rows.x!)).toBe(bits(single.run(work).rows.x!));
});

test('a plan that does not fit is refused by name', () => {
  const { made } = rule('momentum', 'himmelblau');
  const plan = { vary: ['x'], record: ['x'] };
  expect(() => compileLanes(made, { ...plan, vary: ['z'] })).toThrow('no value or state z');
  expect(() => compileLanes(made, { ...plan, record: ['height'] })).toThrow('no output height');
  expect(() => compileLanes(made, { ...plan, watch: 'gradient' })).toThrow('gradient is more');
  expect(() => compileLanes(made, plan).memory('x')).toThrow('x varies');
});
