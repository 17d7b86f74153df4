/** Computes a formula's value directly from its tree, on plain numbers: the reference that compiled code is held to. */

import * as elementary from '../numeric/elementary.ts';
import { type BinaryOperator, compare, type Expression } from './syntax.ts';
import { constants, newtonSchulz } from './vocabulary.ts';

export type FunctionTable = Readonly<Record<string, (...values: number[]) => number>>;

/** Every function of the vocabularies on numbers; over a single entry, norm, rms, sum, mean and size are what is left, and the matrix is 1 × 1. */
export const scalarFunctions: FunctionTable = {
  sin: elementary.sin,
  cos: elementary.cos,
  tan: elementary.tan,
  asin: elementary.asin,
  acos: elementary.acos,
  atan: elementary.atan,
  atan2: elementary.atan2,
  sinh: elementary.sinh,
  cosh: elementary.cosh,
  tanh: elementary.tanh,
  exp: elementary.exp,
  expm1: elementary.expm1,
  log: elementary.log,
  log1p: elementary.log1p,
  log2: elementary.log2,
  log10: elementary.log10,
  pow: elementary.pow,
  cbrt: elementary.cbrt,
  sigmoid: elementary.sigmoid,
  sqrt: Math.sqrt,
  hypot: (a, b) => Math.sqrt(a * a + b * b),
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  min: Math.min,
  max: Math.max,
  norm: Math.abs,
  rms: Math.abs,
  sum: (value) => value,
  mean: (value) => value,
  size: () => 1,
  rows: () => 1,
  columns: () => 1,
  row_means: (value) => value,
  column_means: (value) => value,
  ns5: (value) => newtonSchulz.reduce((x, [a, b, c]) => a * x + (b * (x * x) + c * (x * x) * (x * x)) * x, value),
  dot: (left, right) => left * right,
  where: (condition, yes, no) => (condition === 0 ? no : yes),
  clamp: (value, low, high) => Math.min(Math.max(value, low), high),
};

/**
 * The value of a formula. A comparison is 1 where it holds and 0 where it does not. `values` has every symbol but the
 * constants, and may name those too; `functions` must have every function used, `gradient` among them.
 */
export function evaluate(
  expression: Expression,
  values: Readonly<Record<string, number>>,
  functions: FunctionTable = scalarFunctions,
): number {
  const valueOf = (inner: Expression): number => evaluate(inner, values, functions);
  switch (expression.kind) {
    case 'number':
      return expression.value;
    case 'symbol':
      return lookUp(expression.name, values, constants);
    case 'call':
      return lookUp(expression.name, functions)(...expression.args.map(valueOf));
    case 'unary':
      return expression.op === '-' ? -valueOf(expression.of) : valueOf(expression.of);
    case 'binary':
      return combine(expression.op, valueOf(expression.left), valueOf(expression.right), functions);
  }
}

function lookUp<Entry>(name: string, ...tables: readonly Readonly<Record<string, Entry>>[]): Entry {
  const table = tables.find((candidate) => Object.hasOwn(candidate, name));
  const entry = table?.[name];
  if (entry === undefined) throw new Error(`nothing was given for ${name}`);
  return entry;
}

function combine(op: BinaryOperator, left: number, right: number, functions: FunctionTable): number {
  switch (op) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    case '^':
      return lookUp('pow', functions)(left, right);
    default:
      return compare(op, left, right) ? 1 : 0;
  }
}
