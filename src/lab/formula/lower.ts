/** Turns a formula's syntax tree into a differentiable graph: the text shown is the computation run. */
import { rootAboveZero } from '../graph/functions.ts';
import {
  add,
  binary,
  constant,
  div,
  mul,
  neg,
  type Node,
  power,
  type Shape,
  sizeOf,
  sub,
  sum,
  unary,
  type UnaryName,
  unaryNames,
  where,
} from '../graph/node.ts';
import { matmul, reshape } from '../graph/tensors.ts';
import { newtonSchulz } from './vocabulary.ts';
import type { BinaryOperator, Expression } from './syntax.ts';

/** What the names in a formula stand for. */
export interface Scope {
  /** The node of a symbol; undefined for a name that is not there. */
  symbol(name: string): Node | undefined;
  /** Functions beyond the language's own, such as a rule's `gradient(x)`. */
  call?(name: string, args: readonly Node[]): Node | undefined;
}

/** The largest whole exponent that becomes products; beyond it `pow` is as exact and shorter. */
const LARGEST_PRODUCT = 64;

const square = (a: Node): Node => mul(a, a);
const mean = (a: Node): Node => div(sum(a), constant(sizeOf(a.shape)));
const fold =
  (combine: (a: Node, b: Node) => Node) =>
  (args: readonly Node[]): Node =>
    args.reduce(combine);

/** A number counts as 1 × 1, a vector as one row. */
const sidesOf = ({ shape }: Node): readonly [number, number] => [shape.at(-2) ?? 1, shape.at(-1) ?? 1];

/** Means along one axis of a matrix; a vector is one row. */
function meanTo(a: Node, shape: Shape): Node {
  if (a.shape.length < 2) return shape[0] === 1 ? a : mean(a);
  return div(sum(a, shape), constant(sizeOf(a.shape) / sizeOf(shape)));
}

/** Five steps X ← a X + (b A + c A²) X, with A the smaller of X Xᵀ and Xᵀ X. */
function schulz(a: Node): Node {
  const [rows, columns] = sidesOf(a);
  const tall = rows > columns;
  const matrix = newtonSchulz.reduce<Node>(
    (x, [first, second, third]) => {
      const gram = tall ? matmul(x, x, true) : matmul(x, x, false, true);
      const bent = add(mul(constant(second), gram), mul(constant(third), matmul(gram, gram)));
      return add(mul(constant(first), x), tall ? matmul(x, bent) : matmul(bent, x));
    },
    reshape(a, [rows, columns]),
  );
  return reshape(matrix, a.shape);
}

const functions: Readonly<Record<string, (args: readonly Node[]) => Node>> = {
  ...Object.fromEntries(unaryNames.map((name: UnaryName) => [name, ([a]: readonly Node[]) => unary(name, a!)])),
  sqrt: ([a]) => (a!.op === 'abs' ? rootAboveZero(a!) : unary('sqrt', a!)),
  hypot: ([a, b]) => rootAboveZero(add(square(a!), square(b!))),
  pow: ([a, b]) => raised(a!, b!),
  atan2: ([a, b]) => binary('atan2', a!, b!),
  min: fold((a, b) => binary('min', a, b)),
  max: fold((a, b) => binary('max', a, b)),
  where: ([condition, yes, no]) => where(condition!, yes!, no!),
  // As PyTorch's clamp, slope 1 at the bounds themselves.
  clamp: ([a, low, high]) => where(binary('less', a!, low!), low!, where(binary('less', high!, a!), high!, a!)),
  sum: ([a]) => sum(a!),
  mean: ([a]) => mean(a!),
  rows: ([a]) => constant(sidesOf(a!)[0]),
  columns: ([a]) => constant(sidesOf(a!)[1]),
  row_means: ([a]) => meanTo(a!, [sidesOf(a!)[0], 1]),
  column_means: ([a]) => meanTo(a!, [1, sidesOf(a!)[1]]),
  ns5: ([a]) => schulz(a!),
  size: ([a]) => constant(sizeOf(a!.shape)),
  dot: ([a, b]) => sum(mul(a!, b!)),
  norm: ([a]) => unary('sqrt', sum(square(a!))),
  rms: ([a]) => unary('sqrt', mean(square(a!))),
};

/** A whole exponent becomes products, so that negative bases and second derivatives are exact; the rest is pow. */
function raised(base: Node, exponent: Node): Node {
  const { op } = exponent;
  if (op === 'constant' && Number.isInteger(exponent.value) && Math.abs(exponent.value) <= LARGEST_PRODUCT)
    return power(base, exponent.value);
  return binary('pow', base, exponent);
}

const isOne = (a: Node): boolean => a.op === 'constant' && a.value === 1;

/**
 * A tensor over one number 1 − p or 1 + p, as in m / (1 − β₁ᵗ), is multiplied by its reciprocal: one division instead of one
 * per entry, and none that waits for m. Such a sum is 0 or at least half an ulp of 1, so its reciprocal is infinite only
 * where it is 0 itself: infinities, zeros and NaN are those of the quotient, and other results differ by a rounding.
 */
function quotient(a: Node, b: Node): Node {
  const isSum = (b.op === 'sub' && isOne(b.inputs[0])) || (b.op === 'add' && b.inputs.some(isOne));
  return isSum && b.shape.length === 0 && a.shape.length > 0 ? mul(a, div(constant(1), b)) : div(a, b);
}

const operators: Record<BinaryOperator, (a: Node, b: Node) => Node> = {
  '+': add,
  '-': sub,
  '*': mul,
  '/': quotient,
  '^': raised,
  '<': (a, b) => binary('less', a, b),
  '<=': (a, b) => binary('lessEqual', a, b),
  '>': (a, b) => binary('less', b, a),
  '>=': (a, b) => binary('lessEqual', b, a),
  '==': (a, b) => binary('equal', a, b),
};

/** A sign before a number is part of the number, so that x^-2 is a whole power. */
function negated(a: Node): Node {
  return a.op === 'constant' ? constant(-a.value) : neg(a);
}

/** c²(u² + v²) for an angle c·hypot(u, v); undefined for every other. */
function squaredDistance(angle: Expression, scope: Scope): Node | undefined {
  if (angle.kind === 'call' && angle.name === 'hypot') {
    const [u, v] = angle.args.map((side) => square(lower(side, scope))) as [Node, Node];
    return add(u, v);
  }
  if (angle.kind !== 'binary' || angle.op !== '*') return undefined;
  const distance = squaredDistance(angle.right, scope);
  return distance && mul(square(lower(angle.left, scope)), distance);
}

/** Below this s, the eight terms of cos √s are exact to the last bit, and so are its derivatives. */
const NEAR = 0.1;
const RIPPLE = [1, -2, 24, -720, 40320, -3628800, 479001600, -87178291200];

/** cos √s, which is smooth in s also at 0, where √s is not: near 0 by its series, elsewhere as it is. */
function rippleAround(s: Node, wave: Node): Node {
  const series = RIPPLE.reduceRight<Node>((sum, factorial) => add(mul(sum, s), constant(1 / factorial)), constant(0));
  return where(binary('less', s, constant(NEAR)), series, wave);
}

/** The graph of a formula. Throws for a name the scope does not have: the vocabulary it was parsed with promised it. */
export function lower(expression: Expression, scope: Scope): Node {
  switch (expression.kind) {
    case 'number':
      return constant(expression.value);
    case 'symbol': {
      const node = scope.symbol(expression.name);
      if (node === undefined) throw new RangeError(`nothing is called ${expression.name} here`);
      return node;
    }
    case 'unary': {
      const of = lower(expression.of, scope);
      return expression.op === '-' ? negated(of) : of;
    }
    case 'binary':
      return operators[expression.op](lower(expression.left, scope), lower(expression.right, scope));
    case 'call': {
      const args = expression.args.map((argument) => lower(argument, scope));
      const around = expression.name === 'cos' ? squaredDistance(expression.args[0]!, scope) : undefined;
      if (around) return rippleAround(around, unary('cos', args[0]!));
      const own = Object.hasOwn(functions, expression.name) ? functions[expression.name]!(args) : undefined;
      const node = own ?? scope.call?.(expression.name, args);
      if (node === undefined) throw new RangeError(`there is no function ${expression.name} here`);
      return node;
    }
  }
}
