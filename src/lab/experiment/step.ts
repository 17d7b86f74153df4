/** One step of a rule together with its loss, as one program: the rule's lines become graph, line by line. */
import type { Values } from '../describe/param.ts';
import { add, broadcast, input, mul, type Node, sum, unary } from '../graph/node.ts';
import { type Borders, type Carried, type Program, program } from '../graph/program.ts';
import type { Rule } from '../optimizer.ts';
import { type Around, momentumOf } from './around.ts';
import { type Questions, remembered, scheduleNodes, type See, type Seen, wrapperNodes } from './around-step.ts';
import { type Loss, valueInputs } from './problem.ts';
import { iterateSeries, ruleBeginnings, ruleNodes, tensorsOf } from './rule-step.ts';

export { linesOf } from './rule-step.ts';

/** A hyper-parameter's name on a program's border. */
export const parameterInput = (name: string): string => `param.${name}`;

export interface TracedStep {
  readonly program: Program;
  /** What the program was made of: whoever wants to see more of a step adds outputs. */
  readonly borders: Borders;
  /** Every line in the order in which it is worked out. */
  readonly seen: readonly Seen[];
  /** Reads the start as `x` and the values; its outputs are where each letter of the state begins. */
  readonly beginning: Program;
  /** Gradient evaluations a step costs. */
  readonly cost: number;
}

const numberNames = (rule: Rule): string[] =>
  Object.entries(rule.params).flatMap(([name, param]) => (param.kind === 'number' ? [name] : []));

/** What a row holds of a step: point and slope, or only their lengths where they are long. */
function recorded(loss: Loss, x: Node): Record<string, Node> {
  const [value, gradient] = [loss.value(x), loss.gradient(x)];
  if (!loss.supply) return { x, loss: value, gradient };
  const length = (a: Node): Node => unary('sqrt', sum(mul(a, a)));
  return { loss: value, slope: length(gradient), 'weight-norm': length(x) };
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
  const tensors = tensorsOf(rule, choices, loss);
  const x = input('x', shape);
  const noise = input('noise', shape);
  const parameters = numberNames(rule).map((name) => [name, input(parameterInput(name))] as const);
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

  const seen: Seen[] = [];
  const seer =
    (whose: string): See =>
    (it) =>
      seen.push({ whose, ...it });
  const base = parameters.find(([name]) => name === 'lr')?.[1];
  const plan = around.schedule && scheduleNodes(around.schedule, base!, () => raw.value(x), seer('schedule'));
  const cycled = plan?.momentum && momentumOf(rule);
  const rates = [...(plan ? [['lr', plan.lr] as const] : []), ...(cycled ? [[cycled, plan.momentum!] as const] : [])];
  const wrapping = around.wrappers.map((it) => wrapperNodes(it, loss, plan?.lr ?? base, seer(it.id)));
  const questions = wrapping.reduceRight((inner, it) => it.around(inner), raw);
  const from = wrapping.reduceRight((at, it) => it.move('before', at), x);
  const own = ruleNodes(rule, choices, tensors, [...parameters, ...rates], { x, from }, questions, seer('optimizer'));
  const to = wrapping.reduce((at, it) => it.move('after', at), own.to);

  const values = Object.assign(
    { ...valueInputs(loss), ...Object.fromEntries(parameters.map(([name, node]) => [parameterInput(name), node])) },
    plan?.values,
    ...wrapping.map((it) => it.values),
  ) as Record<string, Node>;
  const series = Object.assign(
    plan ? { lr: plan.lr } : {},
    plan || wrapping.length > 0 ? {} : iterateSeries(rule, choices, parameters, x, own.state),
    ...wrapping.map((it) => it.aside((at) => loss.value(at))),
  ) as Record<string, Node>;
  const borders: Borders = {
    values,
    state: Object.assign(
      { x: { node: x, next: broadcast(to, shape) } },
      own.state,
      loss.supply?.state(x),
      plan?.state,
      ...wrapping.map((it) => it.state()),
    ) as Record<string, Carried>,
    feeds: Object.assign(
      { ...loss.supply?.feeds },
      noisy ? { noise } : {},
      ...wrapping.map((it) => it.feeds),
    ) as Record<string, Node>,
    outputs: { ...recorded(loss, x), ...series },
  };
  const begun = [...parameters, ...(plan ? [['lr', plan.first] as const] : [])];
  const beginnings = Object.assign(
    ruleBeginnings(rule, tensors, begun, x),
    plan?.beginning,
    ...wrapping.map((it) => it.beginning(x)),
  ) as Record<string, Node>;
  return {
    program: program(borders),
    borders,
    seen,
    beginning: program({ values, feeds: { x }, outputs: beginnings }),
    cost: asked.size,
  };
}
