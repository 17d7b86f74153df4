/** Sums, products and quotients carried as an unevaluated pair high + low, about 106 bits without a fused multiply-add. */
import type { Kit } from './kit.ts';

/** A value as high + low, where low is at most about half an ulp of high. */
export type Pair<V> = readonly [V, V];

/** The error-free transformations over a kit (Dekker 1971, Knuth TAOCP 4.2.2); no overflow checks. */
export function extended<V, M>(k: Kit<V, M>) {
  /** a + b = high + low exactly. */
  const twoSum = (a: V, b: V): Pair<V> => {
    const high = k.add(a, b);
    const part = k.sub(high, a);
    return [high, k.add(k.sub(a, k.sub(high, part)), k.sub(b, part))];
  };

  /** a + b = high + low exactly when |a| ≥ |b| or a = 0. */
  const quickSum = (a: V, b: V): Pair<V> => {
    const high = k.add(a, b);
    return [high, k.sub(b, k.sub(high, a))];
  };

  /** The first 26 bits of a (Veltkamp), for |a| < 2^996. */
  const firstHalf = (a: V): V => {
    const scaled = k.mul(a, k.constant(134217729));
    return k.sub(scaled, k.sub(scaled, a));
  };

  /** product + error = a·b exactly, given product = a·b rounded and no underflow. */
  const productError = (a: V, b: V, product: V): V => {
    const a1 = firstHalf(a);
    const a2 = k.sub(a, a1);
    const b1 = firstHalf(b);
    const b2 = k.sub(b, b1);
    const crossed = k.add(k.add(k.sub(k.mul(a1, b1), product), k.mul(a1, b2)), k.mul(a2, b1));
    return k.add(crossed, k.mul(a2, b2));
  };

  /** a·b = high + low exactly (no overflow, no underflow). */
  const twoProduct = (a: V, b: V): Pair<V> => {
    const high = k.mul(a, b);
    return [high, productError(a, b, high)];
  };

  /** a² = high + low exactly (no overflow, no underflow). */
  const twoSquare = (a: V): Pair<V> => {
    const high = k.mul(a, a);
    const a1 = firstHalf(a);
    const a2 = k.sub(a, a1);
    const crossed = k.add(k.sub(k.mul(a1, a1), high), k.mul(k.add(a1, a1), a2));
    return [high, k.add(crossed, k.mul(a2, a2))];
  };

  /** (a + aLow)·(b + bLow), relative error about 2⁻¹⁰⁴. */
  const multiplyPairs = (a: V, aLow: V, b: V, bLow: V): Pair<V> => {
    const [high, low] = twoProduct(a, b);
    return [high, k.add(low, k.add(k.mul(a, bLow), k.mul(aLow, b)))];
  };

  /** (n + nLow) / (d + dLow), relative error about 2⁻¹⁰². */
  const dividePairs = (n: V, nLow: V, d: V, dLow: V): Pair<V> => {
    const quotient = k.div(n, d);
    const product = k.mul(quotient, d);
    const rest = k.sub(k.sub(n, product), productError(quotient, d, product));
    return [quotient, k.div(k.add(rest, k.sub(nLow, k.mul(quotient, dLow))), d)];
  };

  /** c₀ + c₁x + c₂x² + … by Horner's rule. */
  const polynomial = (x: V, coefficients: readonly number[]): V => {
    let sum = k.constant(coefficients[coefficients.length - 1]!);
    for (let i = coefficients.length - 2; i >= 0; i--) sum = k.add(k.mul(sum, x), k.constant(coefficients[i]!));
    return sum;
  };

  return { twoSum, quickSum, firstHalf, twoProduct, twoSquare, multiplyPairs, dividePairs, polynomial };
}
