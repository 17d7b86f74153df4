// `npm test`: installs, finds or installs a browser, and runs everything; `npm test -- unit` stops before the browser.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBrowser, ensureDependencies, program, root, say } from './lib.mjs';

const only = process.argv[2];
const began = Date.now();
const report = (name) => join(root, 'node_modules/.cache', name);

ensureDependencies();
say('types, style, dead code, lockfile');
program('typescript', ['-b'], { bin: 'tsc' });
program('oxlint', ['--type-aware', '--deny-warnings']);
program('prettier', ['--check', '--log-level', 'warn', '.']);
program('knip', []);
await import('./check-lock.mjs');

say('the lab');
program('vitest', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report('unit.json')}`]);
const unit = JSON.parse(readFileSync(report('unit.json'), 'utf8'));

let page = { stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 } };
if (only !== 'unit') {
  const browser = ensureBrowser();
  say(`the page, in ${browser}`);
  program('vite', ['build', '--logLevel', 'warn']);
  await import('./check-bundle.mjs');
  program('@playwright/test', ['test'], { bin: 'playwright', env: { ...process.env, CHROME_PATH: browser } });
  page = JSON.parse(readFileSync(report('e2e.json'), 'utf8'));
}

const { expected, unexpected, flaky, skipped } = page.stats;
const passed = unit.numPassedTests + expected + flaky;
const failed = unit.numFailedTests + unexpected;
console.log(`\nin ${Math.round((Date.now() - began) / 1000)} s`);
console.log(`${passed} passed, ${failed} failed, ${unit.numPendingTests + skipped} skipped`);
