// `npm run bench:peers`: a training step against the other libraries that train small networks, the same samples, the same
// first weights. A case's peers are timed in turn, in shuffled order, round by round; a figure is the median of (peer /
// ours in f64 in the same round). Processor time. A peer whose method is the same must reach our loss after 20 steps.
// The libraries are installed into a folder of their own; PyTorch is asked where python3 has it.
// Options: --rounds=7 --ms=60 --only=<regular expression on case names> --peers=<on names>
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { processor } from './clock.mjs';
import { bundled, figure, folder, median, option } from './measure.mjs';
import { dataOf, netCases, weightsOf } from './net-cases.mjs';
import { netLimit } from './net-limit.mjs';

const rounds = Number(option('rounds', 7));
const nanoseconds = Number(option('ms', 60)) * 1e6;
const [cases, names] = [new RegExp(option('only', '')), new RegExp(option('peers', ''))];
/** Losses of float32 and float64 differ this much at most after 20 steps, relatively. */
const NEAR = 1e-3;
/** What several peers share. */
const shared = new Set(['online.mjs']);

const home = fileURLToPath(new URL('peers/', import.meta.url));
if (!existsSync(join(home, 'node_modules'))) {
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: home,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new Error('the other libraries could not be installed');
}
const { netRun } = await import(await bundled('net-ours.mjs'));

const ours = (precision) => ({
  name: `ours in ${precision}`,
  supports: () => true,
  setup({ which, data, layers }) {
    const { run, loss } = netRun(which, data, layers, precision);
    return { steps: run, loss };
  },
});
const files = readdirSync(home).filter((name) => name.endsWith('.mjs') && !shared.has(name));
const others = await Promise.all(
  files.map(async (file) => (await import(pathToFileURL(join(home, file)).href)).default),
);
/** The limit, so that a figure shows how far anything could be from the others here. */
const limit = (precision) => ({
  name: `C in ${precision}`,
  supports: () => true,
  setup: ({ which, data, layers }) => netLimit(folder, which, data, layers, precision),
});
const asked = [limit('f64'), limit('f32'), ...others].filter(({ name }) => names.test(name));
const peers = [ours('f64'), ours('f32'), ...asked];

/** Nanoseconds that so many steps took. */
async function timed(peer, steps) {
  if (peer.run) return peer.run(steps);
  const began = processor();
  if (peer.steps) peer.steps(steps);
  else for (let i = 0; i < steps; i++) peer.step();
  await peer.finish?.();
  return processor() - began;
}
/** As many steps as fill a sample. */
async function enough(peer) {
  for (let steps = 1; ;) {
    const taken = await timed(peer, steps);
    if (taken >= nanoseconds || steps > 1e7) return steps;
    steps = Math.ceil(Math.min(20, (1.3 * nanoseconds) / (taken + 1)) * steps) + 1;
  }
}
const silently = async (work) => {
  const { log, warn } = console;
  Object.assign(console, { log: console.error, warn: () => undefined });
  try {
    return await work();
  } finally {
    Object.assign(console, { log, warn });
  }
};

async function measured(which) {
  const [data, layers] = [dataOf(which), weightsOf(which)];
  const ready = [];
  for (const { name, supports, setup } of peers) {
    if (!supports(which)) continue;
    const peer = await silently(() => setup({ which, data, layers }));
    if (peer === undefined) continue;
    await timed(peer, 20);
    ready.push({ name, peer, loss: await peer.loss?.(), samples: [] });
  }
  const [{ loss: known }] = ready;
  for (const { name, loss } of ready)
    if (loss !== undefined && !(Math.abs(loss - known) <= NEAR * Math.abs(known)))
      console.error(`  ${which.name}: ${name} has a loss of ${loss} after 20 steps, not ${known}`);
  for (const one of ready) one.steps = await enough(one.peer);
  for (let round = 0; round < rounds; round++)
    for (const one of ready.toSorted(() => Math.random() - 0.5))
      one.samples.push((await timed(one.peer, one.steps)) / one.steps);
  for (const { peer } of ready) peer.end?.();
  const base = ready[0].samples;
  return {
    name: which.name,
    microseconds: median(base) / 1000,
    ratios: Object.fromEntries(
      ready.map(({ name, samples }) => [name, median(samples.map((sample, round) => sample / base[round]))]),
    ),
  };
}

const columns = peers.slice(1).map(({ name }) => name);
console.log(
  `Node ${process.version}, V8 ${process.versions.v8}, ${process.arch}: a training step, in times of ours in f64\n`,
);
console.log(
  `| network · batch · rule | ours in f64 | ${columns.join(' | ')} |\n|---|${'---:|'.repeat(columns.length + 1)}`,
);
const report = [];
for (const which of netCases.filter(({ name }) => cases.test(name))) {
  const result = await measured(which);
  report.push(result);
  const cells = columns.map((name) => (result.ratios[name] === undefined ? '–' : figure(result.ratios[name])));
  console.log(`| ${[which.name, `${figure(result.microseconds)} µs`, ...cells].join(' | ')} |`);
}
console.log(`\n${JSON.stringify({ node: process.version, v8: process.versions.v8, arch: process.arch, report })}`);
process.exit(0);
