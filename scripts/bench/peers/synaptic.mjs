// synaptic: logistic units, an update per sample, generated code.
import { createRequire } from 'node:module';
import { batchwise, rowsOf, small } from './online.mjs';

export default {
  name: 'synaptic',
  supports: small,
  setup({ which, data }) {
    const { Architect } = createRequire(import.meta.url)('synaptic');
    const net = new Architect.Perceptron(...which.layers);
    return batchwise(which, rowsOf({ which, data }), ({ input, output }) => {
      net.activate(input);
      net.propagate(which.rate, output);
    });
  },
};
