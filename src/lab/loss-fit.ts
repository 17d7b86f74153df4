/** The straight line a loss fits through points: its minimum over slope and intercept, found by its own lines' slopes. */
import type { Sample } from './dataset.ts';
import type { Values } from './describe/param.ts';
import { differentiate } from './graph/differentiate.ts';
import { interpret } from './graph/interpret.ts';
import { add, constant, input, mul } from './graph/node.ts';
import { program } from './graph/program.ts';
import { reshape, tensor } from './graph/tensors.ts';
import type { LossEntry } from './loss.ts';
import { objective } from './objective.ts';

export interface Fit {
  readonly slope: number;
  readonly intercept: number;
  /** What the line costs. */
  readonly loss: number;
}

/** How much less another line may cost at most, as a share of what the line y = 0 costs. */
const CLOSE = 1e-13;
const MOST_CUTS = 1000;
/** Slope and intercept are looked for up to so many times the largest |y|. */
const REACH = 100;

/** What a line costs, and how that changes with its slope and its intercept. */
function costOf(entry: LossEntry, values: Values, { rows, x, y }: Sample) {
  const [slope, intercept] = [input('slope', []), input('intercept', [])];
  const output = reshape(add(mul(slope, tensor(x)), intercept), [rows, 1]);
  const number = (name: string) => constant(values[name] as number);
  const loss = objective(entry, values, { output, y: tensor(y), list: 1, number });
  const [bySlope, byIntercept] = differentiate(loss, [slope, intercept]) as [typeof loss, typeof loss];
  const ready = interpret(program({ feeds: { slope, intercept }, outputs: { loss, bySlope, byIntercept } }));
  return (a: number, b: number): readonly [number, number, number] => {
    const found = ready.run(1, { slope: Float64Array.of(a), intercept: Float64Array.of(b) });
    return [found['loss']![0]!, found['bySlope']![0]!, found['byIntercept']![0]!];
  };
}

/**
 * By the ellipsoid method: the best line is in an ellipse, and the slope at its middle says which half of it cannot hold
 * it (more than half where the middle costs more than the best so far); the next ellipse is the smallest around the rest.
 * A kink is no harder than a curve, and what could still be gained is known. For losses that are convex, as all for
 * numbers are, and an x about as large as 1.
 */
export function lossFit(entry: LossEntry, values: Values, points: Sample): Fit {
  const cost = costOf(entry, values, points);
  const reach = REACH * points.y.reduce((most, y) => Math.max(most, Math.abs(y)), 0);
  // The middle, and the shape: those v with (v − middle)ᵀ [p q; q r]⁻¹ (v − middle) ≤ 1.
  let [a, b] = [0, 0];
  let [p, q, r] = [reach * reach, 0, reach * reach];
  let best: Fit = { slope: a, intercept: b, loss: Infinity };
  const close = CLOSE * cost(a, b)[0];
  for (let cut = 0; cut < MOST_CUTS; cut++) {
    const [loss, da, db] = cost(a, b);
    if (loss < best.loss) best = { slope: a, intercept: b, loss };
    // No line of the ellipse costs less than the middle by more than this.
    const fall = Math.sqrt(p * da * da + 2 * q * da * db + r * db * db);
    if (!(loss - fall < best.loss - close)) break;
    const depth = (loss - best.loss) / fall;
    const [ga, gb] = [(p * da + q * db) / fall, (q * da + r * db) / fall];
    const step = (1 + 2 * depth) / 3;
    a -= step * ga;
    b -= step * gb;
    const grow = (4 / 3) * (1 - depth * depth);
    const flatten = (2 * step) / (1 + depth);
    p = grow * (p - flatten * ga * ga);
    q = grow * (q - flatten * ga * gb);
    r = grow * (r - flatten * gb * gb);
  }
  return best;
}
