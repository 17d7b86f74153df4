// brain.js: an update per sample, squared errors.
import { createRequire } from 'node:module';
import { batchwise, rowsOf } from './online.mjs';

export default {
  name: 'brain.js',
  supports: ({ layers, isConvolution }) => !isConvolution && layers.length > 2,
  setup({ which, data }) {
    const { NeuralNetwork } = createRequire(import.meta.url)('brain.js');
    const settings = { learningRate: which.rate, momentum: 1e-12 };
    const praxis = which.rule === 'adam' ? { praxis: 'adam' } : {};
    const net = new NeuralNetwork({
      hiddenLayers: which.layers.slice(1, -1),
      activation: which.activation,
      ...settings,
      ...praxis,
    });
    net.sizes = [...which.layers];
    net.initialize();
    Object.assign(net.trainOpts, settings);
    const typed = ({ input, output }) => ({ input: Float32Array.from(input), output: Float32Array.from(output) });
    return batchwise(which, rowsOf({ which, data }).map(typed), (row) => net.trainPattern(row));
  },
};
