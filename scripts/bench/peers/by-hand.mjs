// Plain loops over typed arrays in float64, as one writes them by hand.
export default {
  name: 'JavaScript by hand',
  supports: ({ isConvolution, rule }) => !isConvolution && rule === 'sgd',
  setup({ which, data, layers }) {
    const { batch, samples } = which;
    const net = layers.map(({ units, inputs, weights, biases }, depth) => ({
      units,
      inputs,
      weights: Float64Array.from(weights),
      biases: Float64Array.from(biases),
      out: new Float64Array(samples * units),
      slope: new Float64Array(batch * units),
      bends: depth < layers.length - 1,
    }));
    const x = Float64Array.from(data.x);
    const last = net.at(-1);
    const classes = last.units;

    function forward(count, from) {
      let input = x.subarray(from * data.features, (from + count) * data.features);
      for (const { units, inputs, weights, biases, out, bends } of net) {
        for (let s = 0; s < count; s++)
          for (let o = 0; o < units; o++) {
            let sum = biases[o];
            for (let i = 0; i < inputs; i++) sum += weights[o * inputs + i] * input[s * inputs + i];
            out[s * units + o] = !bends ? sum : which.activation === 'tanh' ? Math.tanh(sum) : Math.max(0, sum);
          }
        input = out;
      }
    }
    /** Slopes of the mean loss by the last layer's sums; returns the mean loss. */
    function judge(count, from, slope) {
      const { out } = last;
      let total = 0;
      for (let s = 0; s < count; s++) {
        const label = data.y[from + s];
        if (classes === 1) {
          const z = out[s];
          total += Math.max(z, 0) - z * label + Math.log1p(Math.exp(-Math.abs(z)));
          if (slope) slope[s] = (1 / (1 + Math.exp(-z)) - label) / count;
          continue;
        }
        let most = -Infinity;
        for (let c = 0; c < classes; c++) most = Math.max(most, out[s * classes + c]);
        let sum = 0;
        for (let c = 0; c < classes; c++) sum += Math.exp(out[s * classes + c] - most);
        total += most + Math.log(sum) - out[s * classes + label];
        if (slope)
          for (let c = 0; c < classes; c++)
            slope[s * classes + c] = (Math.exp(out[s * classes + c] - most) / sum - (c === label ? 1 : 0)) / count;
      }
      return total / count;
    }
    function backward(from) {
      for (let depth = net.length - 1; depth >= 0; depth--) {
        const { units, inputs, weights, biases, slope } = net[depth];
        const below = net[depth - 1];
        if (below) {
          for (let s = 0; s < batch; s++)
            for (let i = 0; i < inputs; i++) {
              let sum = 0;
              for (let o = 0; o < units; o++) sum += weights[o * inputs + i] * slope[s * units + o];
              const out = below.out[s * inputs + i];
              below.slope[s * inputs + i] = sum * (which.activation === 'tanh' ? 1 - out * out : out > 0 ? 1 : 0);
            }
        }
        const input = below ? below.out : x.subarray(from * data.features);
        for (let o = 0; o < units; o++) {
          for (let s = 0; s < batch; s++) biases[o] -= which.rate * slope[s * units + o];
          for (let i = 0; i < inputs; i++) {
            let sum = 0;
            for (let s = 0; s < batch; s++) sum += slope[s * units + o] * input[s * inputs + i];
            weights[o * inputs + i] -= which.rate * sum;
          }
        }
      }
    }
    let at = 0;
    return {
      step() {
        forward(batch, at);
        judge(batch, at, last.slope);
        backward(at);
        at = (at + batch) % samples;
      },
      loss() {
        forward(samples, 0);
        return judge(samples, 0);
      },
    };
  },
};
