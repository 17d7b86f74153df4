// The lab's side of the benchmark: the same runs through the compiled and the interpreted executor, and through lanes.
import '../../src/lab/everything.ts';
import { optimizers, surfaces } from '../../src/lab/catalogues.ts';
import { defaults } from '../../src/lab/describe/param.ts';
import { surfaceLoss } from '../../src/lab/experiment/problem.ts';
import { parameterInput, traceStep } from '../../src/lab/experiment/step.ts';
import { codeOf, compile } from '../../src/lab/graph/compile.ts';
import { interpret } from '../../src/lab/graph/interpret.ts';
import { finish } from '../../src/lab/experiment/finish.ts';
import { rehearse } from '../../src/lab/experiment/rehearsal.ts';
import { complete } from '../../src/lab/experiment/validate.ts';
import { compileLanes } from '../../src/lab/graph/lanes.ts';
import { outcomes } from '../../src/lab/study/batch.ts';
import { basinTiles, sweepPlans } from '../../src/lab/study/plan.ts';
import { atWork, processor } from './clock.mjs';

export { netRun, netTime } from './net-ours.mjs';

const executors = { compiled: compile, interpreted: interpret };

/** A rule on a surface, traced anew. */
function traced({ surface, formula, optimizer, lr }) {
  const loss = surfaceLoss({ id: surface, values: { ...defaults(surfaces.get(surface).params), ...formula } });
  const entry = optimizers.get(optimizer);
  const values = { ...defaults(entry.params), lr };
  const step = traceStep(entry, values, loss, false);
  const numbers = [
    ...Object.entries(loss.values),
    ...Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'number' ? [[parameterInput(name), value]] : [],
    ),
  ];
  const first = interpret(step.beginning);
  for (const [name, value] of numbers) first.memory(name)[0] = value;
  return { program: step.program, numbers, begun: first.run(1, { x: new Float64Array(2) }) };
}

/** A run from the start with its record, into arrays that are there already; returns the sum of where it ends. */
export function surfaceRun(executor, { start, steps, ...which }) {
  const { program, numbers, begun } = traced(which);
  const executable = executors[executor](program);
  for (const [name, value] of numbers) executable.memory(name)[0] = value;
  const rows = executable.run(steps);
  const x = executable.memory('x');
  const state = Object.entries(begun).map(([name, row]) => [executable.memory(name), row]);
  return () => {
    for (const [memory, row] of state) memory.set(row);
    x.set(start);
    executable.run(steps, {}, rows);
    return x[0] + x[1];
  };
}

/** A map of `side × side` starts after so many steps; returns where they end. */
export function basinMap({ side, steps, ...which }) {
  const { program, numbers, begun } = traced(which);
  const lanes = compileLanes(program, { vary: ['x'], record: ['x'] });
  for (const [name, value] of numbers) lanes.memory(name)[0] = value;
  for (const [name, row] of Object.entries(begun)) lanes.memory(name).set(row);
  const x = new Float64Array(2 * side * side);
  for (let point = 0; point < side * side; point++) {
    x[2 * point] = -5 + (10 * (point % side)) / (side - 1);
    x[2 * point + 1] = -5 + (10 * Math.floor(point / side)) / (side - 1);
  }
  return () => lanes.run({ count: side * side, steps, varied: { x } }).rows.x;
}

/** Milliseconds from a formula's text to the first row of a run, and the size of the module. */
export function compileTime(which) {
  const began = atWork();
  const { program } = traced(which);
  const between = atWork();
  compile(program).run(1);
  const end = atWork();
  return { trace: between - began, compile: end - between, bytes: codeOf(program).module.length };
}

/** What a worker has done once it has rested. */
export const rehearsed = () => finish(rehearse());

/** Bytes of buffers before and after many restarts of one run, each with another rate (in Node). */
export async function restarts(which, count) {
  const { program, numbers, begun } = traced(which);
  const run = () => {
    const executable = compile(program);
    for (const [name, value] of numbers) executable.memory(name)[0] = value;
    for (const [name, row] of Object.entries(begun)) executable.memory(name).set(row);
    executable.run(100);
  };
  (await import('node:v8')).setFlagsFromString('--expose-gc');
  const collect = (await import('node:vm')).runInNewContext('gc');
  const buffers = () => {
    for (let time = 0; time < 3; time++) collect();
    return process.memoryUsage().arrayBuffers;
  };
  run();
  const before = buffers();
  for (let i = 0; i < count; i++) run();
  return { planned: codeOf(program).bytes, before, after: buffers() };
}

/** Works through tiles as one worker of the pool does; returns milliseconds of processor time to the first tile's end and to the last's. */
function worked(tiles) {
  const spent = () => processor() / 1e6;
  const began = spent();
  let first;
  let turn = 0;
  for (const { batch } of tiles) {
    const work = outcomes(batch);
    for (let done = false; !done;) {
      const from = spent();
      ({ done } = work.next());
      turn = Math.max(turn, spent() - from);
    }
    first ??= spent() - began;
  }
  return { first, turn, all: spent() - began };
}

const experimentOf = (json) => complete(json).experiment;

/** The tiles of the learning-rate lab's own work: sweeps of runs on a surface and of runs that learn, a map of basins. */
const tilesOf = {
  'sweep, 120 rates × 6 optimizers × 500 steps, Beale': () =>
    sweepPlans(
      experimentOf({
        problem: { surface: { id: 'beale' } },
        runs: ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam'].map((id) => ({ id })),
        steps: 500,
      }),
    ).flatMap(({ tiles }) => tiles),
  'basins, 512 × 512 starts × 200 steps of Adam, Himmelblau': () =>
    basinTiles(
      experimentOf({
        problem: { surface: { id: 'himmelblau' } },
        runs: [{ id: 'adam', values: { lr: 0.05 } }],
        steps: 200,
      }),
      0,
      [-5, 5, -5, 5],
      512,
      512,
    ),
  'sweep, 24 rates × 6 optimizers × 150 steps, 2-16-16-1 on moons, batch 32': () =>
    sweepPlans(
      experimentOf({
        problem: { kind: 'classifier', dataset: { id: 'moons' } },
        runs: ['sgd', 'momentum', 'nesterov', 'adagrad', 'rmsprop', 'adam'].map((id) => ({ id })),
        steps: 150,
      }),
    ).flatMap(({ tiles }) => tiles),
};

export const studies = Object.fromEntries(
  Object.entries(tilesOf).map(([label, tiles]) => [label, () => worked(tiles())]),
);

/** Works through every `of`-th tile of a study from the `own`-th on: the share of one of several workers. */
export function share(label, own, of) {
  for (const { batch } of tilesOf[label]().filter((_, index) => index % of === own)) {
    const work = outcomes(batch);
    while (!work.next().done);
  }
}
