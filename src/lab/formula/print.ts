/** Writes a formula as plain text, in one canonical form that reads back as the same tree. */

import type { BinaryNode, BinaryOperator, Expression, UnaryNode } from './syntax.ts';

/** How tightly a form binds; an operand that binds less tightly than its place asks for is put in parentheses. */
const levels = { comparison: 1, sum: 2, sign: 3, product: 4, power: 5, atom: 6 } as const;

const operatorLevels: Readonly<Record<BinaryOperator, number>> = {
  '<': levels.comparison,
  '<=': levels.comparison,
  '>': levels.comparison,
  '>=': levels.comparison,
  '==': levels.comparison,
  '+': levels.sum,
  '-': levels.sum,
  '*': levels.product,
  '/': levels.product,
  '^': levels.power,
};

/** The canonical text: every product with its sign, absolute values as `abs(x)`, no parentheses without need. */
export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'symbol':
      return expression.name;
    case 'call':
      return `${expression.name}(${expression.args.map(print).join(', ')})`;
    case 'unary':
      return printUnary(expression);
    case 'binary':
      return printBinary(expression);
  }
}

function levelOf(expression: Expression): number {
  if (expression.kind === 'unary') return levels.sign;
  return expression.kind === 'binary' ? operatorLevels[expression.op] : levels.atom;
}

function operand(expression: Expression, least: number): string {
  const text = print(expression);
  return levelOf(expression) < least ? `(${text})` : text;
}

function printUnary({ op, of }: UnaryNode): string {
  return op + operand(of, levels.product);
}

function printBinary({ op, left, right }: BinaryNode): string {
  if (op === '^') return `${operand(left, levels.atom)}^${exponent(right)}`;
  const level = operatorLevels[op];
  const leftmost = level === levels.comparison ? levels.sum : level;
  const rightmost = level === levels.sum ? levels.product : level + 1;
  return `${operand(left, leftmost)} ${op} ${operand(right, rightmost)}`;
}

/** `x^-2` needs no parentheses, unlike every other sign behind an operator. */
function exponent(expression: Expression): string {
  const isShort = expression.kind === 'unary' && levelOf(expression.of) >= levels.power;
  return isShort ? print(expression) : operand(expression, levels.power);
}
