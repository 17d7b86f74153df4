/** The largest eigenvalue of a symmetric matrix of which only products with vectors are known (Lanczos 1950). */
import { dot } from './linear.ts';

export interface Highest {
  /** The largest eigenvalue: not the largest in size, where some are negative. NaN where a product is not finite. */
  readonly value: number;
  /** How far from an eigenvalue it can be at most. */
  readonly within: number;
  readonly products: number;
}

export interface Care {
  /** Stops once `within` is at most this share of the value's size. */
  readonly tolerance: number;
  /** Products at most. */
  readonly most: number;
}

/** Beside the largest entries, a remainder this small is rounding: the vectors so far span all there is to find. */
const NOTHING = 1e-12;

/**
 * Every vector is made upright on all before it, twice, so that no eigenvalue comes again. Gives way before each product.
 * The first vector should have a part along every other: a random one has.
 */
export function* highest(
  times: (vector: Float64Array) => Float64Array,
  first: Float64Array,
  { tolerance, most }: Care,
): Generator<void, Highest, void> {
  const vectors = [scaled(first, 1 / Math.sqrt(dot(first, first)))];
  const [diagonal, beside]: [number[], number[]] = [[], []];
  for (;;) {
    yield;
    const last = vectors.at(-1)!;
    const next = times(last);
    diagonal.push(dot(next, last));
    for (const vector of [...vectors, ...vectors]) takeOff(next, vector);
    const rest = Math.sqrt(dot(next, next));
    const { value, end } = highestOf(diagonal, beside);
    const within = rest * end;
    const products = diagonal.length;
    const over = products >= Math.min(most, first.length) || rest <= NOTHING * sizeOf(diagonal, beside);
    if (over || !(within > tolerance * Math.abs(value))) return { value, within, products };
    beside.push(rest);
    vectors.push(scaled(next, 1 / rest));
  }
}

const scaled = (vector: Float64Array, by: number): Float64Array => vector.map((entry) => by * entry);

/** Takes from a vector its part along a unit vector. */
function takeOff(vector: Float64Array, unit: Float64Array): void {
  const part = dot(vector, unit);
  for (let i = 0; i < vector.length; i++) vector[i]! -= part * unit[i]!;
}

const sizeOf = (diagonal: readonly number[], beside: readonly number[]): number =>
  [...diagonal, ...beside].reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);

/** Halvings of an interval until no float is between its ends. */
const HALVINGS = 60;

/** The largest eigenvalue of a tridiagonal matrix, and the size of its unit eigenvector's last entry. */
function highestOf(diagonal: readonly number[], beside: readonly number[]): { value: number; end: number } {
  let low = diagonal.reduce((most, entry) => Math.max(most, entry));
  let high = diagonal.reduce((most, entry, i) => {
    const reach = Math.abs(beside[i - 1] ?? 0) + Math.abs(beside[i] ?? 0);
    return Math.max(most, entry + reach);
  }, -Infinity);
  if (!Number.isFinite(high - low)) return { value: NaN, end: NaN };
  // Above all eigenvalues every pivot of (middle − matrix) is positive.
  for (let i = 0; i < HALVINGS; i++) {
    const middle = low + (high - low) / 2;
    if (pivots(diagonal, beside, middle).every((pivot) => pivot > 0)) high = middle;
    else low = middle;
  }
  // Each entry of the eigenvector is a pivot over what stands beside it times the one before.
  const own = pivots(diagonal, beside, high);
  let [entry, squares] = [1, 1];
  for (const [i, off] of beside.entries()) {
    entry *= own[i]! / off;
    squares += entry * entry;
    if (squares > 1e200) [entry, squares] = [entry / 1e100, squares / 1e200];
  }
  return { value: high, end: Math.abs(entry) / Math.sqrt(squares) };
}

/** Of the elimination of (shift − matrix) from its first row on. */
function pivots(diagonal: readonly number[], beside: readonly number[], shift: number): number[] {
  const found: number[] = [];
  for (const [i, entry] of diagonal.entries()) {
    const off = beside[i - 1] ?? 0;
    found.push(shift - entry - (i > 0 ? (off * off) / found[i - 1]! : 0));
  }
  return found;
}
