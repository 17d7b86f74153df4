// `npm run test:engines`: the built page computes the same experiments in Chromium, Firefox and WebKit, and every
// fingerprint is the one that Node finds. Engines that are missing are installed where apt is there; what cannot be had
// is named, and counts as a failure.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { browserFlags, ensureBrowser, ensureDependencies, program, root, say } from '../lib.mjs';
import { experiments, inPage, workerOf } from './experiments.mjs';
import { marionette } from './marionette.mjs';
import { webDriver } from './webdriver.mjs';

/** Experiments sent to a page at once. */
const PORTION = 50;

/** Debian's package of an engine, where its program is not here yet. */
function ensure(file, packages) {
  if (existsSync(file)) return;
  const apt = (...args) => spawnSync('apt-get', ['-q', ...args], { stdio: ['ignore', 2, 2] }).status === 0;
  say(`installing ${packages.join(', ')} …`);
  const install = () => apt('install', '-y', '--no-install-recommends', ...packages);
  if (!install() && !(apt('update') && install())) throw new Error(`${file} is not here and could not be installed`);
}

/** Chromium by way of Playwright: opens the page, and asks it. */
async function played(options, address) {
  const { chromium } = createRequire(join(root, 'package.json'))('playwright-core');
  const browser = await chromium.launch(options);
  const page = await browser.newPage();
  await page.goto(address);
  return {
    version: browser.version(),
    ask: (work) => page.evaluate(inPage, work),
    end: () => browser.close(),
  };
}

async function driven(address) {
  const port = 4467;
  const driver = ['/usr/bin/WebKitWebDriver', `--port=${port}`, '--host=127.0.0.1'];
  const client = await webDriver({
    command: 'xvfb-run',
    args: ['-a', '-s', '-screen 0 1100x800x24', ...driver],
    port,
    env: { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    capabilities: {
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': {
        binary: `/usr/lib/${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu/webkit2gtk-4.1/MiniBrowser`,
        args: ['--automation'],
      },
    },
  });
  await client.open(address);
  return { version: client.version, ask: (work) => client.ask(inPage, work), end: client.end };
}

const engines = {
  Chromium: (address) => played({ executablePath: ensureBrowser(), args: browserFlags }, address),
  Firefox: async (address) => {
    ensure('/usr/bin/firefox-esr', ['firefox-esr']);
    const { open, ask, ...firefox } = await marionette('/usr/bin/firefox-esr');
    await open(address);
    return { ...firefox, ask: (work) => ask(inPage, work) };
  },
  WebKit: (address) => {
    ensure('/usr/bin/WebKitWebDriver', ['webkit2gtk-driver', 'xvfb', 'xauth']);
    return driven(address);
  },
};

ensureDependencies();
say('Node');
const known = experiments();
program('vite', ['build', '--logLevel', 'warn']);
const { preview } = await import('vite');
const server = await preview({ root, logLevel: 'error', preview: { host: '127.0.0.1', port: 4210 } });
const address = server.resolvedUrls.local[0];
const portion = (from) => ({
  list: known.slice(from, from + PORTION).map(({ experiment }) => experiment),
  address: workerOf(),
});
let [passed, failed] = [0, 0];
for (const [name, launch] of Object.entries(engines)) {
  say(name);
  try {
    const engine = await launch(address);
    const found = [];
    for (let from = 0; from < known.length; from += PORTION) found.push(...(await engine.ask(portion(from))));
    await engine.end();
    const other = known.filter(({ fingerprint }, index) => fingerprint !== found[index]);
    for (const { link, fingerprint } of other.slice(0, 5)) console.error(`  ✗ ${fingerprint} in Node: ${link}`);
    console.log(
      `${name} ${engine.version}: ${known.length - other.length} of ${known.length} experiments have Node's bits`,
    );
    passed += known.length - other.length;
    failed += other.length;
  } catch (error) {
    console.error(`  ✗ ${error.message}`);
    console.log(`${name}: could not be asked`);
    failed += known.length;
  }
}
await server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
