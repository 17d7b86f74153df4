// `npm run bench:ui`: what the page costs. Serves the built app, and in Chromium plays a large race, drags a rate, times
// the first picture and whole races of networks; prints JSON. Work is read from a trace of the page's threads, memory from
// the browser's own measure of all that the page and its workers still hold.
import { browserFlags, ensureBrowser, ensureDependencies, program, root } from './lib.mjs';

ensureDependencies();
program('vite', ['build', '--logLevel', 'warn']);
const { preview } = await import('vite');
const { chromium } = await import('playwright-core');
// Only an isolated page may ask what it holds.
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const server = await preview({ root, preview: { port: 4198, strictPort: true, headers }, logLevel: 'error' });
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserFlags });

const rates = 'sgd(lr=.0005)&momentum(lr=.0002)&nesterov(lr=.0002)&adagrad(lr=.05)&adadelta(lr=1)&rmsprop(lr=.001)';
const others = 'adam(lr=.002)&adamw(lr=.003)&lion(lr=.001)&adam(lr=.001)&rmsprop(lr=.002)&adagrad(lr=.02)';
const large = `#v1/rosenbrock/start=-1.2,1/steps=5000/${rates}&${others}`;

const percentile = (numbers, part) => numbers.toSorted((a, b) => a - b)[Math.floor(part * (numbers.length - 1))] ?? NaN;
const summary = (numbers) => {
  const rounded = (number) => Math.round(number * 100) / 100;
  const [median, p95, max] = [0.5, 0.95, 1].map((part) => rounded(percentile(numbers, part)));
  return { samples: numbers.length, median, p95, max };
};

/** A fresh page on a link; resolves once its race is complete. */
async function opened(link) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'no-preference' });
  await page.goto(`http://localhost:4198/${link}`);
  await page.waitForFunction(() => window.__descent?.session.race?.done);
  return page;
}

/** What a page does itself; the rest of its tasks is painting pixels, which a machine with a GPU leaves to it. */
const OWN = new Set([
  'FireAnimationFrame',
  'HandlePostMessage',
  'EventDispatch',
  'TimerFire',
  'FireIdleCallback',
  'UpdateLayoutTree',
  'Layout',
  'PrePaint',
  'Paint',
  'Layerize',
  'MinorGC',
  'MajorGC',
]);

/** Main-thread milliseconds from one animation frame to the next, of all tasks or of events with these names. */
function frameWork({ traceEvents }, names = new Set(['RunTask'])) {
  const frames = traceEvents.filter((event) => event.name === 'FireAnimationFrame');
  const main = (event) => event.pid === frames[0].pid && event.tid === frames[0].tid;
  const tasks = traceEvents.filter((event) => main(event) && event.ph === 'X' && names.has(event.name));
  const starts = frames.filter(main).map((event) => event.ts);
  return starts.slice(0, -1).map((from, i) => {
    const end = (task) => Math.min(task.ts + task.dur, starts[i + 1]);
    return tasks.reduce((sum, task) => sum + Math.max(0, end(task) - Math.max(task.ts, from)), 0) / 1000;
  });
}

/** Milliseconds of the busiest other thread of the page: its worker. */
function workerWork({ traceEvents }) {
  const own = traceEvents.filter(({ name, args }) => name === 'thread_name' && /DedicatedWorker/.test(args.name));
  const totals = own.map(({ pid, tid }) =>
    traceEvents
      .filter(
        (event) =>
          event.pid === pid && event.tid === tid && event.ph === 'X' && event.name === 'ThreadControllerImpl::RunTask',
      )
      .reduce((sum, { dur }) => sum + dur / 1000, 0),
  );
  return Math.max(0, ...totals);
}

async function playing() {
  const page = await opened(large);
  await page.waitForTimeout(1500);
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  await page.evaluate(() => {
    window.__descent.playhead.seek(0);
    window.__descent.playhead.play();
  });
  await page.waitForTimeout(6000);
  const work = frameWork(JSON.parse((await browser.stopTracing()).toString('utf8')));
  await page.close();
  return summary(work);
}

/** From the input event to the frame after the new race is complete and shown, in milliseconds. */
async function dragging() {
  const page = await opened('');
  await page.waitForTimeout(800);
  const times = await page.evaluate(async () => {
    const slider = document.querySelector('.knob input[type=range]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const [low, high] = [Number(slider.min), Number(slider.max)];
    const measured = [];
    for (let i = 0; i < 30; i++) {
      const before = window.__descent.session.race;
      const from = performance.now();
      set.call(slider, String(low + (high - low) * (0.3 + 0.01 * i)));
      slider.dispatchEvent(new Event('input', { bubbles: true }));
      while (window.__descent.session.race === before || !window.__descent.session.race.done)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      measured.push(performance.now() - from);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    return measured;
  });
  await page.close();
  return summary(times);
}

/** From navigation to a playing race, in milliseconds, in a browser that has the files in its cache. */
async function starting() {
  const times = [];
  for (let i = 0; i < 7; i++) {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'no-preference' });
    await page.goto('http://localhost:4198/');
    times.push(
      await page.evaluate(async () => {
        while (!(window.__descent?.session.race?.done && window.__descent.playhead.moment > 0))
          await new Promise((resolve) => requestAnimationFrame(resolve));
        return performance.now();
      }),
    );
    await page.close();
  }
  return summary(times);
}

const six = 'sgd(lr=0.1)&momentum(lr=0.05)&nesterov(lr=0.05)&rmsprop(lr=0.003)&adam(lr=0.01)&adamw(lr=0.01)';
const learnt = {
  '2-16-16-3 on 500 rows, batch 32, 6 × 1,000 steps': `#v1/spirals(k=3,n=500,test=0)/mlp(hidden=16-16)/batch=32/steps=1000/${six}`,
  '64-32-10 on digits, batch 32, 6 × 10 epochs': `#v1/digits/mlp(hidden=32)/batch=32/steps=450/${six}`,
  '196-256-256-10 (118,000 weights) on Fashion-MNIST, batch 32, 6 × 100 steps': `#v1/fashion/mlp(hidden=256-256)/batch=32/steps=100/${six}`,
};

/** Opens a link with other rates, so that all is computed anew; resolves with the milliseconds until its race is complete. */
const raceAnew = (page, link, rate) =>
  page.evaluate(
    async (hash) => {
      const { store, session } = window.__descent;
      const now = () => session.race?.done && session.race.experiment === store.getState().experiment;
      const before = store.getState().experiment;
      const from = performance.now();
      location.hash = hash;
      while (store.getState().experiment === before || !now())
        await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - from;
    },
    link.replace(/lr=0\.\d+/g, (lr) => `${lr}${rate}`),
  );

/** From a surface to a network's short race, the first on its page, in milliseconds; the worker has rested before. */
async function changing() {
  const times = [];
  for (let i = 0; i < 7; i++) {
    const page = await opened('');
    await page.waitForTimeout(3000);
    await page.evaluate(() => window.__descent.playhead.pause());
    times.push(await raceAnew(page, '#v1/moons/mlp(hidden=8-8)/batch=32/steps=20/adam(lr=0.01)', 1));
    await page.close();
  }
  return summary(times);
}

/** The race of a network from a warm page to its last row, and the main thread's work meanwhile. */
async function learning(link) {
  const page = await opened(link);
  await page.evaluate(() => window.__descent.playhead.pause());
  const times = [];
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  for (let rate = 1; rate <= 5; rate++) times.push(await raceAnew(page, link, rate));
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8'));
  await page.close();
  return {
    'to the last row (ms)': summary(times),
    'worker at work for each race and its pictures (ms)': Math.round(workerWork(trace) / times.length),
    'frame work meanwhile (ms)': summary(frameWork(trace)),
    'of it the page’s own, without painting pixels (ms)': summary(frameWork(trace, OWN)),
  };
}

/** Megabytes the page and its workers hold, without what is waiting to be swept. */
const held = (page) => page.evaluate(async () => (await performance.measureUserAgentSpecificMemory()).bytes / 1e6);

/** What the page holds with a short race, and what the longest one adds, and another after it. */
async function longest() {
  const runs = Array.from({ length: 12 }, (_, i) => `adam(lr=0.0${i + 10})`).join('&');
  const link = (steps) => `#v1/spirals(k=3,n=500,test=0)/mlp(hidden=16-16)/batch=32/steps=${steps}/${runs}`;
  const page = await opened(link(10));
  await page.evaluate(() => window.__descent.playhead.pause());
  const sizes = [await held(page)];
  for (const rate of [1, 2]) {
    await raceAnew(page, link(10_000), rate);
    sizes.push(await held(page));
  }
  await page.close();
  const [short, first, second] = sizes.map(Math.round);
  return { short, first: first - short, second: second - first };
}

const studied = {
  'sweep of 120 rates × 6 optimizers × 500 steps on Beale': `#v1/beale/${rates}/steps=500/place=rates/show=sweep`,
  'basins of 512 × 512 starts × 200 steps of Adam on Himmelblau':
    '#v1/himmelblau/adam(lr=0.05)/basins=-5,5,-5,5,512/steps=200/place=rates/show=basins',
};

/** A study asked anew, five times: how long until all is there, the main thread's work meanwhile, and what the page holds. */
async function studying(link) {
  const page = await opened(link);
  const whole = () => page.waitForSelector('.rates-progress[aria-busy=false]', { state: 'attached' });
  await page.waitForTimeout(1500);
  await whole();
  const before = await held(page);
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  const times = [];
  for (let steps = 1; steps <= 5; steps++) {
    const from = performance.now();
    await page.evaluate(
      (hash) => (location.hash = hash),
      link.replace(/steps=(\d+)/, (_, all) => `steps=${+all + steps}`),
    );
    await page.waitForTimeout(60);
    await whole();
    times.push(performance.now() - from);
  }
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8'));
  const after = await held(page);
  await page.close();
  return {
    'to the whole picture (ms)': summary(times),
    'frame work meanwhile (ms)': summary(frameWork(trace)),
    'of it the page’s own, without painting pixels (ms)': summary(frameWork(trace, OWN)),
    'held before and after (MB)': [before, after].map(Math.round),
  };
}

async function each(links, measure) {
  const told = {};
  for (const [name, link] of Object.entries(links)) told[name] = await measure(link);
  return told;
}

console.log(
  JSON.stringify(
    {
      'frame work, 12 runs × 5,000 steps playing (ms)': await playing(),
      'drag of lr to new paths, 6 runs × 198 steps (ms)': await dragging(),
      'load to playing (ms)': await starting(),
      'first change from a surface to a network (ms)': await changing(),
      ...(await each(learnt, learning)),
      ...(await each(studied, studying)),
      'memory of 12 × 10,000 steps of 2-16-16-3 (MB)': await longest(),
    },
    null,
    2,
  ),
);
await browser.close();
await server.close();
