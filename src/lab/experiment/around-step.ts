/** Schedules and wrappers as graphs: what they make of rates, slopes, values and points within one step. */
import { lower } from '../formula/lower.ts';
import { explain, parse, ruleVocabulary } from '../formula/parse.ts';
import type { Line } from '../formula/syntax.ts';
import {
  add,
  binary,
  broadcast,
  constant,
  input,
  type Node,
  part,
  pick,
  type Shape,
  sizeOf,
  stack,
  sub,
  where,
} from '../graph/node.ts';
import type { Carried } from '../graph/program.ts';
import { constants } from '../formula/vocabulary.ts';
import { numbersOf } from '../describe/param.ts';
import { warmsUp } from '../schedule.ts';
import type { Loss } from './problem.ts';
import { type Around, aroundInput, type Part, scheduleLines, wrapperLines } from './around.ts';

/** What may be asked about the loss at any point. */
export interface Questions {
  slope(at: Node): Node;
  value(at: Node): Node;
}

type Letters = Map<string, Node>;

type Named = readonly [string, Node];

/** Letters that are worked out only where a line reads them: what is not read is not asked, and not billed. */
type Given = Readonly<Record<string, () => Node>>;

/** One line as it was traced: what it reads, by letter, and what it makes of it. */
export interface Seen {
  /** `optimizer`, `schedule`, or the id of a wrapper. */
  readonly whose: string;
  readonly line: Line;
  readonly reads: Readonly<Record<string, Node>>;
  readonly value: Node;
}

/** Hears of every line of a step, in the order in which they are worked out. */
export type See = (seen: Omit<Seen, 'whose'>) => void;

/** Reads and assigns line by line; the letters hold the result. */
export function walk(
  lines: readonly Line[],
  letters: Letters,
  given: Given,
  gradient: (at: Node) => Node,
  see?: See,
): void {
  for (const line of lines) {
    const reads: Record<string, Node> = {};
    const value = lower(line.expression, {
      symbol(name) {
        const node = letters.get(name) ?? (Object.hasOwn(given, name) ? given[name]!() : undefined);
        if (node) reads[name] = node;
        return node;
      },
      call: (name, args) => (name === 'gradient' ? gradient(args[0]!) : undefined),
    });
    letters.set(line.target, value);
    see?.({ line, reads, value });
  }
}

/** Each answer once per point. */
export function remembered(answer: (at: Node) => Node): (at: Node) => Node {
  const known = new Map<Node, Node>();
  return (at) => {
    const before = known.get(at) ?? answer(at);
    known.set(at, before);
    return before;
  };
}

/** Where a letter of a state begins: a formula over the given letters. */
export function beginningOf(whose: string, name: string, init: string, letters: ReadonlyMap<string, Node>): Node {
  const result = parse(init, ruleVocabulary(letters.keys()));
  if (!result.ok) throw new RangeError(`${whose}, ${name} starts at “${init}”: ${explain(result.problem)}`);
  return lower(result.expression, { symbol: (symbol) => letters.get(symbol) });
}

/** A schedule within a step. */
export interface ScheduleNodes {
  readonly lr: Node;
  readonly momentum: Node | undefined;
  /** Its numbers, by their names on the border. */
  readonly values: Readonly<Record<string, Node>>;
  readonly state: Readonly<Record<string, Carried>>;
  /** Where its state begins, by the same names. */
  readonly beginning: Readonly<Record<string, Node>>;
  /** The rate of the very first step, of nodes that stand at a beginning alone. */
  readonly first: Node;
}

/** Traces a schedule over the optimizer's own rate; `loss` is the loss before the step. */
export function scheduleNodes(
  set: NonNullable<Around['schedule']>,
  base: Node,
  loss: () => Node,
  see?: See,
): ScheduleNodes {
  const { entry, values } = set;
  const lines = scheduleLines(set);
  const name = (letter: string): string => aroundInput('schedule', letter);
  const numbers = numbersOf(entry.params, values).map(([letter]) => [letter, input(name(letter))] as const);
  const fixed: Named[] = [...numbers, ['base', base], ['pi', constant(constants.pi)]];
  const begun = Object.entries(entry.state ?? {}).map(
    ([letter, init]) => [letter, beginningOf(entry.title, letter, init, new Map(fixed))] as const,
  );
  const waits = warmsUp(entry) ? numbers.find(([letter]) => letter === 'warmup')?.[1] : undefined;
  const step = (k0: Node, state: readonly (readonly [string, Node])[], seen?: See): Letters => {
    const k = waits ? binary('max', sub(k0, waits), constant(0)) : k0;
    const letters: Letters = new Map([...fixed, ['k', k], ['k0', k0], ...state]);
    walk(lines, letters, { f: loss }, (at) => at, seen);
    return letters;
  };
  const k0 = input(name('k0'));
  const state = begun.map(([letter]) => [letter, input(name(letter))] as const);
  const after = step(k0, state, see);
  const waiting = waits && binary('less', k0, waits);
  const carried = state.map(([letter, node]): [string, Carried] => {
    const next = after.get(letter)!;
    return [name(letter), { node, next: waiting ? where(waiting, node, next) : next }];
  });
  return {
    lr: after.get('lr')!,
    momentum: after.get('momentum'),
    values: Object.fromEntries(numbers.map(([letter, node]) => [name(letter), node])),
    state: Object.fromEntries([[name('k0'), { node: k0, next: add(k0, constant(1)) }], ...carried]),
    beginning: Object.fromEntries([[name('k0'), constant(0)], ...begun.map(([letter, node]) => [name(letter), node])]),
    first: step(constant(0), begun).get('lr')!,
  };
}

/** Points of more coordinates than this are not told beside a run. */
const POINTS = 3;

/** A point's coordinates as series; nothing where there are many. */
export const pointSeries = (name: string, point: Node, shape: Shape): Record<string, Node> =>
  sizeOf(shape) > POINTS
    ? {}
    : Object.fromEntries(Array.from({ length: sizeOf(shape) }, (_, i) => [`${name}.x${i + 1}`, pick(point, i)]));

/** A wrapper within a step; its letters move on as its parts are run. */
export interface WrapperNodes {
  readonly values: Readonly<Record<string, Node>>;
  readonly feeds: Readonly<Record<string, Node>>;
  /** What is asked through it, over what is asked without it. */
  around(inner: Questions): Questions;
  /** Runs a part; returns the point it leads to. */
  move(part: 'before' | 'after', x: Node): Node;
  /** What is carried on, once all parts have run. */
  state(): Readonly<Record<string, Carried>>;
  /** The point it keeps beside the run: its coordinates and the loss there, by series name; nothing where it keeps none. */
  aside(loss: (at: Node) => Node): Readonly<Record<string, Node>>;
  /** Where its state begins, by the same names, over a start. */
  beginning(x: Node): Readonly<Record<string, Node>>;
}

/** A matrix's sides; filters are a matrix too, one row each. */
const sides = (shape: Shape): Shape => (shape.length > 2 ? [shape[0]!, sizeOf(shape.slice(1))] : shape);

/** Traces a wrapper around a loss; `lr` is the rate in force, where the optimizer has one. */
export function wrapperNodes(
  set: Around['wrappers'][number],
  { shape: vector, tensors }: Pick<Loss, 'shape' | 'tensors'>,
  lr: Node | undefined,
  see?: See,
): WrapperNodes {
  const { id, entry, values } = set;
  const name = (letter: string): string => aroundInput(id, letter);
  const shapeOf = (letter: string): Shape => (entry.state?.[letter]!.shape === 'vector' ? vector : []);
  const numbers = numbersOf(entry.params, values).map(([letter]) => [letter, input(name(letter))] as const);
  const luck = entry.luck === undefined ? [] : [[entry.luck, input(name(entry.luck), vector)] as const];
  const state = Object.keys(entry.state ?? {}).map((letter) => [letter, input(name(letter), shapeOf(letter))] as const);
  const fixed: Named[] = [...numbers, ...luck, ...(lr ? [['lr', lr] as const] : [])];
  const lines = (part: Part): readonly Line[] => wrapperLines(set, part);
  const moving: Letters = new Map(state);
  const byName = (nodes: readonly (readonly [string, Node])[]): Record<string, Node> =>
    Object.fromEntries(nodes.map(([letter, node]) => [name(letter), node]));
  return {
    values: byName(numbers),
    feeds: byName(luck),
    around: (inner) => ({
      slope: remembered((at) => {
        const turned = (x: Node, g: () => Node): Node => {
          const letters: Letters = new Map([...fixed, ...state, ['x', x]]);
          const own = wrapperLines(set, 'gradient', x.shape.length > 1);
          walk(own, letters, { g }, (there) => inner.slope(there), see);
          return letters.get('g') ?? g();
        };
        if (!tensors || !entry.rowwise) return turned(at, () => inner.slope(at));
        const pieces = tensors.map(({ offset, shape }) => {
          const own = (a: Node): Node => part(a, offset, sides(shape));
          return shape.length > 1 ? turned(own(at), () => own(inner.slope(at))) : own(inner.slope(at));
        });
        return stack(pieces);
      }),
      value: remembered((at) => {
        const letters: Letters = new Map([...fixed, ...state, ['x', at]]);
        walk(lines('objective'), letters, { f: () => inner.value(at) }, (there) => inner.slope(there), see);
        return letters.get('f') ?? inner.value(at);
      }),
    }),
    move(part, x) {
      const letters: Letters = new Map([...fixed, ...moving, ['x', x]]);
      walk(lines(part), letters, {}, (at) => at, see);
      for (const [letter] of state) moving.set(letter, letters.get(letter)!);
      return letters.get('x')!;
    },
    state: () =>
      Object.fromEntries(
        state.map(([letter, node]) => [name(letter), { node, next: broadcast(moving.get(letter)!, node.shape) }]),
      ),
    aside(loss) {
      const point = state.find(([letter]) => letter === entry.aside)?.[1];
      if (!point || sizeOf(vector) > POINTS) return {};
      return { ...pointSeries(id, point, vector), [`${id}.loss`]: loss(point) };
    },
    beginning: (x) =>
      Object.fromEntries(
        Object.entries(entry.state ?? {}).map(([letter, { init }]) => [
          name(letter),
          broadcast(beginningOf(entry.title, letter, init, new Map([...numbers, ['x', x]])), shapeOf(letter)),
        ]),
      ),
  };
}
