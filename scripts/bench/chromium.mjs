// The lab's side of the benchmark in Chromium: the same functions in a page, as peers of those that run in Node.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { chromium } from 'playwright-core';
import { browserFlags, ensureBrowser, root } from '../lib.mjs';

export async function inChromium() {
  const { output } = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    build: {
      lib: { entry: fileURLToPath(new URL('in-page.mjs', import.meta.url)), formats: ['iife'], name: 'inPage' },
      write: false,
      minify: false,
    },
  }).then(([first]) => first);
  const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserFlags });
  const page = await browser.newPage();
  await page.evaluate(output[0].code);
  return {
    version: browser.version(),
    /** A page has no processor time to ask for: its clock is the one on the wall. */
    async peer(kind, which) {
      const index = await page.evaluate((asked) => globalThis.bench.make(asked), [kind, which]);
      return async (times) => ({
        nanoseconds: await page.evaluate((asked) => globalThis.bench.time(asked), [index, times]),
        sum: 0,
      });
    },
    end: () => browser.close(),
  };
}
