// `npm run test:python`: takes small sweeps to a local Dask cluster of two worker processes, as their exported scripts do
// it, and compares every value with our own; to Ray as well where Python has it. Debian's packages are installed where
// they are missing.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureDependencies, fail, root, say } from './lib.mjs';

ensureDependencies();
// Debian's packages are for Debian's own python3, which need not be the first one.
const pythons = process.env.PYTHON ? [process.env.PYTHON] : ['python3', '/usr/bin/python3'];
const found = () => pythons.find((name) => spawnSync(name, ['-c', 'import torch, distributed']).status === 0);
if (!found()) {
  say('installing python3-torch and python3-distributed …');
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  for (const args of [
    ['update'],
    ['install', '-y', '--no-install-recommends', 'python3-torch', 'python3-distributed'],
  ]) {
    const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
    spawnSync(command, rest, { stdio: ['ignore', 2, 2] });
  }
  if (!found()) fail('Python’s torch and distributed are needed: pip install torch distributed');
}

const python = found();
const engines = ['dask', ...(spawnSync(python, ['-c', 'from ray import tune']).status === 0 ? ['ray'] : [])];

const lab = (...args) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/lab.mjs', ...args], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 }); // prettier-ignore
  if (status !== 0) fail(stderr);
  return stdout;
};

/**
 * What is compared: PyTorch's own optimizers on surfaces of several kinds, with noise over seeds, and settings that
 * diverge; Ackley's rates end where its waves do not yet turn the last bit into another path.
 */
const links = [
  '#v1/rosenbrock/sgd&momentum&nesterov&adagrad&adadelta&rmsprop&adam&adamw&adamax&radam/sweep=lr,1e-4,1,12/steps=60',
  '#v1/ackley/sgd(momentum=0.5)&adam(amsgrad=true)/noise=0.1/sweep=lr,0.001,0.05,6/seeds=2/steps=40',
  '#v1/beale/adam(lr=0.05)/sweep=beta1,0,0.99,8/measure=reach/threshold=5/steps=80',
];

const folder = mkdtempSync(join(tmpdir(), 'descent-sweep-'));
const wrong = [];
let compared = 0;
try {
  for (const link of links) {
    const ours = JSON.parse(lab('sweep', link));
    for (const engine of engines) {
      const script = join(folder, 'sweep.py');
      const results = join(folder, 'results.json');
      writeFileSync(script, lab('sweep', link, '--export', engine));
      const ran = spawnSync(python, [script, '--workers', '2', '--output', results], {
        encoding: 'utf8',
        timeout: 600_000,
      });
      if (ran.status !== 0) fail(`${link} on ${engine}\n${ran.stderr}`);
      const theirs = JSON.parse(readFileSync(results, 'utf8'));
      for (const [index, run] of ours.runs.entries())
        for (const column of ['values', 'loss', 'best', 'reach', 'gone'])
          run[column].forEach((value, cell) => {
            compared += 1;
            const other = theirs.runs[index][column][cell];
            const same = typeof value === 'number' ? Math.abs(value - other) <= 1e-9 * Math.max(1, Math.abs(value)) : value === other; // prettier-ignore
            if (!same)
              wrong.push(
                `${run.id} at ${run.values[cell]}, seed ${run.seed}: ${column} ${value}, on ${engine} ${other}`,
              );
          });
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (wrong.length > 0) fail(`${wrong.length} of ${compared} values differ by more than 1e-9:\n${wrong.slice(0, 40).join('\n')}`); // prettier-ignore
say(`all ${compared} values are those of ${engines.join(' and ')}, to 1e-9`);
