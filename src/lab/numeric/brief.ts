/**
 * Elementary functions for float32, over any kit whose operations round to it: short, within 4 ulp where the result is a
 * normal number, where float64's are long. For networks; the bits are the same on every engine, as those of float64 are.
 *
 * The logarithm and the parts of ln 2 after Cephes (Moshier 1989).
 */
import type { Kit } from './kit.ts';

const log2OfE = 1.4426950408889634;
/** ln 2 in two parts; n times the first (9 bits) is exact. */
const ln2First = 0.693359375;
const ln2Rest = -2.12194440054690583e-4;

/** Beside so large a number a fraction has no room. */
const SHIFT = 1.5 * 2 ** 23;

/** (eʳ − 1 − r)/r² on |r| ≤ 0.3466, error 2⁻²⁷ of eʳ: a Chebyshev fit, as the next two. */
const expTail = [0.5, 0.16666576266288757, 0.041666556149721146, 0.008363177999854088, 0.0013926181709393859];
/** (2ᶠ − 1)/f on |f| ≤ 0.5. */
const powerTail = [
  0.6931471880262288, 0.2402265076056813, 0.05550357114219078, 0.009618082557277852, 0.0013390863364671234,
  0.0001545316294512069,
];
/** (2·atanh(√z)/√z − 2)/z on 0 ≤ z ≤ 1/9. */
const softplusTail = [0.6666664033669923, 0.40007560644911205, 0.2823661980531048, 0.2685149802283715];
/** (log(1 + r) − r + r²/2)/r³ on √½ − 1 ≤ r ≤ √2 − 1. */
const logTail = [
  0.33333331174, -0.24999993993, 0.20000714765, -0.16668057665, 0.14249322787, -0.12420140846, 0.1167699874,
  -0.1151461031, 0.070376836292,
];

/** The functions that have a short form. */
export function brief<V, M>(k: Kit<V, M>) {
  const zero = k.constant(0);
  const one = k.constant(1);

  const polynomial = (x: V, coefficients: readonly number[]): V =>
    coefficients
      .toReversed()
      .map((coefficient) => k.constant(coefficient))
      .reduce((sum, coefficient) => k.add(k.mul(sum, x), coefficient));

  const nearest = (x: V): V => k.sub(k.add(x, k.constant(SHIFT)), k.constant(SHIFT));

  /** The power of 2 in eˣ, and what is left. */
  const parts = (x: V): { n: V; rest: V } => {
    const n = nearest(k.mul(x, k.constant(log2OfE)));
    const r = k.sub(k.sub(x, k.mul(n, k.constant(ln2First))), k.mul(n, k.constant(ln2Rest)));
    return { n, rest: k.add(k.add(k.mul(k.mul(r, r), polynomial(r, expTail)), r), one) };
  };

  const exp = (x: V): V => {
    const { n, rest } = parts(k.max(k.min(x, k.constant(89)), k.constant(-104)));
    // In two steps, so that only the last one can overflow or round.
    const half = k.floor(k.mul(n, k.constant(0.5)));
    return k.mul(k.mul(rest, k.power2(half)), k.power2(k.sub(n, half)));
  };

  /** log x for a normal x > 0. */
  const logOfNormal = (x: V): V => {
    const mantissa = k.mantissa(x);
    const isLarge = k.less(k.constant(Math.SQRT2), mantissa);
    const r = k.sub(k.select(isLarge, k.mul(mantissa, k.constant(0.5)), mantissa), one);
    const n = k.select(isLarge, k.add(k.exponent(x), one), k.exponent(x));
    const square = k.mul(r, r);
    const tail = k.add(k.mul(k.mul(r, square), polynomial(r, logTail)), k.mul(n, k.constant(ln2Rest)));
    return k.add(k.add(r, k.sub(tail, k.mul(square, k.constant(0.5)))), k.mul(n, k.constant(ln2First)));
  };

  const log = (x: V): V => {
    const tiny = k.less(x, k.constant(2 ** -126));
    const lifted = k.select(tiny, k.mul(x, k.constant(2 ** 24)), x);
    const value = k.add(logOfNormal(lifted), k.select(tiny, k.constant(-24 * Math.LN2), zero));
    const positive = k.select(k.less(x, k.constant(Infinity)), value, x);
    const below = k.select(k.equal(x, zero), k.constant(-Infinity), k.constant(NaN));
    return k.select(k.less(zero, x), positive, below);
  };

  /** m/(m + 2) with m = e^2|x| − 1: a long step of the exponent matters only where tanh is flat. */
  const tanh = (x: V): V => {
    const power = k.mul(k.min(k.abs(x), k.constant(9.2)), k.constant(2 * log2OfE));
    const n = nearest(power);
    const f = k.sub(power, n);
    const scale = k.power2(n);
    const m = k.add(k.mul(scale, k.mul(f, polynomial(f, powerTail))), k.sub(scale, one));
    return k.odd(x, k.div(m, k.add(m, k.constant(2))));
  };

  /** e^−|x|, and 0 where it is less than a normal number. */
  const fall = (x: V): V => {
    const { n, rest } = parts(k.max(k.neg(k.abs(x)), k.constant(-88)));
    // 2⁻¹²⁷ is written as 0.
    return k.mul(rest, k.power2(n));
  };

  const sigmoid = (x: V): V => {
    const e = fall(x);
    return k.div(k.select(k.less(x, zero), e, one), k.add(one, e));
  };

  const softplus = (x: V): V => {
    const e = fall(x);
    const s = k.div(e, k.add(k.constant(2), e));
    // Far below 1 it no longer matters, and must not underflow: machines are slow then.
    const near = k.max(s, k.constant(2 ** -40));
    const z = k.mul(near, near);
    return k.add(k.max(x, zero), k.mul(s, k.add(k.constant(2), k.mul(z, polynomial(z, softplusTail)))));
  };

  return { exp, log, tanh, sigmoid, softplus };
}
