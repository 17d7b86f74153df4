/** What can be wrong with a formula, as typed data, and the English sentence for each problem. */

import type { Span } from './syntax.ts';

type ProblemDetail =
  | { readonly code: 'empty' }
  | { readonly code: 'too-long'; readonly found: number; readonly limit: number }
  | { readonly code: 'too-deep'; readonly limit: number }
  | { readonly code: 'too-many-nodes'; readonly limit: number }
  | { readonly code: 'unexpected-character'; readonly found: string }
  | {
      readonly code: 'unknown-name';
      readonly found: string;
      readonly suggestion?: string;
      readonly known: readonly string[];
    }
  | {
      readonly code: 'digits-after-name';
      readonly name: string;
      readonly digits: string;
      readonly callable: boolean;
    }
  | { readonly code: 'malformed-number'; readonly found: string }
  | { readonly code: 'number-too-large'; readonly found: string }
  | { readonly code: 'number-too-small'; readonly found: string }
  | { readonly code: 'missing-value'; readonly side: 'before' | 'after'; readonly operator: string }
  | { readonly code: 'empty-parentheses' }
  | { readonly code: 'missing-close'; readonly open: '(' | '|' }
  | { readonly code: 'unexpected-close'; readonly found: string }
  | { readonly code: 'unexpected-comma' }
  | {
      readonly code: 'wrong-argument-count';
      readonly name: string;
      readonly found: number;
      readonly min: number;
      readonly max: number;
    }
  | { readonly code: 'missing-parentheses'; readonly name: string }
  | { readonly code: 'ambiguous-argument'; readonly name: string; readonly argument: string }
  | { readonly code: 'ambiguous-function-power'; readonly name: string }
  | { readonly code: 'number-after-value'; readonly found: string }
  | { readonly code: 'comparison-not-allowed'; readonly found: string }
  | { readonly code: 'chained-comparison'; readonly found: string }
  | { readonly code: 'assignment-not-allowed'; readonly found: string }
  | { readonly code: 'missing-assignment' }
  | { readonly code: 'bad-target'; readonly found: string };

/** A reason why a text is not a formula: a code, the culprit's place in the input, and data for the message. */
export type Problem = { readonly at: Span } & ProblemDetail;
export type ProblemCode = Problem['code'];

/** The English sentence for a problem. Places are counted from 1, as people count characters. */
export function explain(problem: Problem): string {
  const place = problem.at.start + 1;
  switch (problem.code) {
    case 'empty':
      return 'there is no formula yet';
    case 'too-long':
      return `the formula has ${problem.found} characters; the limit is ${problem.limit}`;
    case 'too-deep':
      return `the formula is nested more than ${problem.limit} levels deep at ${place}`;
    case 'too-many-nodes':
      return `the formula has more than ${problem.limit} numbers, names and operations`;
    case 'unexpected-character':
      return `${quote(problem.found)} at ${place} has no meaning in a formula${hint(problem.found)}`;
    case 'unknown-name':
      return `${quote(problem.found)} at ${place} is not known${alternative(problem)}`;
    case 'digits-after-name':
      return explainDigits(problem, place);
    case 'malformed-number':
      return `${quote(problem.found)} at ${place} is not a number`;
    case 'number-too-large':
      return `the number ${quote(problem.found)} at ${place} is too large`;
    case 'number-too-small':
      return `the number ${quote(problem.found)} at ${place} is too close to zero`;
    case 'missing-value':
      return explainMissingValue(problem, place);
    case 'empty-parentheses':
      return `the parentheses at ${place} are empty`;
    case 'missing-close':
      return `a closing ${problem.open === '(' ? 'parenthesis' : 'bar'} is missing for the one at ${place}`;
    case 'unexpected-close':
      return `the closing parenthesis at ${place} has no opening one`;
    case 'unexpected-comma':
      return `the comma at ${place} is outside a function’s parentheses; a decimal number is written with a point`;
    case 'wrong-argument-count':
      return `${problem.name} at ${place} needs ${count(problem.min, problem.max)}, got ${problem.found}`;
    case 'missing-parentheses':
      return `${problem.name} at ${place} needs its values in parentheses, as in ${problem.name}(…)`;
    case 'ambiguous-argument':
      return `it is not clear where the value of ${problem.name} ends, at ${place}; write ${problem.name}(${problem.argument}) or put more inside the parentheses`;
    case 'ambiguous-function-power':
      return `only a positive number may follow ${problem.name}^ at ${place}; write ${problem.name}(…)^(…), and the inverse function by its own name`;
    case 'number-after-value':
      return `a sign is missing before ${problem.found} at ${place}; write * for a product or ^ for a power`;
    case 'comparison-not-allowed':
      return `${problem.found} at ${place} compares, which this formula cannot use`;
    case 'chained-comparison':
      return `${problem.found} at ${place} compares a comparison; compare two values at a time`;
    case 'assignment-not-allowed':
      return `write the formula alone, without ${quote(problem.found)}`;
    case 'missing-assignment':
      return 'the line must read “name = formula”';
    case 'bad-target':
      return `${quote(problem.found)} at ${place} is not a name that can be given a value`;
  }
}

type ProblemOf<Code extends ProblemCode> = Extract<Problem, { code: Code }>;

function quote(text: string): string {
  return `“${text}”`;
}

function hint(found: string): string {
  if ('[]{}'.includes(found)) return '; write ( and )';
  if (found === '.') return '; names have no parts';
  return '';
}

function alternative(problem: ProblemOf<'unknown-name'>): string {
  if (problem.suggestion !== undefined) return `; did you mean ${quote(problem.suggestion)}?`;
  return problem.known.length > 0 ? `; the names are ${problem.known.join(', ')}` : '';
}

function explainDigits(problem: ProblemOf<'digits-after-name'>, place: number): string {
  const { name, digits, callable } = problem;
  const instead = callable ? `${name}(${digits}…)` : `${name}*${digits} or ${name}^${digits}`;
  return `${quote(name + digits)} at ${place} is not known; write ${instead}`;
}

function explainMissingValue(problem: ProblemOf<'missing-value'>, place: number): string {
  const { side, operator } = problem;
  const what = side === 'after' && (operator === '^' || operator === '**') ? 'the exponent' : 'a value';
  return `${what} is missing ${side} ${operator} at ${place}`;
}

function count(min: number, max: number): string {
  if (min !== max) return `${min} to ${max} values`;
  return min === 1 ? '1 value' : `${min} values`;
}
