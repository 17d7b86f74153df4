/** Logarithms in every base, log1p and the power function, over any kit. */
import type { exponentials } from './exponentials.ts';
import { extended, type Pair } from './extended.ts';
import type { Kit } from './kit.ts';

/** ln 2 in two parts; n times the first (42 bits) is exact for |n| < 2¹¹. The same for log₁₀ 2. */
const ln2First = 0.6931471805598903;
const ln2Rest = 5.497923018708371e-14;
const log10Of2First = 0.30102999566395283;
const log10Of2Rest = 2.8363394551044964e-14;
/** 1/ln 2 and 1/ln 10, the first part of 26 bits. */
const perLn2First = 1.4426950216293335;
const perLn2Rest = 1.9259629911266175e-8;
const perLn10First = 0.4342944771051407;
const perLn10Rest = 4.798111141615973e-9;
const lnThreeHalves = 0.4054651081081644;
const lnThreeHalvesRest = -2.8811380259626426e-18;
const twoThirds = 0.6666666666666666;
const twoThirdsRest = 3.700743415417188e-17;

const smallestNormal = 2.2250738585072014e-308;
const largest = 1.7976931348623157e308;
const rootOfTwo = 1.4142135623730951;
/** 2⁶⁶, beyond which a power of anything but 1 over- or underflows. */
const powerBound = 73786976294838206464;

/** (2·atanh(√z)/√z − 2)/z on 0 ≤ z ≤ 0.02945, error 2⁻⁵⁸. */
const logTail = [
  0.6666666666666666, 0.4000000000000088, 0.28571428570801954, 0.22222222392089008, 0.18181795600060793,
  0.15386241881938595, 0.13268714792348096, 0.1308723619665962,
];

/** (2·atanh(√z)/√z − 2 − 2z/3)/z² on 0 ≤ z ≤ 0.01022, error 2⁻⁵³. */
const powTail = [
  0.3999999999999999, 0.28571428571475965, 0.22222222168152939, 0.1818184072409162, 0.15380372574195966,
  0.13700311163953915,
];

/** The logarithmic family over a kit. */
export function logarithms<V, M>(k: Kit<V, M>, family: ReturnType<typeof exponentials<V, M>>) {
  const { twoSum, quickSum, firstHalf, multiplyPairs, dividePairs, polynomial } = extended(k);
  const { clamp, expOfPair } = family;

  /** x > 0 as 2ⁿ·m with m in [1, 2), subnormals included. */
  const split = (x: V): { n: V; m: V } => {
    const tiny = k.less(x, k.constant(smallestNormal));
    const normal = k.select(tiny, k.mul(x, k.constant(18014398509481984)), x);
    const n = k.sub(k.exponent(normal), k.select(tiny, k.constant(54), k.constant(0)));
    return { n, m: k.mantissa(normal) };
  };

  /** x > 0 as 2ⁿ·(1 + f) with f in [−0.293, 0.4143). */
  const nearOne = (x: V): { n: V; f: V } => {
    const { n, m } = split(x);
    const above = k.less(k.constant(rootOfTwo), m);
    const one = k.constant(1);
    return {
      n: k.select(above, k.add(n, one), n),
      f: k.sub(k.select(above, k.mul(m, k.constant(0.5)), m), one),
    };
  };

  /** ln(1 + f) = f + the returned value, error about 2⁻⁵⁷ of f. */
  const logRest = (f: V): V => {
    const s = k.div(f, k.add(k.constant(2), f));
    const z = k.mul(s, s);
    const half = k.mul(k.mul(f, f), k.constant(0.5));
    return k.sub(k.mul(s, k.add(half, k.mul(z, polynomial(z, logTail)))), half);
  };

  /** The value where 0 < x < ∞, else what C says of a logarithm at 0, ∞, negative numbers and NaN. */
  const ofPositive = (x: V, value: V): V => {
    const zero = k.constant(0);
    const odd = k.select(k.less(x, zero), k.constant(NaN), k.select(k.equal(x, zero), k.constant(-Infinity), x));
    return k.select(k.and(k.less(zero, x), k.less(x, k.constant(Infinity))), value, odd);
  };

  const log = (x: V): V => {
    const { n, f } = nearOne(x);
    const [high, low] = quickSum(k.mul(n, k.constant(ln2First)), f);
    const value = k.add(high, k.add(low, k.add(k.mul(n, k.constant(ln2Rest)), logRest(f))));
    return ofPositive(x, value);
  };

  /** n·(base2 + base2Rest) + ln(1 + f)·(per + perRest), the first part of each pair short. */
  const inBase = (x: V, base2: number, base2Rest: number, per: number, perRest: number): V => {
    const { n, f } = nearOne(x);
    const [sum, rest] = quickSum(f, logRest(f));
    const first = firstHalf(sum);
    const second = k.add(k.sub(sum, first), rest);
    const low = k.add(k.mul(sum, k.constant(perRest)), k.mul(second, k.constant(per)));
    const [high, error] = quickSum(k.mul(n, k.constant(base2)), k.mul(first, k.constant(per)));
    const value = k.add(high, k.add(error, k.add(low, k.mul(n, k.constant(base2Rest)))));
    return ofPositive(x, value);
  };

  const log2 = (x: V): V => inBase(x, 1, 0, perLn2First, perLn2Rest);

  const log10 = (x: V): V => inBase(x, log10Of2First, log10Of2Rest, perLn10First, perLn10Rest);

  const log1p = (x: V): V => {
    const inside = clamp(x, -1, largest);
    const [u, lost] = twoSum(k.constant(1), inside);
    const { n, f } = nearOne(u);
    const zero = k.constant(0);
    // With u near 1 the argument itself is the better f, and nothing of it was lost.
    const near = k.equal(n, zero);
    const exactF = k.select(near, inside, f);
    const correction = k.div(k.select(near, zero, lost), u);
    const [high, low] = quickSum(k.mul(n, k.constant(ln2First)), exactF);
    const rest = k.add(k.add(k.mul(n, k.constant(ln2Rest)), correction), logRest(exactF));
    const value = k.select(k.less(k.abs(x), k.constant(1e-17)), x, k.add(high, k.add(low, rest)));
    return k.select(k.equal(x, k.constant(0)), x, ofPositive(k.add(x, k.constant(1)), value));
  };

  /** ln x as a pair for 0 < x < ∞, relative error about 2⁻⁶⁷. */
  const logPair = (x: V): Pair<V> => {
    const { n, m } = split(x);
    const one = k.constant(1);
    const zero = k.constant(0);
    // The nearest of 1, 3/2 and 2 leaves |s| ≤ 0.101.
    const low = k.less(m, k.constant(1.224744871391589));
    const top = k.less(k.constant(1.7320508075688772), m);
    const middle = k.not(k.or(low, top));
    const scaled = k.select(top, k.mul(m, k.constant(0.5)), m);
    const power = k.select(top, k.add(n, one), n);
    const centre = k.select(middle, k.constant(1.5), one);
    const [d, dLow] = twoSum(scaled, centre);
    const [s, sLow] = dividePairs(k.sub(scaled, centre), zero, d, dLow);
    const [z, zLow] = multiplyPairs(s, sLow, s, sLow);
    const [t, tLow] = multiplyPairs(z, zLow, k.constant(twoThirds), k.constant(twoThirdsRest));
    const [v, vLow] = quickSum(t, k.add(tLow, k.mul(k.mul(z, z), polynomial(z, powTail))));
    const [w, wLow] = multiplyPairs(s, sLow, v, vLow);
    const [base, baseLow] = twoSum(
      k.mul(power, k.constant(ln2First)),
      k.select(middle, k.constant(lnThreeHalves), zero),
    );
    const [sum, sumLow] = twoSum(base, k.add(s, s));
    const [high, highLow] = twoSum(sum, w);
    const constants = k.add(k.mul(power, k.constant(ln2Rest)), k.select(middle, k.constant(lnThreeHalvesRest), zero));
    const small = k.add(k.add(k.add(sLow, sLow), wLow), k.add(constants, baseLow));
    return quickSum(high, k.add(k.add(highLow, sumLow), small));
  };

  /** aᵇ for a > 0 finite and any b; b is clamped to ±2⁶⁶, which over- or underflows for every a but 1. */
  const powerOfPositive = (a: V, b: V): V => {
    const exponent = clamp(b, -powerBound, powerBound);
    const [l, lLow] = logPair(a);
    const [high, low] = multiplyPairs(l, lLow, exponent, k.constant(0));
    const inside = k.less(k.abs(high), k.constant(750));
    return expOfPair(clamp(high, -750, 750), k.select(inside, low, k.constant(0)));
  };

  const pow = (a: V, b: V): V => {
    const zero = k.constant(0);
    const one = k.constant(1);
    const infinity = k.constant(Infinity);
    const size = k.abs(a);
    const nought = k.equal(size, zero);
    const finite = k.less(size, infinity);
    const direction = k.select(nought, k.neg(b), b);
    const extreme = k.select(k.less(direction, zero), zero, infinity);
    const magnitude = k.select(k.and(finite, k.not(nought)), powerOfPositive(size, b), extreme);
    const half = k.mul(b, k.constant(0.5));
    const whole = k.equal(b, k.floor(b));
    const odd = k.and(whole, k.not(k.equal(half, k.floor(half))));
    const negative = k.less(a, zero);
    // 1/a tells −0 from +0.
    const below = k.or(negative, k.less(k.div(one, a), zero));
    const signed = k.select(k.and(below, odd), k.neg(magnitude), magnitude);
    const undefinedRoot = k.and(k.and(negative, finite), k.not(whole));
    const real = k.and(k.equal(a, a), k.equal(b, b));
    const value = k.select(undefinedRoot, k.constant(NaN), k.select(real, signed, k.add(a, b)));
    return k.select(k.or(k.equal(b, zero), k.equal(a, one)), one, value);
  };

  return { split, log, log1p, log2, log10, pow };
}
