/** Every model: how many parameters it has, how they begin, and that it has a way through for every setting. */
import { describe, expect, test } from 'vitest';
import { models } from './catalogues.ts';
import { accepts, allowed, defaults, type Values } from './describe/param.ts';
import './everything.ts';
import { differentiate } from './graph/differentiate.ts';
import { interpret } from './graph/interpret.ts';
import { broadcast, constant, input, type Node, sizeOf, sum } from './graph/node.ts';
import { program } from './graph/program.ts';
import { activations, type Beginning, beginnings, type ModelShape } from './model.ts';
import { firstWeights, type Mode, network, type Network } from './network.ts';

const plane: ModelShape = { features: 2, outputs: 3 };
const picture: ModelShape = { features: 64, outputs: 10, image: [8, 8] };

function made(id: string, values: Values, shape: ModelShape): Network {
  const entry = models.get(id);
  const settings = { ...defaults(entry.params), ...values };
  expect(entry.refuse?.(settings, shape)).toBeUndefined();
  return network(entry.layers(settings, shape), shape.features, shape.image);
}

const modeOf = ({ buffers, masks }: Network, rows: number, kind: Mode['kind']): Mode => ({
  kind,
  buffers: Object.fromEntries(buffers.map(({ name, size, begin }) => [name, broadcast(constant(begin), [size])])),
  masks: Object.fromEntries(masks.map(({ name, units }) => [name, broadcast(constant(1), [rows, units])])),
});

/** What comes out for inputs, and the slope of the sum of all squares of it. */
function through(net: Network, x: Float64Array, inputs: number[][], kind: Mode['kind'] = 'train') {
  const [weights, rows] = [input('x', [net.size]), input('rows', [inputs.length, inputs[0]!.length])];
  const pass = net.forward(net.split(weights), rows, modeOf(net, inputs.length, kind));
  const sharp = (node: Node): Node => sum({ op: 'mul', shape: node.shape, inputs: [node, node] });
  const outputs = {
    output: pass.output,
    slope: differentiate(sharp(pass.output), [weights])[0]!,
    ...Object.fromEntries(pass.layers.map(({ name, node }) => [`layer ${name}`, node])),
    ...Object.fromEntries(Object.entries(pass.buffers).map(([name, node]) => [`buffer ${name}`, node])),
  };
  return interpret(program({ feeds: { x: weights, rows }, outputs })).run(1, {
    x,
    rows: Float64Array.from(inputs.flat()),
  });
}

describe.each(models.ids)('%s', (id) => {
  const entry = models.get(id);
  const shape = entry.refuse?.(defaults(entry.params), plane) ? picture : plane;
  const inputs = [0, 1, 2, 3, 4].map((row) =>
    Array.from({ length: shape.features }, (_, i) => Math.sin(3 * row + 0.7 * i)),
  );

  test('says who it is', () => {
    for (const words of [entry.title, entry.idea, entry.source]) expect(words.length).toBeGreaterThan(2);
    expect(entry.idea.endsWith('.')).toBe(true);
  });

  test.each(beginnings)('answers with finite numbers when its weights begin %s, with slopes', (init) => {
    const net = made(id, { init }, shape);
    const found = through(net, firstWeights(net, init, 0.1, 1), inputs);
    expect(found.output!.length).toBe(inputs.length * shape.outputs);
    expect([...found.output!, ...found.slope!].every(Number.isFinite)).toBe(true);
  });

  test('its parameters lie one after the other and fill x', () => {
    let next = 0;
    for (const { offset, shape: own } of made(id, {}, shape).parameters) {
      expect(offset).toBe(next);
      next += own.reduce((size, side) => size * side, 1);
    }
    expect(made(id, {}, shape).size).toBe(next);
  });

  test('begins the same for the same seed and otherwise for another', () => {
    const net = made(id, {}, shape);
    expect(firstWeights(net, 'he', 0.1, 1)).toEqual(firstWeights(net, 'he', 0.1, 1));
    expect(firstWeights(net, 'he', 0.1, 1)).not.toEqual(firstWeights(net, 'he', 0.1, 2));
  });
});

test.each([
  ['mlp', { hidden: '16-16' }, plane, 2 * 16 + 16 + 16 * 16 + 16 + 16 * 3 + 3],
  ['mlp', { hidden: '0' }, plane, 2 * 3 + 3],
  ['mlp', { hidden: '8', norm: 'batch' }, plane, 2 * 8 + 8 + 16 + 8 * 3 + 3],
  ['mlp', { hidden: '8', squares: true, product: true, sines: true }, plane, 7 * 8 + 8 + 8 * 3 + 3],
  ['mlp', { hidden: '128' }, { features: 784, outputs: 10 }, 784 * 128 + 128 + 128 * 10 + 10],
  ['linear-model', {}, plane, 9],
  ['cnn', { filters: 4, size: 3, pool: 2 }, picture, 4 * 9 + 4 + 36 * 10 + 10],
] as const)('%s %o has the parameters one can count', (id, values, shape, count) => {
  expect(made(id, values, shape).size).toBe(count);
});

test.each(activations)('a hidden layer may be bent by %s', (activation) => {
  const net = made('mlp', { hidden: '4-4', activation, norm: 'layer', residual: true, dropout: 0.2 }, plane);
  const found = through(net, firstWeights(net, 'xavier', 0, 3), [[1, 2], [-1, 0.5], [0, 0]]); // prettier-ignore
  expect([...found.slope!].every(Number.isFinite)).toBe(true);
});

describe('first weights have the deviation their name promises', () => {
  const wide = network([{ kind: 'dense', units: 200 }, { kind: 'dense', units: 100 }], 300); // prettier-ignore
  test.each([
    ['he', Math.sqrt(2 / 300), Math.sqrt(2 / 200)],
    ['xavier', Math.sqrt(2 / 500), Math.sqrt(2 / 300)],
    ['lecun', Math.sqrt(1 / 300), Math.sqrt(1 / 200)],
    ['normal', 0.3, 0.3],
    ['too-large', 10 * Math.sqrt(2 / 300), 10 * Math.sqrt(2 / 200)],
    ['too-small', 0.01 * Math.sqrt(2 / 300), 0.01 * Math.sqrt(2 / 200)],
    ['orthogonal', Math.sqrt(1 / 300), Math.sqrt(1 / 200)],
    ['zeros', 0, 0],
  ] as [Beginning, number, number][])('%s', (init, first, second) => {
    const expected = [first, second];
    const x = firstWeights(wide, init, 0.3, 5);
    const weights = wide.parameters.filter(({ role }) => role === 'weight');
    for (const [i, { offset, shape }] of weights.entries()) {
      const piece = x.subarray(offset, offset + sizeOf(shape));
      const mean = piece.reduce((sum, entry) => sum + entry, 0) / piece.length;
      const deviation = Math.sqrt(
        piece.reduce((sum, entry) => sum + (entry - mean) * (entry - mean), 0) / piece.length,
      );
      // 20,000 draws know the deviation to 0.5 %; six of those are allowed.
      expect(Math.abs(deviation - expected[i]!)).toBeLessThanOrEqual(0.03 * expected[i]!);
    }
    const biases = wide.parameters.filter(({ role }) => role === 'bias');
    for (const { offset, shape } of biases) expect(x.subarray(offset, offset + sizeOf(shape)).every((entry) => entry === 0)).toBe(true); // prettier-ignore
  });

  test('orthogonal rows have length 1 and stand at right angles', () => {
    const net = network([{ kind: 'dense', units: 20 }, { kind: 'dense', units: 50 }], 30); // prettier-ignore
    const x = firstWeights(net, 'orthogonal', 0, 2);
    const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, entry, i) => sum + entry * b[i]!, 0);
    const rows = Array.from({ length: 20 }, (_, row) => x.subarray(30 * row, 30 * (row + 1)));
    const second = net.parameters[2]!.offset;
    const columns = Array.from({ length: 20 }, (_, column) =>
      Float64Array.from({ length: 50 }, (_, row) => x[second + 20 * row + column]!),
    );
    for (const vectors of [rows, columns])
      for (const [i, a] of vectors.entries())
        for (const [j, b] of vectors.entries()) expect(inner(a, b)).toBeCloseTo(i === j ? 1 : 0, 12);
  });
});

test('weights that begin at zero give all units of a layer one and the same slope', () => {
  const net = made('mlp', { hidden: '5', activation: 'tanh' }, { features: 2, outputs: 1 });
  const x = firstWeights(net, 'zeros', 0, 1);
  // The last bias alone is not 0, so that there is a slope at all.
  x[net.size - 1] = 1;
  const { slope } = through(net, x, [[1, 2], [0.3, -1]]); // prettier-ignore
  const [weights] = net.parameters;
  for (const column of [0, 1])
    for (const unit of [1, 2, 3, 4]) expect(slope![weights!.offset + 2 * unit + column]).toBe(slope![column]);
});

test('batch norm keeps running statistics as PyTorch does, and uses them when evaluating', () => {
  const net = network([{ kind: 'batch-norm' }], 1);
  const trained = through(net, Float64Array.of(1, 0), [[1], [2], [6]]);
  expect(trained['buffer batch-norm1.mean']![0]).toBeCloseTo(0.1 * 3, 14);
  expect(trained['buffer batch-norm1.variance']![0]).toBeCloseTo(0.9 + 0.1 * 7, 14); // unbiased: (4 + 1 + 9) / 2
  expect([...trained.output!].reduce((sum, entry) => sum + entry, 0)).toBeCloseTo(0, 12);
  const evaluated = through(net, Float64Array.of(1, 0), [[1], [2], [6]], 'evaluate');
  expect(evaluated.output![2]).toBeCloseTo(6 / Math.sqrt(1 + 1e-5), 14);
});

test('layers’ results carry names', () => {
  const net = made('mlp', { hidden: '4-4', residual: true, dropout: 0.5 }, plane);
  const found = through(net, firstWeights(net, 'he', 0, 1), [[1, 2]]);
  const names = Object.keys(found).filter((name) => name.startsWith('layer '));
  expect(names).toEqual(['dense1', 'relu1', 'dropout1', 'dense2', 'relu2', 'dropout2', 'residual1', 'dense3'].map((name) => `layer ${name}`)); // prettier-ignore
});

describe('hidden layers are written as a list', () => {
  const { hidden } = models.get('mlp').params;
  test.each(['16-16', '0', '1', '256-256-256-256-256-256'])('%s is one', (text) => {
    expect(accepts(hidden!, text)).toBe(true);
  });
  test.each(['', '-', '16-', '0-16', '16-0', '257', '1e3', '1-1-1-1-1-1-1', '2.5', '16,16', ' 16'])(
    '%j is none',
    (text) => {
      expect(accepts(hidden!, text)).toBe(false);
    },
  );
  test('and what may stand there is said', () => {
    expect(allowed(hidden!)).toBe('up to 6 whole numbers from 1 to 256 joined by “-”, or 0 for none');
  });
});

test.each([
  ['cnn', {}, plane, 'size', 'needs data whose rows are pictures'],
  ['cnn', { size: 9 }, picture, 'size', 'must be at most 8 for pictures of 8 × 8'],
  ['cnn', { size: 7, pool: 3 }, picture, 'pool', 'must be at most 2'],
  ['mlp', { sines: true }, picture, 'sines', 'needs data of two features x and y; this has 64'],
] as const)('%s %o does not fit', (id, values, shape, param, message) => {
  const entry = models.get(id);
  const refused = entry.refuse!({ ...defaults(entry.params), ...values }, shape);
  expect(refused?.param).toBe(param);
  expect(refused?.message).toContain(message);
});
