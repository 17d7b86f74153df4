// The lab's side of the benchmark on networks: a training step traced, differentiated and compiled.
import { differentiate } from '../../src/lab/graph/differentiate.ts';
import { compile } from '../../src/lab/graph/compile.ts';
import { convolution, logSoftmax, maxPool, mean, relu } from '../../src/lab/graph/functions.ts';
import { add, constant, div, input, mul, part, sizeOf, sub, unary } from '../../src/lab/graph/node.ts';
import { program } from '../../src/lab/graph/program.ts';
import { tensorCode } from '../../src/lab/graph/tensor/code.ts';
import { gather, matmul, reshape, take, tensor } from '../../src/lab/graph/tensors.ts';
import { double } from '../../src/lab/graph/wasm/real.ts';
import { atWork } from './clock.mjs';
import { dataOf, weightsOf } from './net-cases.mjs';

const bend = { tanh: (a) => unary('tanh', a), relu };

/** What comes out of the network for a batch of samples. */
function forward({ activation, isConvolution }, layers, x, samples) {
  let offset = 0;
  const parameter = (shape) => {
    const piece = part(x, offset, shape);
    offset += sizeOf(shape);
    return piece;
  };
  const dense = (a, { units, inputs }) => {
    const weights = parameter([units, inputs]);
    return add(matmul(a, weights, false, true), parameter([units]));
  };
  const size = samples.shape[0];
  if (isConvolution) {
    const window = { stride: 1, padding: 0, dilation: 1 };
    const stage = (a, channels, filters) => {
      const weights = parameter([filters, channels, 5, 5]);
      const biases = reshape(parameter([filters]), [filters, 1, 1]);
      return maxPool(relu(add(convolution(a, weights, window), biases)), 2);
    };
    const first = stage(reshape(samples, [size, 1, 28, 28]), 1, 8);
    return dense(reshape(stage(first, 8, 16), [size, 256]), layers[2]);
  }
  return layers.reduce((a, layer, i) => {
    const sums = dense(a, layer);
    return i === layers.length - 1 ? sums : bend[activation](sums);
  }, samples);
}

function lossOf(outputs, labels) {
  if (outputs.shape[1] > 1) return mean(unary('neg', take(logSoftmax(outputs), labels)));
  const score = reshape(outputs, labels.shape);
  return mean(sub(unary('softplus', score), mul(labels, score)));
}

/** A step of the rule as PyTorch has it. */
function ruleOf(rule, x, g) {
  const lr = input('lr');
  if (rule === 'sgd') return { values: { lr }, state: { x: { node: x, next: sub(x, mul(lr, g)) } } };
  const [m, v, power1, power2] = [input('m', x.shape), input('v', x.shape), input('power1'), input('power2')];
  const [beta1, beta2, eps] = [input('beta1'), input('beta2'), input('eps')];
  const one = constant(1);
  const mNext = add(mul(beta1, m), mul(sub(one, beta1), g));
  const vNext = add(mul(beta2, v), mul(sub(one, beta2), mul(g, g)));
  const [next1, next2] = [mul(power1, beta1), mul(power2, beta2)];
  const width = add(unary('sqrt', div(vNext, sub(one, next2))), eps);
  const next = sub(x, mul(div(lr, sub(one, next1)), div(mNext, width)));
  const state = { x: { node: x, next }, m: { node: m, next: mNext }, v: { node: v, next: vNext } };
  const powers = { power1: { node: power1, next: next1 }, power2: { node: power2, next: next2 } };
  return { values: { lr, beta1, beta2, eps }, state: { ...state, ...powers } };
}

/** The programs of a case: a step, and the loss over all samples. */
export function netPrograms(which, data, layers) {
  const x = input('x', [layers.reduce((sum, { units, inputs }) => sum + units * (inputs + 1), 0)]);
  const rows = input('rows', [which.batch]);
  const [samples, labels] = [tensor(data.x, [which.samples, data.features]), tensor(data.y)];
  const loss = lossOf(forward(which, layers, x, gather(samples, rows)), gather(labels, rows));
  const [g] = differentiate(loss, [x]);
  const step = program({ ...ruleOf(which.rule, x, g), feeds: { rows }, outputs: { loss } });
  const whole = program({ values: { x }, outputs: { loss: lossOf(forward(which, layers, x, samples), labels) } });
  return { step, whole };
}

/** Milliseconds from a case, whose data are there, to its first step, and the size of the module. */
export function netTime(which) {
  const [{ x, ...rest }, layers] = [dataOf(which), weightsOf(which)];
  const data = { ...rest, x: Float64Array.from(x) };
  const began = atWork();
  const { step } = netPrograms(which, data, layers);
  const between = atWork();
  compile(step).run(1, { rows: new Float64Array(which.batch) });
  const end = atWork();
  return { trace: between - began, compile: end - between, bytes: tensorCode(step, double).code.module.length };
}

/** A run of a case: so many steps; the loss over all samples. */
export function netRun(which, data, layers, precision) {
  const { step, whole } = netPrograms(which, data, layers);
  const it = compile(step, precision);
  const given = { lr: which.rate, beta1: 0.9, beta2: 0.999, eps: 1e-8, power1: 1, power2: 1 };
  for (const name of [...Object.keys(step.values), ...Object.keys(step.state)])
    if (name in given) it.memory(name)[0] = given[name];
  let offset = 0;
  for (const { weights, biases } of layers)
    for (const array of [weights, biases]) {
      it.memory('x').set(array, offset);
      offset += array.length;
    }
  const batches = which.samples / which.batch;
  const most = Math.max(1, Math.floor(512 / batches)) * batches;
  const feed = Float64Array.from({ length: (most + batches) * which.batch }, (_, i) => i % which.samples);
  let at = 0;
  const into = { loss: new Float64Array(most) };
  return {
    run(steps) {
      for (let done = 0; done < steps;) {
        const some = Math.min(most, steps - done);
        it.run(some, { rows: feed.subarray(at * which.batch, (at + some) * which.batch) }, into);
        at = (at + some) % batches;
        done += some;
      }
    },
    loss() {
      const all = compile(whole);
      all.memory('x').set(it.memory('x'));
      return all.run(1).loss[0];
    },
  };
}
