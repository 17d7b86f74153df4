/** Reads a run of letters as known names, longest first, and finds what an unknown name was meant to be. */

import { suggest } from '../describe/suggest.ts';
import type { Problem } from './problems.ts';
import type { Span } from './syntax.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A known name and its place in the input. */
export type Word = { readonly name: string; readonly callable: boolean; readonly at: Span };

const greekLetters = [
  'α alpha β beta γ gamma δ delta ε epsilon ϵ epsilon ζ zeta η eta θ theta ϑ theta ι iota κ kappa λ lambda μ mu µ mu',
  'ν nu ξ xi π pi ρ rho σ sigma ς sigma τ tau υ upsilon φ phi ϕ phi χ chi ψ psi ω omega',
  'Γ Gamma Δ Delta Θ Theta Λ Lambda Ξ Xi Π Pi Σ Sigma Φ Phi Ψ Psi Ω Omega',
].join(' ');
const greek: ReadonlyMap<string, string> = new Map(
  Array.from(greekLetters.matchAll(/(\S+) (\S+)/g), ([, letter = '', name = '']) => [letter, name]),
);
const subscripts = '₀₁₂₃₄₅₆₇₈₉';

/** A run as it is looked up: Greek letters as their names, and where each place stands in the input. */
type Run = {
  readonly text: string;
  readonly source: string;
  readonly start: number;
  /** Input offset of each place in `text`; undefined inside the name of a Greek letter, where no word may end. */
  readonly offsets: readonly (number | undefined)[];
};

/** Whether a character may begin a name: a Latin or Greek letter. */
export function isLetter(character: string): boolean {
  return /^[A-Za-z]$/.test(character) || greek.has(character);
}

/** The end of the run of letters, digits and underscores that begins at `start`. */
export function runEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isNamePart(text.charAt(end))) end += 1;
  return end;
}

function isNamePart(character: string): boolean {
  return isLetter(character) || /^[0-9_]$/.test(character) || subscripts.includes(character);
}

/** A name as the vocabulary spells it: `β₁` is `beta1`. */
export function spell(source: string): string {
  return Array.from(source, spellCharacter).join('');
}

function spellCharacter(character: string): string {
  const letter = greek.get(character);
  if (letter !== undefined) return letter;
  const subscript = subscripts.indexOf(character);
  return subscript >= 0 ? String(subscript) : character;
}

/** Splits the run text[start, end) into known names, or says why that cannot be done. */
export function readWords(
  text: string,
  start: number,
  end: number,
  vocabulary: Vocabulary,
): { ok: true; words: Word[] } | { ok: false; problem: Problem } {
  const run = spellRun(text, start, end);
  const names = knownNames(vocabulary);
  const pieces = split(run, names);
  if (pieces === undefined) return { ok: false, problem: unknown(run, vocabulary, names) };
  const words = pieces.map(({ name, from, to }): Word => {
    const known = vocabulary.aliases.get(name) ?? name;
    return { name: known, callable: vocabulary.functions.has(known), at: spanOf(run, from, to) };
  });
  return { ok: true, words };
}

function spellRun(text: string, start: number, end: number): Run {
  const source = text.slice(start, end);
  const offsets: (number | undefined)[] = [];
  for (let index = 0; index < source.length; index += 1) {
    offsets.push(start + index);
    for (let inner = spellCharacter(source.charAt(index)).length; inner > 1; inner -= 1) offsets.push(undefined);
  }
  offsets.push(end);
  return { text: spell(source), source, start, offsets };
}

function spanOf(run: Run, from: number, to: number): Span {
  return { start: run.offsets[from] ?? run.start, end: run.offsets[to] ?? run.start + run.source.length };
}

function sourceOf(run: Run, at: Span): string {
  return run.source.slice(at.start - run.start, at.end - run.start);
}

function knownNames(vocabulary: Vocabulary): string[] {
  return [...vocabulary.functions.keys(), ...vocabulary.aliases.keys(), ...vocabulary.symbols];
}

type Piece = { readonly name: string; readonly from: number; readonly to: number };

/** The longest known name at each place whose remainder can be read too; undefined where none is. */
function split(run: Run, names: readonly string[]): Piece[] | undefined {
  const known = new Set(names);
  const longest = Math.max(0, ...names.map((name) => name.length));
  const size = run.text.length;
  const next: (number | undefined)[] = [];
  next[size] = size;
  for (let from = size - 1; from >= 0; from -= 1) {
    if (run.offsets[from] === undefined) continue;
    for (let to = Math.min(size, from + longest); to > from && next[from] === undefined; to -= 1) {
      if (next[to] !== undefined && known.has(run.text.slice(from, to))) next[from] = to;
    }
  }
  if (next[0] === undefined) return undefined;
  const pieces: Piece[] = [];
  for (let from = 0; from < size;) {
    const to = next[from] ?? size;
    pieces.push({ name: run.text.slice(from, to), from, to });
    from = to;
  }
  return pieces;
}

function unknown(run: Run, vocabulary: Vocabulary, names: readonly string[]): Problem {
  const reached = reachable(run, names);
  const whole = spanOf(run, 0, run.text.length);
  const cased = splitIgnoringCase(run, names);
  if (cased !== undefined) return unknownName(run, whole, vocabulary, cased);
  const digits = digitsAfterName(run, reached, vocabulary);
  if (digits !== undefined) return digits;
  for (const { to } of reached) {
    const rest = run.text.slice(to);
    const suggestion = nearest(rest, names);
    if (suggestion !== undefined) return unknownName(run, spanOf(run, to, run.text.length), vocabulary, suggestion);
  }
  return unknownName(run, whole, vocabulary, undefined);
}

function unknownName(run: Run, at: Span, vocabulary: Vocabulary, suggestion: string | undefined): Problem {
  return {
    code: 'unknown-name',
    at,
    found: sourceOf(run, at),
    ...(suggestion === undefined ? {} : { suggestion }),
    known: [...vocabulary.symbols],
  };
}

/** Every place that whole known names lead up to from the start, each with the longest name that ends there. */
function reachable(run: Run, names: readonly string[]): Piece[] {
  const reached = new Map<number, Piece>([[0, { name: '', from: 0, to: 0 }]]);
  for (let from = 0; from < run.text.length; from += 1) {
    if (!reached.has(from)) continue;
    for (const name of names) {
      const to = from + name.length;
      if (reached.has(to) || run.offsets[to] === undefined || !run.text.startsWith(name, from)) continue;
      reached.set(to, { name, from, to });
    }
  }
  return [...reached.values()].sort((left, right) => left.to - right.to);
}

function digitsAfterName(run: Run, reached: readonly Piece[], vocabulary: Vocabulary): Problem | undefined {
  const last = reached.findLast(({ to }) => to > 0 && /[0-9]/.test(run.text.charAt(to)));
  if (last === undefined) return undefined;
  const digits = /^[0-9]+/.exec(run.text.slice(last.to))?.[0] ?? '';
  const name = vocabulary.aliases.get(last.name) ?? last.name;
  return {
    code: 'digits-after-name',
    at: spanOf(run, last.from, last.to + digits.length),
    name: last.name,
    digits,
    callable: vocabulary.functions.has(name),
  };
}

function splitIgnoringCase(run: Run, names: readonly string[]): string | undefined {
  const spelling = new Map(names.map((name) => [name.toLowerCase(), name]));
  const pieces = split({ ...run, text: run.text.toLowerCase() }, [...spelling.keys()]);
  return pieces?.map(({ name }) => spelling.get(name) ?? name).join('');
}

/** The known name of at least two letters that `found` probably was; one letter is as near to any other. */
function nearest(found: string, names: readonly string[]): string | undefined {
  if (found.length < 2) return undefined;
  const candidates = names.filter((name) => name.length >= 2);
  return suggest(found, candidates);
}
