// TensorFlow.js, float32, eager, on WebAssembly (which cannot train convolutions: those on its plain backend); batches are
// made once, before the clock runs.
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

export default {
  name: 'TensorFlow.js',
  supports: () => true,
  async setup({ which, data, layers }) {
    const tf = await import('@tensorflow/tfjs').then((module) => module.default ?? module);
    const backend = which.isConvolution ? 'cpu' : 'wasm';
    if (backend === 'wasm') {
      const wasm = await import('@tensorflow/tfjs-backend-wasm');
      const files = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
      (wasm.setWasmPaths ?? wasm.default.setWasmPaths)(`${files}/`);
    }
    await tf.setBackend(backend);
    await tf.ready();
    tf.env().set('PROD', true);
    const { batch, samples, isConvolution } = which;
    const optimizer = which.rule === 'adam' ? tf.train.adam(which.rate, 0.9, 0.999, 1e-8) : tf.train.sgd(which.rate);
    const variables = layers.map(({ units, inputs, weights, biases }, depth) => {
      const matrix = tf.tensor(weights, [units, inputs]).transpose();
      const channels = inputs / 25;
      const filters = () => tf.tensor(weights, [units, channels, 5, 5]).transpose([2, 3, 1, 0]);
      const flat = () => tf.tensor(weights, [units, 16, 4, 4]).transpose([2, 3, 1, 0]).reshape([inputs, units]);
      const kernel = !isConvolution ? matrix : depth < 2 ? filters() : flat();
      return [tf.variable(kernel), tf.variable(tf.tensor1d(biases))];
    });
    const binary = data.outputs === 1;
    const inputs = (from, count) => {
      const rows = data.x.subarray(from * data.features, (from + count) * data.features);
      return tf.tensor(rows, isConvolution ? [count, 28, 28, 1] : [count, data.features]);
    };
    const targets = (from, count) => {
      const labels = data.y.subarray(from, from + count);
      return binary
        ? tf.tensor2d(Float32Array.from(labels), [count, 1])
        : tf.oneHot(tf.tensor1d(labels, 'int32'), data.classes).toFloat();
    };
    const lossOf = (x, y) => {
      const last = layers.length - 1;
      const dense = (a, [weights, biases]) => a.matMul(weights).add(biases);
      const stage = (a, [weights, biases]) =>
        tf.conv2d(a, weights, 1, 'valid').add(biases).relu().maxPool(2, 2, 'valid');
      const out = isConvolution
        ? dense(stage(stage(x, variables[0]), variables[1]).reshape([-1, 256]), variables[2])
        : variables.reduce((a, layer, i) => (i === last ? dense(a, layer) : dense(a, layer)[which.activation]()), x);
      return binary ? tf.losses.sigmoidCrossEntropy(y, out) : tf.losses.softmaxCrossEntropy(y, out);
    };
    const batches = Array.from({ length: samples / batch }, (_, i) => [
      inputs(i * batch, batch),
      targets(i * batch, batch),
    ]);
    const all = [inputs(0, samples), targets(0, samples)];
    let at = 0;
    return {
      step() {
        const [x, y] = batches[at++ % batches.length];
        optimizer.minimize(() => lossOf(x, y), true, variables.flat()).dispose();
      },
      finish: () => variables[0][0].data(),
      loss: () => tf.tidy(() => lossOf(...all).dataSync()[0]),
      end: () => tf.disposeVariables(),
    };
  },
};
