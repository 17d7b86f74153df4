/** One step of a rule together with its loss, as one program: the rule's lines become graph, line by line. */
import type { Values } from '../describe/param.ts';
import { lower } from '../formula/lower.ts';
import { explain, parse, parseLine, ruleVocabulary } from '../formula/parse.ts';
import type { Line } from '../formula/syntax.ts';
import { add, broadcast, input, type Node, type Shape } from '../graph/node.ts';
import { type Borders, type Program, program } from '../graph/program.ts';
import type { OptimizerEntry, Rule } from '../optimizer.ts';
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
export function linesOf(entry: OptimizerEntry, choices: Values): Line[] {
  const state = entry.kind === 'rule' ? entry.state : {};
  const known = new Set(['x', 'g', 'f', ...[entry.params, state, entry.letters ?? {}].flatMap(Object.keys)]);
  return entry.lines(choices).map((text) => {
    const result = parseLine(text, ruleVocabulary(known));
    if (!result.ok) throw new RangeError(`${entry.title}, “${text}”: ${explain(result.problem)}`);
    known.add(result.line.target);
    return result.line;
  });
}

/**
 * Values of the rule's letters, each line read and assigned in turn. Counts what the lines ask of the loss: the gradient
 * or the loss at x where they read it (together they are one evaluation), and every point of their own.
 */
function walk(lines: readonly Line[], letters: Map<string, Node>, given: ReadonlySet<Node>, slope: Slope): number {
  const asked = new Set<Node | undefined>();
  for (const { target, expression } of lines) {
    const value = lower(expression, {
      symbol(name) {
        const node = letters.get(name);
        if (node && given.has(node)) asked.add(undefined);
        return node;
      },
      call(name, args) {
        if (name !== 'gradient') return undefined;
        asked.add(args[0]);
        return slope(args[0]!);
      },
    });
    letters.set(target, value);
  }
  return asked.size;
}

type Slope = (at: Node) => Node;

/** Traces a rule's step on a loss. With noise the rule sees the disturbed gradient; the record keeps the true one. */
export function traceStep(rule: Rule, choices: Values, loss: Loss, noisy: boolean): TracedStep {
  const vector: Shape = [loss.dimension];
  const shapeOf = (name: string): Shape => (rule.state[name]!.shape === 'vector' ? vector : []);
  const x = input('x', vector);
  const noise = input('noise', vector);
  const parameters = numberNames(rule).map((name) => [name, input(parameterInput(name))] as const);
  const state = Object.keys(rule.state).map((name) => [name, input(name, shapeOf(name))] as const);
  const f = loss.value(x);
  const gradient = loss.gradient(x);
  const disturbed = (slope: Node): Node => (noisy ? add(slope, noise) : slope);
  const g = disturbed(gradient);
  const letters = new Map<string, Node>([['x', x], ['g', g], ['f', f], ...parameters, ...state]);
  const cost = walk(linesOf(rule, choices), letters, new Set([g, f]), (at) => disturbed(loss.gradient(at)));

  const values = {
    ...valueInputs(loss),
    ...Object.fromEntries(parameters.map(([name, node]) => [parameterInput(name), node])),
  };
  const carried = [['x', x] as const, ...state].map(
    ([name, node]) => [name, { node, next: broadcast(letters.get(name)!, node.shape) }] as const,
  );
  const borders: Borders = {
    values,
    state: Object.fromEntries(carried),
    feeds: noisy ? { noise } : {},
    outputs: { x, loss: f, gradient },
  };
  const beginnings = Object.entries(rule.state).map(([name, { init }]) => {
    const result = parse(init, ruleVocabulary(['x', ...parameters.map(([parameter]) => parameter)]));
    if (!result.ok) throw new RangeError(`${rule.title}, ${name} starts at “${init}”: ${explain(result.problem)}`);
    const symbols = new Map<string, Node>([['x', x], ...parameters]);
    const node = lower(result.expression, { symbol: (symbol) => symbols.get(symbol) });
    return [name, broadcast(node, shapeOf(name))] as const;
  });
  return {
    program: program(borders),
    beginning: program({ values, feeds: { x }, outputs: Object.fromEntries(beginnings) }),
    cost,
  };
}
