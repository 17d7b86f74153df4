import { describe, expect, test } from 'vitest';
import { asClassifier, type ClassifierProblem, type Experiment } from './experiment.ts';
import { finish } from './finish.ts';
import { Glance, type GlanceAnswer, type GlanceQuestion, pointsOf } from './glance.ts';
import { learningOf } from './learning.ts';
import { decode } from './link.ts';
import { beginRace, race } from './race.ts';
import type { Weights } from './task.ts';

function problemIn(link: string): { experiment: Experiment; problem: ClassifierProblem } {
  const decoded = decode(link);
  if ('refused' in decoded) throw new Error(decoded.refused.message);
  expect(decoded.notes).toEqual([]);
  return { experiment: decoded.experiment, problem: asClassifier(decoded.experiment.problem)! };
}

function ask(link: string, question: GlanceQuestion): { answer: GlanceAnswer; weights: Weights; glance: Glance } {
  const { problem, experiment } = problemIn(link);
  const learning = learningOf(problem, experiment.seed);
  const glance = new Glance(problem, learning);
  const weights = { x: learning.start, statistics: {} };
  return { answer: finish(glance.answer(weights, question)), weights, glance };
}

const grid = { region: [-1.5, 2.5, -1, 1.5], columns: 23, rows: 31 } as const;

/** A network of one hidden layer with tanh, as one writes it down: [h, 2], [h], [out, h], [out]. */
function byHand({ x }: Weights, hidden: number, outputs: number, [px, py]: readonly [number, number]): number[] {
  const units = Array.from({ length: hidden }, (_, unit) =>
    Math.tanh(x[2 * unit]! * px + x[2 * unit + 1]! * py + x[2 * hidden + unit]!),
  );
  const from = 3 * hidden;
  return Array.from({ length: outputs }, (_, out) =>
    units.reduce((sum, unit, at) => sum + unit * x[from + out * hidden + at]!, x[from + outputs * hidden + out]!),
  );
}

describe('what a network answers', () => {
  test('two classes have shares by the sigmoid of one output, at every point of the grid', () => {
    const { answer, weights } = ask('#v1/moons/mlp(hidden=5,activation=tanh)', { of: 'answers', grid, parts: [] });
    if (answer.of !== 'answers') throw new Error('asked for answers');
    const points = pointsOf(grid, 2);
    expect(answer.grid!.values.length).toBe(2 * 23 * 31);
    for (let at = 0; at < 23 * 31; at += 7) {
      const [z] = byHand(weights, 5, 1, [points[2 * at]!, points[2 * at + 1]!]);
      const share = 1 / (1 + Math.exp(-z!));
      expect(answer.grid!.values[2 * at + 1]).toBeCloseTo(share, 6);
      expect(answer.grid!.values[2 * at]).toBeCloseTo(1 - share, 6);
    }
  });

  test('several classes have shares by softmax, and they add up to 1', () => {
    const { answer, weights } = ask('#v1/blobs/mlp(hidden=4,activation=tanh)', { of: 'answers', grid, parts: [] });
    if (answer.of !== 'answers') throw new Error('asked for answers');
    const { width, values } = { width: answer.width, values: answer.grid!.values };
    expect(width).toBeGreaterThan(2);
    const points = pointsOf(grid, 2);
    for (let at = 0; at < 23 * 31; at += 11) {
      const z = byHand(weights, 4, width, [points[2 * at]!, points[2 * at + 1]!]);
      const all = z.reduce((sum, it) => sum + Math.exp(it), 0);
      for (const [own, it] of z.entries()) expect(values[at * width + own]).toBeCloseTo(Math.exp(it) / all, 6);
    }
  });

  test('borders lie where two classes have equal shares', () => {
    const fine = { ...grid, columns: 81, rows: 81 };
    const { answer, weights } = ask('#v1/moons/mlp(hidden=5,activation=tanh)', {
      of: 'answers',
      grid: fine,
      parts: [],
    });
    if (answer.of !== 'answers') throw new Error('asked for answers');
    const { borders } = answer.grid!;
    expect(borders.length).toBeGreaterThan(40);
    for (let at = 0; at < borders.length; at += 2) {
      const [z] = byHand(weights, 5, 1, [borders[at]!, borders[at + 1]!]);
      // Between two nodes 0.05 apart the share is taken for a straight line.
      expect(Math.abs(1 / (1 + Math.exp(-z!)) - 0.5)).toBeLessThan(2e-3);
    }
  });

  test('a grid over one feature is a line, and a fit answers with numbers', () => {
    const { answer } = ask('#v1/sine', { of: 'answers', grid: { ...grid, rows: 1 }, parts: ['train'] });
    if (answer.of !== 'answers') throw new Error('asked for answers');
    expect([answer.width, answer.grid!.values.length, answer.grid!.borders.length]).toEqual([1, 23, 0]);
  });

  test('every hidden unit has its field', () => {
    const { answer, weights } = ask('#v1/moons/mlp(hidden=5,activation=tanh)', { of: 'units', grid });
    if (answer.of !== 'units') throw new Error('asked for units');
    expect(answer.layers.map(({ units }) => units)).toEqual([5]);
    const points = pointsOf(grid, 2);
    const { x } = weights;
    for (let unit = 0; unit < 5; unit++)
      for (let at = 0; at < 23 * 31; at += 13) {
        const z = x[2 * unit]! * points[2 * at]! + x[2 * unit + 1]! * points[2 * at + 1]! + x[10 + unit]!;
        expect(answer.layers[0]!.fields[unit * 23 * 31 + at]).toBeCloseTo(Math.tanh(z), 6);
      }
  });

  test('counting right answers gives the accuracy that the run itself tells, at any step', () => {
    const { experiment, problem } = problemIn('#v1/moons(n=200)/mlp(hidden=8)/batch=16/steps=60/adam(lr=0.05)');
    const begun = beginRace(experiment);
    const accuracy = new Map<number, number>();
    for (const news of race(experiment, begun))
      if (news.kind === 'chunk')
        for (const [at, value] of news.columns.series['test-accuracy']!.entries())
          if (!Number.isNaN(value)) accuracy.set(news.columns.from + at, value);
    expect(accuracy.size).toBeGreaterThan(3);
    const learning = learningOf(problem, experiment.seed);
    const glance = new Glance(problem, learning);
    for (const [row, share] of accuracy) {
      const weights = finish(begun.runs[0]!.weights!(row));
      const answer = finish(glance.answer(weights, { of: 'answers', parts: ['test'] }));
      if (answer.of !== 'answers') throw new Error('asked for answers');
      const { y, rows } = learning.data.test;
      const right = Array.from({ length: rows }, (_, at) => (answer.test![2 * at + 1]! > 0.5 ? 1 : 0) === y[at]);
      expect(right.filter(Boolean).length / rows).toBeCloseTo(share, 12);
    }
  });
});
