/** Functions made of eˣ: exp, expm1, sinh, cosh, tanh, the logistic sigmoid and its integral softplus, over any kit. */
import { extended, type Pair } from './extended.ts';
import type { Kit } from './kit.ts';
import { logRows, logTail, powerRows, powerTail, tanhRows, tanhTail } from './tables.ts';

const log2OfE = 1.4426950408889634;
/** ln 2 in two parts; n times the first (42 bits) is exact for |n| < 2¹¹. */
const ln2First = 0.6931471805598903;
const ln2Rest = 5.497923018708371e-14;
/** (ln 2)/64 in two parts; n times the first (35 bits) is exact for |n| < 2¹⁸. */
const step64First = 0.010830424695996044;
const step64Rest = 2.5310172166650877e-13;
const TWO52 = 4503599627370496;

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
interface ExpTerms<V> {
  readonly scale: V;
  readonly reduced: V;
  readonly tail: V;
}

/** The exponential family over a kit; powers of pairs are shared with pow and erf. */
export function exponentials<V, M>(k: Kit<V, M>) {
  const { twoSum, quickSum, polynomial } = extended(k);

  /** The pieces of eˣ for |x| ≤ 2000, for what subtracts from it. */
  const expTerms = (x: V): ExpTerms<V> => {
    const scale = k.floor(k.add(k.mul(x, k.constant(log2OfE)), k.constant(0.5)));
    const first = k.sub(x, k.mul(scale, k.constant(ln2First)));
    const rest = k.mul(scale, k.constant(ln2Rest));
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

  /** e^(x + xLow) as 2^scale·(high + low), for |x| ≤ 2000: from a table of 2^(j/64), the rest below (ln 2)/128. */
  const power = (x: V, xLow: V): { scale: V; high: V; low: V } => {
    // Beside so large a number a fraction has no room, and the whole number lies in its lowest bits.
    const shifted = k.add(k.mul(x, k.constant(64 * log2OfE)), k.constant(1.5 * TWO52));
    const steps = k.sub(shifted, k.constant(1.5 * TWO52));
    const [entry, entryRest] = k.row(powerRows, shifted, 0) as [V, V];
    const first = k.sub(x, k.mul(steps, k.constant(step64First)));
    const r = k.sub(first, k.sub(k.mul(steps, k.constant(step64Rest)), xLow));
    const square = k.mul(r, r);
    const [c2, c3, c4, c5] = powerTail.map((c) => k.constant(c)) as [V, V, V, V];
    const tail = k.add(k.add(c2, k.mul(r, c3)), k.mul(square, k.add(c4, k.mul(r, c5))));
    const more = k.mul(entry, k.add(k.add(entryRest, r), k.mul(square, tail)));
    const [high, low] = quickSum(entry, more);
    return { scale: k.floor(k.mul(steps, k.constant(1 / 64))), high, low };
  };

  /** e^(x + xLow), with over- and underflow, for |x| ≤ 800. */
  const expOfPair = (x: V, xLow: V): V => {
    const { scale, high } = power(x, xLow);
    return scaleBy(high, scale);
  };

  const exp = (x: V): V => expOfPair(clamp(x, -750, 712), k.constant(0));

  /** e^−|x| as a pair. */
  const fall = (x: V): Pair<V> => {
    const { scale, high, low } = power(k.max(k.neg(k.abs(x)), k.constant(-750)), k.constant(0));
    return [scaleBy(high, scale), scaleBy(low, scale)];
  };

  /** Infinite above 709.78. */
  const expm1 = (x: V): V => {
    const terms = expTerms(clamp(x, -50, 709.9));
    // 2ⁿ is carried halved, so that n = 1024 does not overflow before the value does.
    const scale = k.power2(k.sub(terms.scale, k.constant(1)));
    const [power, powerLow] = quickSum(scale, k.mul(scale, terms.reduced));
    const [high, low] = twoSum(power, k.constant(-0.5));
    const half = k.add(high, k.add(low, k.add(powerLow, k.mul(scale, terms.tail))));
    return k.select(k.less(k.abs(x), k.constant(1e-17)), x, k.add(half, half));
  };

  /** e^|x| = 2^scale·(high + low) and e^−|x| = 2^scale·mirror: what sinh and cosh are made of. */
  const bothWays = (x: V): { scale: V; high: V; low: V; mirror: V } => {
    const terms = expTerms(k.min(k.abs(x), k.constant(712)));
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
    return k.odd(x, k.select(k.less(size, k.constant(1)), small, large));
  };

  const cosh = (x: V): V => {
    const { scale, high, low, mirror } = bothWays(x);
    return scaleBy(k.add(high, k.add(mirror, low)), k.sub(scale, k.constant(1)));
  };

  /** From tanh c of a table: T + t(1 − T²)/(1 + Tt) with t = tanh(x − c). */
  const tanh = (x: V): V => {
    const size = k.min(k.abs(x), k.constant(19.0625));
    const [c, atC] = k.row(tanhRows, k.max(size, k.constant(0.061)), 48) as [V, V];
    const r = k.sub(size, c);
    const z = k.mul(r, r);
    const t = k.add(r, k.mul(k.mul(r, z), polynomial(z, tanhTail)));
    const one = k.constant(1);
    const slope = k.sub(one, k.mul(atC, atC));
    return k.odd(x, k.add(atC, k.div(k.mul(slope, t), k.add(one, k.mul(atC, t)))));
  };

  /**
   * What sigmoid and softplus are made of: E = e^−|x| as first + second, a number c of ten bits near 1/(1 + E) from a
   * table, −ln c in two parts, r = c(1 + E) − 1 in two parts, and c times what E lost.
   */
  const nearInverse = (x: V) => {
    const [e, eLow] = fall(x);
    // In steps of 2⁻²⁶, so that c times the first part is exact.
    const first = k.sub(k.add(e, k.constant(1.5 * 2 ** 26)), k.constant(1.5 * 2 ** 26));
    const second = k.sub(e, first);
    const [c, log, logRest] = k.row(logRows, k.add(e, k.constant(1.5 * 2 ** 46)), 0) as [V, V, V];
    const exact = k.add(k.sub(c, k.constant(1)), k.mul(c, first));
    const rest = k.mul(c, second);
    const r = k.add(exact, rest);
    const low = k.mul(c, eLow);
    return { e, first, second, low, c, log, logRest, r, rLow: k.add(k.add(k.sub(exact, r), rest), low) };
  };

  /** n/(1 + E) = nc − nc·r/(1 + r), with n = 1 for x ≥ 0, else E. */
  const sigmoid = (x: V): V => {
    const { e, first, second, low, c, r } = nearInverse(x);
    const one = k.constant(1);
    const below = k.less(x, k.constant(0));
    const [n, n1] = [k.select(below, e, one), k.select(below, first, one)];
    const [n2, nLow] = [second, low].map((part) => k.select(below, part, k.constant(0))) as [V, V];
    const less = k.mul(n, k.div(k.mul(c, r), k.add(one, r)));
    return k.add(k.mul(n1, c), k.add(k.mul(n2, c), k.sub(nLow, less)));
  };

  /** max(x, 0) + ln(1 + E), with ln(1 + E) = −ln c + ln(1 + r). */
  const softplus = (x: V): V => {
    const { log, logRest, r, rLow } = nearInverse(x);
    const [sum, sumLow] = quickSum(log, r);
    const rest = k.add(sumLow, k.add(logRest, k.add(rLow, k.mul(k.mul(r, r), polynomial(r, logTail)))));
    const [whole, wholeLow] = twoSum(k.max(x, k.constant(0)), sum);
    return k.select(k.less(k.constant(50), x), x, k.add(whole, k.add(wholeLow, rest)));
  };

  return { clamp, expOfPair, exp, expm1, sinh, cosh, tanh, sigmoid, softplus };
}
