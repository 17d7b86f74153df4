/** The stored networks as graphs: of our layers and losses where they are such, of single operations where they are not. */
import { losses } from '../../src/lab/catalogues.ts';
import { defaults, type Values } from '../../src/lab/describe/param.ts';
import { mean, softmax, square } from '../../src/lab/graph/functions.ts';
import { slice } from '../../src/lab/graph/layout.ts';
import { add, broadcast, constant, div, input, type Node, part, sub, unary } from '../../src/lab/graph/node.ts';
import { matmul, reshape } from '../../src/lab/graph/tensors.ts';
import type { Layer } from '../../src/lab/model.ts';
import { network } from '../../src/lab/network.ts';
import { objective, rowLoss } from '../../src/lab/objective.ts';
import { golden } from './golden.ts';

export type Nested = number | readonly Nested[];

export interface StoredNet {
  readonly id: string;
  readonly params: Readonly<Record<string, Nested>>;
  /** Rows along the first axis. */
  readonly data: Readonly<Record<string, Nested>>;
  readonly init_loss: number;
  readonly init_grads: Readonly<Record<string, Nested>>;
  readonly hvp: { readonly v: Readonly<Record<string, Nested>>; readonly Hv: Readonly<Record<string, Nested>> };
  /** Row numbers of the batch of each step. */
  readonly batches: readonly (readonly number[])[];
}

export interface StoredRun {
  readonly net: string;
  readonly optimizer: string;
  readonly variant: string;
  readonly args: Readonly<Record<string, number | boolean | string | null | readonly number[]>>;
  readonly mode: 'full' | 'mini';
  /** The loss over all rows after k steps. */
  readonly losses: readonly number[];
  readonly batch_losses?: readonly number[];
  readonly compare_through: number;
  readonly final_params?: Readonly<Record<string, Nested>>;
  readonly final_norms: Readonly<Record<string, number>>;
  readonly final_sums: Readonly<Record<string, number>>;
}

export const storedNets = golden<{ nets: StoredNet[]; runs: StoredRun[] }>('nets');

export const shapeOf = (nested: Nested): number[] =>
  typeof nested === 'number' ? [] : [nested.length, ...shapeOf(nested[0]!)];
export const flat = (nested: Nested): number[] => (typeof nested === 'number' ? [nested] : nested.flatMap(flat));

/** Several tensors one after the other, in their stored order. */
export const joined = (tensors: Readonly<Record<string, Nested>>): Float64Array =>
  Float64Array.from(Object.values(tensors).flatMap(flat));

/** The data as inputs of a graph, and as numbers. */
export const dataOf = ({
  data,
}: StoredNet): { nodes: Record<string, Node>; numbers: Record<string, Float64Array> } => ({
  nodes: Object.fromEntries(
    Object.entries(data).map(([name, values]) => [name, input(`data.${name}`, shapeOf(values))]),
  ),
  numbers: Object.fromEntries(
    Object.entries(data).map(([name, values]) => [`data.${name}`, Float64Array.from(flat(values))]),
  ),
});

/** The loss from parameter tensors and data. */
type Graph = (tensors: readonly Node[], data: Readonly<Record<string, Node>>) => Node;

const dense = (units: number): Layer => ({ kind: 'dense', units });
const bent = (of: 'tanh' | 'relu' | 'gelu' | 'sigmoid'): Layer => ({ kind: 'activation', of, leak: 0 });
const small = (outputs: number, units = 5): Layer[] => [dense(units), bent('tanh'), dense(outputs)];

/** Layers under a loss of ours; `mask` is the dropout layer's. */
function ours(
  layers: readonly Layer[],
  id: string,
  values: Values = {},
  features = 2,
  image?: readonly [number, number],
): Graph {
  const entry = losses.get(id);
  const settings = { ...defaults(entry.params), ...values };
  const net = network(layers, features, image);
  const number = (name: string): Node => constant(settings[name] as number);
  return (tensors, { X, y, rel, target, A, B, t, mask }) => {
    const forward = (rows: Node): Node => {
      const inputs = reshape(rows, [rows.shape.slice(0, rel ? 2 : 1).reduce((a, b) => a * b), features]);
      const masks = mask ? { dropout1: mask } : {};
      const buffers = Object.fromEntries(
        net.buffers.map(({ name, size, begin }) => [name, broadcast(constant(begin), [size])]),
      );
      return net.forward(tensors, inputs, { kind: 'train', masks, buffers }).output;
    };
    if (A) {
      const pairs = { d: sub(forward(A), forward(B!)), t: reshape(t!, [t!.shape[0]!, 1]) };
      const numbers = Object.fromEntries(Object.keys(entry.params).map((name) => [name, number(name)]));
      return mean(rowLoss(entry, settings, { ...pairs, ...numbers }).each);
    }
    const output = forward(X!);
    if (target) {
      const symbols = { z: output, q: target, smoothing: constant(0), C: constant(3) };
      return mean(rowLoss(entry, settings, symbols).each);
    }
    const rows = rel ? reshape(rel, [output.shape[0]!]) : y!;
    return objective(entry, settings, { output, y: rows, list: rel ? rel.shape[1]! : 1, number });
  };
}

const linear = (a: Node, weights: Node, biases: Node): Node => add(matmul(a, weights, false, true), biases);
const squaredError = (output: Node, y: Node): Node => mean(square(sub(reshape(output, y.shape), y)));

const graphs: Readonly<Record<string, Graph>> = {
  logreg_moons: ours([dense(1)], 'bce'),
  mlp_tanh_moons: ours([dense(8), bent('tanh'), dense(8), bent('tanh'), dense(1)], 'bce'),
  mlp_relu_spiral: ours([dense(16), bent('relu'), dense(16), bent('relu'), dense(3)], 'cross-entropy'),
  mlp_batchnorm_moons: ours([dense(8), { kind: 'batch-norm' }, bent('relu'), dense(1)], 'bce'),
  mlp_layernorm_gelu_spiral: ours([dense(6), { kind: 'layer-norm' }, bent('gelu'), dense(3)], 'cross-entropy'),
  mlp_dropout_mask_moons: ours([dense(10), bent('tanh'), { kind: 'dropout', rate: 0.3 }, dense(1)], 'bce'),
  residual_mlp_moons: ours(
    [dense(6), { kind: 'residual', layers: small(6, 6) }, { kind: 'residual', layers: small(6, 6) }, dense(1)],
    'bce',
  ),
  cnn_digits: ours(
    [{ kind: 'convolution', filters: 4, size: 3 }, bent('relu'), { kind: 'pool', size: 2 }, dense(10)],
    'cross-entropy',
    {},
    64,
    [8, 8],
  ),
  linreg_mse: ours([dense(1)], 'mse', {}, 3),
  linreg_mae: ours([dense(1)], 'mae', {}, 3),
  linreg_huber1: ours([dense(1)], 'huber', { delta: 1 }, 3),
  'linreg_huber0.5': ours([dense(1)], 'huber', { delta: 0.5 }, 3),
  'linreg_smooth_l1_beta0.5': ours([dense(1)], 'smooth-l1', { beta: 0.5 }, 3),
  linreg_logcosh: ours([dense(1)], 'log-cosh', {}, 3),
  'linreg_quantile0.8': ours([dense(1)], 'quantile', { tau: 0.8 }, 3),
  mlp_hinge_moons: ours(small(1), 'hinge'),
  mlp_squared_hinge_moons: ours(small(1), 'squared-hinge'),
  'mlp_focal_a0.25_g2_moons': ours(small(1), 'focal', { alpha: 0.25, gamma: 2 }),
  mlp_bce_pos_weight3_moons: ours(small(1), 'bce', { pos_weight: 3 }),
  mlp_brier_moons: ours(small(1), 'brier'),
  mlp_exponential_moons: ours(small(1), 'exponential'),
  mlp_kl_spiral: ours(small(3, 6), 'kl'),
  'mlp_label_smoothing0.1_spiral': ours(small(3, 6), 'cross-entropy', { label_smoothing: 0.1 }),
  mlp_class_weights_spiral: ours(small(3, 6), 'cross-entropy', { class_weights: '1-2-0.5' }),
  mlp_focal_softmax_g2_spiral: ours(small(3, 6), 'focal-softmax', { gamma: 2 }),
  mlp_multi_margin_spiral: ours(small(3, 6), 'multi-margin'),
  rank_pairwise_margin1: ours(small(1), 'margin-ranking', {}, 4),
  rank_ranknet: ours(small(1), 'ranknet', {}, 4),
  rank_listnet: ours(small(1), 'listnet', {}, 4),
  rank_listmle: ours(small(1), 'listmle', {}, 4),
  autoencoder_digits(tensors, { X }) {
    const rows = reshape(X!, [X!.shape[0]!, 64]);
    const net = network([dense(5), bent('sigmoid'), dense(64), bent('sigmoid')], 64);
    return squaredError(net.forward(tensors, rows, { kind: 'train', masks: {}, buffers: {} }).output, rows);
  },
  rnn_sum([ihWeight, ihBias, hhWeight, hhBias, outWeight, outBias], { X, y }) {
    const rows = X!.shape[0]!;
    const at = (step: number): Node =>
      reshape(
        slice(X!, [
          { from: step, to: step + 1 },
          { from: 0, to: 2 },
        ]),
        [rows, 2],
      );
    const h = [0, 1, 2, 3, 4, 5].reduce<Node>(
      (before, step) => unary('tanh', add(linear(at(step), ihWeight!, ihBias!), linear(before, hhWeight!, hhBias!))),
      broadcast(constant(0), [rows, 4]),
    );
    return squaredError(linear(h, outWeight!, outBias!), y!);
  },
  attention_sum([qWeight, qBias, kWeight, kBias, vWeight, vBias, outWeight, outBias], { X, y }) {
    const [rows, positions] = X!.shape as [number, number];
    const flatRows = reshape(X!, [rows * positions, 2]);
    const each = (weights: Node, biases: Node): Node =>
      reshape(linear(flatRows, weights, biases), [rows, positions, 3]);
    const [q, k, v] = [each(qWeight!, qBias!), each(kWeight!, kBias!), each(vWeight!, vBias!)];
    const attended = matmul(softmax(div(matmul(q!, k!, false, true), constant(Math.sqrt(3)))), v!);
    return squaredError(linear(reshape(mean(attended, [rows, 1, 3]), [rows, 3]), outWeight!, outBias!), y!);
  },
};

/** A stored network's loss as a function of all its parameters in one vector, and of its data. */
export function lossOfNet(net: StoredNet): (x: Node, data: Readonly<Record<string, Node>>) => Node {
  const shapes = Object.values(net.params).map(shapeOf);
  return (x, data) => {
    let offset = 0;
    const tensors = shapes.map((shape) => {
      const tensor = part(x, offset, shape);
      offset += shape.reduce((size, side) => size * side, 1);
      return tensor;
    });
    return graphs[net.id]!(tensors, data);
  };
}
