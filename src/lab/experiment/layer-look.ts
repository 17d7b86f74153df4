/**
 * What goes on inside a network at given weights, layer by layer: how large its results are and how many are silent, how
 * long the slopes of its weights are. Vanishing and exploding show here, and what norms, residuals and first weights do.
 */
import { losses } from '../catalogues.ts';
import { differentiate } from '../graph/differentiate.ts';
import { broadcast, constant, input, type Node, sizeOf } from '../graph/node.ts';
import { program } from '../graph/program.ts';
import { log10 } from '../numeric/elementary.ts';
import { objective } from '../objective.ts';
import { execute } from './execute.ts';
import type { ClassifierProblem } from './experiment.ts';
import type { Learning } from './learning.ts';
import type { Weights } from './task.ts';

/** How often numbers fall into equally wide bins from `low` to `high`; what is not finite falls into none. */
export interface Histogram {
  readonly low: number;
  readonly high: number;
  readonly counts: Float64Array;
}

/** One layer's results over some rows of the training data. */
export interface LayerLook {
  /** As in `network.ts`: `dense1`, `relu1`, … */
  readonly name: string;
  readonly mean: number;
  readonly deviation: number;
  /** Share of results that are 0. */
  readonly zeros: number;
  /** Share of units that are 0 for every row: dead ones, behind a relu. */
  readonly dead: number;
  /** Of results that are not 0: what a relu cuts off would hide all others. */
  readonly values: Histogram;
}

/** One tensor of weights: root mean squares of its entries and of their slopes. */
export interface TensorLook {
  /** As in `network.ts`: `dense1.weight`, … */
  readonly name: string;
  readonly weight: number;
  readonly slope: number;
  /** Of log₁₀ |slope|, for slopes that are not 0. */
  readonly slopes: Histogram;
}

export interface Look {
  readonly layers: readonly LayerLook[];
  readonly tensors: readonly TensorLook[];
}

/** Training rows that are looked at, at most. */
const ROWS = 256;
const BINS = 48;
/** Decades of slopes that are told apart. */
const DECADES = [-12, 4] as const;

/** Prepares looking at one problem; the answer takes weights, as often as one likes. */
export function layerLooks(problem: ClassifierProblem, { data, network: net }: Learning): (at: Weights) => Look {
  const { list, features: width } = data.shape;
  const rows = Math.max(list, list * Math.floor(Math.min(ROWS, data.train.rows) / list));
  const [x, features, y] = [input('x', [net.size]), input('features', [rows, width]), input('targets', [rows])];
  const tensors = net.split(x);
  // As in training, but with no unit silenced: rows have the batch's own statistics.
  const ones = ({ units }: { units: number }): Node => broadcast(constant(1), [rows, units]);
  const pass = net.forward(tensors, features, {
    kind: 'train',
    masks: Object.fromEntries(net.masks.map((mask) => [mask.name, ones(mask)])),
    buffers: Object.fromEntries(net.buffers.map(({ name, size }) => [name, broadcast(constant(0), [size])])),
  });
  const entry = losses.get(problem.loss.id);
  const number = (name: string): Node => constant(problem.loss.values[name] as number);
  const loss = objective(entry, problem.loss.values, { output: pass.output, y, list, number });
  const slopes = differentiate(loss, tensors);
  const ready = execute(
    program({
      values: { x },
      feeds: { features, targets: y },
      outputs: {
        ...Object.fromEntries(pass.layers.map(({ name, node }) => [`layer ${name}`, node])),
        ...Object.fromEntries(net.parameters.map(({ name }, i) => [`slope ${name}`, slopes[i]!])),
      },
    }),
  );
  const fed = { features: data.train.x.subarray(0, rows * width), targets: data.train.y.subarray(0, rows) };
  return (at) => {
    ready.memory('x').set(at.x);
    const found = ready.run(1, fed);
    return {
      layers: pass.layers.map(({ name }) => layerLook(name, found[`layer ${name}`]!, rows)),
      tensors: net.parameters.map(({ name, offset, shape }) =>
        tensorLook(name, at.x.subarray(offset, offset + sizeOf(shape)), found[`slope ${name}`]!),
      ),
    };
  };
}

const meanOf = (values: Float64Array, of: (value: number) => number): number =>
  values.reduce((sum, value) => sum + of(value), 0) / values.length;

function layerLook(name: string, values: Float64Array, rows: number): LayerLook {
  const mean = meanOf(values, (value) => value);
  const units = values.length / rows;
  let dead = 0;
  for (let unit = 0; unit < units; unit++) {
    let row = 0;
    while (row < rows && values[row * units + unit] === 0) row++;
    if (row === rows) dead++;
  }
  const finite = values.filter(Number.isFinite);
  const [low, high] = [finite.reduce((a, b) => Math.min(a, b), 0), finite.reduce((a, b) => Math.max(a, b), 0)];
  return {
    name,
    mean,
    deviation: Math.sqrt(meanOf(values, (value) => (value - mean) * (value - mean))),
    zeros: meanOf(values, (value) => (value === 0 ? 1 : 0)),
    dead: dead / units,
    values: histogram(
      values.filter((value) => value !== 0),
      low,
      high > low ? high : low + 1,
    ),
  };
}

function tensorLook(name: string, weights: Float64Array, slopes: Float64Array): TensorLook {
  const root = (values: Float64Array): number => Math.sqrt(meanOf(values, (value) => value * value));
  const sizes = slopes.filter((slope) => slope !== 0).map((slope) => log10(Math.abs(slope)));
  return { name, weight: root(weights), slope: root(slopes), slopes: histogram(sizes, ...DECADES) };
}

/** Numbers beyond the ends fall into the last bins. */
function histogram(values: Float64Array, low: number, high: number): Histogram {
  const counts = new Float64Array(BINS);
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const bin = Math.floor((BINS * (value - low)) / (high - low));
    counts[Math.min(BINS - 1, Math.max(0, bin))]!++;
  }
  return { low, high, counts };
}
