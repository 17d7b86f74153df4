/** Leaves out of a formula what the values of its parameters switch off; for display only, never for the code run. */

import { print } from './print.ts';
import {
  type BinaryNode,
  type CallNode,
  compare,
  type Expression,
  isComparison,
  type Span,
  type UnaryNode,
} from './syntax.ts';

/** Values of symbols by name. Exactly 0 and 1 are put in; all of them decide the conditions of `where`. */
export type KnownValues = Readonly<Record<string, number>>;

const zeroAtZero: ReadonlySet<string> = new Set('sqrt cbrt abs sign tanh sin tan norm sum mean rms'.split(' '));

/**
 * The formula without its terms that are off: 0·a, 1·a, a + 0, a^1, 0/a, `where` of a known condition and the like, at
 * every depth. 0 to the power of a symbol counts as 0: rules raise to the number of the step, which begins with 1.
 */
export function simplify(expression: Expression, known: KnownValues): Expression {
  switch (expression.kind) {
    case 'number':
      return expression;
    case 'symbol': {
      const value = valueOf(expression, known);
      return value === 0 || value === 1 ? number(value, expression.at) : expression;
    }
    case 'unary':
      return simplifySign({ ...expression, of: simplify(expression.of, known) });
    case 'call':
      return simplifyCall({ ...expression, args: expression.args.map((arg) => simplify(arg, known)) }, known);
    case 'binary': {
      const left = simplify(expression.left, known);
      return simplifyBinary({ ...expression, left, right: simplify(expression.right, known) });
    }
  }
}

function number(value: number, at: Span): Expression {
  const size: Expression = { kind: 'number', value: Math.abs(value), at };
  return value < 0 ? negative(size, at) : size;
}

function negative(of: Expression, at: Span): Expression {
  return simplifySign({ kind: 'unary', op: '-', of, at });
}

function is(expression: Expression, value: number): boolean {
  return expression.kind === 'number' && expression.value === value;
}

function valueOf(expression: Expression, known: KnownValues): number | undefined {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'symbol') return Object.hasOwn(known, expression.name) ? known[expression.name] : undefined;
  if (expression.kind !== 'unary') return undefined;
  const size = valueOf(expression.of, known);
  return size !== undefined && expression.op === '-' ? -size : size;
}

function simplifySign(node: UnaryNode): Expression {
  if (is(node.of, 0)) return node.of;
  const isDouble = node.op === '-' && node.of.kind === 'unary' && node.of.op === '-';
  return isDouble ? node.of.of : node;
}

function simplifyCall(node: CallNode, known: KnownValues): Expression {
  const [first, second, third] = node.args;
  if (first === undefined) return node;
  if (node.name === 'where' && second !== undefined && third !== undefined) {
    const holds = truth(first, known);
    if (holds === undefined) return print(second) === print(third) ? second : node;
    return holds ? second : third;
  }
  if (zeroAtZero.has(node.name) && is(first, 0)) return first;
  if (node.name === 'dot') return node.args.find((arg) => is(arg, 0)) ?? node;
  return node;
}

function truth(condition: Expression, known: KnownValues): boolean | undefined {
  if (condition.kind !== 'binary' || !isComparison(condition.op)) {
    const value = valueOf(condition, known);
    return value === undefined ? undefined : value !== 0;
  }
  const left = valueOf(condition.left, known);
  const right = valueOf(condition.right, known);
  return left === undefined || right === undefined ? undefined : compare(condition.op, left, right);
}

function simplifyBinary(node: BinaryNode): Expression {
  switch (node.op) {
    case '+':
    case '-':
      return simplifySum(node);
    case '*':
      return simplifyProduct(node);
    case '/':
      return is(node.right, 1) || is(node.left, 0) ? node.left : node;
    case '^':
      return simplifyPower(node);
    default:
      return node;
  }
}

function simplifySum(node: BinaryNode): Expression {
  const { op, left, right, at } = node;
  if (is(right, 0)) return left;
  if (is(left, 0)) return op === '+' ? right : negative(right, at);
  if (left.kind === 'number' && right.kind === 'number' && Number.isInteger(left.value + right.value)) {
    return number(op === '+' ? left.value + right.value : left.value - right.value, at);
  }
  if (right.kind === 'unary' && right.op === '-') return { ...node, op: op === '+' ? '-' : '+', right: right.of };
  return node;
}

function simplifyProduct(node: BinaryNode): Expression {
  const { left, right } = node;
  if (is(left, 0) || is(right, 1)) return left;
  return is(right, 0) || is(left, 1) ? right : node;
}

function simplifyPower(node: BinaryNode): Expression {
  const { left, right, at } = node;
  if (is(right, 0) || is(left, 1)) return number(1, at);
  const vanishes = is(left, 0) && (right.kind === 'number' || right.kind === 'symbol');
  return is(right, 1) || vanishes ? left : node;
}
