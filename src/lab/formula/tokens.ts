/** Cuts a formula's text into numbers, names and signs. */

import type { Problem } from './problems.ts';
import type { BinaryOperator, Span } from './syntax.ts';
import type { Vocabulary } from './vocabulary.ts';
import { isLetter, readWords, runEnd } from './words.ts';

export type Token = { readonly at: Span } & (
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  /** Digits written as superscripts: `x²`. */
  | { readonly kind: 'superscript'; readonly value: number }
  | { readonly kind: 'symbol'; readonly name: string }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'operator'; readonly op: BinaryOperator; readonly text: string }
  | { readonly kind: 'open' | 'close' | 'bar' | 'comma' | 'end' }
  /** Where reading stops: what stands here is not a token. */
  | { readonly kind: 'problem'; readonly problem: Problem }
);

export type OperatorToken = Extract<Token, { kind: 'operator' }>;
type Operator = OperatorToken['op'];

const operators: ReadonlyMap<string, Operator> = new Map([
  ['+', '+'],
  ['-', '-'],
  ['−', '-'],
  ['–', '-'],
  ['*', '*'],
  ['×', '*'],
  ['·', '*'],
  ['⋅', '*'],
  ['∗', '*'],
  ['/', '/'],
  ['÷', '/'],
  ['∕', '/'],
  ['^', '^'],
  ['**', '^'],
  ['<', '<'],
  ['>', '>'],
  ['<=', '<='],
  ['≤', '<='],
  ['>=', '>='],
  ['≥', '>='],
  ['==', '=='],
]);

const punctuation: ReadonlyMap<string, 'open' | 'close' | 'bar' | 'comma'> = new Map([
  ['(', 'open'],
  [')', 'close'],
  ['|', 'bar'],
  [',', 'comma'],
]);

const roots: ReadonlyMap<string, string> = new Map([
  ['√', 'sqrt'],
  ['∛', 'cbrt'],
]);

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** The tokens of `text` from `start` on; the last one is the end or the first problem. */
export function tokenize(text: string, start: number, vocabulary: Vocabulary): Token[] {
  const tokens: Token[] = [];
  for (let offset = start; ;) {
    while (offset < text.length && /\s/.test(text.charAt(offset))) offset += 1;
    const read = offset < text.length ? readTokens(text, offset, vocabulary) : [endToken(text.length)];
    tokens.push(...read);
    const last = read.at(-1);
    if (last === undefined || last.kind === 'end' || last.kind === 'problem') return tokens;
    offset = last.at.end;
  }
}

function endToken(offset: number): Token {
  return { kind: 'end', at: { start: offset, end: offset } };
}

/** The tokens of whatever begins at `start`: one, except where a run of letters is several names. */
function readTokens(text: string, start: number, vocabulary: Vocabulary): Token[] {
  const character = text.charAt(start);
  if (/[0-9]/.test(character) || (character === '.' && /[0-9]/.test(text.charAt(start + 1)))) {
    return [readNumber(text, start)];
  }
  if (isLetter(character)) return readNames(text, start, vocabulary);
  if (character === '⁻' || superscripts.includes(character)) return [readSuperscript(text, start)];
  return [readSign(text, start, vocabulary)];
}

function readNames(text: string, start: number, vocabulary: Vocabulary): Token[] {
  const read = readWords(text, start, runEnd(text, start), vocabulary);
  if (!read.ok) return [problemToken(read.problem)];
  return read.words.map(({ name, callable, at }) => ({ kind: callable ? 'function' : 'symbol', name, at }));
}

function readNumber(text: string, start: number): Token {
  const number = /(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
  number.lastIndex = start;
  const found = number.exec(text)?.[0] ?? '';
  const end = start + found.length;
  if (text.charAt(end) === '.') {
    const rest = /^[0-9.]*/.exec(text.slice(end))?.[0] ?? '';
    const at = { start, end: end + rest.length };
    return problemToken({ code: 'malformed-number', at, found: found + rest });
  }
  const at = { start, end };
  const value = Number(found);
  if (!Number.isFinite(value)) return problemToken({ code: 'number-too-large', at, found });
  if (value === 0 && /^[^eE]*[1-9]/.test(found)) return problemToken({ code: 'number-too-small', at, found });
  return { kind: 'number', value, text: found, at };
}

function readSuperscript(text: string, start: number): Token {
  const negative = text.charAt(start) === '⁻';
  let end = negative ? start + 1 : start;
  let digits = '';
  for (; end < text.length && superscripts.includes(text.charAt(end)); end += 1) {
    digits += String(superscripts.indexOf(text.charAt(end)));
  }
  const at = { start, end };
  const found = text.slice(start, end);
  if (digits === '') return problemToken({ code: 'unexpected-character', at, found });
  const value = Number(digits);
  if (!Number.isFinite(value)) return problemToken({ code: 'number-too-large', at, found });
  return { kind: 'superscript', value: negative ? -value : value, at };
}

function readSign(text: string, start: number, vocabulary: Vocabulary): Token {
  for (const length of [2, 1]) {
    const found = text.slice(start, start + length);
    const at = { start, end: start + found.length };
    const op = operators.get(found);
    if (op !== undefined) return { kind: 'operator', op, text: found, at };
    const kind = punctuation.get(found);
    if (kind !== undefined) return { kind, at };
    const root = roots.get(found);
    if (root !== undefined && vocabulary.functions.has(root)) return { kind: 'function', name: root, at };
  }
  const found = String.fromCodePoint(text.codePointAt(start) ?? 0);
  return problemToken({ code: 'unexpected-character', at: { start, end: start + found.length }, found });
}

function problemToken(problem: Problem): Token {
  return { kind: 'problem', at: problem.at, problem };
}
