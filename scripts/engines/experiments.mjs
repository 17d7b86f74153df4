// Five hundred experiments, the same on every machine: every optimizer on every surface at least once, calm ones and
// chaotic ones (rates a thousand times too high), some with noise; with the fingerprints that the lab in Node gives them.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../lib.mjs';

const COUNT = 500;
const RUNS = 9;

/** The lab's command line; gives its standard output line by line. */
function lab(args, input = '') {
  const options = { encoding: 'utf8', input, maxBuffer: 2 ** 30 };
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'scripts/lab.mjs'), ...args], options);
  if (status !== 0) throw new Error(`lab ${args.join(' ')}: ${stderr.slice(0, 2000)}`);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** Whole numbers below a bound, always the same ones. */
function dice(seed) {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** What a run sets besides its defaults: most rates are usual, some far too high, and a few betas are odd. */
function valuesOf({ params }, roll) {
  const values = {};
  for (const param of params) {
    if (param.kind !== 'number') continue;
    const factor = [1, 1, 1, 10, 100, 1000][roll(6)];
    if (param.name === 'lr' && factor > 1)
      values.lr = Math.min(param.max, Number((param.default * factor).toPrecision(6)));
    else if (param.scale === 'one-minus' && roll(8) === 0) values[param.name] = 0.5;
  }
  return values;
}

/** An optimizer of a link, with what is not its default. */
const written = ({ id }, values) => {
  const settings = Object.entries(values).map(([name, value]) => `${name}=${value}`);
  return settings.length > 0 ? `${id}(${settings.join(',')})` : id;
};

/** Links: what does not fit its surface is left out when they are opened. */
function generated([{ optimizers, surfaces }]) {
  const roll = dice(20261125);
  return Array.from({ length: COUNT }, (_, index) => {
    const surface = surfaces[index % surfaces.length];
    const first = Math.floor(index / surfaces.length) * RUNS;
    const runs = Array.from({ length: RUNS }, (_, place) => {
      const optimizer = optimizers[(first + place) % optimizers.length];
      return written(optimizer, valuesOf(optimizer, roll));
    });
    const noise = roll(5) === 0 ? '/noise=0.1' : '';
    return `#v1/${surface.id}/${runs.join('&')}${noise}/seed=${1 + roll(1000)}/steps=${20 + roll(80)}`;
  });
}

/** A complete experiment with the fingerprint of each run's race in Node. */
export function experiments() {
  const ran = lab(['run', '-', '--every', '10000'], generated(lab(['list'])).join('\n'));
  const read = lab(['read', '-'], ran.map(({ link }) => link).join('\n'));
  return ran.map(({ link, fingerprint, runs }, index) => ({
    link,
    fingerprint,
    experiment: read[index].experiment,
    endings: runs.map(({ ending }) => ending),
  }));
}

/** Where the built page keeps its worker, from the page. */
export const workerOf = () =>
  `./assets/${readdirSync(join(root, 'dist/assets')).find((name) => /^lab-.*\.js$/.test(name))}`;

/**
 * Runs in the page (it is sent there as text): asks the page's own worker one experiment after the other, as the page
 * does, and returns the fingerprints that the page would show.
 */
export function inPage({ list, address }) {
  const worker = new Worker(address, { type: 'module' });
  const found = [];
  const ask = () => worker.postMessage({ kind: 'race', job: found.length + 1, experiment: list[found.length] });
  return new Promise((resolve, reject) => {
    worker.onerror = () => reject(new Error('the worker fell'));
    worker.onmessage = ({ data }) => {
      if (data.kind === 'rows') worker.postMessage({ kind: 'received', job: data.job });
      if (data.kind === 'bug') reject(new Error(data.message));
      if (data.kind !== 'done') return;
      found.push(data.fingerprint);
      if (found.length < list.length) return ask();
      worker.terminate();
      resolve(found);
    };
    ask();
  });
}
