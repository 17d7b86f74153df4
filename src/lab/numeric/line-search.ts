/** How far to go along a direction: the strong Wolfe search, step for step as PyTorch's L-BFGS does it. */

/** A place on the line: how far along, the value, the gradient there and its slope along the line. */
export interface Trial {
  readonly t: number;
  readonly f: number;
  readonly g: Float64Array;
  readonly slope: number;
}

export interface Wolfe {
  /** The share of the promised descent that has to be kept. */
  readonly c1: number;
  /** The share of the first slope that may be left. */
  readonly c2: number;
}

/** At most so many trials. */
const TRIALS = 25;
/** A bracket that moves x by less than this is not searched further. */
const NARROW = 1e-9;

/** Where the cubic through two values and slopes is least, within bounds; the middle where it has no minimum. */
function cubicMinimum(a: Trial, b: Trial, low = Math.min(a.t, b.t), high = Math.max(a.t, b.t)): number {
  const d1 = a.slope + b.slope - (3 * (a.f - b.f)) / (a.t - b.t);
  const square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return (low + high) / 2;
  const d2 = Math.sqrt(square);
  const [near, far] = a.t <= b.t ? [a, b] : [b, a];
  const at = far.t - (far.t - near.t) * ((far.slope + d2 - d1) / (far.slope - near.slope + 2 * d2));
  return Math.min(Math.max(at, low), high);
}

/**
 * A step that keeps its promises (Nocedal & Wright, algorithms 3.5 and 3.6), or the best that was found. `from` is the
 * start of the line (t = 0), `first` the first step tried, `longest` the largest entry of the direction.
 */
export function strongWolfe(
  probe: (t: number) => Trial,
  from: Trial,
  first: number,
  longest: number,
  { c1, c2 }: Wolfe,
): Trial {
  const tooHigh = (trial: Trial): boolean => trial.f > from.f + c1 * trial.t * from.slope;
  const flatEnough = (trial: Trial): boolean => Math.abs(trial.slope) <= -c2 * from.slope;
  let before = from;
  let now = probe(first);
  let tried = 0;
  for (; tried < TRIALS; tried++) {
    if (tooHigh(now) || (tried > 1 && now.f >= before.f)) break;
    if (flatEnough(now)) return now;
    if (now.slope >= 0) break;
    const next = cubicMinimum(before, now, now.t + 0.01 * (now.t - before.t), now.t * 10);
    before = now;
    now = probe(next);
  }
  if (tried === TRIALS) before = from;

  let bracket: readonly [Trial, Trial] = [before, now];
  let lower: 0 | 1 = before.f <= now.f ? 0 : 1;
  let stuck = false;
  for (; tried < TRIALS; tried++) {
    const [a, b] = bracket;
    const [left, right] = a.t <= b.t ? [a.t, b.t] : [b.t, a.t];
    if ((right - left) * longest < NARROW) break;
    let t = cubicMinimum(a, b);
    const margin = 0.1 * (right - left);
    const close = Math.min(right - t, t - left) < margin;
    if (close && (stuck || t >= right || t <= left)) {
      t = Math.abs(t - right) < Math.abs(t - left) ? right - margin : left + margin;
      stuck = false;
    } else stuck = close;
    const trial = probe(t);
    const low = bracket[lower];
    const high = bracket[lower === 0 ? 1 : 0];
    if (tooHigh(trial) || trial.f >= low.f) {
      bracket = lower === 0 ? [low, trial] : [trial, low];
      lower = bracket[0].f <= bracket[1].f ? 0 : 1;
      continue;
    }
    if (flatEnough(trial)) return trial;
    const other = trial.slope * (high.t - low.t) >= 0 ? low : high;
    bracket = lower === 0 ? [trial, other] : [other, trial];
  }
  return bracket[lower];
}
