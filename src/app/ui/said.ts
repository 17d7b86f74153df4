/** One sentence that says what a step did, from its facts alone. */
import type { Inspection } from '../../lab/experiment/inspect.ts';
import { formatValue } from '../draw/text.ts';
import { angleBetween, lengthOf, type NamedVector, type StepFacts } from '../text/seen.ts';
import { words } from '../text/words.ts';

const vector = (values: ArrayLike<number>): string => `(${Array.from(values, formatValue).join(', ')})`;
const roots = (values: Float64Array): Float64Array => values.map((it) => Math.sqrt(it));

/** A letter in plain text: v̂ for v_hat, b₁ for b1. */
export const plainLetter = (letter: string): string =>
  letter
    .replace(/_hat$/, '\u0302')
    .replace(/_(\w+)$/, ' $1')
    .replace(/\d/g, (digit) => String.fromCodePoint(0x2080 + Number(digit)));

const near = (ratio: number): boolean => ratio > 0.5 && ratio < 2;

function bySquare({ move, rate }: StepFacts, { letter, value }: NamedVector): string[] {
  const { said } = words.inspect;
  const root = said.root(plainLetter(letter), vector(roots(value)));
  if (!move || rate === undefined || rate === 0) return [root];
  const [x, y] = Array.from(move, (it) => Math.abs(it) / rate) as [number, number];
  return [root, near(x) && near(y) ? said.both : said.each(formatValue(x), formatValue(y))];
}

function byVelocity({ slope, move }: StepFacts, { value }: NamedVector): string[] {
  const { said } = words.inspect;
  const [times, angle] = [lengthOf(value) / lengthOf(slope), angleBetween(value, slope)];
  if (!Number.isFinite(times) || !Number.isFinite(angle)) return [];
  const against = move && angleBetween(move, slope) < 90;
  const why = against ? [said.turned] : times > 2 ? [said.memory] : [];
  return [said.velocity(vector(value), formatValue(times), angle.toFixed(0)), ...why];
}

function byRate({ slope, move }: StepFacts): string[] {
  if (!move) return [];
  const rate = -move[0]! / slope[0]!;
  const plain = move.every((it, i) => Math.abs(it + rate * slope[i]!) <= 1e-9 * Math.abs(it));
  if (plain && rate > 0) return [words.inspect.said.plain(formatValue(rate))];
  const angle = angleBetween(move, slope);
  return Number.isFinite(angle) ? [words.inspect.said.direction((180 - angle).toFixed(0))] : [];
}

function lossSaid({ loss, lossNext }: Inspection): string {
  const { said } = words.inspect;
  if (!Number.isFinite(lossNext)) return said.breaks;
  const [from, to] = [formatValue(loss), formatValue(lossNext)];
  if (from === to) return said.stays(to);
  return lossNext < loss ? said.falls(from, to) : said.rises(from, to);
}

const sentence = (parts: readonly string[], between: string): string =>
  parts.length === 0 ? '' : `${parts.join(between)}.`;

/** What happened, in words. */
export function saidOf(facts: StepFacts, inspection: Inspection): string {
  const { said } = words.inspect;
  const [square] = facts.squares;
  const [velocity] = facts.velocities;
  const why = square ? bySquare(facts, square) : velocity ? byVelocity(facts, velocity) : byRate(facts);
  const first = facts.asks ? [said.gradient(vector(facts.slope)), ...why] : [];
  const moved = facts.move ? lengthOf(facts.move) : 0;
  const second = moved === 0 ? [said.still] : [said.length(formatValue(moved)), lossSaid(inspection)];
  const count = (what: string): number => inspection.questions.filter((it) => it.what === what).length;
  const third =
    inspection.questions.length > 0 ? [said.asked(count('value'), count('gradient'), count('hessian'))] : [];
  return [sentence(first, '; '), sentence(second, ', '), sentence(third, '')].filter((it) => it !== '').join(' ');
}
