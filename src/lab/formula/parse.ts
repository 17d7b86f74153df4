/**
 * Reads a formula's text into its syntax tree, or says what is wrong and where.
 *
 * The grammar, loosest first:
 *
 * - Comparisons `< <= > >= ==`, one at a time, and only where the vocabulary allows them.
 * - Sums and differences, left to right.
 * - Products and quotients, left to right. A product may leave out its sign, and that changes nothing: `1/2x` is
 *   (1/2)·x and `a/b c` is (a/b)·c. The right factor of such a product begins with a name, a parenthesis or a bar,
 *   never with a digit: `x 2` is refused, since x·2 and x² are equally likely.
 * - A sign in front, looser than products and powers: `-x^2` is −(x²), `-x y` is −(x·y). Behind an operator it reaches
 *   no further than that operator would: `a / -b c` is (a/(−b))·c, `2^-x^2` is 2^(−(x²)).
 * - Powers, right to left: `2^3^2` is 2^(3²). `**` is `^`. Superscripts belong to what they touch: `x²^3` is (x²)³.
 * - Numbers, names, parentheses, bars and functions.
 *
 * A run of letters is cut into known names, longest first: `xy` is x·y, `xsin(y)` is x·sin(y), `sinx` is sin(x). `2e`
 * is 2·e where `e` is known, `2e3` is always two thousand. A symbol before a parenthesis is a factor: `x(y+1)`.
 *
 * A function takes its values in parentheses, and a power after them applies to the result: `sin(x)^2` is (sin x)².
 * `sin^2 x` and `sin^2(x)` mean the same. Without parentheses a function takes one number, name, absolute value or
 * function with its power, or a number times one name: `sin x`, `sin x^2` (of x²), `sin 2x` (of 2x), `ln cos x`. What
 * could then belong to the value or not is refused: `sin x y`, `sin x/2`, `√2x`, `√x^2`. `sin x cos y` is a product.
 *
 * Where a value is expected a bar opens; elsewhere it closes an open one of the same level, or else opens a factor:
 * `|x - |y||`, `2|x|y`.
 */

import type { Problem } from './problems.ts';
import { explain } from './problems.ts';
import { type BinaryOperator, type Expression, isComparison, type Line, type Span } from './syntax.ts';
import { type OperatorToken, type Token, tokenize } from './tokens.ts';
import { type Arity, lossVocabulary, ruleVocabulary, surfaceVocabulary, type Vocabulary } from './vocabulary.ts';
import { isLetter, runEnd, spell } from './words.ts';

export { explain, lossVocabulary, type Problem, ruleVocabulary, surfaceVocabulary, type Vocabulary };

/** How large a formula may be. Depth counts parentheses, bars, functions, exponents and signs inside each other. */
export type FormulaLimits = { readonly characters: number; readonly depth: number; readonly nodes: number };

export const formulaLimits: FormulaLimits = { characters: 512, nodes: 512, depth: 64 };
/** What the catalogue's own formulas may have. */
export const entryLimits: FormulaLimits = { characters: 2048, nodes: 2048, depth: 64 };

export type ParseResult =
  { readonly ok: true; readonly expression: Expression } | { readonly ok: false; readonly problem: Problem };
export type ParseLineResult =
  { readonly ok: true; readonly line: Line } | { readonly ok: false; readonly problem: Problem };

/** Reads one formula. Never throws: every text gives a tree or a problem. */
export function parse(text: string, vocabulary: Vocabulary, limits: FormulaLimits = formulaLimits): ParseResult {
  return guarded(() => {
    refuseLength(text, limits);
    const equals = findAssignment(text);
    if (equals >= 0) {
      const at = { start: text.length - text.trimStart().length, end: equals + 1 };
      raise({ code: 'assignment-not-allowed', at, found: text.slice(at.start, at.end) });
    }
    return { ok: true, expression: new Parser(text, 0, vocabulary, limits).formula() };
  });
}

/**
 * Reads one line of a rule, `name = formula`. The name may be new; its place in the vocabulary of the lines that
 * follow is up to the caller.
 */
export function parseLine(
  text: string,
  vocabulary: Vocabulary,
  limits: FormulaLimits = formulaLimits,
): ParseLineResult {
  return guarded(() => {
    refuseLength(text, limits);
    const start = text.length - text.trimStart().length;
    const equals = findAssignment(text);
    if (equals < 0) raise({ code: 'missing-assignment', at: { start, end: text.length } });
    const found = text.slice(start, equals).trimEnd();
    const targetAt = { start, end: start + found.length };
    const target = spell(found);
    if (!isTarget(found) || vocabulary.functions.has(target) || vocabulary.aliases.has(target)) {
      raise({ code: 'bad-target', at: targetAt, found });
    }
    const expression = new Parser(text, equals + 1, vocabulary, limits).formula();
    return { ok: true, line: { target, targetAt, expression } };
  });
}

/** Carries a problem out of the parser's recursion; it never leaves this file. */
class Refusal extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.code);
    this.problem = problem;
  }
}

function raise(problem: Problem): never {
  throw new Refusal(problem);
}

function guarded<Result>(read: () => Result): Result | { ok: false; problem: Problem } {
  try {
    return read();
  } catch (failure) {
    if (failure instanceof Refusal) return { ok: false, problem: failure.problem };
    throw failure;
  }
}

function refuseLength(text: string, limits: FormulaLimits): void {
  if (text.length <= limits.characters) return;
  const at = { start: limits.characters, end: text.length };
  raise({ code: 'too-long', at, found: text.length, limit: limits.characters });
}

function findAssignment(text: string): number {
  return text.search(/(?<![<>=!])=(?!=)/);
}

function isTarget(found: string): boolean {
  return isLetter(found.charAt(0)) && runEnd(found, 0) === found.length;
}

const loosest = 0;
const precedences: Readonly<Record<BinaryOperator, number>> = {
  '<': 1,
  '<=': 1,
  '>': 1,
  '>=': 1,
  '==': 1,
  '+': 2,
  '-': 2,
  '*': 3,
  '/': 3,
  '^': 4,
};
const product = precedences['*'];
const power = precedences['^'];

/** A precedence-climbing parser over the tokens of one formula. */
class Parser {
  private readonly text: string;
  private readonly start: number;
  private readonly tokens: readonly Token[];
  private readonly vocabulary: Vocabulary;
  private readonly limits: FormulaLimits;
  private position = 0;
  private depth = 0;
  private nodes = 0;
  /** Whether the innermost open bracket is a bar. */
  private insideBars = false;

  constructor(text: string, start: number, vocabulary: Vocabulary, limits: FormulaLimits) {
    this.text = text;
    this.start = start;
    this.tokens = tokenize(text, start, vocabulary);
    this.vocabulary = vocabulary;
    this.limits = limits;
  }

  /** The whole text as one expression. */
  formula(): Expression {
    if (this.peek().kind === 'end') raise({ code: 'empty', at: { start: this.start, end: this.text.length } });
    const expression = this.expression(loosest);
    const { kind, at } = this.peek();
    if (kind === 'close') raise({ code: 'unexpected-close', at, found: ')' });
    if (kind === 'comma') raise({ code: 'unexpected-comma', at });
    return expression;
  }

  private peek(): Token {
    const token = this.tokens[Math.min(this.position, this.tokens.length - 1)];
    if (token === undefined) throw new Error('a token list always has an end');
    if (token.kind === 'problem') raise(token.problem);
    return token;
  }

  private take(): Token {
    const token = this.peek();
    this.position += 1;
    return token;
  }

  private previous(): Token | undefined {
    return this.tokens[this.position - 1];
  }

  private node(expression: Expression): Expression {
    this.nodes += 1;
    if (this.nodes > this.limits.nodes) {
      raise({ code: 'too-many-nodes', at: expression.at, limit: this.limits.nodes });
    }
    return expression;
  }

  private binary(op: BinaryOperator, left: Expression, right: Expression): Expression {
    return this.node({ kind: 'binary', op, left, right, at: join(left.at, right.at) });
  }

  private nested<Result>(at: Span, insideBars: boolean, read: () => Result): Result {
    if (this.depth >= this.limits.depth) raise({ code: 'too-deep', at, limit: this.limits.depth });
    const outside = this.insideBars;
    this.depth += 1;
    this.insideBars = insideBars;
    const result = read();
    this.depth -= 1;
    this.insideBars = outside;
    return result;
  }

  /** An operand and every operator behind it that binds at least as tightly as `minimum`. */
  private expression(minimum: number): Expression {
    let left = this.operand(minimum);
    for (;;) {
      const next = this.infix(left, minimum);
      if (next === undefined) return left;
      left = next;
    }
  }

  private infix(left: Expression, minimum: number): Expression | undefined {
    const token = this.peek();
    if (token.kind === 'superscript') return this.superscript(left);
    if (token.kind === 'operator') return this.operator(left, token, minimum);
    if (token.kind === 'number') raise({ code: 'number-after-value', at: token.at, found: token.text });
    if (!this.opensFactor(token) || product < minimum) return undefined;
    return this.binary('*', left, this.expression(product + 1));
  }

  private operator(left: Expression, token: OperatorToken, minimum: number): Expression | undefined {
    const { op, at, text: found } = token;
    const precedence = precedences[op];
    if (precedence < minimum) return undefined;
    if (isComparison(op) && !this.vocabulary.comparisons) raise({ code: 'comparison-not-allowed', at, found });
    this.take();
    const right =
      op === '^' ? this.nested(at, this.insideBars, () => this.expression(power)) : this.expression(precedence + 1);
    if (isComparison(op)) this.refuseChain();
    return this.binary(op, left, right);
  }

  private refuseChain(): void {
    const next = this.peek();
    if (next.kind !== 'operator' || !isComparison(next.op)) return;
    raise({ code: 'chained-comparison', at: next.at, found: next.text });
  }

  private superscript(base: Expression): Expression {
    const token = this.take();
    if (token.kind !== 'superscript') throw new Error('a superscript was expected');
    return this.binary('^', base, this.exponent(token.value, token.at));
  }

  private exponent(value: number, at: Span): Expression {
    const size = this.node({ kind: 'number', value: Math.abs(value), at });
    return value < 0 ? this.node({ kind: 'unary', op: '-', of: size, at }) : size;
  }

  /** Whether a token in the place of an operator begins another factor of a product. */
  private opensFactor(token: Token): boolean {
    if (token.kind === 'bar') return !this.insideBars;
    return token.kind === 'symbol' || token.kind === 'function' || token.kind === 'open';
  }

  private operand(minimum: number): Expression {
    const token = this.peek();
    if (token.kind !== 'operator' || (token.op !== '-' && token.op !== '+')) return this.atom();
    const { op, at } = token;
    this.take();
    const of = this.nested(at, this.insideBars, () => this.expression(Math.max(minimum, product)));
    return this.node({ kind: 'unary', op, of, at: join(at, of.at) });
  }

  private atom(): Expression {
    const token = this.peek();
    const { at } = token;
    switch (token.kind) {
      case 'number':
        this.take();
        return this.node({ kind: 'number', value: token.value, at });
      case 'symbol':
        this.take();
        return this.node({ kind: 'symbol', name: token.name, at });
      case 'function':
        return this.application();
      case 'open':
        return this.parenthesized();
      case 'bar':
        return this.absolute();
      default:
        return this.missing(token);
    }
  }

  /** Says which value is missing where `token` stands instead of one. */
  private missing(token: Token): never {
    const before = this.previous();
    const isAfter = before?.kind === 'operator' || before?.kind === 'comma' || before?.kind === 'bar';
    if (before?.kind === 'open' && token.kind === 'close') {
      raise({ code: 'empty-parentheses', at: join(before.at, token.at) });
    }
    if (before?.kind === 'open' && token.kind === 'end') raise({ code: 'missing-close', at: before.at, open: '(' });
    if (isAfter) raise({ code: 'missing-value', at: before.at, side: 'after', operator: this.source(before.at) });
    if (token.kind === 'close') raise({ code: 'unexpected-close', at: token.at, found: ')' });
    raise({ code: 'missing-value', at: token.at, side: 'before', operator: this.source(token.at) });
  }

  private source(at: Span): string {
    return this.text.slice(at.start, at.end);
  }

  private parenthesized(): Expression {
    const open = this.take();
    const inner = this.nested(open.at, false, () => this.expression(loosest));
    const after = this.peek();
    if (after.kind === 'comma') raise({ code: 'unexpected-comma', at: after.at });
    return { ...inner, at: join(open.at, this.closing(open.at)) };
  }

  /** Takes the parenthesis that closes the one at `open`. */
  private closing(open: Span): Span {
    if (this.peek().kind !== 'close') raise({ code: 'missing-close', at: open, open: '(' });
    return this.take().at;
  }

  private absolute(): Expression {
    const open = this.take().at;
    const inner = this.nested(open, true, () => this.expression(loosest));
    if (this.peek().kind !== 'bar') raise({ code: 'missing-close', at: open, open: '|' });
    const at = join(open, this.take().at);
    if (!this.vocabulary.functions.has('abs')) raise({ code: 'unexpected-character', at: open, found: '|' });
    return this.node({ kind: 'call', name: 'abs', args: [inner], at });
  }

  /** A function with its values: `sin(x)`, `sin x`, `sin^2 x`, `max(a, b)`. */
  private application(): Expression {
    const token = this.take();
    if (token.kind !== 'function') throw new Error('a function was expected');
    const { name, at } = token;
    const exponent = this.functionPower(name, at);
    const call = this.peek().kind === 'open' ? this.call(name, at) : this.bareCall(name, at);
    if (exponent === undefined) return call;
    return this.node({ kind: 'binary', op: '^', left: call, right: exponent, at: join(at, call.at) });
  }

  /** The exponent in `sin^2 x`, between a function and its value. */
  private functionPower(name: string, at: Span): Expression | undefined {
    const sign = this.peek();
    const isSign = sign.kind === 'operator' && sign.op === '^';
    if (!isSign && sign.kind !== 'superscript') return undefined;
    this.take();
    const exponent = isSign ? this.take() : sign;
    if (exponent.kind === 'end') raise({ code: 'missing-value', at: sign.at, side: 'after', operator: '^' });
    if ((exponent.kind !== 'number' && exponent.kind !== 'superscript') || exponent.value <= 0) {
      raise({ code: 'ambiguous-function-power', at: join(at, sign.at), name });
    }
    return this.exponent(exponent.value, exponent.at);
  }

  private call(name: string, at: Span): Expression {
    const open = this.take().at;
    const args = this.nested(open, false, () => this.arguments());
    const span = join(at, this.closing(open));
    const { min, max } = this.arity(name);
    if (args.length < min || args.length > max) {
      raise({ code: 'wrong-argument-count', at: span, name, found: args.length, min, max });
    }
    return this.node({ kind: 'call', name, args, at: span });
  }

  private arity(name: string): Arity {
    const arity = this.vocabulary.functions.get(name);
    if (arity === undefined) throw new Error(`the vocabulary has an alias for a function it lacks: ${name}`);
    return arity;
  }

  private arguments(): Expression[] {
    if (this.peek().kind === 'close') return [];
    const args = [this.expression(loosest)];
    while (this.peek().kind === 'comma') {
      this.take();
      args.push(this.expression(loosest));
    }
    return args;
  }

  private bareCall(name: string, at: Span): Expression {
    const { kind } = this.peek();
    const opens = kind === 'number' || kind === 'symbol' || kind === 'function' || kind === 'bar';
    if (!opens || this.arity(name).min > 1) raise({ code: 'missing-parentheses', at, name });
    const argument = this.nested(at, this.insideBars, () => this.bareArgument(name));
    this.refuseAmbiguity(name, argument);
    return this.node({ kind: 'call', name, args: [argument], at: join(at, argument.at) });
  }

  private bareArgument(name: string): Expression {
    const isRoot = name === 'sqrt' || name === 'cbrt';
    const first = isRoot ? this.atom() : this.expression(power);
    if (isRoot || first.kind !== 'number' || this.peek().kind !== 'symbol') return first;
    return this.binary('*', first, this.expression(power));
  }

  /** Refuses what could belong to the value of a function without parentheses as well as stand behind it. */
  private refuseAmbiguity(name: string, argument: Expression): void {
    const next = this.peek();
    const isPower = next.kind === 'superscript' || (next.kind === 'operator' && next.op === '^');
    const isQuotient = next.kind === 'operator' && next.op === '/';
    const isFactor = next.kind !== 'function' && this.opensFactor(next);
    if (!isPower && !isQuotient && !isFactor) return;
    raise({ code: 'ambiguous-argument', at: next.at, name, argument: this.source(argument.at) });
  }
}

function join(first: Span, last: Span): Span {
  return { start: first.start, end: last.end };
}
