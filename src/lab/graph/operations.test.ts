/** Operations alone against PyTorch's autograd: output and slopes of 127 cases, and what happens at kinks. */
import { describe, expect, test } from 'vitest';
import { golden } from '../../../e2e/support/golden.ts';
import { differentiate } from './differentiate.ts';
import * as f from './functions.ts';
import { interpret } from './interpret.ts';
import { join, pad, slice, transpose } from './layout.ts';
import { add, binary, broadcast, constant, div, input, mul, neg, type Node, part, pick, power, type Shape, sizeOf, stack, sub, sum, unary, where } from './node.ts'; // prettier-ignore
import { program } from './program.ts';
import { gather, matmul, reshape, take, tensor } from './tensors.ts';

type Nested = number | readonly Nested[];
type Attributes = Readonly<Record<string, unknown>>;
interface Case {
  readonly op: string;
  readonly attrs: Attributes;
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly output: Nested;
  readonly cotangent: Nested;
  readonly grads: Readonly<Record<string, Nested>>;
}
interface Kink {
  readonly op: string;
  readonly at: readonly number[];
  readonly value: Nested;
  readonly grad_of_sum: readonly number[];
}
const { cases, kinks } = golden<{ cases: Case[]; kinks: Kink[] }>('operations');

const shapeOf = (nested: Nested): number[] =>
  typeof nested === 'number' ? [] : [nested.length, ...shapeOf(nested[0]!)];
const flat = (nested: Nested): number[] => (typeof nested === 'number' ? [nested] : nested.flatMap(flat));
const literal = (nested: unknown): Node => tensor(flat(nested as Nested), shapeOf(nested as Nested));

const n = constant;
const without = (shape: Shape, axis: number): number[] => shape.toSpliced(axis, 1);
const sumAlong = (a: Node, axis: number): Node => reshape(sum(a, a.shape.with(axis, 1)), without(a.shape, axis));
/** A function of the last axis along another one of a matrix. */
const along = (axis: number, of: (a: Node) => Node, a: Node): Node =>
  axis === 1 ? of(a) : a.shape.length === of(a).shape.length ? transpose(of(transpose(a))) : of(transpose(a));
const variance = (a: Node, { axis, correction }: Attributes): Node => {
  const centered = sub(a, f.mean(a, a.shape.with(axis as number, 1)));
  return div(sumAlong(f.square(centered), axis as number), n(a.shape[axis as number]! - (correction as number)));
};
const clamped = (a: Node, low: number, high: number): Node => f.clamp(a, n(low), n(high));
/** As clamp, but slope 0 at the bounds themselves. */
const hardClamped = (a: Node, low: number, high: number): Node =>
  where(binary('lessEqual', a, n(low)), n(low), where(binary('lessEqual', n(high), a), n(high), a));
const relu6 = (a: Node): Node => hardClamped(a, 0, 6);
const hardSigmoid = (a: Node): Node =>
  where(binary('lessEqual', a, n(-3)), n(0), where(binary('lessEqual', n(3), a), n(1), div(add(a, n(3)), n(6))));
const norm = f.rootAboveZero;
/** The minors of a 3 × 3 matrix with their signs: row i, column j. */
const cofactor = (a: Node, i: number, j: number): Node => {
  const at = (row: number, column: number): Node => pick(a, 3 * (row % 3) + (column % 3));
  return sub(mul(at(i + 1, j + 1), at(i + 2, j + 2)), mul(at(i + 1, j + 2), at(i + 2, j + 1)));
};
const determinant = (a: Node): Node => [0, 1, 2].map((j) => mul(pick(a, j), cofactor(a, 0, j))).reduce(add);
const inverse = (a: Node): Node =>
  div(reshape(stack([0, 1, 2].flatMap((j) => [0, 1, 2].map((i) => cofactor(a, i, j)))), [3, 3]), determinant(a));
const column = (a: Node): Node => reshape(a, [sizeOf(a.shape), 1]);
const outer = (a: Node, b: Node): Node => mul(column(a), b);
const crossEntropy = (p: Node, targets: unknown): Node => neg(f.mean(take(f.logSoftmax(p), literal(targets))));
const bceWithLogits = (z: Node, y: Node): Node => f.mean(sub(unary('softplus', z), mul(z, y)));
const huber = (e: Node, delta: number): Node => {
  const size = unary('abs', e);
  const inside = div(f.square(e), n(2));
  return where(binary('lessEqual', size, n(delta)), inside, mul(n(delta), sub(size, n(delta / 2))));
};
const poisson = (p: Node, t: Node): Node => f.mean(sub(unary('exp', p), mul(t, p)));
const affine = (a: Node, w: Node, b: Node): Node => add(mul(a, w), b);
const convolved = (rank: 1 | 2, { stride, padding, dilation = 1 }: Attributes, x: Node, w: Node, b?: Node): Node => {
  const spread = { stride: stride as number, padding: padding as number, dilation: dilation as number };
  const out = f.convolution(x, w, spread);
  return rank === 2 && b ? add(out, reshape(b, [sizeOf(b.shape), 1, 1])) : out;
};

/** Inputs in their stored order and attributes to the graph of each operation. */
const build: Readonly<Record<string, (inputs: readonly Node[], attrs: Attributes) => Node>> = {
  add_broadcast: ([a, b]) => add(a!, b!),
  sub_broadcast: ([a, b]) => sub(a!, b!),
  mul_broadcast: ([a, b]) => mul(a!, b!),
  div_broadcast: ([a, b]) => div(a!, b!),
  scalar_chain: ([a, b]) => add(mul(a!, b!), mul(a!, unary('sin', a!))),
  pow_const: ([a], { p }) => power(a!, p as number),
  pow_frac: ([a], { p }) => binary('pow', a!, n(p as number)),
  pow_tensor: ([a, b]) => binary('pow', a!, b!),
  square: ([a]) => f.square(a!),
  rsqrt: ([a]) => div(n(1), unary('sqrt', a!)),
  reciprocal: ([a]) => div(n(1), a!),
  maximum: ([a, b]) => binary('max', a!, b!),
  minimum: ([a, b]) => binary('min', a!, b!),
  atan2: ([a, b]) => binary('atan2', a!, b!),
  clamp: ([a], { min, max }) => clamped(a!, min as number, max as number),
  where_gt0: ([a, b]) => where(binary('less', n(0), a!), mul(a!, b!), f.square(b!)),
  relu: ([a]) => f.relu(a!),
  leaky_relu: ([a], { slope }) => f.leakyRelu(a!, n(slope as number)),
  elu: ([a], { alpha }) => f.elu(a!, n(alpha as number)),
  selu: ([a]) => mul(n(1.0507009873554805), f.elu(a!, n(1.6732632423543772))),
  celu: ([a], { alpha }) => mul(n(alpha as number), f.elu(div(a!, n(alpha as number)), n(1))),
  softplus_beta2: ([a]) => div(unary('softplus', mul(n(2), a!)), n(2)),
  gelu_erf: ([a]) => f.gelu(a!),
  gelu_tanh: ([a]) => {
    const inner = mul(n(0.7978845608028654), add(a!, mul(n(0.044715), power(a!, 3))));
    return mul(mul(n(0.5), a!), add(n(1), unary('tanh', inner)));
  },
  silu: ([a]) => f.silu(a!),
  mish: ([a]) => mul(a!, unary('tanh', unary('softplus', a!))),
  softsign: ([a]) => div(a!, add(n(1), unary('abs', a!))),
  hardtanh: ([a]) => hardClamped(a!, -1, 1),
  hardsigmoid: ([a]) => hardSigmoid(a!),
  hardswish: ([a]) => mul(a!, hardSigmoid(a!)),
  relu6: ([a]) => relu6(a!),
  logsigmoid: ([a]) => f.logSigmoid(a!),
  sum_axis: ([a], { axis }) => sumAlong(a!, ((axis as number) + 3) % 3),
  sum_all: ([a]) => sum(a!),
  mean_axis_keepdim: ([a]) => f.mean(a!, [2, 1, 4]),
  mean_all: ([a]) => f.mean(a!),
  max_axis: ([a], { axis }) => along(axis as number, f.greatest, a!),
  min_axis: ([a], { axis }) => neg(along(axis as number, f.greatest, neg(a!))),
  var_unbiased: ([a], attrs) => variance(a!, attrs),
  var_biased: ([a], attrs) => variance(a!, attrs),
  std_unbiased: ([a], attrs) => unary('sqrt', variance(a!, attrs)),
  norm2: ([a]) => norm(sum(f.square(a!))),
  norm2_rows: ([a]) => norm(f.sumLast(f.square(a!))),
  prod_axis: ([a]) =>
    [0, 1, 2, 3].map((at) => reshape(slice(a!, [{ from: at, to: at + 1 }]), [3])).reduce((all, one) => mul(all, one)),
  cumsum: ([a]) => matmul(a!, tensor(Array.from({ length: 16 }, (_, i) => (Math.floor(i / 4) <= i % 4 ? 1 : 0)), [4, 4])), // prettier-ignore
  logsumexp: ([a]) => f.logSumExp(a!),
  logsumexp_large: ([a]) => f.logSumExp(a!),
  softmax: ([a]) => f.softmax(a!),
  softmax_axis0: ([a]) => along(0, f.softmax, a!),
  log_softmax: ([a]) => f.logSoftmax(a!),
  reshape: ([a], { shape }) => reshape(a!, shape as number[]),
  transpose: ([a]) => transpose(a!, [2, 1, 0]),
  permute: ([a], { order }) => transpose(a!, order as number[]),
  slice: ([a]) => slice(a!, [{ from: 1, to: 3 }, { from: 0, to: 4, step: 2 }]), // prettier-ignore
  concat_axis1: ([a, b]) => join([a!, b!], 1),
  stack_axis0: ([a, b]) => join([reshape(a!, [1, 3, 4]), reshape(b!, [1, 3, 4])], 0),
  index_select_repeat: ([a], { rows }) => gather(a!, literal(rows)),
  gather_axis1: ([a, i]) => {
    const of = (at: number): Node => take(a!, reshape(slice(i!, [{ from: at, to: at + 1 }]), [3]));
    return join([column(of(0)), column(of(1))], 1);
  },
  embedding: ([w, i]) => gather(w!, i!),
  pad_constant: ([a], { last_axis, second_last_axis }) =>
    pad(a!, [second_last_axis as [number, number], last_axis as [number, number]]),
  matmul: ([a, b]) => matmul(a!, b!),
  matvec: ([a, b]) => reshape(matmul(a!, column(b!)), [3]),
  dot: ([a, b]) => sum(mul(a!, b!)),
  outer: ([a, b]) => outer(a!, b!),
  matmul_batched: ([a, b]) => matmul(a!, b!),
  matmul_batched_broadcast: ([a, b]) => matmul(a!, broadcast(b!, [2, 4, 2])),
  trace: ([a]) => sum(mul(a!, tensor([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3]))),
  inverse: ([a]) => inverse(a!),
  det: ([a]) => determinant(a!),
  logdet_spd: ([a]) =>
    unary('log', determinant(add(matmul(a!, a!, false, true), tensor([1, 0, 0, 0, 1, 0, 0, 0, 1], [3, 3])))),
  solve: ([a, b]) => reshape(matmul(inverse(a!), column(b!)), [3]),
  conv2d: ([x, w, b], attrs) => convolved(2, attrs, x!, w!, b!),
  conv2d_dilated: ([x, w], attrs) => convolved(2, attrs, x!, w!),
  conv1d: ([x, w, b], attrs) => {
    const wide = pad(reshape(x!, [2, 2, 1, 7]), [[attrs['padding'] as number, attrs['padding'] as number]]); // prettier-ignore
    const out = convolved(1, { ...attrs, padding: 0 }, wide, reshape(w!, [3, 2, 1, 3]));
    return add(reshape(out, [2, 3, 7]), column(b!));
  },
  maxpool2d: ([x]) => f.maxPool(x!, 2),
  maxpool2d_odd: ([x]) => f.maxPool(x!, 2),
  avgpool2d: ([x]) => f.averagePool(x!, 2),
  layer_norm: ([x, w, b]) => affine(f.standardized(x!, [3, 1], n(1e-5)), w!, b!),
  batch_norm_train: ([x, w, b]) => affine(f.standardized(x!, [3], n(1e-5)), w!, b!),
  batch_norm_eval: ([x, w, b], { running_mean, running_var }) =>
    affine(div(sub(x!, literal(running_mean)), unary('sqrt', add(literal(running_var), n(1e-5)))), w!, b!),
  group_norm: ([x, w, b]) =>
    affine(reshape(f.standardized(reshape(x!, [4, 6]), [4, 1], n(1e-5)), [2, 4, 3]), column(w!), column(b!)),
  rms_norm: ([x, w]) => mul(div(x!, unary('sqrt', add(f.mean(f.square(x!), [3, 1]), n(1e-6)))), w!),
  attention: ([q, k, v]) => matmul(f.softmax(div(matmul(q!, k!, false, true), n(Math.SQRT2))), v!),
  mse: ([p, y]) => f.mean(f.square(sub(p!, y!))),
  mae: ([p, y]) => f.mean(unary('abs', sub(p!, y!))),
  huber: ([p, y], { delta }) => f.mean(huber(sub(p!, y!), delta as number)),
  smooth_l1: ([p, y], { beta }) => f.mean(div(huber(sub(p!, y!), beta as number), n(beta as number))),
  bce_with_logits: ([p], { targets }) => bceWithLogits(p!, literal(targets)),
  bce_with_logits_extreme: ([p], { targets }) => bceWithLogits(p!, literal(targets)),
  bce: ([p], { targets }) => {
    const y = literal(targets);
    return neg(f.mean(add(mul(y, unary('log', p!)), mul(sub(n(1), y), unary('log', sub(n(1), p!))))));
  },
  cross_entropy: ([p], { targets }) => crossEntropy(p!, targets),
  cross_entropy_extreme: ([p], { targets }) => crossEntropy(p!, targets),
  cross_entropy_smooth: ([p], { targets, label_smoothing: e }) =>
    add(mul(n(1 - (e as number)), crossEntropy(p!, targets)), mul(n(-(e as number)), f.mean(f.logSoftmax(p!)))),
  kl_div: ([p, t]) => div(sum(mul(f.softmax(t!), sub(f.logSoftmax(t!), f.logSoftmax(p!)))), n(p!.shape[0]!)),
  margin_ranking: ([a, b], { t, margin }) => f.mean(f.above0(sub(n(margin as number), mul(literal(t), sub(a!, b!))))),
  cosine_similarity: ([a, b]) =>
    div(f.sumLast(mul(a!, b!)), unary('sqrt', mul(f.sumLast(f.square(a!)), f.sumLast(f.square(b!))))),
  triplet_margin: ([a, p, q]) => {
    const distance = (to: Node): Node => norm(f.sumLast(f.square(add(sub(a!, to), n(1e-6)))));
    return f.mean(f.above0(add(sub(distance(p!), distance(q!)), n(1))));
  },
  poisson_nll: ([p, t]) => poisson(p!, t!),
  gaussian_nll: ([mu, v], { targets }) =>
    mul(n(0.5), f.mean(add(unary('log', v!), div(f.square(sub(mu!, literal(targets))), v!)))),
  l2_regularizer: ([w], { lambda }) => mul(n(lambda as number), sum(f.square(w!))),
  dropout_mask: ([a, k]) => mul(a!, k!),
  diamond: ([a]) => sum(add(mul(a!, unary('tanh', a!)), unary('tanh', a!))),
  reuse_many: ([a]) =>
    [1, 2, 3, 4, 5]
      .map((k) => unary('sin', mul(n(k), a!)))
      .map((one) => sum(one))
      .reduce(add),
  deep_chain50: ([a]) => {
    let value = a!;
    for (let i = 0; i < 50; i++) value = add(unary('sin', value), mul(n(0.9), value));
    return value;
  },
};
for (const name of [
  'exp',
  'sin',
  'cos',
  'tan',
  'tanh',
  'sigmoid',
  'abs',
  'erf',
  'atan',
  'sinh',
  'cosh',
  'log',
  'sqrt',
  'log1p',
  'log2',
  'expm1',
  'asin',
  'softplus',
] as const)
  // prettier-ignore
  Object.assign(build, { [name]: ([a]: readonly Node[]) => unary(name, a!) });

function run(inputs: Readonly<Record<string, Nested>>, outputs: (nodes: Node[]) => Record<string, Node>) {
  const nodes = Object.entries(inputs).map(([name, value]) => input(name, shapeOf(value)));
  const feeds = Object.fromEntries(Object.keys(inputs).map((name, i) => [name, nodes[i]!]));
  const data = Object.entries(inputs).map(([name, value]) => [name, Float64Array.from(flat(value))] as const);
  return interpret(program({ feeds, outputs: outputs(nodes) })).run(1, Object.fromEntries(data));
}

/** Cases whose stored slopes are less exact: PyTorch's slope of hardsigmoid is 1/6 in single precision. */
const tolerances: Readonly<Record<string, number>> = { hardsigmoid: 3e-8 };

/** 1e-10 relative, with an absolute floor of 1e-12 times the largest entry. */
function close(found: Float64Array, expected: Nested, what: string, tolerance = 1e-10): void {
  const numbers = flat(expected);
  expect(found.length, what).toBe(numbers.length);
  const floor = 1e-12 * Math.max(...numbers.map(Math.abs));
  for (const [i, value] of numbers.entries())
    expect(Math.abs(found[i]! - value), `${what}[${i}]: ${found[i]} for ${value}`).toBeLessThanOrEqual(
      Math.max(tolerance * Math.abs(value), floor),
    );
}

describe('operations have PyTorch’s outputs and slopes', () => {
  test.each(cases.map((one, i) => [`${i} ${one.op} ${JSON.stringify(one.attrs)}`, one] as const))('%s', (_, one) => {
    const names = Object.keys(one.inputs);
    const found = run(one.inputs, (nodes) => {
      const output = build[one.op]!(nodes, one.attrs);
      expect(output.shape).toEqual(shapeOf(one.output));
      const slopes = differentiate(sum(mul(output, literal(one.cotangent))), nodes);
      return { output, ...Object.fromEntries(slopes.map((slope, i) => [`slope of ${names[i]}`, slope])) };
    });
    close(found.output!, one.output, 'output');
    for (const [name, grad] of Object.entries(one.grads))
      close(found[`slope of ${name}`]!, grad, `slope of ${name}`, tolerances[one.op]);
  });
});

const bent: Readonly<Record<string, (a: Node) => Node>> = {
  relu: f.relu,
  abs: (a) => unary('abs', a),
  sign: (a) => unary('sign', a),
  'leaky_relu0.1': (a) => f.leakyRelu(a, n(0.1)),
  elu: (a) => f.elu(a, n(1)),
  'clamp_-1_1': (a) => clamped(a, -1, 1),
  hardtanh: (a) => hardClamped(a, -1, 1),
  relu6,
  hardsigmoid: hardSigmoid,
  maximum_with_0: (a) => binary('max', a, n(0)),
  sqrt: (a) => unary('sqrt', a),
  norm2_of_zero_vector: (a) => norm(sum(f.square(a))),
  max_tie: (a) => binary('max', binary('max', part(a, 0, []), part(a, 1, [])), part(a, 2, [])),
  max_dim_tie: f.greatest,
  l1_loss_at_0: (a) => f.mean(unary('abs', a)),
  clamp_min_0: f.above0,
};

describe('at kinks the slopes are PyTorch’s', () => {
  test.each(kinks.map((kink) => [kink.op, kink] as const))('%s', (op, { at, value, grad_of_sum }) => {
    const found = run({ a: at }, ([a]) => {
      const out = bent[op]!(a!);
      return { out, slope: differentiate(sum(out), [a!])[0]! };
    });
    expect([...found.out!].map((entry) => entry + 0)).toEqual(flat(value));
    expect([...found.slope!].map((entry) => entry + 0)).toEqual(grad_of_sum);
  });
});
