/** One step of a rule together with its loss, as one program: the rule's lines become graph, line by line. */
import type { Values } from '../describe/param.ts';
import { explain, parseLine, ruleVocabulary } from '../formula/parse.ts';
import type { Line } from '../formula/syntax.ts';
import { add, broadcast, input, type Node, type Shape } from '../graph/node.ts';
import { type Borders, type Carried, type Program, program } from '../graph/program.ts';
import type { OptimizerEntry, Rule, StateLine } from '../optimizer.ts';
import { type Around, momentumOf } from './around.ts';
import { beginningOf, type Questions, remembered, scheduleNodes, walk, wrapperNodes } from './around-step.ts';
import { type Loss, valueInputs } from './problem.ts';

/** A hyper-parameter's name on a program's border. */
export const parameterInput = (name: string): string => `param.${name}`;

export interface TracedStep {
  readonly program: Program;
  /** Reads the start as `x` and the values; its outputs are where each letter of the state begins. */
  readonly beginning: Program;
  /** Gradient evaluations a step costs. */
  readonly cost: number;
}

const numberNames = (rule: Rule): string[] =>
  Object.entries(rule.params).flatMap(([name, param]) => (param.kind === 'number' ? [name] : []));

/** The lines of a rule under these flags and choices, parsed; throws where an entry's own text is wrong. */
export function linesOf(entry: OptimizerEntry, choices: Values, matrix = false): Line[] {
  const state = entry.kind === 'rule' ? entry.state : {};
  const known = new Set(['x', 'g', 'f', ...[entry.params, state, entry.letters ?? {}].flatMap(Object.keys)]);
  return entry.lines(choices, matrix).map((text) => {
    const result = parseLine(text, ruleVocabulary(known));
    if (!result.ok) throw new RangeError(`${entry.title}, “${text}”: ${explain(result.problem)}`);
    known.add(result.line.target);
    return result.line;
  });
}

/** What stands around nothing. */
const bare: Around = { wrappers: [] };

/**
 * Traces a rule's step on a loss, with what stands around it. With noise the rule sees the disturbed gradient; the record
 * keeps the true one. What the lines ask of the loss is counted point by point: the gradient and the loss at one point are
 * one evaluation, and what is not read is none.
 */
export function traceStep(rule: Rule, choices: Values, loss: Loss, noisy: boolean, around: Around = bare): TracedStep {
  const { shape } = loss;
  const [rows, columns] = shape;
  const matrix = columns !== undefined;
  const shapes: Record<StateLine['shape'], Shape> = {
    vector: shape,
    scalar: [],
    rows: matrix ? [rows!, 1] : [],
    columns: matrix ? [1, columns] : [],
  };
  const shapeOf = (name: string): Shape => shapes[rule.state[name]!.shape];
  const x = input('x', shape);
  const noise = input('noise', shape);
  const parameters = numberNames(rule).map((name) => [name, input(parameterInput(name))] as const);
  const state = Object.keys(rule.state).map((name) => [name, input(name, shapeOf(name))] as const);
  const asked = new Set<Node>();
  const billed = (answer: (at: Node) => Node): ((at: Node) => Node) =>
    remembered((at) => {
      asked.add(at);
      return answer(at);
    });
  const raw: Questions = {
    slope: billed((at) => (noisy ? add(loss.gradient(at), noise) : loss.gradient(at))),
    value: billed((at) => loss.value(at)),
  };

  const base = parameters.find(([name]) => name === 'lr')?.[1];
  const plan = around.schedule && scheduleNodes(around.schedule, base!, () => raw.value(x));
  const cycled = plan?.momentum && momentumOf(rule);
  const rates = [...(plan ? [['lr', plan.lr] as const] : []), ...(cycled ? [[cycled, plan.momentum!] as const] : [])];
  const wrapping = around.wrappers.map((it) => wrapperNodes(it, shape, plan?.lr ?? base));
  const questions = wrapping.reduceRight((inner, it) => it.around(inner), raw);
  const from = wrapping.reduceRight((at, it) => it.move('before', at), x);
  const letters = new Map<string, Node>([['x', from], ...parameters, ...rates, ...state]);
  walk(linesOf(rule, choices, matrix), letters, { g: () => questions.slope(x), f: () => questions.value(x) }, (at) =>
    questions.slope(at),
  );
  const to = wrapping.reduce((at, it) => it.move('after', at), letters.get('x')!);

  const values = Object.assign(
    { ...valueInputs(loss), ...Object.fromEntries(parameters.map(([name, node]) => [parameterInput(name), node])) },
    plan?.values,
    ...wrapping.map((it) => it.values),
  ) as Record<string, Node>;
  const carried = state.map(
    ([name, node]) => [name, { node, next: broadcast(letters.get(name)!, node.shape) }] as const,
  );
  const series = Object.assign(
    plan ? { lr: plan.lr } : {},
    ...wrapping.map((it) => it.aside((at) => loss.value(at))),
  ) as Record<string, Node>;
  const borders: Borders = {
    values,
    state: Object.assign(
      { x: { node: x, next: broadcast(to, shape) } },
      Object.fromEntries(carried),
      plan?.state,
      ...wrapping.map((it) => it.state()),
    ) as Record<string, Carried>,
    feeds: Object.assign(noisy ? { noise } : {}, ...wrapping.map((it) => it.feeds)) as Record<string, Node>,
    outputs: { x, loss: loss.value(x), gradient: loss.gradient(x), ...series },
  };
  const begun = new Map<string, Node>([['x', x], ...parameters, ...(plan ? [['lr', plan.first] as const] : [])]);
  const beginnings = Object.assign(
    Object.fromEntries(
      Object.entries(rule.state).map(([name, { init }]) => [
        name,
        broadcast(beginningOf(rule.title, name, init, begun), shapeOf(name)),
      ]),
    ),
    plan?.beginning,
    ...wrapping.map((it) => it.beginning(x)),
  ) as Record<string, Node>;
  return {
    program: program(borders),
    beginning: program({ values, feeds: { x }, outputs: beginnings }),
    cost: asked.size,
  };
}
