// The networks of the benchmark, their data and first weights: the same numbers for every peer.

const network = (layers, activation, samples, batch, rule = 'sgd') => ({
  name: `${layers.join('-')} · batch ${batch} · ${rule}`,
  layers,
  activation,
  rule,
  rate: rule === 'adam' ? 0.003 : 0.03,
  batch: batch === 'full' ? samples : batch,
  samples: batch === 'full' ? samples : Math.ceil(samples / batch) * batch,
});
const images = (batch, rule = 'sgd') => ({
  ...network([784, 10], 'relu', 320, batch, rule),
  name: `CNN · batch ${batch} · ${rule}`,
  rate: rule === 'adam' ? 0.001 : 0.02,
  isConvolution: true,
});

export const netCases = [
  ...[10, 32, 'full'].map((batch) => network([2, 1], 'tanh', 200, batch)),
  ...[10, 32, 'full'].map((batch) => network([2, 8, 8, 1], 'tanh', 200, batch)),
  ...[10, 32, 'full'].map((batch) => network([2, 16, 16, 3], 'tanh', 300, batch)),
  ...[10, 32, 'full'].map((batch) => network([64, 32, 10], 'relu', 1797, batch)),
  ...[10, 32, 'full'].map((batch) => network([784, 128, 10], 'relu', 1000, batch)),
  images(10),
  images(32),
  network([2, 8, 8, 1], 'tanh', 200, 10, 'adam'),
  network([2, 8, 8, 1], 'tanh', 200, 32, 'adam'),
  network([2, 16, 16, 3], 'tanh', 300, 32, 'adam'),
  network([64, 32, 10], 'relu', 1797, 32, 'adam'),
  network([784, 128, 10], 'relu', 1000, 32, 'adam'),
  images(32, 'adam'),
];

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function drawn(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Samples row by row as float32 and their labels; pictures have the share of black that digits have. */
export function dataOf({ layers, samples }) {
  const random = drawn(12345);
  const [features, outputs] = [layers[0], layers.at(-1)];
  const classes = Math.max(2, outputs);
  const x = new Float32Array(samples * features);
  const y = new Int32Array(samples);
  const black = features === 2 ? 0 : features === 64 ? 0.5 : 0.81;
  for (let i = 0; i < samples; i++) {
    y[i] = Math.floor(random() * classes);
    for (let j = 0; j < features; j++) {
      const bright = random() < black ? 0 : random();
      x[i * features + j] =
        features === 2 ? Math.cos(y[i] + j) + random() - 0.5 : bright * (j % classes === y[i] ? 2 : 1);
    }
  }
  return { x, y, features, outputs, classes };
}

/** Weights [units, inputs] and biases, layer by layer, as float32. */
export function weightsOf({ layers, isConvolution }) {
  const random = drawn(777);
  const shapes = isConvolution
    ? [[8, 25], [16, 200], [10, 256]]
    : layers.slice(1).map((units, i) => [units, layers[i]]); // prettier-ignore
  return shapes.map(([units, inputs]) => ({
    units,
    inputs,
    weights: Float32Array.from(
      { length: units * inputs },
      () => (random() + random() + random() - 1.5) * Math.sqrt(4 / inputs),
    ),
    biases: Float32Array.from({ length: units }, () => (random() - 0.5) / 5),
  }));
}
