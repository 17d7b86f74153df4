/** Reads a formula as a sum of squares, where it is written as one: the residuals of least squares need no second declaration. */
import { evaluate } from './evaluate.ts';
import { print } from './print.ts';
import type { Expression } from './syntax.ts';

/** Products of sums multiply; beyond so many residuals a formula does not count as a sum of squares. */
const MOST = 64;

/**
 * The r₁ … rₘ with f = r₁² + … + rₘ², as f is written: sums, products and quotients of even powers and of constants that
 * are not negative for these values of the parameters. Undefined where f is not written so.
 */
export function squaresOf(
  expression: Expression,
  values: Readonly<Record<string, number>>,
): readonly Expression[] | undefined {
  const found = roots(expression, values);
  return found !== undefined && found.length <= MOST ? found : undefined;
}

function roots(of: Expression, values: Readonly<Record<string, number>>): readonly Expression[] | undefined {
  if (!mentions(of, 'x') && !mentions(of, 'y')) return rootOfConstant(of, values);
  if (of.kind === 'unary') return of.op === '+' ? roots(of.of, values) : undefined;
  if (of.kind !== 'binary') return undefined;
  const { op, left, right } = of;
  if (op === '^') return halved(left, right);
  if (op === '*' && print(left) === print(right)) return [left];
  const a = roots(left, values);
  const b = a && roots(right, values);
  if (a === undefined || b === undefined) return undefined;
  if (op === '+') return [...a, ...b];
  if (op === '*') return a.length * b.length > MOST ? undefined : a.flatMap((p) => b.map((q) => binary('*', p, q)));
  const [only] = b;
  return op === '/' && b.length === 1 && only ? a.map((p) => binary('/', p, only)) : undefined;
}

/** √c, for a c that has one; which residuals there are does not depend on the parameters’ values. */
function rootOfConstant(of: Expression, values: Readonly<Record<string, number>>): readonly Expression[] | undefined {
  if (of.kind === 'number' && of.value === 0) return [];
  return evaluate(of, values) >= 0 ? [{ kind: 'call', name: 'sqrt', args: [of], at: of.at }] : undefined;
}

/** The root of an even power. */
function halved(base: Expression, exponent: Expression): readonly Expression[] | undefined {
  if (exponent.kind !== 'number' || exponent.value <= 0 || exponent.value % 2 !== 0) return undefined;
  return exponent.value === 2 ? [base] : [binary('^', base, { ...exponent, value: exponent.value / 2 })];
}

const binary = (op: '*' | '/' | '^', left: Expression, right: Expression): Expression => ({
  kind: 'binary',
  op,
  left,
  right,
  at: { start: left.at.start, end: right.at.end },
});

/** Whether a name stands anywhere in a formula. */
function mentions(expression: Expression, name: string): boolean {
  switch (expression.kind) {
    case 'number':
      return false;
    case 'symbol':
      return expression.name === name;
    case 'unary':
      return mentions(expression.of, name);
    case 'binary':
      return mentions(expression.left, name) || mentions(expression.right, name);
    case 'call':
      return expression.args.some((arg) => mentions(arg, name));
  }
}
