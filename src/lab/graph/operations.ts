/** What each elementwise operation computes, and its derivative: one line each. */
import * as fn from '../numeric/elementary.ts';
import {
  add,
  binary,
  type BinaryName,
  constant,
  div,
  mul,
  neg,
  type Node,
  power,
  sub,
  unary,
  type UnaryName,
  where,
} from './node.ts';

interface Unary {
  readonly compute: (a: number) => number;
  /** d(out)/da, given a and out; undefined where it is 0 everywhere. */
  readonly slope: ((a: Node, out: Node) => Node) | undefined;
}

interface Binary {
  readonly compute: (a: number, b: number) => number;
  /** d(out)/da and d(out)/db; undefined where 0 everywhere. At kinks PyTorch's conventions hold. */
  readonly slopes: ((a: Node, b: Node, out: Node) => readonly [Node, Node]) | undefined;
}

const one = constant(1);
const zero = constant(0);
const half = constant(0.5);
const ln2 = constant(fn.log(2));
const ln10 = constant(fn.log(10));
const over = (a: Node): Node => div(one, a);

export const unaries: Record<UnaryName, Unary> = {
  neg: { compute: (a) => -a, slope: () => constant(-1) },
  abs: { compute: Math.abs, slope: (a) => unary('sign', a) },
  sign: { compute: Math.sign, slope: undefined },
  floor: { compute: Math.floor, slope: undefined },
  ceil: { compute: Math.ceil, slope: undefined },
  sqrt: { compute: Math.sqrt, slope: (_, out) => div(half, out) },
  cbrt: { compute: fn.cbrt, slope: (_, out) => over(mul(constant(3), mul(out, out))) },
  exp: { compute: fn.exp, slope: (_, out) => out },
  expm1: { compute: fn.expm1, slope: (_, out) => add(out, one) },
  log: { compute: fn.log, slope: over },
  log1p: { compute: fn.log1p, slope: (a) => over(add(one, a)) },
  log2: { compute: fn.log2, slope: (a) => over(mul(a, ln2)) },
  log10: { compute: fn.log10, slope: (a) => over(mul(a, ln10)) },
  sin: { compute: fn.sin, slope: (a) => unary('cos', a) },
  cos: { compute: fn.cos, slope: (a) => neg(unary('sin', a)) },
  tan: { compute: fn.tan, slope: (_, out) => add(one, mul(out, out)) },
  asin: { compute: fn.asin, slope: (a) => over(unary('sqrt', sub(one, mul(a, a)))) },
  acos: { compute: fn.acos, slope: (a) => div(constant(-1), unary('sqrt', sub(one, mul(a, a)))) },
  atan: { compute: fn.atan, slope: (a) => over(add(one, mul(a, a))) },
  sinh: { compute: fn.sinh, slope: (a) => unary('cosh', a) },
  cosh: { compute: fn.cosh, slope: (a) => unary('sinh', a) },
  tanh: { compute: fn.tanh, slope: (_, out) => sub(one, mul(out, out)) },
  erf: { compute: fn.erf, slope: (a) => mul(constant(1.1283791670955126), unary('exp', neg(mul(a, a)))) },
  sigmoid: { compute: fn.sigmoid, slope: (_, out) => mul(out, sub(one, out)) },
  softplus: { compute: fn.softplus, slope: (a) => unary('sigmoid', a) },
};

/** 1 where a wins, ½ on a tie, else 0. */
const share = (wins: Node, tie: Node): Node => where(wins, one, where(tie, half, zero));

export const binaries: Record<BinaryName, Binary> = {
  add: { compute: (a, b) => a + b, slopes: () => [one, one] },
  sub: { compute: (a, b) => a - b, slopes: () => [one, constant(-1)] },
  mul: { compute: (a, b) => a * b, slopes: (a, b) => [b, a] },
  div: { compute: (a, b) => a / b, slopes: (_, b, out) => [over(b), neg(div(out, b))] },
  pow: {
    compute: fn.pow,
    slopes: (a, b, out) => [
      where(binary('equal', b, zero), zero, mul(b, binary('pow', a, sub(b, one)))),
      where(binary('equal', a, zero), zero, mul(out, unary('log', a))),
    ],
  },
  atan2: {
    compute: fn.atan2,
    slopes: (a, b) => {
      const square = add(power(a, 2), power(b, 2));
      return [div(b, square), neg(div(a, square))];
    },
  },
  min: {
    compute: Math.min,
    slopes: (a, b) => {
      const tie = binary('equal', a, b);
      return [share(binary('less', a, b), tie), share(binary('less', b, a), tie)];
    },
  },
  max: {
    compute: Math.max,
    slopes: (a, b) => {
      const tie = binary('equal', a, b);
      return [share(binary('less', b, a), tie), share(binary('less', a, b), tie)];
    },
  },
  less: { compute: (a, b) => (a < b ? 1 : 0), slopes: undefined },
  lessEqual: { compute: (a, b) => (a <= b ? 1 : 0), slopes: undefined },
  equal: { compute: (a, b) => (a === b ? 1 : 0), slopes: undefined },
};

export const isUnary = (op: Node['op']): op is UnaryName => Object.hasOwn(unaries, op);
export const isBinary = (op: Node['op']): op is BinaryName => Object.hasOwn(binaries, op);
