/** What networks and losses are made of, composed from the language's operations. At kinks PyTorch's conventions hold. */
import { mapOf, transpose, type Window, windows } from './layout.ts';
import { add, binary, broadcast, constant, div, mul, type Node, sizeOf, stop, sub, sum, unary, where } from './node.ts';
import { argmax, matmul, rearrange, reshape, take } from './tensors.ts';

const zero = constant(0);
const one = constant(1);
const half = constant(0.5);

export const square = (a: Node): Node => mul(a, a);
/** Whether a ≤ 0, as 1 or 0; NaN is not, so that it passes on what branches on it. */
const notPositive = (a: Node): Node => binary('lessEqual', a, zero);

/** max(a, 0), slope 0 at 0. */
export const relu = (a: Node): Node => where(notPositive(a), zero, a);
/** a above 0, slope · a from 0 down. */
export const leakyRelu = (a: Node, slope: Node): Node => where(notPositive(a), mul(a, slope), a);
/** a above 0, alpha · (eᵃ − 1) from 0 down. */
export const elu = (a: Node, alpha: Node): Node =>
  where(notPositive(a), mul(alpha, unary('expm1', where(notPositive(a), a, zero))), a);
/** a · Φ(a), with the exact Φ: Hendrycks & Gimpel 2016 (arXiv:1606.08415). */
export const gelu = (a: Node): Node => mul(mul(half, a), add(one, unary('erf', mul(a, constant(Math.SQRT1_2)))));
/** a · σ(a). */
export const silu = (a: Node): Node => mul(a, unary('sigmoid', a));
/** log σ(a), without overflow. */
export const logSigmoid = (a: Node): Node => mul(constant(-1), unary('softplus', mul(constant(-1), a)));
/** a between bounds, slope 1 at the bounds themselves. */
export const clamp = (a: Node, low: Node, high: Node): Node =>
  where(binary('less', a, low), low, where(binary('less', high, a), high, a));
/** max(a, 0), slope 1 at 0: what hinges are made of. */
export const above0 = (a: Node): Node => where(binary('less', a, zero), zero, a);

/** √a for an `a` that touches 0 from above, as |u| and u² + v² do: where it is 0, the slope is 0 too, as |u|'s. */
export function rootAboveZero(a: Node): Node {
  const atZero = binary('equal', a, zero);
  return where(atZero, zero, unary('sqrt', where(atZero, one, a)));
}

/** Mean down to a smaller shape, of one number if none is given. */
export const mean = (a: Node, shape: readonly number[] = []): Node =>
  div(sum(a, shape), constant(sizeOf(a.shape) / sizeOf(shape)));

/** […  n] → [… 1] */
const lastAs1 = (a: Node): number[] => [...a.shape.slice(0, -1), 1];
/** Sum over the last axis. */
export const sumLast = (a: Node): Node => reshape(sum(a, lastAs1(a)), a.shape.slice(0, -1));
/** Greatest entry of each row; all slope goes to the first of equal ones. */
export const greatest = (a: Node): Node => take(a, argmax(a));

/** a − its row's greatest entry: what exponentials can take. The greatest is as good as constant, its slopes cancel. */
const lowered = (a: Node): Node => sub(a, stop(reshape(greatest(a), lastAs1(a))));

/** log Σ eᵃ over the last axis. */
export function logSumExp(a: Node): Node {
  const shift = stop(greatest(a));
  return add(unary('log', sumLast(unary('exp', sub(a, reshape(shift, lastAs1(a)))))), shift);
}

/** log of softmax over the last axis. */
export function logSoftmax(a: Node): Node {
  const low = lowered(a);
  return sub(low, unary('log', sum(unary('exp', low), lastAs1(a))));
}

/** Positive shares of 1 along the last axis. */
export function softmax(a: Node): Node {
  const powers = unary('exp', lowered(a));
  return div(powers, sum(powers, lastAs1(a)));
}

/** Mean 0 and mean square 1 over what is summed down to the shape: biased variance, eps under the root. */
export function standardized(a: Node, shape: readonly number[], eps: Node): Node {
  const centered = sub(a, mean(a, shape));
  return div(centered, unary('sqrt', add(mean(square(centered), shape), eps)));
}

/** Images [n, in, h, w] under filters [out, in, kh, kw] (cross-correlation): [n, out, down, across]. */
export function convolution(images: Node, filters: Node, window: Omit<Window, 'size'>): Node {
  const [out, ...filter] = filters.shape as [number, number, number, number];
  const seen = windows(images, { ...window, size: [filter[1], filter[2]] });
  const [n, down, across] = seen.shape as [number, number, number];
  const size = sizeOf(filter);
  const products = matmul(reshape(seen, [n * down * across, size]), reshape(filters, [out, size]), false, true);
  return reshape(transpose(reshape(products, [n, down * across, out]), [0, 2, 1]), [n, out, down, across]);
}

/** Each channel in squares, what is left over at the edges dropped: [n, channels, down, across, entries]. */
function squares(images: Node, size: number): Node {
  const [n, channels, height, width] = images.shape as readonly [number, number, number, number];
  const to = [channels, Math.floor(height / size), Math.floor(width / size), size, size];
  const map = mapOf([channels, height, width], to, ([channel = 0, row = 0, column = 0, y = 0, x = 0]) => [
    channel,
    row * size + y,
    column * size + x,
  ]);
  return rearrange(images, map, [n, ...to.slice(0, 3), size * size]);
}

/** Greatest of each size × size square; what is left over at the edges is dropped. */
export const maxPool = (images: Node, size: number): Node => greatest(squares(images, size));
/** Mean of each size × size square. */
export function averagePool(images: Node, size: number): Node {
  const seen = squares(images, size);
  return div(sumLast(seen), broadcast(constant(size * size), seen.shape.slice(0, -1)));
}
