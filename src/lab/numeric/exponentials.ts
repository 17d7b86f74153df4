/** Functions made of eˣ: exp, expm1, sinh, cosh, tanh and the logistic sigmoid, over any kit. */
import { extended, type Pair } from './extended.ts';
import type { Kit } from './kit.ts';

const log2OfE = 1.4426950408889634;
/** ln 2 in two parts; n times the first (42 bits) is exact for |n| < 2¹¹. */
const ln2First = 0.6931471805598903;
const ln2Rest = 5.497923018708371e-14;

/** (eʳ − 1 − r)/r² on |r| ≤ 0.3475, error 2⁻⁵⁹. Here and below: Chebyshev fits made with 300-bit arithmetic. */
const expTail = [
  0.5, 0.1666666666666667, 0.04166666666666667, 0.008333333333325985, 0.0013888888888883642, 0.00019841269875342141,
  2.4801587325920163e-5, 2.7557254740405416e-6, 2.7557273171941026e-7, 2.5105490906986696e-8, 2.091488256348507e-9,
];

/** (sinh(√z)/√z − 1)/z on 0 ≤ z ≤ 1, error 2⁻⁷¹. */
const sinhTail = [
  0.16666666666666666, 0.008333333333333333, 0.00019841269841269773, 2.755731922404034e-6, 2.505210836405804e-8,
  1.6059048396350562e-10, 7.646625361656657e-13, 2.8445264169895285e-15,
];

/** eˣ = 2^scale · (1 + reduced + tail), |reduced| ≤ 0.347. */
export interface ExpTerms<V> {
  readonly scale: V;
  readonly reduced: V;
  readonly tail: V;
}

/** The exponential family over a kit; the terms and parts are shared with pow, softplus and erf. */
export function exponentials<V, M>(k: Kit<V, M>) {
  const { twoSum, quickSum, dividePairs, polynomial } = extended(k);

  /** The pieces of e^(x + xLow) for |x| ≤ 2000. */
  const expTerms = (x: V, xLow: V): ExpTerms<V> => {
    const scale = k.floor(k.add(k.mul(x, k.constant(log2OfE)), k.constant(0.5)));
    const first = k.sub(x, k.mul(scale, k.constant(ln2First)));
    const rest = k.sub(k.mul(scale, k.constant(ln2Rest)), xLow);
    const r = k.sub(first, rest);
    const rLow = k.sub(k.sub(first, r), rest);
    const tail = k.mul(k.mul(r, r), polynomial(r, expTail));
    return { scale, reduced: r, tail: k.add(tail, k.add(rLow, k.mul(rLow, r))) };
  };

  /** 1 + reduced + tail as a pair. */
  const sumOfTerms = (terms: ExpTerms<V>): Pair<V> => {
    const [high, low] = quickSum(k.constant(1), terms.reduced);
    return quickSum(high, k.add(low, terms.tail));
  };

  /** value·2ⁿ for integer-valued |n| ≤ 2000, in two steps so that only the last one can overflow or round. */
  const scaleBy = (value: V, n: V): V => {
    const half = k.floor(k.mul(n, k.constant(0.5)));
    return k.mul(k.mul(value, k.power2(half)), k.power2(k.sub(n, half)));
  };

  const clamp = (x: V, bottom: number, top: number): V => k.max(k.min(x, k.constant(top)), k.constant(bottom));

  /** e^(x + xLow), with over- and underflow, for |x| ≤ 800. */
  const expOfPair = (x: V, xLow: V): V => {
    const terms = expTerms(x, xLow);
    return scaleBy(sumOfTerms(terms)[0], terms.scale);
  };

  const exp = (x: V): V => expOfPair(clamp(x, -750, 712), k.constant(0));

  /** eˣ − 1 as a pair, for −50 ≤ x ≤ 709.9 (infinite above 709.78). */
  const expm1Pair = (x: V): Pair<V> => {
    const terms = expTerms(x, k.constant(0));
    // 2ⁿ is carried halved, so that n = 1024 does not overflow before the value does.
    const scale = k.power2(k.sub(terms.scale, k.constant(1)));
    const [power, powerLow] = quickSum(scale, k.mul(scale, terms.reduced));
    const [high, low] = twoSum(power, k.constant(-0.5));
    const [sum, rest] = quickSum(high, k.add(low, k.add(powerLow, k.mul(scale, terms.tail))));
    return [k.add(sum, sum), k.add(rest, rest)];
  };

  const expm1 = (x: V): V => k.select(k.less(k.abs(x), k.constant(1e-17)), x, expm1Pair(clamp(x, -50, 709.9))[0]);

  /** The magnitude with the sign of x; ±0 and NaN come back as they are. */
  const withSign = (x: V, magnitude: V): V => {
    const zero = k.constant(0);
    return k.select(k.less(zero, x), magnitude, k.select(k.less(x, zero), k.neg(magnitude), x));
  };

  /** e^|x| = 2^scale·(high + low) and e^−|x| = 2^scale·mirror: what sinh and cosh are made of. */
  const bothWays = (x: V): { scale: V; high: V; low: V; mirror: V } => {
    const terms = expTerms(k.min(k.abs(x), k.constant(712)), k.constant(0));
    const [high, low] = sumOfTerms(terms);
    const inverse = k.power2(k.neg(k.min(terms.scale, k.constant(100))));
    return { scale: terms.scale, high, low, mirror: k.div(k.mul(inverse, inverse), high) };
  };

  const sinh = (x: V): V => {
    const size = k.abs(x);
    const square = k.mul(size, size);
    const small = k.add(size, k.mul(k.mul(size, square), polynomial(square, sinhTail)));
    const { scale, high, low, mirror } = bothWays(x);
    const [difference, rest] = quickSum(high, k.neg(mirror));
    const large = scaleBy(k.add(difference, k.add(rest, low)), k.sub(scale, k.constant(1)));
    return withSign(x, k.select(k.less(size, k.constant(1)), small, large));
  };

  const cosh = (x: V): V => {
    const { scale, high, low, mirror } = bothWays(x);
    return scaleBy(k.add(high, k.add(mirror, low)), k.sub(scale, k.constant(1)));
  };

  const tanh = (x: V): V => {
    const size = k.min(k.abs(x), k.constant(22));
    const [n, nLow] = expm1Pair(k.add(size, size));
    const [d, dLow] = twoSum(n, k.constant(2));
    const [quotient, rest] = dividePairs(n, nLow, d, k.add(dLow, nLow));
    const value = k.add(quotient, rest);
    return withSign(x, k.select(k.less(size, k.constant(1e-9)), k.abs(x), value));
  };

  const sigmoid = (x: V): V => {
    const terms = expTerms(k.max(k.neg(k.abs(x)), k.constant(-750)), k.constant(0));
    const [e, eLow] = sumOfTerms(terms);
    // Beyond 2⁻¹⁰⁰ the power no longer matters in 1 + 2ⁿe, only outside it.
    const scale = k.power2(k.max(terms.scale, k.constant(-100)));
    const [d, dLow] = quickSum(k.constant(1), k.mul(scale, e));
    const below = k.less(x, k.constant(0));
    const one = k.constant(1);
    const zero = k.constant(0);
    const divisorLow = k.add(dLow, k.mul(scale, eLow));
    const [quotient, rest] = dividePairs(k.select(below, e, one), k.select(below, eLow, zero), d, divisorLow);
    return scaleBy(k.add(quotient, rest), k.select(below, terms.scale, zero));
  };

  return { expTerms, sumOfTerms, scaleBy, clamp, expOfPair, withSign, exp, expm1, sinh, cosh, tanh, sigmoid };
}
