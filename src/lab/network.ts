/**
 * A network made of layers for data of a shape: its parameters, one after the other in one flat vector x, how they begin,
 * and its graph from inputs to outputs, with every layer's result by name.
 */
import { add, constant, div, mul, type Node, part, type Shape, sizeOf, sub, unary } from './graph/node.ts';
import {
  convolution,
  elu,
  gelu,
  leakyRelu,
  maxPool,
  mean,
  relu,
  silu,
  square,
  standardized,
} from './graph/functions.ts';
import { join, slice } from './graph/layout.ts';
import { matmul, reshape } from './graph/tensors.ts';
import type { Activation, Beginning, Layer, PlaneFeature } from './model.ts';
import { type Stream, stream } from './numeric/random.ts';

/** One tensor of parameters: a matrix of weights, a vector of biases. */
export interface Parameter {
  /** The layer's name and what it is of it: `dense1.weight`. */
  readonly name: string;
  /** Weights are [units, inputs], filters [filters, channels, size, size], the others [units]. */
  readonly shape: Shape;
  /** Where it begins in x. */
  readonly offset: number;
  readonly role: 'weight' | 'bias' | 'gain';
}

/** A vector of running statistics: what batch norm uses when it is not training. */
export interface Buffer {
  readonly name: string;
  readonly size: number;
  /** What all its entries begin at. */
  readonly begin: number;
}

/** One dropout layer's mask: [rows, units], in training drawn anew every step, 0 or 1 / (1 − rate). */
export interface Mask {
  readonly name: string;
  readonly units: number;
  readonly rate: number;
}

/** Training uses the batch's own statistics and masks, evaluation the running statistics; all by name. */
export type Mode =
  | {
      readonly kind: 'train';
      readonly masks: Readonly<Record<string, Node>>;
      readonly buffers: Readonly<Record<string, Node>>;
    }
  | { readonly kind: 'evaluate'; readonly buffers: Readonly<Record<string, Node>> };

/** What came out of one way through. */
export interface Pass {
  /** [rows, outputs] */
  readonly output: Node;
  /** Every layer's result in order: `dense1`, `relu1`, … [rows, …]. */
  readonly layers: readonly { readonly name: string; readonly kind: Layer['kind']; readonly node: Node }[];
  /** Running statistics after this step of training; what they were when evaluating. */
  readonly buffers: Readonly<Record<string, Node>>;
}

export interface Network {
  readonly parameters: readonly Parameter[];
  /** Length of x. */
  readonly size: number;
  readonly buffers: readonly Buffer[];
  readonly masks: readonly Mask[];
  /** The parameter tensors as parts of x. */
  readonly split: (x: Node) => Node[];
  /** From parameter tensors and inputs [rows, features]. */
  readonly forward: (parameters: readonly Node[], inputs: Node, mode: Mode) => Pass;
}

const EPSILON = constant(1e-5);
/** The share of the newest batch in running statistics. */
const MOMENTUM = 0.1;

const bendings: Readonly<Record<Activation, (a: Node, leak: number) => Node>> = {
  relu,
  'leaky-relu': (a, leak) => leakyRelu(a, constant(leak)),
  elu: (a) => elu(a, constant(1)),
  gelu,
  silu,
  tanh: (a) => unary('tanh', a),
  sigmoid: (a) => unary('sigmoid', a),
  softplus: (a) => unary('softplus', a),
  linear: (a) => a,
};

const planes: Readonly<Record<PlaneFeature, (x: Node, y: Node) => Node>> = {
  'x²': (x) => square(x),
  'y²': (_, y) => square(y),
  xy: mul,
  'sin x': (x) => unary('sin', x),
  'sin y': (_, y) => unary('sin', y),
};

/** One layer at work: reads parameters and mode from the pass, writes its result into it. */
type Stage = (a: Node, going: Going) => Node;
interface Going {
  readonly parameters: readonly Node[];
  readonly mode: Mode;
  readonly layers: { name: string; kind: Layer['kind']; node: Node }[];
  readonly buffers: Record<string, Node>;
}

/** Lays layers out one after the other: counts names, hands out parameters. */
class Plan {
  readonly parameters: Parameter[] = [];
  readonly buffers: Buffer[] = [];
  readonly masks: Mask[] = [];
  private readonly counts = new Map<string, number>();
  size = 0;

  /** `dense1`, `dense2`, … */
  name(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return `${kind}${count}`;
  }

  /** A new tensor of parameters; hands back where it is among them. */
  parameter(name: string, shape: Shape, role: Parameter['role']): number {
    this.parameters.push({ name, shape, offset: this.size, role });
    this.size += sizeOf(shape);
    return this.parameters.length - 1;
  }

  /** The layer's work on rows of the given sides, and the sides of what comes out. */
  add(layer: Layer, sides: Shape): { stage: Stage; sides: Shape } {
    switch (layer.kind) {
      case 'features':
        return this.features(layer.of, sides);
      case 'dense':
        return this.dense(layer.units, sizeOf(sides), layer.bias !== false);
      case 'convolution':
        return this.convolution(layer.filters, layer.size, sides);
      case 'pool':
        return this.pool(layer.size, sides);
      case 'activation': {
        const name = this.name(layer.of);
        return { sides, stage: noted(name, layer.kind, (a) => bendings[layer.of](a, layer.leak)) };
      }
      case 'batch-norm':
        return this.batchNorm(sides);
      case 'layer-norm':
        return this.layerNorm(sides);
      case 'dropout':
        return this.dropout(layer.rate, sides);
      case 'residual': {
        const inner = this.chain(layer.layers, sides);
        const name = this.name('residual');
        return { sides: inner.sides, stage: noted(name, layer.kind, (a, going) => add(a, inner.stage(a, going))) };
      }
    }
  }

  chain(layers: readonly Layer[], sides: Shape): { stage: Stage; sides: Shape } {
    const stages: Stage[] = [];
    let now = sides;
    for (const layer of layers) {
      const made = this.add(layer, now);
      stages.push(made.stage);
      now = made.sides;
    }
    return { sides: now, stage: (a, going) => stages.reduce((value, stage) => stage(value, going), a) };
  }

  private features(of: readonly PlaneFeature[], sides: Shape): { stage: Stage; sides: Shape } {
    if (sizeOf(sides) !== 2) throw new RangeError(`features are made of two columns, not ${sizeOf(sides)}`);
    const stage: Stage = (a) => {
      const [x, y] = [0, 1].map((column) => slice(a, [{ from: column, to: column + 1 }])) as [Node, Node];
      return join([a, ...of.map((feature) => planes[feature](x, y))], 1);
    };
    return { sides: [2 + of.length], stage: noted(this.name('features'), 'features', stage) };
  }

  private dense(units: number, reads: number, biased: boolean): { stage: Stage; sides: Shape } {
    const name = this.name('dense');
    const weights = this.parameter(`${name}.weight`, [units, reads], 'weight');
    const biases = biased ? this.parameter(`${name}.bias`, [units], 'bias') : undefined;
    const stage: Stage = (a, { parameters }) => {
      const sums = matmul(reshape(a, [a.shape[0]!, reads]), parameters[weights]!, false, true);
      return biases === undefined ? sums : add(sums, parameters[biases]!);
    };
    return { sides: [units], stage: noted(name, 'dense', stage) };
  }

  private convolution(filters: number, size: number, sides: Shape): { stage: Stage; sides: Shape } {
    const [channels, height, width] = imageOf(sides);
    const name = this.name('convolution');
    const weights = this.parameter(`${name}.weight`, [filters, channels, size, size], 'weight');
    const biases = this.parameter(`${name}.bias`, [filters], 'bias');
    const stage: Stage = (a, { parameters }) =>
      add(
        convolution(a, parameters[weights]!, { stride: 1, padding: 0, dilation: 1 }),
        reshape(parameters[biases]!, [filters, 1, 1]),
      );
    return { sides: [filters, height - size + 1, width - size + 1], stage: noted(name, 'convolution', stage) };
  }

  private pool(size: number, sides: Shape): { stage: Stage; sides: Shape } {
    const [channels, height, width] = imageOf(sides);
    const stage = noted(this.name('pool'), 'pool', (a) => maxPool(a, size));
    return { sides: [channels, Math.floor(height / size), Math.floor(width / size)], stage };
  }

  /** A gain and a bias for every unit. */
  private scaled(name: string, units: number, of: Stage): Stage {
    const gains = this.parameter(`${name}.gain`, [units], 'gain');
    const biases = this.parameter(`${name}.bias`, [units], 'bias');
    return (a, going) => add(mul(of(a, going), going.parameters[gains]!), going.parameters[biases]!);
  }

  private batchNorm(sides: Shape): { stage: Stage; sides: Shape } {
    const units = sizeOf(sides);
    const name = this.name('batch-norm');
    const [means, variances] = [`${name}.mean`, `${name}.variance`] as const;
    this.buffers.push({ name: means, size: units, begin: 0 }, { name: variances, size: units, begin: 1 });
    const stage = this.scaled(name, units, (a, { mode, buffers }) => {
      const kept = { mean: mode.buffers[means]!, variance: mode.buffers[variances]! };
      if (mode.kind === 'evaluate') return normalized(a, kept.mean, kept.variance);
      const rows = a.shape[0]!;
      const batch = mean(a, [units]);
      const variance = mean(square(sub(a, batch)), [units]);
      // Running variances are unbiased ones, as PyTorch keeps them.
      buffers[means] = moved(kept.mean, batch);
      buffers[variances] = moved(kept.variance, mul(variance, constant(rows / Math.max(1, rows - 1))));
      return normalized(a, batch, variance);
    });
    return { sides, stage: noted(name, 'batch-norm', stage) };
  }

  private layerNorm(sides: Shape): { stage: Stage; sides: Shape } {
    const name = this.name('layer-norm');
    const stage = this.scaled(name, sizeOf(sides), (a) => {
      return standardized(a, [a.shape[0]!, 1], EPSILON);
    });
    return { sides, stage: noted(name, 'layer-norm', stage) };
  }

  private dropout(rate: number, sides: Shape): { stage: Stage; sides: Shape } {
    const name = this.name('dropout');
    this.masks.push({ name, units: sizeOf(sides), rate });
    const stage: Stage = (a, { mode }) => (mode.kind === 'train' ? mul(a, reshape(mode.masks[name]!, a.shape)) : a);
    return { sides, stage: noted(name, 'dropout', stage) };
  }
}

const normalized = (a: Node, center: Node, variance: Node): Node =>
  div(sub(a, center), unary('sqrt', add(variance, EPSILON)));

/** A running mean, moved towards the newest value. */
const moved = (kept: Node, newest: Node): Node =>
  add(mul(constant(1 - MOMENTUM), kept), mul(constant(MOMENTUM), newest));

/** Writes down a layer's result. */
const noted =
  (name: string, kind: Layer['kind'], stage: Stage): Stage =>
  (a, going) => {
    const node = stage(a, going);
    going.layers.push({ name, kind, node });
    return node;
  };

/** Sides of rows that are images: channels, height, width. */
function imageOf(sides: Shape): readonly [number, number, number] {
  if (sides.length !== 3) throw new RangeError('only pictures can be filtered or pooled');
  return sides as readonly [number, number, number];
}

/** Lays out a network over rows of features; with an image's height and width the first layer sees one channel. */
export function network(layers: readonly Layer[], features: number, image?: readonly [number, number]): Network {
  const plan = new Plan();
  const first = image ? [1, ...image] : [features];
  const { stage } = plan.chain(layers, first);
  const { parameters, size, buffers, masks } = plan;
  return {
    parameters,
    size,
    buffers,
    masks,
    split: (x) => parameters.map(({ offset, shape }) => part(x, offset, shape)),
    forward(tensors, inputs, mode) {
      const going: Going = { parameters: tensors, mode, layers: [], buffers: { ...mode.buffers } };
      const output = stage(reshape(inputs, [inputs.shape[0]!, ...first]), going);
      return { output, layers: going.layers, buffers: going.buffers };
    },
  };
}

/** Standard deviations by what a unit reads (fan-in) and how many read (fan-out). */
const deviations: Readonly<Record<Beginning, (reads: number, read: number, sigma: number) => number>> = {
  he: (reads) => Math.sqrt(2 / reads),
  xavier: (reads, read) => Math.sqrt(2 / (reads + read)),
  lecun: (reads) => Math.sqrt(1 / reads),
  orthogonal: () => 1,
  normal: (_reads, _read, sigma) => sigma,
  'too-large': (reads) => 10 * Math.sqrt(2 / reads),
  'too-small': (reads) => 0.01 * Math.sqrt(2 / reads),
  zeros: () => 0,
};

/**
 * First values of x. Every tensor has luck of its own, so that another layer more leaves the others as they are.
 * He: He et al. 2015; Xavier: Glorot & Bengio 2010; LeCun: LeCun et al. 1998; orthogonal: Saxe et al. 2013.
 */
export function firstWeights(net: Network, how: Beginning, sigma: number, seed: number): Float64Array {
  const x = new Float64Array(net.size);
  for (const { name, shape, offset, role } of net.parameters) {
    const piece = x.subarray(offset, offset + sizeOf(shape));
    if (role === 'gain') piece.fill(1);
    if (role !== 'weight') continue;
    const [units, ...rest] = shape as [number, ...number[]];
    const field = sizeOf(rest.slice(1));
    const luck = stream(seed, `weights ${name}`);
    if (how === 'orthogonal') piece.set(orthogonal(units, sizeOf(rest), luck));
    else {
      const deviation = deviations[how](sizeOf(rest), units * field, sigma);
      for (const at of piece.keys()) piece[at] = deviation === 0 ? 0 : deviation * luck.normal();
    }
  }
  return x;
}

/** Rows (or, where there are more rows than columns, columns) of length 1 at right angles, drawn at random. */
function orthogonal(rows: number, columns: number, luck: Stream): Float64Array {
  const [count, length] = rows <= columns ? [rows, columns] : [columns, rows];
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const drawn = Float64Array.from({ length }, () => luck.normal());
    // Twice, since after once rounding may leave a little of the others.
    for (let round = 0; round < 2; round++)
      for (const other of vectors) {
        const share = drawn.reduce((sum, entry, i) => sum + entry * other[i]!, 0);
        for (const i of drawn.keys()) drawn[i]! -= share * other[i]!;
      }
    const size = Math.sqrt(drawn.reduce((sum, entry) => sum + entry * entry, 0));
    vectors.push(drawn.map((entry) => entry / size));
  }
  const at = (row: number, column: number): number =>
    rows <= columns ? vectors[row]![column]! : vectors[column]![row]!;
  return Float64Array.from({ length: rows * columns }, (_, i) => at(Math.floor(i / columns), i % columns));
}
