/** Every matrix problem: its loss vanishes at its target, its slope is that of its values, its luck is its seed's. */
import { describe, expect, test } from 'vitest';
import { matrices, optimizers } from './catalogues.ts';
import { defaults, type Values } from './describe/param.ts';
import type { Experiment } from './experiment/experiment.ts';
import { formOf, matrixLoss } from './experiment/matrix-loss.ts';
import { answers } from './experiment/problem.ts';
import { runAll } from './experiment/race.ts';
import { parameterInput, traceStep } from './experiment/step.ts';
import { complete } from './experiment/validate.ts';
import { decode, encode } from './experiment/link.ts';
import { compile } from './graph/compile.ts';
import { interpret } from './graph/interpret.ts';
import { matrix, singularValues } from './numeric/matrices.ts';
import { stream } from './numeric/random.ts';

/** The defaults, and every number at both ends of its slider. */
function settings(id: string): Values[] {
  const { params } = matrices.get(id);
  const base = defaults(params);
  const ends = Object.entries(params).flatMap(([name, param]) =>
    param.kind === 'number' ? param.range.map((value) => ({ ...base, [name]: value })) : [],
  );
  return [base, ...ends];
}

describe.each(matrices.ids)('%s', (id) => {
  test('says what it teaches', () => {
    const { title, idea, source } = matrices.get(id);
    for (const words of [title, idea, source]) expect(words.length).toBeGreaterThan(2);
    expect(idea.endsWith('.')).toBe(true);
  });

  test('vanishes at its target with its slope, has the sides it states, and starts elsewhere', () => {
    for (const values of settings(id)) {
      const form = formOf({ id, values }, 3);
      const ask = answers(matrixLoss(form, JSON.stringify([id, values])), interpret);
      const scale = Math.max(1, ...form.A.entries.map(Math.abs)) * Math.max(1, ...form.B.entries.map(Math.abs));
      expect([form.start.rows, form.start.columns]).toEqual(matrices.get(id).sides(values));
      expect(ask.value(form.target.entries)).toBeLessThan(1e-20 * scale ** 2);
      for (const slope of ask.gradient(form.target.entries)) expect(Math.abs(slope)).toBeLessThan(1e-10 * scale ** 2);
      expect(ask.value(form.start.entries)).toBeGreaterThan(1e-3);
    }
  });

  test('its slope and curvature are those of its values', () => {
    const form = formOf({ id, values: defaults(matrices.get(id).params) }, 5);
    const ask = answers(matrixLoss(form, `${id} 5`), interpret);
    const luck = stream(9, id);
    const at = form.start.entries.map((entry) => entry + luck.normal());
    const gradient = ask.gradient(at);
    const hessian = ask.hessian(at);
    const scale = Math.max(...hessian.map(Math.abs));
    const moved = (i: number, by: number): Float64Array => at.map((entry, j) => (i === j ? entry + by : entry));
    for (let i = 0; i < at.length; i++) {
      const [up, down] = [moved(i, 1e-3), moved(i, -1e-3)];
      expect(Math.abs((ask.value(up) - ask.value(down)) / 2e-3 - gradient[i]!)).toBeLessThan(1e-7 * scale);
      const [high, low] = [ask.gradient(up), ask.gradient(down)];
      high.forEach((entry, j) =>
        expect(Math.abs((entry - low[j]!) / 2e-3 - hessian[i * at.length + j]!)).toBeLessThan(1e-8 * scale),
      );
    }
  });

  test('its residuals’ squares add up to it, so that Gauss–Newton arrives in one step', () => {
    const run = { id: 'gauss-newton', values: defaults(optimizers.get('gauss-newton').params) };
    const { trajectories } = runAll(experiment(id, [run.id], { steps: 1 }));
    expect(trajectories[0]!.loss[1]! / trajectories[0]!.loss[0]!).toBeLessThan(1e-15);
  });

  test('travels in a link and a file, and another seed is another problem', () => {
    const asked = experiment(id, ['muon', 'adam']);
    const opened = decode(encode(asked));
    expect('experiment' in opened && opened.experiment).toEqual(asked);
    expect(complete(JSON.parse(JSON.stringify(asked)))).toEqual({ experiment: asked });
    const loss = (seed: number): number => runAll({ ...asked, seed, steps: 3 }).trajectories[0]!.loss[3]!;
    expect(loss(1)).toBe(loss(1));
    expect(loss(2)).not.toBe(loss(1));
  });
});

function experiment(id: string, runs: readonly string[], more: Partial<Experiment> = {}): Experiment {
  return {
    problem: { kind: 'matrix', matrix: { id, values: defaults(matrices.get(id).params) } },
    runs: runs.map((run) => ({ id: run, values: defaults(optimizers.get(run).params) })),
    steps: 100,
    seed: 1,
    noise: 0,
    ...more,
  };
}

test('every optimizer runs on a matrix, and ends in a stated ending', () => {
  for (const id of optimizers.ids) {
    const { trajectories } = runAll(experiment('associations', [id], { steps: 3 }));
    expect(trajectories[0]!.ending, id).toBeDefined();
    expect(trajectories[0]!.x.slice(0, 64).every(Number.isFinite), id).toBe(true);
  }
});

test('muon’s step has singular values near 1 in every direction, the gradient’s fall off with the frequencies', () => {
  const run = { id: 'muon', values: { ...defaults(optimizers.get('muon').params), lr: 1 } };
  const { x } = runAll({ ...experiment('associations', []), runs: [run], steps: 1 }).trajectories[0]!;
  const step = singularValues(matrix(8, 8, x.slice(64, 128)));
  expect(step[0]).toBeLessThan(1.3);
  expect(step[7]).toBeGreaterThan(0.5);
  const plain = { id: 'sgd', values: { ...defaults(optimizers.get('sgd').params), lr: 1 } };
  const second = runAll({ ...experiment('associations', []), runs: [plain], steps: 1 }).trajectories[0]!;
  const slope = singularValues(matrix(8, 8, second.x.slice(64, 128)));
  expect(slope[7]! / slope[0]!).toBeCloseTo(1 / 8, 9);
});

test('compiled and interpreted, every rule’s step on a matrix gives the same bits', () => {
  const form = formOf({ id: 'two-sided', values: { rows: 3, columns: 2, kappa: 4 } }, 1);
  const loss = matrixLoss(form, 'two-sided 3 × 2');
  for (const id of optimizers.ids) {
    const entry = optimizers.get(id);
    if (entry.kind !== 'rule') continue;
    const values = defaults(entry.params);
    const { program, beginning } = traceStep(entry, values, loss, false);
    const numbers = Object.entries(values).flatMap(([name, value]): [string, number][] =>
      typeof value === 'number' ? [[parameterInput(name), value]] : [],
    );
    const [compiled, interpreted] = [compile, interpret].map((execute) => {
      const [first, steps] = [execute(beginning), execute(program)];
      for (const it of [first, steps]) for (const [name, value] of numbers) it.memory(name)[0] = value;
      const begun = first.run(1, { x: form.start.entries });
      for (const [name, at] of Object.entries(begun)) steps.memory(name).set(at);
      steps.memory('x').set(form.start.entries);
      return steps.run(20);
    });
    expect(compiled, id).toEqual(interpreted);
    expect(compiled!.x!.slice(-6), id).not.toEqual(form.start.entries);
  }
});
