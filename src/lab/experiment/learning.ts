/** A learning problem made ready: its data, its network, the loss of each step's batch, and how well weights do on whole sets. */
import { losses } from '../catalogues.ts';
import type { DatasetShape, Sample } from '../dataset.ts';
import { rowsIn } from '../describe/rows.ts';
import { differentiate } from '../graph/differentiate.ts';
import { add, constant, input, mul, type Node, stack, sum, unary } from '../graph/node.ts';
import type { Borders, Executable } from '../graph/program.ts';
import type { LossEntry } from '../loss.ts';
import type { Beginning } from '../model.ts';
import { firstWeights, type Network, network } from '../network.ts';
import { objective, reckoning, right } from '../objective.ts';
import { disturbance, drawnOrder, mask, type Order, rowsOf, writtenOrder } from './batches.ts';
import { type Data, dataOf } from './data.ts';
import { executeIn } from './execute.ts';
import type { ClassifierProblem } from './experiment.ts';
import { extentOf, layersOf, modelShape } from './learning-shape.ts';
import { newest } from './newest.ts';
import { type Loss, prepared, type Supply } from './problem.ts';

/** How well weights do on a set; `accuracy` is a share of rows (for rankings: of pairs), absent for numbers to be met. */
export interface Score {
  readonly loss: number;
  readonly accuracy?: number;
}

export interface Learning {
  readonly data: Data;
  readonly network: Network;
  /** Of each step's own batch, with all that is drawn for the step. */
  readonly loss: Loss;
  /** Of all rows to learn from at once, with nothing drawn but what silences units; in float64. */
  readonly whole: () => Loss;
  readonly start: Float64Array;
  /** Multiplications of one step, about. */
  readonly work: number;
  /** Scores weights on a set, a block of rows at a time; gives way in between. */
  readonly score: (
    part: 'train' | 'test',
    x: Float64Array,
    statistics: Readonly<Record<string, Float64Array>>,
  ) => Generator<void, Score, void>;
}

/** Multiplications after which scoring gives way. */
const BLOCK = 4e6;

/** A few problems stay prepared: many runs are of the same one, or of folds of it. */
const learnings = newest<Learning>(6);

/** Prepares a (validated) problem, the same one once; its data must have been fetched. */
export function learningOf(problem: ClassifierProblem, seed: number): Learning {
  return learnings(JSON.stringify([problem, seed]), () => prepare(problem, seed));
}

function prepare(problem: ClassifierProblem, seed: number): Learning {
  const data = dataOf(problem.dataset, seed, problem.fold);
  const shape = modelShape(problem.dataset, problem.loss);
  const layers = layersOf(problem);
  const net = network(layers, shape.features, shape.image);
  const { list } = data.shape;
  const batch = (problem.batch === 'all' ? data.train.rows / list : problem.batch) * list;
  const { init, sigma } = problem.model.values;
  const start =
    problem.weights === undefined
      ? firstWeights(net, init as Beginning, sigma as number, seed)
      : Float64Array.from(rowsIn(problem.weights)!.flat());
  const { weights } = extentOf(layers, shape);
  const loss = batchLoss(problem, data, net, batch, seed);
  return {
    data,
    network: net,
    start,
    loss,
    whole: () => batchLoss(undrawn(problem), data, net, data.train.rows, seed),
    work: 3 * weights * batch,
    score: scorer(problem, data, net, loss, Math.max(list, list * Math.floor(BLOCK / weights / list))),
  };
}

/** The problem without disturbances and written batches, all rows at once. */
function undrawn({ order: _order, ...problem }: ClassifierProblem): ClassifierProblem {
  const regularisation = { ...problem.regularisation, jitter: 0, shift: 0, flip: false };
  return { ...problem, batch: 'all', regularisation, precision: 'f64' };
}

const entryOf = ({ loss }: ClassifierProblem): LossEntry => losses.get(loss.id);

/** A parameter of the loss, as an input of the program. */
const lossInput = (name: string): string => `loss.${name}`;

function numbersOf({ loss }: ClassifierProblem): Record<string, number> {
  const { params } = losses.get(loss.id);
  const numbers = Object.keys(params).filter((name) => params[name]!.kind === 'number');
  return Object.fromEntries(numbers.map((name) => [lossInput(name), loss.values[name] as number]));
}

/** l1 Σ|w| + ½ l2 Σw² over weights, without biases and gains. */
function penalty(net: Network, tensors: readonly Node[]): Node {
  const weights = tensors.filter((_, index) => net.parameters[index]!.role === 'weight');
  const total = (of: (w: Node) => Node): Node => weights.map((w) => sum(of(w))).reduce(add);
  const absolute = mul(
    input('penalty.l1'),
    total((w) => unary('abs', w)),
  );
  return add(
    absolute,
    mul(
      mul(constant(0.5), input('penalty.l2')),
      total((w) => mul(w, w)),
    ),
  );
}

function batchLoss(problem: ClassifierProblem, data: Data, net: Network, batch: number, seed: number): Loss {
  const { l1, l2 } = problem.regularisation as Readonly<Record<string, number>>;
  const penal = l1! > 0 || l2! > 0;
  const { features, list } = data.shape;
  const [inputs, y] = [input('features', [batch, features]), input('targets', [batch])];
  const masks = Object.fromEntries(net.masks.map(({ name, units }) => [name, input(`mask.${name}`, [batch, units])]));
  const buffers = Object.fromEntries(net.buffers.map(({ name, size }) => [name, input(name, [size])]));
  const entry = entryOf(problem);
  const number = (name: string): Node => input(lossInput(name));
  const seen = new Map<Node, { value: Node; tensors: Node[]; buffers: Readonly<Record<string, Node>> }>();
  const at = (x: Node): { value: Node; tensors: Node[]; buffers: Readonly<Record<string, Node>> } => {
    const before = seen.get(x);
    if (before) return before;
    const tensors = net.split(x);
    const pass = net.forward(tensors, inputs, { kind: 'train', masks, buffers });
    const own = objective(entry, problem.loss.values, { output: pass.output, y, list, number });
    const made = { value: penal ? add(own, penalty(net, tensors)) : own, tensors, buffers: pass.buffers };
    seen.set(x, made);
    return made;
  };
  const { model, loss, precision } = problem;
  // How weights begin shapes no program.
  const shapes = Object.entries(model.values).filter(([name]) => name !== 'init' && name !== 'sigma');
  const choices = Object.entries(loss.values).filter(([name]) => entry.params[name]!.kind !== 'number');
  return {
    dimension: net.size,
    shape: [net.size],
    tensors: net.parameters,
    name: `learning ${JSON.stringify([data.shape, model.id, shapes, loss.id, choices, batch, penal, precision])}`,
    values: { ...numbersOf(problem), ...(penal && { 'penalty.l1': l1!, 'penalty.l2': l2! }) },
    value: (x) => at(x).value,
    gradient(x) {
      const { value, tensors } = at(x);
      return stack(differentiate(value, tensors));
    },
    supply: {
      precision,
      feeds: {
        features: inputs,
        targets: y,
        ...Object.fromEntries(Object.entries(masks).map(([name, node]) => [`mask.${name}`, node])),
      },
      rows: feedingOf(problem, data, net, batch, seed),
      state: (x) =>
        Object.fromEntries(net.buffers.map(({ name }) => [name, { node: buffers[name]!, next: at(x).buffers[name]! }])),
      begin: Object.fromEntries(net.buffers.map(({ name, size, begin }) => [name, new Float64Array(size).fill(begin)])),
    },
  };
}

/** What steps are fed: the rows of their batches, disturbed where that is asked for, and the masks of silent units. */
function feedingOf(problem: ClassifierProblem, data: Data, net: Network, batch: number, seed: number): Supply['rows'] {
  const { train, shape } = data;
  const order = orderOf(problem, data, batch, seed);
  const disturb = disturbance(seed, problem.regularisation, shape);
  const one = (step: number): { x: Float64Array; y: Float64Array } => {
    const rows = order ? rowsOf(train, shape.features, order(step)) : { x: train.x, y: train.y };
    if (!disturb) return rows;
    const x = rows.x.slice();
    disturb(x, step);
    return { x, y: rows.y };
  };
  return (from, count) => {
    const fed: Record<string, Float64Array> = {
      features: new Float64Array(count * batch * shape.features),
      targets: new Float64Array(count * batch),
    };
    for (const { name, units } of net.masks) fed[`mask.${name}`] = new Float64Array(count * batch * units);
    for (let step = 0; step < count; step++) {
      const { x, y } = one(from + step);
      fed['features']!.set(x, step * x.length);
      fed['targets']!.set(y, step * batch);
      for (const { name, units, rate } of net.masks) {
        const into = fed[`mask.${name}`]!.subarray(step * batch * units, (step + 1) * batch * units);
        mask(seed, name, rate, from + step, into);
      }
    }
    return fed;
  };
}

/** The rows of each step; undefined where every step has all rows in their order. */
function orderOf(
  { order, batch: asked }: ClassifierProblem,
  { train, shape }: Data,
  batch: number,
  seed: number,
): Order | undefined {
  const { list } = shape;
  if (order !== undefined) return writtenOrder(order, list);
  return asked === 'all' ? undefined : drawnOrder(seed, train.rows / list, list, batch / list);
}

/** Scores sets in blocks of rows; the programs are built when first asked for. */
function scorer(problem: ClassifierProblem, data: Data, net: Network, trained: Loss, block: number): Learning['score'] {
  const entry = entryOf(problem);
  const programs = new Map<number, Executable>();
  const scoring = (rows: number): Executable => {
    const known = programs.get(rows);
    if (known) return known;
    const borders = () => scoringBorders(problem, data.shape, net, rows);
    const made = executeIn(problem.precision)(prepared(trained, `score of ${rows}`, borders));
    for (const [name, value] of Object.entries(numbersOf(problem))) made.memory(name)[0] = value;
    programs.set(rows, made);
    return made;
  };
  return function* score(part, x, statistics) {
    const { rows, x: features, y }: Sample = data[part];
    let [cost, count, correct, counted] = [0, 0, 0, 0];
    for (let from = 0; from < rows; from += block) {
      const some = Math.min(block, rows - from);
      const asked = scoring(some);
      asked.memory('x').set(x);
      for (const [name, values] of Object.entries(statistics)) asked.memory(name).set(values);
      const width = data.shape.features;
      const told = asked.run(1, {
        features: features.subarray(from * width, (from + some) * width),
        targets: y.subarray(from, from + some),
      });
      cost += told['cost']![0]!;
      count += told['count']![0]!;
      correct += told['right']?.[0] ?? 0;
      counted += told['of']?.[0] ?? 0;
      if (from + some < rows) yield;
    }
    const average = count === 0 && rows > 0 ? 0 : cost / count;
    const loss = entry.root ? Math.sqrt(average) : average;
    return counted > 0 ? { loss, accuracy: correct / counted } : { loss };
  };
}

function scoringBorders(problem: ClassifierProblem, shape: DatasetShape, net: Network, rows: number): Borders {
  const x = input('x', [net.size]);
  const [features, targets] = [input('features', [rows, shape.features]), input('targets', [rows])];
  const statistics = Object.fromEntries(net.buffers.map(({ name, size }) => [name, input(name, [size])]));
  const { output } = net.forward(net.split(x), features, { kind: 'evaluate', buffers: statistics });
  const entry = entryOf(problem);
  const number = (name: string): Node => input(lossInput(name));
  const { cost, count } = reckoning(entry, problem.loss.values, { output, y: targets, list: shape.list, number });
  const correct = right(entry.takes, { output, y: targets, list: shape.list });
  const numbers = Object.fromEntries(Object.keys(numbersOf(problem)).map((name) => [name, input(name)]));
  return {
    values: { x, ...statistics, ...numbers },
    feeds: { features, targets },
    outputs: { cost, count, ...(correct && { right: sum(correct.each), of: sum(correct.of) }) },
  };
}
