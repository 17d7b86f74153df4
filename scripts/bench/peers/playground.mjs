// TensorFlow Playground's way: nodes and links are objects, one sample at a time, the sums of slopes kept in the links.
export default {
  name: 'Playground’s style',
  supports: ({ rule, isConvolution, layers }) => rule === 'sgd' && !isConvolution && layers.at(-1) === 1,
  setup({ which, data, layers }) {
    const bend = {
      tanh: { of: Math.tanh, slope: (_, out) => 1 - out * out },
      relu: { of: (sum) => Math.max(0, sum), slope: (sum) => (sum > 0 ? 1 : 0) },
      sigmoid: { of: (sum) => 1 / (1 + Math.exp(-sum)), slope: (_, out) => out * (1 - out) },
    };
    const unit = (activation, bias) => ({
      activation,
      bias,
      biasSlope: 0,
      inputs: [],
      outputs: [],
      sum: 0,
      out: 0,
      outSlope: 0,
      sumSlope: 0,
    });
    let before = Array.from({ length: data.features }, () => unit(undefined, 0));
    const network = [before];
    layers.forEach(({ units, inputs, weights, biases }, depth) => {
      const activation = bend[depth === layers.length - 1 ? 'sigmoid' : which.activation];
      const layer = Array.from({ length: units }, (_, i) => {
        const node = unit(activation, biases[i]);
        before.forEach((source, j) => {
          const link = { source, target: node, weight: weights[i * inputs + j], slope: 0 };
          source.outputs.push(link);
          node.inputs.push(link);
        });
        return node;
      });
      network.push(layer);
      before = layer;
    });
    const [last] = network.at(-1);

    function forward(sample) {
      network[0].forEach((node, j) => (node.out = data.x[sample * data.features + j]));
      for (const layer of network.slice(1))
        for (const node of layer) {
          node.sum = node.bias;
          for (const link of node.inputs) node.sum += link.weight * link.source.out;
          node.out = node.activation.of(node.sum);
        }
      return last.out;
    }
    function backward(target) {
      // The slope of cross-entropy over that of the sigmoid: what is left of both is out − target.
      last.outSlope = (last.out - target) / (last.out * (1 - last.out));
      for (let depth = network.length - 1; depth >= 1; depth--) {
        for (const node of network[depth]) {
          node.sumSlope = node.outSlope * node.activation.slope(node.sum, node.out);
          node.biasSlope += node.sumSlope;
          for (const link of node.inputs) link.slope += node.sumSlope * link.source.out;
        }
        if (depth === 1) continue;
        for (const node of network[depth - 1]) {
          node.outSlope = 0;
          for (const link of node.outputs) node.outSlope += link.weight * link.target.sumSlope;
        }
      }
    }
    function update() {
      const rate = which.rate / which.batch;
      for (const layer of network.slice(1))
        for (const node of layer) {
          node.bias -= rate * node.biasSlope;
          node.biasSlope = 0;
          for (const link of node.inputs) {
            link.weight -= rate * link.slope;
            link.slope = 0;
          }
        }
    }
    let at = 0;
    return {
      step() {
        for (let i = 0; i < which.batch; i++) {
          forward(at + i);
          backward(data.y[at + i]);
        }
        update();
        at = (at + which.batch) % which.samples;
      },
      loss() {
        let sum = 0;
        for (let i = 0; i < which.samples; i++) {
          const out = forward(i);
          sum -= Math.log(data.y[i] === 1 ? out : 1 - out);
        }
        return sum / which.samples;
      },
    };
  },
};
