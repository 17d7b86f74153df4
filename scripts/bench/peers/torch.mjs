// PyTorch, where a python with torch is there (PYTHON names another one than python3).
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const python = process.env.PYTHON ?? 'python3';
const isThere = spawnSync(python, ['-c', 'import torch']).status === 0;

export default {
  name: 'PyTorch',
  supports: () => isThere,
  async setup({ which, data, layers }) {
    const child = spawn(python, [fileURLToPath(new URL('train.py', import.meta.url))], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (line) => {
      child.stdin.write(`${line}\n`);
      return (await lines.next()).value;
    };
    const plain = layers.map(({ weights, biases, ...layer }) => ({
      ...layer,
      weights: [...weights],
      biases: [...biases],
    }));
    const { activation, rule, rate, batch, samples, isConvolution = false } = which;
    const settings = { activation, rule, rate, batch, samples, isConvolution };
    await ask(JSON.stringify({ ...settings, x: [...data.x], y: [...data.y], layers: plain }));
    return {
      run: async (steps) => Number(await ask(`run ${steps}`)),
      loss: async () => Number(await ask('loss')),
      end: () => child.kill(),
    };
  },
};
