/** Every loss: what it costs to be right or wrong, its slope against small steps, and what it is called. */
import { describe, expect, test } from 'vitest';
import { losses } from './catalogues.ts';
import { defaults, type Values } from './describe/param.ts';
import './everything.ts';
import { typesetLine } from './formula/typeset.ts';
import { differentiate } from './graph/differentiate.ts';
import { interpret } from './graph/interpret.ts';
import { constant, input } from './graph/node.ts';
import { program } from './graph/program.ts';
import { tensor } from './graph/tensors.ts';
import type { Takes } from './loss.ts';
import { lossCurve } from './loss-curve.ts';
import { lossLines, objective, outputsFor, right } from './objective.ts';

const CLASSES = 3;
const LIST = 3;
/** Six rows to learn, as every kind of loss takes them. */
const wanted: Readonly<Record<Takes, readonly number[]>> = {
  number: [0.5, -1, 2, 0.1, 3, -0.4],
  binary: [0, 1, 1, 0, 1, 0],
  class: [0, 2, 1, 1, 0, 2],
  pair: [2, 0, 1, 1, 1, 0],
  list: [2, 0, 1, 1, 1, 0],
};

/** The loss of outputs, and its slope. */
function asking(id: string, values: Values = {}, y: readonly number[] = wanted[losses.get(id).takes]) {
  const entry = losses.get(id);
  const settings = { ...defaults(entry.params), ...values };
  const output = input('output', [y.length, outputsFor(entry.takes, CLASSES)]);
  const number = (name: string) => constant(settings[name] as number);
  const loss = objective(entry, settings, { output, y: tensor(y), list: LIST, number });
  const outputs = { loss, slope: differentiate(loss, [output])[0]! };
  const ready = interpret(program({ feeds: { output }, outputs }));
  return (at: readonly number[]) => {
    const { loss: found, slope } = ready.run(1, { output: Float64Array.from(at) });
    return { loss: found![0]!, slope: slope! };
  };
}

const scattered = (count: number): number[] => Array.from({ length: count }, (_, i) => 2 * Math.sin(5.1 * i + 0.4));
/** Outputs that are all wrong, or right, by a factor. */
const answers = (takes: Takes, size: number): number[] => {
  const y = wanted[takes];
  if (takes === 'number') return y.map((one) => one + (size > 0 ? 0 : size));
  if (takes === 'class') return y.flatMap((one) => [0, 1, 2].map((of) => (of === one ? size : 0)));
  return y.map((one) => size * (takes === 'binary' ? 2 * one - 1 : one));
};

describe.each(losses.ids)('%s', (id) => {
  const entry = losses.get(id);

  test('says who it is, and can be typeset', () => {
    for (const words of [entry.title, entry.idea, entry.source]) expect(words.length).toBeGreaterThan(2);
    expect(entry.idea.endsWith('.')).toBe(true);
    const lines = lossLines(entry, defaults(entry.params));
    expect(lines.at(-1)!.target).toBe('loss');
    for (const line of lines) expect(typesetLine(line)).not.toMatch(/undefined|\\operatorname\{(at|total|tail)/);
  });

  test('has the slope that small steps show', () => {
    const ask = asking(id);
    const at = scattered(6 * outputsFor(entry.takes, CLASSES));
    const { slope } = ask(at);
    for (const i of at.keys()) {
      const shifted = (by: number): number => ask(at.with(i, at[i]! + by)).loss;
      const errors = [1e-2, 1e-3, 1e-4].map((h) => {
        const shown = (8 * (shifted(h) - shifted(-h)) - (shifted(2 * h) - shifted(-2 * h))) / (12 * h);
        return Math.abs(shown - slope[i]!);
      });
      expect(Math.min(...errors)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(slope[i]!)));
    }
  });

  test('being right costs less than being wrong, and neither overflows', () => {
    const ask = asking(id);
    const [good, bad] = [ask(answers(entry.takes, 3)), ask(answers(entry.takes, -3))];
    expect(good.loss).toBeLessThan(bad.loss);
    expect(good.loss).toBeGreaterThanOrEqual(0);
    const far = [ask(answers(entry.takes, 300)), ask(answers(entry.takes, -300))];
    for (const { loss, slope } of far) expect([loss, ...slope].every(Number.isFinite), `${loss}`).toBe(true);
  });

  test('a step against its slope makes it smaller', () => {
    const ask = asking(id);
    const at = scattered(6 * outputsFor(entry.takes, CLASSES));
    const { loss, slope } = ask(at);
    expect(ask(at.map((entry, i) => entry - 1e-3 * slope[i]!)).loss).toBeLessThan(loss);
  });
});

describe('against the one number that matters', () => {
  const places = Float64Array.from({ length: 81 }, (_, i) => (i - 40) / 8);
  const curve = (id: string, values: Values = {}) => {
    const entry = losses.get(id);
    return lossCurve(entry, { ...defaults(entry.params), ...values }, places);
  };
  /** What is known of some, at −2, 0 and 2: cost, then slope. */
  const known: readonly (readonly [string, Values, readonly number[], readonly number[]])[] = [
    ['mse', {}, [4, 0, 4], [-4, 0, 4]],
    ['mae', {}, [2, 0, 2], [-1, 0, 1]],
    ['huber', { delta: 1 }, [1.5, 0, 1.5], [-1, 0, 1]],
    ['quantile', { tau: 0.75 }, [1.5, 0, 0.5], [-0.75, -0.25, 0.25]],
    ['hinge', {}, [3, 1, 0], [-1, -1, 0]],
    ['squared-hinge', {}, [9, 1, 0], [-6, -2, 0]],
    ['exponential', {}, [Math.exp(2), 1, Math.exp(-2)], [-Math.exp(2), -1, -Math.exp(-2)]],
    ['bce', {}, [Math.log(1 + Math.exp(2)), Math.log(2), Math.log(1 + Math.exp(-2))], [-1 / (1 + Math.exp(-2)), -0.5, -1 / (1 + Math.exp(2))]],
    ['ranknet', {}, [Math.log(1 + Math.exp(2)), Math.log(2), Math.log(1 + Math.exp(-2))], [-1 / (1 + Math.exp(-2)), -0.5, -1 / (1 + Math.exp(2))]],
    ['cross-entropy', {}, [Math.log(1 + 2 * Math.exp(2)), Math.log(3), Math.log(1 + 2 * Math.exp(-2))], [-2 / (2 + Math.exp(-2)), -2 / 3, -2 / (2 + Math.exp(2))]],
  ]; // prettier-ignore
  test.each(known)('%s %o', (id, values, costs, pulls) => {
    const { loss, slope } = curve(id, values);
    for (const [i, at] of [24, 40, 56].entries()) {
      expect(loss[at]).toBeCloseTo(costs[i]!, 12);
      expect(slope[at]).toBeCloseTo(pulls[i]!, 12);
    }
  });

  test.each(losses.ids)('%s is finite and nowhere below 0', (id) => {
    const { loss, slope } = curve(id);
    expect([...loss, ...slope].every(Number.isFinite)).toBe(true);
    expect(Math.min(...loss)).toBeGreaterThanOrEqual(0);
  });

  const scored = losses.ids.filter((id) => id !== 'listnet' && losses.get(id).takes !== 'number');
  test.each(scored)('%s rewards a better score', (id) => {
    const { loss } = curve(id);
    for (const i of loss.keys()) if (i > 0) expect(loss[i]!).toBeLessThanOrEqual(loss[i - 1]!);
  });

  test('listnet wants scores to differ by as much as the relevance, and no more', () => {
    const { loss } = curve('listnet');
    expect(places[loss.indexOf(Math.min(...loss))]).toBe(1);
  });

  test('a confident wrong answer still pulls under cross-entropy, and hardly under the squared error', () => {
    expect(curve('bce').slope[0]!).toBeLessThan(-0.99);
    expect(Math.abs(curve('brier').slope[0]!)).toBeLessThan(0.02);
  });
});

test('class weights and label smoothing change nothing where they are 1 and 0', () => {
  const at = scattered(18);
  expect(asking('cross-entropy', { class_weights: '1-1-1' })(at).loss).toBe(asking('cross-entropy')(at).loss);
  expect(asking('cross-entropy', { class_weights: '1-2-3' })(at).loss).not.toBe(asking('cross-entropy')(at).loss);
});

test('cross-entropy is KL where the targets are sure', () => {
  const at = scattered(18);
  expect(asking('kl')(at).loss).toBeCloseTo(asking('cross-entropy')(at).loss, 14);
});

test('lists of equals have no pair to learn from', () => {
  const { loss, slope } = asking('ranknet', {}, [1, 1, 1])([3, 2, 1]);
  expect(loss).toBe(0);
  expect([...slope]).toEqual([0, 0, 0]);
});

describe('what is right is counted', () => {
  const counted = (takes: Takes, output: readonly number[], y: readonly number[], columns = 1): number | undefined => {
    const found = right(takes, { output: tensor(output, [y.length, columns]), y: tensor(y), list: LIST });
    if (!found) return undefined;
    const { each, of } = interpret(program({ outputs: { ...found } })).run(1);
    const total = (numbers: Float64Array): number => numbers.reduce((sum, one) => sum + one, 0);
    return total(each!) / total(of!);
  };
  test('by class', () => expect(counted('class', [1, 0, 0, 0, 5, 1], [0, 2], 3)).toBe(0.5));
  test('by sign', () => expect(counted('binary', [-1, 2, 0.5], [0, 1, 0])).toBeCloseTo(2 / 3, 14));
  test('by order of every two', () => expect(counted('list', [3, 1, 2], [2, 1, 0])).toBeCloseTo(2 / 3, 14));
  test('not for numbers', () => expect(counted('number', [1], [1])).toBeUndefined());
});
