// `npm run bench:ui`: what the page costs. Serves the built app, and in Chromium plays a large race, drags a rate and
// times the first picture; prints JSON. Frame work is read from a trace of the main thread.
import { browserFlags, ensureBrowser, ensureDependencies, program, root } from './lib.mjs';

ensureDependencies();
program('vite', ['build', '--logLevel', 'warn']);
const { preview } = await import('vite');
const { chromium } = await import('playwright-core');
const server = await preview({ root, preview: { port: 4198, strictPort: true }, logLevel: 'error' });
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

/** Main-thread milliseconds from one animation frame to the next. */
function frameWork({ traceEvents }) {
  const frames = traceEvents.filter((event) => event.name === 'FireAnimationFrame');
  const main = (event) => event.pid === frames[0].pid && event.tid === frames[0].tid;
  const tasks = traceEvents.filter((event) => main(event) && event.ph === 'X' && event.name === 'RunTask');
  const starts = frames.filter(main).map((event) => event.ts);
  return starts.slice(0, -1).map((from, i) => {
    const end = (task) => Math.min(task.ts + task.dur, starts[i + 1]);
    return tasks.reduce((sum, task) => sum + Math.max(0, end(task) - Math.max(task.ts, from)), 0) / 1000;
  });
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

console.log(
  JSON.stringify(
    {
      'frame work, 12 runs × 5,000 steps playing (ms)': await playing(),
      'drag of lr to new paths, 6 runs × 198 steps (ms)': await dragging(),
      'load to playing (ms)': await starting(),
    },
    null,
    2,
  ),
);
await browser.close();
await server.close();
