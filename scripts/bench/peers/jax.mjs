// jax-js on WebAssembly, float32: loss, slopes and update within one jit; what reads a value once more takes a reference.
export default {
  name: 'jax-js',
  supports: () => true,
  async setup({ which, data, layers }) {
    const jax = await import('@jax-js/jax');
    await jax.init('wasm');
    jax.defaultDevice('wasm');
    const { numpy: np, nn, lax, jit, valueAndGrad, tree } = jax;
    const { batch, samples, isConvolution } = which;
    const kept = (it) => tree.map((leaf) => leaf.ref, it);
    const map = (work, ...trees) => tree.map(work, ...trees);
    const array = (values, shape) => np.array(values).reshape(shape);
    const binary = data.outputs === 1;
    const weightsOf = ({ units, inputs, weights }, depth) => {
      if (isConvolution && depth < 2) return array(weights, [units, inputs / 25, 5, 5]);
      return array(
        Float32Array.from(weights, (_, k) => weights[(k % units) * inputs + Math.floor(k / units)]),
        [inputs, units],
      );
    };
    const begun = layers.map((layer, depth) => ({ w: weightsOf(layer, depth), b: np.array(layer.biases) }));
    const inputs = (from, count) =>
      array(
        data.x.slice(from * data.features, (from + count) * data.features),
        isConvolution ? [count, 1, 28, 28] : [count, data.features],
      );
    const targets = (from, count) => {
      const hot = new Float32Array(count * data.outputs);
      for (let i = 0; i < count; i++)
        if (binary) hot[i] = data.y[from + i];
        else hot[i * data.classes + data.y[from + i]] = 1;
      return array(hot, [count, data.outputs]);
    };
    const forward = (p, x) => {
      const dense = (a, { w, b }) => np.matmul(a, w).add(b);
      if (isConvolution) {
        const stage = (a, { w, b }, channels) =>
          lax.reduceWindow(
            nn.relu(lax.convGeneralDilated(a, w, [1, 1], 'VALID').add(b.reshape([channels, 1, 1]))),
            np.max,
            [2, 2],
            [2, 2],
          );
        return dense(stage(stage(x, p[0], 8), p[1], 16).reshape([-1, 256]), p[2]);
      }
      const bend = which.activation === 'tanh' ? np.tanh : nn.relu;
      return p.reduce((a, layer, i) => (i === p.length - 1 ? dense(a, layer) : bend(dense(a, layer))), x);
    };
    const lossOf = (p, x, y) => {
      const out = forward(p, x);
      if (!binary) return nn.logSoftmax(out, -1).mul(y).sum(-1).mean().neg();
      const soft = np.maximum(out.ref, 0).add(np.log1p(np.exp(np.absolute(out.ref).neg())));
      return soft.sub(y.mul(out)).mean();
    };
    const zeros = () => map((leaf) => np.zeros(leaf.shape), begun);
    const descend = jit(({ p }, x, y) => {
      const [, g] = valueAndGrad(lossOf)(kept(p), x, y);
      return { p: map((leaf, slope) => leaf.sub(slope.mul(which.rate)), p, g) };
    });
    const adam = jit((state, x, y) => {
      const [, g] = valueAndGrad(lossOf)(kept(state.p), x, y);
      const t = state.t.add(1);
      const m = map((old, slope) => old.mul(0.9).add(slope.mul(0.1)), state.m, kept(g));
      const v = map((old, slope) => old.mul(0.999).add(np.square(slope).mul(0.001)), state.v, g);
      const c1 = np.array(1).sub(np.exp(t.ref.mul(Math.log(0.9))));
      const c2 = np.array(1).sub(np.exp(t.ref.mul(Math.log(0.999))));
      const move = (leaf, mean, square) =>
        leaf.sub(
          mean
            .div(c1.ref)
            .mul(which.rate)
            .div(np.sqrt(square.div(c2.ref)).add(1e-8)),
        );
      const p = map(move, state.p, kept(m), kept(v));
      c1.dispose();
      c2.dispose();
      return { p, m, v, t };
    });
    const batches = Array.from({ length: samples / batch }, (_, i) => [
      inputs(i * batch, batch),
      targets(i * batch, batch),
    ]);
    const all = [inputs(0, samples), targets(0, samples)];
    const whole = jit(lossOf);
    let state = which.rule === 'adam' ? { m: zeros(), v: zeros(), t: np.array(0), p: begun } : { p: begun };
    let at = 0;
    return {
      step() {
        const [x, y] = batches[at++ % batches.length];
        state = (which.rule === 'adam' ? adam : descend)(state, x.ref, y.ref);
      },
      finish: () => state.p[0].b.ref.dataSync(),
      loss: () => whole(kept(state.p), ...kept(all)).dataSync()[0],
    };
  },
};
