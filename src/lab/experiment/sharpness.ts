/**
 * How sharply a network's loss bends at given weights: the largest eigenvalue of its Hessian over all training rows, with
 * the penalty, as in training but with no unit silenced and no row disturbed.
 */
import { optimizers } from '../catalogues.ts';
import { type Care, highest, type Highest } from '../numeric/lanczos.ts';
import { stream } from '../numeric/random.ts';
import { execute } from './execute.ts';
import type { Run } from './experiment.ts';
import type { Learning } from './learning.ts';
import { answers } from './problem.ts';
import type { Weights } from './task.ts';

/** Within a thousandth: on a picture nobody sees less. */
const CARE: Care = { tolerance: 1e-3, most: 120 };

/** The sharpness at some weights; with a scale, that of the Hessian whose rows are divided by it. */
export type Sharpness = (x: Float64Array, scale?: Float64Array) => Generator<void, Highest, void>;

/** Prepares a problem to be asked as often as one likes. */
export function sharpnessOf({ whole }: Pick<Learning, 'whole'>, care = CARE): Sharpness {
  const loss = whole();
  const fed = Object.fromEntries(
    Object.entries(loss.supply!.rows(0, 1)).map(([name, rows]) => [
      name,
      name.startsWith('mask.') ? rows.fill(1) : rows,
    ]),
  );
  const ask = answers(loss, execute, () => fed);
  const luck = stream(1, 'sharpness');
  const first = Float64Array.from({ length: loss.dimension }, () => luck.normal());
  return function* sharpness(x, scale) {
    if (!scale) return yield* highest((vector) => ask.hessianTimes(x, vector), first, care);
    // D⁻¹ H has the eigenvalues of D⁻½ H D⁻½, which is symmetric.
    const roots = scale.map((entry) => 1 / Math.sqrt(entry));
    const scaled = (vector: Float64Array): Float64Array => vector.map((entry, i) => entry * roots[i]!);
    return yield* highest((vector) => scaled(ask.hessianTimes(x, scaled(vector))), first, care);
  };
}

/** What a run divides slopes by at a moment, entry by entry, where its rule says so; never with something around it. */
export function scaleOf({ id, values, wrappers = [] }: Run, { memory }: Weights): Float64Array | undefined {
  const { scaled } = optimizers.get(id);
  const asked = scaled && wrappers.length === 0 && scaled.roots(values, 0) !== undefined;
  return asked && memory ? scaled.scale(values, memory) : undefined;
}
