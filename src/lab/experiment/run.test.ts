/** A run's rows are the same however they are asked for: turns, chunks and frames leave no trace in them. */
import '../everything.ts';
import { describe, expect, test } from 'vitest';
import { optimizers, surfaces } from '../catalogues.ts';
import { defaults } from '../describe/param.ts';
import type { Problem } from './experiment.ts';
import { unfit } from './fits.ts';
import { gradientNoise } from './noise.ts';
import { surfaceLoss } from './problem.ts';
import { advance } from './run.ts';

const surface = { id: 'beale', values: defaults(surfaces.get('beale').params) };
const problem: Problem = { kind: 'surface', surface, start: [1, 1.6] };
const loss = surfaceLoss(surface);
const ROWS = 700;

describe('rows come the same in one piece and in many', () => {
  const all = optimizers.ids.map((id) => ({ id, values: defaults(optimizers.get(id).params) }));
  const able = all.filter((run) => unfit(problem, run) === undefined);
  test.each(able)('$id', (run) => {
    const begun = () => advance(run, loss, Float64Array.of(1, 1.6), gradientNoise(7, 0.01, 2, ROWS), 7);
    const whole = begun()(ROWS);
    const go = begun();
    for (let from = 0, size = 1; from < whole.rows; from += size, size = (size * 5) % 131 || 7) {
      const part = go(Math.min(size, whole.rows - from));
      expect(part.from).toBe(from);
      expect(part.x).toEqual(whole.x.subarray(2 * from, 2 * (from + part.rows)));
      expect(part.loss).toEqual(whole.loss.subarray(from, from + part.rows));
      expect(part.cost).toEqual(whole.cost.subarray(from, from + part.rows));
    }
  });
});
