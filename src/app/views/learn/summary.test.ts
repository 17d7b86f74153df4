import { describe, expect, test } from 'vitest';
import { Trajectory } from '../../../lab/experiment/trajectory.ts';
import { decode } from '../../../lab/experiment/link.ts';
import { presets } from '../../state/presets.ts';
import { bestOf, summaryOf } from './summary.ts';

function learned(series: Record<string, number[]>): Trajectory {
  const rows = Object.values(series)[0]!.length;
  const column = new Float64Array(rows).fill(1);
  const trajectory = new Trajectory(rows - 1, 0);
  trajectory.append({
    ...{ from: 0, rows, x: new Float64Array(), loss: column, slope: column, cost: column },
    series: Object.fromEntries(Object.entries(series).map(([name, values]) => [name, Float64Array.from(values)])),
  });
  trajectory.ending = { kind: 'steps', at: rows - 1 };
  return trajectory;
}

describe('a run in words', () => {
  test('says the best share, the first step that had it, and what the run ends with', () => {
    const run = learned({
      'train-loss': [0.7, NaN, 0.3, NaN, 0.2],
      'test-loss': [0.7, NaN, 0.4, NaN, 0.5],
      accuracy: [0.5, NaN, 0.9, NaN, 0.99],
      'test-accuracy': [0.5, NaN, 0.971, NaN, 0.96],
    });
    expect(summaryOf('Adam', run)).toBe(
      'Adam reached 97.1 % on the test rows at step 2. It ends with 96.0 % there, and 99.0 % on the rows it learns from.',
    );
  });

  test('what is scored between two steps is what was scored last', () => {
    const run = learned({ 'train-loss': [0.7, 0.3, NaN], accuracy: [0.5, 0.9, NaN] });
    expect(summaryOf('SGD', run)).toBe('SGD reached 90.0 % on the rows it learns from at step 1. It ends with 90.0 %.');
  });

  test('a fit is told by its loss', () => {
    const run = learned({ 'train-loss': [2, 0.5, 0.25], 'test-loss': [2, 0.5, 0.75] });
    expect(summaryOf('SGD', run)).toBe(
      'SGD brought the loss on the test rows down to 0.5000 at step 1. It ends with 0.7500 there, and 0.2500 on the rows it learns from.',
    );
  });

  test('of equals the first is the best', () => {
    expect(bestOf(learned({ accuracy: [0.5, 0.9, 0.9] }), 'accuracy', 'higher')).toEqual({ value: 0.9, row: 1 });
  });
});

test('every problem the page offers opens from its link without repair', () => {
  for (const { link } of presets) {
    const decoded = decode(link);
    expect(decoded, link).toMatchObject({ notes: [], experiment: { problem: { kind: 'classifier' } } });
  }
});
