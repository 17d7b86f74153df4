// Drives net.cpp: compiled once per case and precision, asked over its standard input.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('net.cpp', import.meta.url));
const compiler = process.env.CXX ?? 'g++';
// The machine’s 128-bit instructions and no fused products: what portable WebAssembly can say.
const narrow = ['-O3', '-ffast-math', '-mavx', '-mprefer-vector-width=128', '-DVB=16'];

/** The case as a process; undefined where there is no g++. */
export function netLimit(folder, which, data, layers, precision, isLoose = false) {
  if (spawnSync(compiler, ['--version']).status !== 0) return undefined;
  const name = `${which.name.replace(/\W+/g, '-')}-${precision}${isLoose ? '-loose' : ''}`;
  const flags = [
    `-DBATCH=${which.batch}`,
    which.isConvolution ? '-DCNN' : `-DSPEC_LAYERS=${which.layers.join(',')}`,
    ...(which.activation === 'tanh' ? ['-DTANH'] : []),
    ...(which.rule === 'adam' ? ['-DADAM'] : []),
    `-DREAL=${precision === 'f32' ? 'float' : 'double'}`,
    ...(isLoose ? ['-DLOOSE'] : []),
  ];
  const [binary, file] = [join(folder, name), join(folder, `${name}.bin`)];
  const isFresh = existsSync(binary) && statSync(binary).mtimeMs > statSync(source).mtimeMs;
  const done = isFresh
    ? { status: 0 }
    : spawnSync(compiler, ['-std=c++17', '-w', ...narrow, ...flags, source, '-o', binary, '-lm'], {
        encoding: 'utf8',
      });
  if (done.status !== 0) throw new Error(done.stderr);
  const head = Buffer.alloc(24);
  [which.samples, data.features, data.outputs, data.classes].forEach((one, i) => head.writeInt32LE(one, 4 * i));
  head.writeDoubleLE(which.rate, 16);
  const arrays = [data.x, data.y, ...layers.flatMap(({ weights, biases }) => [weights, biases])];
  writeFileSync(file, Buffer.concat([head, ...arrays.map(({ buffer }) => Buffer.from(buffer))]));
  const child = spawn(binary, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (words) => {
    child.stdin.write(`${words}\n`);
    return Number((await lines.next()).value);
  };
  return {
    run: async (steps) => ask(`run ${steps}`),
    loss: async () => ask('loss'),
    end: () => child.stdin.end(),
  };
}
