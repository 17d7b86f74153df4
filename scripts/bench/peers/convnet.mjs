// ConvNetJS: a volume of objects per sample; two classes stand for the one output.
export default {
  name: 'ConvNetJS',
  supports: () => true,
  async setup({ which, data, layers }) {
    const module = await import('convnetjs');
    const { Net, Trainer, Vol } = module.default?.Net ? module.default : module;
    const { isConvolution, batch, samples } = which;
    const binary = data.outputs === 1;
    const stage = (filters) => [
      { type: 'conv', sx: 5, filters, stride: 1, pad: 0, activation: 'relu' },
      { type: 'pool', sx: 2, stride: 2 },
    ];
    const side = isConvolution ? 28 : 1;
    const depth = isConvolution ? 1 : data.features;
    const hidden = which.layers
      .slice(1, -1)
      .map((units) => ({ type: 'fc', num_neurons: units, activation: which.activation }));
    const net = new Net();
    net.makeLayers([
      { type: 'input', out_sx: side, out_sy: side, out_depth: depth },
      ...(isConvolution ? [...stage(8), ...stage(16)] : hidden),
      { type: 'softmax', num_classes: data.classes },
    ]);
    net.layers
      .filter((layer) => layer.filters)
      .forEach((layer, place) => {
        const { units, inputs, weights, biases } = layers[place];
        const area = isConvolution ? (place < 2 ? 25 : 16) : 1;
        const channels = inputs / area;
        // Its volumes keep the channels of a place side by side.
        const from = (o, i) => o * inputs + (i % channels) * area + Math.floor(i / channels);
        const twin = binary && place === layers.length - 1;
        layer.filters.forEach((filter, o) => {
          for (let i = 0; i < inputs; i++) filter.w[i] = twin ? (o === 1 ? weights[i] : 0) : weights[from(o, i)];
          layer.biases.w[o] = twin ? (o === 1 ? biases[0] : 0) : biases[o % units];
        });
      });
    const adam = { method: 'adam', eps: 1e-8, beta1: 0.9, beta2: 0.999 };
    const method = which.rule === 'adam' ? adam : { method: 'sgd', momentum: 0 };
    const trainer = new Trainer(net, { ...method, learning_rate: which.rate, batch_size: batch, l2_decay: 0 });
    const volumes = Array.from({ length: samples }, (_, i) => {
      const volume = new Vol(side, side, depth, 0);
      for (let j = 0; j < data.features; j++) volume.w[j] = data.x[i * data.features + j];
      return volume;
    });
    const surprise = (volume, label) => -Math.log(net.forward(volume).w[label]);
    const loss = () => volumes.reduce((sum, volume, i) => sum + surprise(volume, data.y[i]), 0) / samples;
    let at = 0;
    return {
      step() {
        for (let i = at; i < at + batch; i++) trainer.train(volumes[i], data.y[i]);
        at = (at + batch) % samples;
      },
      // With one output it has other parameters, and its Adam multiplies by the bias correction.
      ...(binary || which.rule === 'adam' ? {} : { loss }),
    };
  },
};
