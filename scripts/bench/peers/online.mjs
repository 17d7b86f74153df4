// What the libraries of online training share: samples as arrays, and no loss that could be compared.

/** Samples and targets row by row. */
export function rowsOf({ which, data }) {
  const target = (label) =>
    data.outputs === 1 ? [label] : Array.from({ length: data.outputs }, (_, c) => (c === label ? 1 : 0));
  return Array.from({ length: which.samples }, (_, i) => ({
    input: Array.from(data.x.subarray(i * data.features, (i + 1) * data.features)),
    output: target(data.y[i]),
  }));
}

/** Takes a batch sample by sample; `learn` is told the last one of the batch. */
export function batchwise({ batch, samples }, rows, learn) {
  let at = 0;
  return {
    step() {
      for (let i = 0; i < batch; i++) learn(rows[at + i], i === batch - 1);
      at = (at + batch) % samples;
    },
  };
}

/** Networks of a size these libraries can take at all. */
export const small = ({ layers, isConvolution, rule }) =>
  !isConvolution && rule === 'sgd' && layers.length > 2 && layers[0] < 100;
