/** sin, cos, tan and their inverses, over any kit. */
import type { exponentials } from './exponentials.ts';
import { extended, type Pair } from './extended.ts';
import type { Kit, Triple } from './kit.ts';

const twoOverPi = 0.6366197723675814;
/** π/2 in three parts of 33 bits and a rest; n times a part is exact for n < 2²⁰. */
const halfPiParts = [1.5707963267341256, 6.077100506303966e-11, 2.0222662487111665e-21, 8.4784276603689e-32] as const;
const halfPi = 1.5707963267948966;
const halfPiRest = 6.123233995736766e-17;
const quarterPi = 0.7853981633974483;
const quarterPiRest = 3.061616997868383e-17;
const largest = 1.7976931348623157e308;
/** From 2²⁰ on the three parts no longer do. */
const largeAngle = 1048576;

/** 2/π in digits of 24 bits after two zero digits (Payne and Hanek 1983). */
export const twoOverPiDigits = [
  0, 0, 0xa2f983, 0x6e4e44, 0x1529fc, 0x2757d1, 0xf534dd, 0xc0db62, 0x95993c, 0x439041, 0xfe5163, 0xabdebb, 0xc561b7,
  0x246e3a, 0x424dd2, 0xe00649, 0x2eea09, 0xd1921c, 0xfe1deb, 0x1cb129, 0xa73ee8, 0x8235f5, 0x2ebb44, 0x84e99c,
  0x7026b4, 0x5f7e41, 0x3991d6, 0x398353, 0x39f49c, 0x845f8b, 0xbdf928, 0x3b1ff8, 0x97ffde, 0x05980f, 0xef2f11,
  0x8b5a0a, 0x6d1f6d, 0x367ecf, 0x27cb09, 0xb74f46, 0x3f669e, 0x5fea2d, 0x7527ba, 0xc7ebe5, 0xf17b3d, 0x0739f7,
  0x8a5292, 0xea6bfb, 0x5fb11f, 0x8d5d08, 0x560330,
];

/** (sin(√z)/√z − 1)/z and (cos(√z) − 1 + z/2)/z² on 0 ≤ z ≤ 0.617, errors 2⁻⁶⁶ and 2⁻⁷⁰. */
const sinTail = [
  -0.16666666666666666, 0.008333333333333331, -0.0001984126984126506, 2.755731921933466e-6, -2.505210623088241e-8,
  1.6058531370931902e-10, -7.586682497157786e-13,
];
const cosTail = [
  0.041666666666666664, -0.0013888888888888887, 2.4801587301584642e-5, -2.755731922140032e-7, 2.0876755790210228e-9,
  -1.1470460749696862e-11, 4.7458637732829623e-14,
];

/** (asin(√z)/√z − 1)/z on 0 ≤ z ≤ 0.25, error 2⁻⁵⁹. */
const asinTail = [
  0.16666666666666666, 0.07500000000000118, 0.044642857142551895, 0.03038194447553234, 0.02237215744350722,
  0.017352816540325496, 0.01396378001220357, 0.011566459612121669, 0.009621842970100282, 0.009319560794767446,
  0.0030448799094556773, 0.019554513336123378, -0.01924167174674304, 0.02961201126495512,
];

/** (atan(√z)/√z − 1)/z on 0 ≤ z ≤ 0.1716, error 2⁻⁵⁹. */
const atanTail = [
  -0.3333333333333333, 0.19999999999999804, -0.1428571428565969, 0.11111111105142094, -0.09090908752836489,
  0.07692296355825134, -0.0666642454081029, 0.0587892503239782, -0.05230425068835275, 0.04551460033622856,
  -0.03456713714356803, 0.016281961862751076,
];

/** The trigonometric family over a kit. */
export function trigonometry<V, M>(k: Kit<V, M>, family: ReturnType<typeof exponentials<V, M>>) {
  const { twoSum, quickSum, firstHalf, twoSquare, multiplyPairs, dividePairs, polynomial } = extended(k);
  const { clamp } = family;
  const nearest = (x: V): V => k.floor(k.add(x, k.constant(0.5)));
  const modulo4 = (x: V): V => k.sub(x, k.mul(k.constant(4), k.floor(k.mul(x, k.constant(0.25)))));

  /** x = n·π/2 + high + low for 0 ≤ x < 2²⁰ (Cody and Waite 1980). */
  const reduceSmall = (x: V): Triple<V> => {
    const n = nearest(k.mul(x, k.constant(twoOverPi)));
    const first = k.sub(x, k.mul(n, k.constant(halfPiParts[0])));
    const [a, aLow] = twoSum(first, k.neg(k.mul(n, k.constant(halfPiParts[1]))));
    const [b, bLow] = twoSum(a, k.neg(k.mul(n, k.constant(halfPiParts[2]))));
    const low = k.sub(k.add(aLow, bLow), k.mul(n, k.constant(halfPiParts[3])));
    const [high, rest] = quickSum(b, low);
    return [modulo4(n), high, rest];
  };

  /** The same for any finite x ≥ 2²⁰, n modulo 4: the nine digits of 2/π that matter, the product summed exactly. */
  const reduceLarge = (angle: V): Triple<V> => {
    const x = clamp(angle, largeAngle, largest);
    const skipped = k.floor(k.mul(k.sub(k.exponent(x), k.constant(30)), k.constant(1 / 24)));
    const scaled = k.mul(x, k.power2(k.mul(skipped, k.constant(-24))));
    const x1 = firstHalf(scaled);
    const x2 = k.sub(scaled, x1);
    let high = k.constant(0);
    let middle = k.constant(0);
    let low = k.constant(0);
    const accumulate = (term: V): void => {
      const turns = k.mul(k.constant(4), nearest(k.mul(term, k.constant(0.25))));
      const [sum, rest] = twoSum(high, k.sub(term, turns));
      const [second, third] = twoSum(middle, rest);
      high = sum;
      middle = second;
      low = k.add(low, third);
    };
    let weight = 1;
    for (let digit = 1; digit <= 9; digit++, weight /= 16777216) {
      const value = k.mul(k.table(twoOverPiDigits, k.add(skipped, k.constant(digit))), k.constant(weight));
      accumulate(k.mul(x1, value));
      accumulate(k.mul(x2, value));
    }
    const n = nearest(high);
    const [turn, turnLow] = twoSum(k.sub(high, n), middle);
    const [fraction, fractionLow] = quickSum(turn, k.add(turnLow, low));
    const [r, rLow] = multiplyPairs(fraction, fractionLow, k.constant(halfPi), k.constant(halfPiRest));
    const [reduced, rest] = quickSum(r, rLow);
    return [modulo4(n), reduced, rest];
  };

  /** |x| = quadrant·π/2 + high + low, the quadrant modulo 4, |high| ≤ π/4. */
  const reduce = (x: V): Triple<V> => {
    const size = k.abs(x);
    return k.rare(k.not(k.less(size, k.constant(largeAngle))), reduceSmall(size), reduceLarge, size);
  };

  /** sin(x + xLow) as a pair, |x| ≤ π/4. */
  const sinPair = (x: V, xLow: V): Pair<V> => {
    const z = k.mul(x, x);
    const tail = k.mul(k.mul(x, z), polynomial(z, sinTail));
    return quickSum(x, k.add(tail, k.sub(xLow, k.mul(xLow, k.mul(z, k.constant(0.5))))));
  };

  /** cos(x + xLow) as a pair, |x| ≤ π/4. */
  const cosPair = (x: V, xLow: V): Pair<V> => {
    const [z, zLow] = twoSquare(x);
    const half = k.constant(0.5);
    const [high, low] = quickSum(k.constant(1), k.neg(k.mul(z, half)));
    const tail = k.sub(k.mul(k.mul(z, z), polynomial(z, cosTail)), k.add(k.mul(zLow, half), k.mul(x, xLow)));
    return quickSum(high, k.add(low, tail));
  };

  const oddQuadrant = (quadrant: V): M => k.or(k.equal(quadrant, k.constant(1)), k.equal(quadrant, k.constant(3)));

  /** The value where x is finite, NaN elsewhere. */
  const ofFinite = (x: V, value: V): V => k.select(k.less(k.abs(x), k.constant(Infinity)), value, k.sub(x, x));

  const sin = (x: V): V => {
    const [quadrant, high, low] = reduce(x);
    const [s] = sinPair(high, low);
    const [c] = cosPair(high, low);
    const value = k.select(oddQuadrant(quadrant), c, s);
    const signed = k.select(k.less(k.constant(1.5), quadrant), k.neg(value), value);
    return ofFinite(x, k.odd(x, signed));
  };

  const cos = (x: V): V => {
    const [quadrant, high, low] = reduce(x);
    const [s] = sinPair(high, low);
    const [c] = cosPair(high, low);
    const value = k.select(oddQuadrant(quadrant), s, c);
    const flipped = k.or(k.equal(quadrant, k.constant(1)), k.equal(quadrant, k.constant(2)));
    return ofFinite(x, k.select(flipped, k.neg(value), value));
  };

  const tan = (x: V): V => {
    const [quadrant, high, low] = reduce(x);
    const [s, sLow] = sinPair(high, low);
    const [c, cLow] = cosPair(high, low);
    const odd = oddQuadrant(quadrant);
    const n = k.select(odd, k.neg(c), s);
    const nLow = k.select(odd, k.neg(cLow), sLow);
    const [quotient, rest] = dividePairs(n, nLow, k.select(odd, s, c), k.select(odd, sLow, cLow));
    const value = k.select(k.less(k.abs(x), k.constant(1e-9)), k.abs(x), k.add(quotient, rest));
    return ofFinite(x, k.odd(x, value));
  };

  /** asin t for 0 ≤ t ≤ ½, or of √((1 − size)/2) where size > ½, as t + tLow + rest. */
  const asinCore = (size: V): { small: M; t: V; rest: V } => {
    const half = k.constant(0.5);
    const small = k.less(size, half);
    const z = k.select(small, k.mul(size, size), k.mul(k.sub(k.constant(1), size), half));
    const root = k.sqrt(z);
    const t = k.select(small, size, root);
    const tail = k.mul(k.mul(t, z), polynomial(z, asinTail));
    // What the square root lost: z − root² over 2·root.
    const [square, squareLow] = twoSquare(root);
    const lost = k.div(k.sub(k.sub(z, square), squareLow), k.add(root, root));
    const known = k.or(small, k.equal(root, k.constant(0)));
    return { small, t, rest: k.add(tail, k.select(known, k.constant(0), lost)) };
  };

  /** whole + wholeRest − 2·(t + rest). */
  const minusTwice = (whole: number, wholeRest: number, t: V, rest: V): V => {
    const [high, low] = twoSum(k.constant(whole), k.neg(k.add(t, t)));
    return k.add(high, k.add(low, k.sub(k.constant(wholeRest), k.add(rest, rest))));
  };

  const asin = (x: V): V => {
    const { small, t, rest } = asinCore(k.abs(x));
    return k.odd(x, k.select(small, k.add(t, rest), minusTwice(halfPi, halfPiRest, t, rest)));
  };

  const acos = (x: V): V => {
    const { small, t, rest } = asinCore(k.abs(x));
    const negative = k.less(x, k.constant(0));
    const signedT = k.select(negative, k.neg(t), t);
    const signedRest = k.select(negative, k.neg(rest), rest);
    const [high, low] = quickSum(k.constant(halfPi), k.neg(signedT));
    const middle = k.add(high, k.add(low, k.sub(k.constant(halfPiRest), signedRest)));
    const sum = k.add(t, rest);
    const outer = k.select(negative, minusTwice(2 * halfPi, 2 * halfPiRest, t, rest), k.add(sum, sum));
    return k.select(small, middle, outer);
  };

  /** atan(y/x) as a pair, for y ≥ 0, x ≥ 0 of which the larger is between 2⁻⁵² and 2⁹⁹⁰. */
  const atanOfQuotient = (y: V, x: V): Pair<V> => {
    const zero = k.constant(0);
    const small = k.less(y, k.mul(x, k.constant(0.4142135623730951)));
    const large = k.less(k.mul(x, k.constant(2.414213562373095)), y);
    const [difference, differenceLow] = twoSum(y, k.neg(x));
    const [sum, sumLow] = twoSum(y, x);
    const pick = (a: V, b: V, c: V): V => k.select(small, a, k.select(large, b, c));
    const [t, tLow] = dividePairs(
      pick(y, k.neg(x), difference),
      pick(zero, zero, differenceLow),
      pick(x, y, sum),
      pick(zero, zero, sumLow),
    );
    const z = k.mul(t, t);
    const tail = k.mul(k.mul(t, z), polynomial(z, atanTail));
    const base = pick(zero, k.constant(halfPi), k.constant(quarterPi));
    const baseRest = pick(zero, k.constant(halfPiRest), k.constant(quarterPiRest));
    const [high, low] = quickSum(base, t);
    return quickSum(high, k.add(low, k.add(baseRest, k.add(tail, k.sub(tLow, k.mul(tLow, z))))));
  };

  const atan = (x: V): V => {
    const size = k.abs(x);
    const [value] = atanOfQuotient(k.min(size, k.constant(1e30)), k.constant(1));
    return k.odd(x, k.select(k.less(size, k.constant(1e-9)), size, value));
  };

  const atan2 = (y: V, x: V): V => {
    const zero = k.constant(0);
    const one = k.constant(1);
    // Infinities become numbers of the same direction, zeros over zeros a direction along x.
    const infinity = k.constant(Infinity);
    const unbounded = k.or(k.equal(k.abs(x), infinity), k.equal(k.abs(y), infinity));
    const axis = (a: V): V => k.select(k.equal(k.abs(a), infinity), one, zero);
    const a = k.select(unbounded, axis(y), k.abs(y));
    const given = k.select(unbounded, axis(x), k.abs(x));
    const b = k.select(k.and(k.equal(a, zero), k.equal(given, zero)), one, given);
    const scale = k.power2(clamp(k.neg(k.exponent(k.max(a, b))), -1022, 1022));
    const [high, low] = atanOfQuotient(k.mul(a, scale), k.mul(b, scale));
    const ratio = k.div(a, b);
    const tiny = k.less(ratio, k.constant(1e-9));
    const angle = k.select(tiny, ratio, high);
    const rest = k.select(tiny, zero, low);
    const back = k.or(k.less(x, zero), k.less(k.div(one, x), zero));
    const [turned, turnedLow] = quickSum(k.constant(2 * halfPi), k.neg(angle));
    const behind = k.add(turned, k.add(turnedLow, k.sub(k.constant(2 * halfPiRest), rest)));
    const value = k.select(back, behind, angle);
    const down = k.or(k.less(y, zero), k.less(k.div(one, y), zero));
    const signed = k.select(down, k.neg(value), value);
    return k.select(k.and(k.equal(x, x), k.equal(y, y)), signed, k.add(x, y));
  };

  return { sin, cos, tan, asin, acos, atan, atan2 };
}
