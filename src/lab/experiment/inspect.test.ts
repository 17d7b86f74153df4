/** The step inspector shows the engine's own numbers: for every optimizer, at a hundred random steps. */
import { describe, expect, test } from 'vitest';
import { optimizers, schedules, wrappers } from '../catalogues.ts';
import { defaults } from '../describe/param.ts';
import type { Expression } from '../formula/syntax.ts';
import { lower } from '../formula/lower.ts';
import { print } from '../formula/print.ts';
import { interpret } from '../graph/interpret.ts';
import { input, type Node } from '../graph/node.ts';
import { program } from '../graph/program.ts';
import { stream } from '../numeric/random.ts';
import type { Experiment, Run } from './experiment.ts';
import { unfit } from './fits.ts';
import { inspector, type InspectedLine } from './inspect.ts';
import { runAll } from './race.ts';
import { linesOf } from './step.ts';
import { complete } from './validate.ts';

const STEPS = 400;

function experimentOf(run: Run, surface = 'rosenbrock', noise = 0.1): Experiment {
  const completed = complete({ problem: { surface: { id: surface } }, runs: [run], steps: STEPS, seed: 3, noise });
  if ('problems' in completed) throw new RangeError(JSON.stringify(completed.problems));
  return completed.experiment;
}

/** A hundred steps in no order, so that the replay goes back as well as on. */
const randomSteps = (rows: number, seed: number): number[] => {
  const luck = stream(seed, 'inspected steps', 0);
  return Array.from({ length: 100 }, () => Math.floor(luck.uniform() * (rows - 1)));
};

/** What a line makes of these letters, computed on its own by the interpreter. */
function recomputed(expression: Parameters<typeof lower>[0], reads: InspectedLine['reads']): Float64Array {
  const letters = new Map<string, Node>(
    Object.entries(reads).map(([name, values]) => [name, input(name, values.length === 1 ? [] : [values.length])]),
  );
  const outputs = { made: lower(expression, { symbol: (name) => letters.get(name) }) };
  const executable = interpret(program({ values: Object.fromEntries(letters), outputs }));
  for (const [name, values] of Object.entries(reads)) executable.memory(name).set(values);
  return executable.run(1).made!;
}

/** Whether a formula asks for a gradient of its own. */
const asks = (expression: Expression): boolean => print(expression).includes('gradient(');

const bits = (values: Float64Array | undefined): string[] => Array.from(values ?? [], (it) => String(it));

const fitting = optimizers.ids.filter((id) => {
  const choice = { id, values: defaults(optimizers.get(id).params) };
  const { problem } = experimentOf({ id: 'sgd', values: {} });
  return unfit(problem, choice) === undefined;
});

/** Every schedule around SGD, every wrapper around Adam. */
const around: readonly (readonly [string, Run])[] = [
  ...schedules.ids.map((id): readonly [string, Run] => [
    id,
    { id: 'sgd', values: { lr: 1e-4 }, schedule: { id, values: {} } },
  ]),
  ...wrappers.ids.map((id): readonly [string, Run] => [
    id,
    { id: 'adam', values: { lr: 0.01 }, wrappers: [{ id, values: {} }] },
  ]),
];

test.each(around)('around a run, %s: points and lines are the race’s, bit for bit', (id, run) => {
  const experiment = experimentOf(run);
  const [trajectory] = runAll(experiment).trajectories;
  const looker = inspector(experiment, 0)!;
  for (const step of randomSteps(trajectory!.rows, 3).slice(0, 30)) {
    const seen = looker.at(step)!;
    expect(bits(seen.next)).toEqual(bits(trajectory!.x.slice(2 * step + 2, 2 * step + 4)));
    expect(seen.lines.some(({ whose }) => whose === 'schedule' || whose === id)).toBe(true);
    for (const { whose, line, reads, value } of seen.lines)
      if (!asks(line.expression))
        expect([whose, line.target, ...bits(value)]).toEqual([
          whose,
          line.target,
          ...bits(recomputed(line.expression, reads)),
        ]);
  }
});

describe.each(fitting)('%s', (id) => {
  const entry = optimizers.get(id);
  const run: Run = { id, values: defaults(entry.params) };
  const experiment = experimentOf(run);
  const [trajectory] = runAll(experiment).trajectories;
  const { x, rows, loss } = trajectory!;
  const point = (row: number): Float64Array => x.slice(2 * row, 2 * row + 2);

  test('a hundred random steps: the points and losses are the race’s, bit for bit', () => {
    const looker = inspector(experiment, 0)!;
    for (const step of randomSteps(rows, 1)) {
      const seen = looker.at(step)!;
      expect(bits(seen.x)).toEqual(bits(point(step)));
      expect(bits(seen.next)).toEqual(bits(point(step + 1)));
      expect(seen.loss).toBe(loss[step]);
      expect(seen.lossNext).toBe(loss[step + 1]);
    }
  });

  test('every line makes of its letters what is shown, bit for bit', () => {
    if (entry.kind === 'method') return;
    const looker = inspector(experiment, 0)!;
    const lines = linesOf(entry, run.values);
    const texts = entry.lines(run.values);
    for (const step of randomSteps(rows, 2).slice(0, 20)) {
      const seen = looker.at(step)!;
      expect(seen.lines.map(({ line }) => line)).toEqual(lines);
      for (const [index, { reads, value }] of seen.lines.entries())
        if (!asks(lines[index]!.expression))
          expect([texts[index], ...bits(value)]).toEqual([
            texts[index],
            ...bits(recomputed(lines[index]!.expression, reads)),
          ]);
    }
  });
});
