/** The syntax tree that every formula becomes: typed surfaces, built-in surfaces and optimizer rules alike. */

/** A stretch of the input, in character offsets: from `start` up to but not including `end`. */
export type Span = { readonly start: number; readonly end: number };

export type Comparison = '<' | '<=' | '>' | '>=' | '==';
export type BinaryOperator = '+' | '-' | '*' | '/' | '^' | Comparison;

export type NumberNode = { readonly kind: 'number'; readonly value: number; readonly at: Span };
export type SymbolNode = { readonly kind: 'symbol'; readonly name: string; readonly at: Span };
/** A function applied to its arguments; `|x|` is the call `abs(x)`, `√x` the call `sqrt(x)`. */
export type CallNode = {
  readonly kind: 'call';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly at: Span;
};
export type UnaryNode = {
  readonly kind: 'unary';
  readonly op: '-' | '+';
  readonly of: Expression;
  readonly at: Span;
};
/** A product is the same node whether or not its sign was written. */
export type BinaryNode = {
  readonly kind: 'binary';
  readonly op: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly at: Span;
};

export type Expression = NumberNode | SymbolNode | CallNode | UnaryNode | BinaryNode;

/** One line of a rule, `target = expression`. */
export type Line = { readonly target: string; readonly targetAt: Span; readonly expression: Expression };

/** Whether an operator compares, so that its value is true (1) or false (0). */
export function isComparison(op: BinaryOperator): op is Comparison {
  return op === '<' || op === '<=' || op === '>' || op === '>=' || op === '==';
}

/** Whether a comparison holds between two numbers. */
export function compare(op: Comparison, left: number, right: number): boolean {
  switch (op) {
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    case '==':
      return left === right;
  }
}
