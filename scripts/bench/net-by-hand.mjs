// The same training step in plain JavaScript loops over typed arrays, as one writes it by hand: one layer after the other,
// sample by sample, nothing allocated in a step.

/** A run of a fully connected case with SGD; undefined for other cases. */
export function netByHand({ layers: widths, activation, rule, rate, batch, samples, isConvolution }, { x, y }, layers) {
  if (isConvolution || rule !== 'sgd') return undefined;
  const weights = layers.map((layer) => Float64Array.from(layer.weights));
  const biases = layers.map((layer) => Float64Array.from(layer.biases));
  const weightSlopes = weights.map(({ length }) => new Float64Array(length));
  const biasSlopes = biases.map(({ length }) => new Float64Array(length));
  const values = widths.map((width) => new Float64Array(width));
  const errors = widths.map((width) => new Float64Array(width));
  const last = widths.length - 1;
  const data = Float64Array.from(x);
  let at = 0;

  function forward() {
    for (let l = 0; l < last; l++) {
      const [from, to, w, b] = [values[l], values[l + 1], weights[l], biases[l]];
      for (let o = 0; o < to.length; o++) {
        let sum = b[o];
        for (let i = 0; i < from.length; i++) sum += w[o * from.length + i] * from[i];
        to[o] = l === last - 1 ? sum : activation === 'tanh' ? Math.tanh(sum) : sum > 0 ? sum : 0;
      }
    }
  }
  /** The error of the outputs, and the loss. */
  function judge(label) {
    const [z, d] = [values[last], errors[last]];
    if (z.length === 1) {
      const e = Math.exp(-Math.abs(z[0]));
      d[0] = ((z[0] < 0 ? e : 1) / (1 + e) - label) / batch;
      return Math.max(z[0], 0) + Math.log1p(e) - label * z[0];
    }
    let most = z[0];
    for (const one of z) if (one > most) most = one;
    let sum = 0;
    for (let o = 0; o < z.length; o++) sum += d[o] = Math.exp(z[o] - most);
    for (let o = 0; o < z.length; o++) d[o] = (d[o] / sum - (o === label ? 1 : 0)) / batch;
    return Math.log(sum) + most - z[label];
  }
  function backward() {
    for (let l = last - 1; l >= 0; l--) {
      const [from, d, w, slopes, biasSlope] = [values[l], errors[l + 1], weights[l], weightSlopes[l], biasSlopes[l]];
      const below = errors[l];
      if (l > 0) below.fill(0);
      for (let o = 0; o < d.length; o++) {
        const own = d[o];
        biasSlope[o] += own;
        for (let i = 0; i < from.length; i++) slopes[o * from.length + i] += own * from[i];
        if (l > 0) for (let i = 0; i < from.length; i++) below[i] += own * w[o * from.length + i];
      }
      if (l > 0)
        for (let i = 0; i < below.length; i++)
          below[i] *= activation === 'tanh' ? 1 - from[i] * from[i] : from[i] > 0 ? 1 : 0;
    }
  }
  function step() {
    let loss = 0;
    for (let sample = 0; sample < batch; sample++, at++) {
      const row = at % samples;
      for (let i = 0; i < values[0].length; i++) values[0][i] = data[row * values[0].length + i];
      forward();
      loss += judge(y[row]);
      backward();
    }
    at %= samples;
    for (const [own, slopes] of [
      ...weights.map((one, l) => [one, weightSlopes[l]]),
      ...biases.map((one, l) => [one, biasSlopes[l]]),
    ]) {
      for (let i = 0; i < own.length; i++) own[i] -= rate * slopes[i];
      slopes.fill(0);
    }
    return loss / batch;
  }
  return {
    run(steps) {
      for (let i = 0; i < steps; i++) step();
    },
    loss() {
      let sum = 0;
      for (let row = 0; row < samples; row++) {
        for (let i = 0; i < values[0].length; i++) values[0][i] = data[row * values[0].length + i];
        forward();
        sum += judge(y[row]);
      }
      return sum / samples;
    },
  };
}
