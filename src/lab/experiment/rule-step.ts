/**
 * A rule's lines within a step: over all parameters as one tensor, or, for rules that treat each layer by itself, once for
 * every tensor that the parameters consist of. State lies in one piece per letter either way.
 */
import type { Values } from '../describe/param.ts';
import { explain, parseLine, ruleVocabulary } from '../formula/parse.ts';
import type { Line } from '../formula/syntax.ts';
import { broadcast, input, type Node, part, type Shape, sizeOf, stack } from '../graph/node.ts';
import type { Carried } from '../graph/program.ts';
import { reshape } from '../graph/tensors.ts';
import type { OptimizerEntry, Rule, StateLine } from '../optimizer.ts';
import { beginningOf, pointSeries, type Questions, type See, walk } from './around-step.ts';
import type { Loss } from './problem.ts';

/** The lines of a rule under these flags and choices, parsed; throws where an entry's own text is wrong. */
export function linesOf(entry: OptimizerEntry, choices: Values, matrix = false): Line[] {
  const state = entry.kind === 'rule' ? entry.state : {};
  const known = new Set(['x', 'g', 'g_all', 'f', ...[entry.params, state, entry.letters ?? {}].flatMap(Object.keys)]);
  return entry.lines(choices, matrix).map((text) => {
    const result = parseLine(text, ruleVocabulary(known));
    if (!result.ok) throw new RangeError(`${entry.title}, “${text}”: ${explain(result.problem)}`);
    known.add(result.line.target);
    return result.line;
  });
}

/** One tensor of the parameters: where it begins in x. */
export interface Tensor {
  readonly offset: number;
  readonly shape: Shape;
}

/** The tensors a rule is run on, one by one. */
export const tensorsOf = (rule: Rule, choices: Values, { shape, tensors }: Loss): readonly Tensor[] =>
  tensors && rule.scope?.(choices) === 'tensor' ? tensors : [{ offset: 0, shape }];

/** What a rule makes of a point: where it leads, and its state. */
export interface RuleNodes {
  readonly to: Node;
  readonly state: Readonly<Record<string, Carried>>;
}

/** The sides a rule sees: filters are a matrix too, one row each. */
const seen = (shape: Shape): Shape => (shape.length > 2 ? [shape[0]!, sizeOf(shape.slice(1))] : shape);

function stateShape(line: StateLine, shape: Shape): Shape {
  const [rows, columns] = seen(shape);
  if (line.shape === 'vector') return seen(shape);
  if (line.shape === 'scalar' || columns === undefined) return [];
  return line.shape === 'rows' ? [rows!, 1] : [1, columns];
}

/** A letter of the state: one piece for each tensor, one after the other where there are several. */
interface Letter {
  readonly name: string;
  readonly whole: Node;
  readonly pieces: readonly Node[];
}

function letterOf(name: string, line: StateLine, tensors: readonly Tensor[]): Letter {
  const shapes = tensors.map(({ shape }) => stateShape(line, shape));
  const [only, ...more] = shapes as [Shape, ...Shape[]];
  const whole = input(name, more.length === 0 ? only : [shapes.reduce((size, shape) => size + sizeOf(shape), 0)]);
  let next = 0;
  const pieces = shapes.map((shape) => {
    const piece = part(whole, next, shape);
    next += sizeOf(shape);
    return piece;
  });
  return { name, whole, pieces };
}

/** Pieces put together in the form they were cut from. */
const together = (pieces: readonly Node[], shape: Shape): Node =>
  pieces.length === 1 ? broadcast(reshape(pieces[0]!, shape), shape) : stack(pieces);

/** Traces a rule from a point: `letters` are what every line may read besides state, slope and loss. */
export function ruleNodes(
  rule: Rule,
  choices: Values,
  tensors: readonly Tensor[],
  letters: readonly (readonly [string, Node])[],
  point: { readonly x: Node; readonly from: Node },
  questions: Questions,
  see?: See,
): RuleNodes {
  const state = Object.entries(rule.state).map(([name, line]) => letterOf(name, line, tensors));
  const ends = tensors.map(({ offset, shape }, i) => {
    const own = (a: Node): Node => part(a, offset, seen(shape));
    const read = new Map<string, Node>([
      ...letters,
      ...state.map(({ name, pieces }) => [name, pieces[i]!] as const),
      ['x', own(point.from)],
    ]);
    const given = {
      g: () => own(questions.slope(point.x)),
      g_all: () => questions.slope(point.x),
      f: () => questions.value(point.x),
    };
    const elsewhere = (at: Node): Node => {
      if (tensors.length > 1) throw new RangeError(`${rule.title} cannot ask at another point layer by layer`);
      return questions.slope(at);
    };
    walk(linesOf(rule, choices, seen(shape).length > 1), read, given, elsewhere, see);
    return read;
  });
  const carried = state.map(({ name, whole, pieces }): [string, Carried] => {
    const next = ends.map((end, i) => broadcast(end.get(name)!, pieces[i]!.shape));
    return [name, { node: whole, next: together(next, whole.shape) }];
  });
  const to = ends.map((end, i) => broadcast(end.get('x')!, seen(tensors[i]!.shape)));
  return { to: together(to, point.from.shape), state: Object.fromEntries(carried) };
}

/**
 * The iterate a rule looks ahead from, as series; nothing where it does not look ahead. Only of a rule that stands alone:
 * the last look was with the last step's rate, and a wrapper may have moved x since.
 */
export function iterateSeries(
  rule: Rule,
  choices: Values,
  letters: readonly (readonly [string, Node])[],
  x: Node,
  state: RuleNodes['state'],
): Record<string, Node> {
  const formula = rule.iterate?.(choices);
  if (formula === undefined) return {};
  const known = Object.entries(state).map(([name, { node }]) => [name, node] as const);
  const point = beginningOf(rule.title, 'the iterate', formula, new Map([...letters, ...known, ['x', x]]));
  return pointSeries('iterate', point, x.shape);
}

/** Where a rule's state begins, over a start and the letters that stand there. */
export function ruleBeginnings(
  rule: Rule,
  tensors: readonly Tensor[],
  letters: readonly (readonly [string, Node])[],
  x: Node,
): Record<string, Node> {
  return Object.fromEntries(
    Object.entries(rule.state).map(([name, line]) => {
      const pieces = tensors.map(({ offset, shape }) => {
        const known = new Map([...letters, ['x', part(x, offset, seen(shape))] as const]);
        return broadcast(beginningOf(rule.title, name, line.init, known), stateShape(line, shape));
      });
      return [name, pieces.length === 1 ? pieces[0]! : stack(pieces)];
    }),
  );
}
