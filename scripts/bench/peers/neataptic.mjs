// neataptic: logistic units, an update at the end of a batch.
import { createRequire } from 'node:module';
import { batchwise, rowsOf, small } from './online.mjs';

export default {
  name: 'neataptic',
  supports: small,
  setup({ which, data }) {
    const { architect } = createRequire(import.meta.url)('neataptic');
    const net = new architect.Perceptron(...which.layers);
    return batchwise(which, rowsOf({ which, data }), ({ input, output }, isLast) => {
      net.activate(input, true);
      net.propagate(which.rate, 0, isLast, output);
    });
  },
};
