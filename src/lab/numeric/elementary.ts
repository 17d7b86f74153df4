/**
 * The elementary functions of the lab: the same float64 bits on every engine, defined once for numbers and compiled code.
 *
 * `elementary(kit)` states each function over the exact operations of a kit, without branches. The functions on numbers
 * exported here are those same definitions written out operation by operation (numbers.ts, made by source.ts): plain
 * code that an engine compiles well, and that emitting code for another kit in the same process does not slow down.
 *
 * The largest errors in ulps, each over at least 100 000 points that include the hard ones (scripts/golden-elementary.py):
 *
 *     exp   0.75   log   0.77   sin  0.75   asin  0.66   sinh 0.76   pow     0.65   sigmoid  0.75
 *     expm1 0.86   log1p 0.80   cos  0.77   acos  0.60   cosh 0.88   cbrt    0.67   softplus 0.75
 *     log2  0.81   log10 0.68   tan  0.87   atan  0.60   tanh 0.62   erf     0.93   atan2    0.61
 *
 * Zeros, infinities, NaN and subnormal numbers follow C99, pow its full table. Methods: Cody and Waite 1980 and Payne and
 * Hanek 1983 for large angles, Dekker 1971 for products without loss, after the example of fdlibm (Sun 1993); exp, tanh,
 * sigmoid and softplus from tables (Tang 1989; arguments at which the entry is all but a float64, Gal 1986).
 */
import { exponentials } from './exponentials.ts';
import { extended } from './extended.ts';
import type { Kit } from './kit.ts';
import { logarithms } from './logarithms.ts';
import { trigonometry } from './trigonometry.ts';

export { numberKit, type Kit } from './kit.ts';
export * from './numbers.ts';

/** Where erf changes from its series to 1 − e^(−x²)·(…). */
const erfSplit = 1.09;

/** erf(√z)/√z − 1 on 0 ≤ z ≤ 1.2, error 2⁻⁶¹: the first two coefficients as pairs, then the rest. */
const erfFirst = 0.1283791670955126;
const erfFirstRest = -1.2420116002463032e-17;
const erfSecond = -0.37612638903183754;
const erfSecondRest = 1.3391897206030649e-17;
const erfTail = [
  0.11283791670955126, -0.02686617064513118, 0.00522397762543928, -0.0008548327022997323, 0.00012055332945204683,
  -1.4925648614360353e-5, 1.6462061544402296e-6, -1.6364788168370687e-7, 1.4793023203200378e-8, -1.216391206781088e-9,
  8.692168997420727e-11, -4.183934781442665e-12,
];

/** e^(x²)·erfc(x) on 1 ≤ x ≤ 6 in t = (x − 3)/(x + 3), error 2⁻⁵⁷. */
const erfcTail = [
  0.17900115118138996, -0.3262335600430372, 0.24560380171233487, -0.15011593650077898, 0.07166583719747308,
  -0.024392499318915004, 0.004269136356961225, 0.0007077464666941425, -0.0005970624964924544, 4.525434558991009e-5,
  6.406279226046039e-5, -1.2845780030775907e-5, -8.00978093907608e-6, 2.0135111426447427e-6, 1.2755818949624478e-6,
  3.381355142042904e-9,
];

/** ∛m on 1 ≤ m ≤ 2, error 2⁻²². */
const cbrtStart = [
  0.44864263080415745, 0.9437338117552575, -0.655068561722188, 0.3751475301420356, -0.13924853171031618,
  0.029496704251914946, -0.002703333870412061,
];

/** Every elementary function over a kit: with the number kit they compute, with a compiler's kit they emit code. */
export function elementary<V, M>(k: Kit<V, M>) {
  const family = exponentials(k);
  const logs = logarithms(k, family);
  const { sin, cos, tan, asin, acos, atan, atan2 } = trigonometry(k, family);
  const { twoSum, quickSum, firstHalf, twoSquare, multiplyPairs, polynomial } = extended(k);
  const { exp, expm1, sinh, cosh, tanh, sigmoid, softplus } = family;
  const { log, log1p, log2, log10, pow } = logs;

  const cbrt = (x: V): V => {
    const one = k.constant(1);
    const size = k.abs(x);
    const { n, m } = logs.split(size);
    const third = k.floor(k.mul(k.add(n, k.constant(0.5)), k.constant(1 / 3)));
    const rest = k.sub(n, k.mul(third, k.constant(3)));
    const pick = (a: number, b: number): V =>
      k.select(k.equal(rest, one), k.constant(a), k.select(k.equal(rest, k.constant(2)), k.constant(b), one));
    const cube = k.mul(m, pick(2, 4));
    const start = firstHalf(k.mul(polynomial(m, cbrtStart), pick(1.2599210498948732, 1.5874010519681996)));
    // One step of third order; start has 26 bits, so its square is exact.
    const quotient = k.div(cube, k.mul(start, start));
    const step = k.div(k.sub(quotient, start), k.add(k.add(start, start), quotient));
    const root = k.mul(k.add(start, k.mul(start, step)), k.power2(third));
    const inside = k.and(k.less(k.constant(0), size), k.less(size, k.constant(Infinity)));
    return k.select(inside, k.odd(x, root), x);
  };

  const erf = (x: V): V => {
    const size = k.min(k.abs(x), k.constant(6));
    const [z, zLow] = twoSquare(size);
    const [q, qLow] = quickSum(k.constant(erfSecond), k.mul(z, polynomial(z, erfTail)));
    const [p, pLow] = multiplyPairs(z, zLow, q, k.add(qLow, k.constant(erfSecondRest)));
    const [sum, sumLow] = twoSum(k.constant(erfFirst), p);
    const factor = k.add(sum, k.add(sumLow, k.add(pLow, k.constant(erfFirstRest))));
    const near = k.add(size, k.mul(size, factor));
    const three = k.constant(3);
    const t = k.div(k.sub(size, three), k.add(size, three));
    const fall = family.expOfPair(k.neg(z), k.neg(zLow));
    const far = k.sub(k.constant(1), k.mul(fall, polynomial(t, erfcTail)));
    return k.odd(x, k.select(k.less(size, k.constant(erfSplit)), near, far));
  };

  return {
    exp,
    expm1,
    log,
    log1p,
    log2,
    log10,
    sin,
    cos,
    tan,
    asin,
    acos,
    atan,
    atan2,
    sinh,
    cosh,
    tanh,
    pow,
    cbrt,
    erf,
    sigmoid,
    softplus,
  };
}
