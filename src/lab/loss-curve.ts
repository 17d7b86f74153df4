/** A loss drawn against the one number that matters to it: what a row costs, and how hard it pulls. */
import type { Values } from './describe/param.ts';
import { differentiate } from './graph/differentiate.ts';
import { interpret } from './graph/interpret.ts';
import { broadcast, constant, input, type Node, sum } from './graph/node.ts';
import { join } from './graph/layout.ts';
import { program } from './graph/program.ts';
import { tensor } from './graph/tensors.ts';
import type { LossEntry, Takes } from './loss.ts';
import { rowLoss, symbolsOf } from './objective.ts';

/** Classes, or items of a list, of which one is right: its score is what is varied, the others' are 0. */
const OTHERS = 2;

/**
 * What is varied: the residual z − y of a number; the score of a row of class 1, which is its margin; the score of the
 * right class, of the better of two, of the one relevant item of a list, where all others score 0.
 */
function symbolsAt(takes: Takes, at: Node, choices: Values): Readonly<Record<string, Node>> {
  const rows = at.shape[0]!;
  const zeros = broadcast(constant(0), [rows, OTHERS]);
  const ones = broadcast(constant(1), [rows]);
  if (takes === 'pair') return { d: at, t: broadcast(constant(1), [rows, 1]) };
  if (takes === 'list') return { z: join([at, zeros], 1), y: broadcast(tensor([1, 0, 0]), [rows, 1 + OTHERS]) };
  const y = takes === 'binary' ? ones : broadcast(constant(0), [rows]);
  const output = takes === 'class' ? join([at, zeros], 1) : at;
  return symbolsOf[takes]({ output, y, list: 1 }, choices).symbols;
}

/** Cost and slope of one row at each of the given places; both NaN nowhere. */
export function lossCurve(
  entry: LossEntry,
  values: Values,
  places: Float64Array,
): { readonly loss: Float64Array; readonly slope: Float64Array } {
  const at = input('at', [places.length, 1]);
  const numbers = Object.keys(entry.params).flatMap((name) => {
    const value = values[name];
    return typeof value === 'number' ? [[name, constant(value)] as const] : [];
  });
  const { each } = rowLoss(entry, values, { ...symbolsAt(entry.takes, at, values), ...Object.fromEntries(numbers) });
  const outputs = { loss: each, slope: differentiate(sum(each), [at])[0]! };
  const { loss, slope } = interpret(program({ feeds: { at }, outputs })).run(1, { at: places });
  return { loss: loss!, slope: slope! };
}
