// What the first screen loads must stay small: the scripts that index.html names and all they import statically.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// The worker carries everything there is to compute, and loads beside the page's own scripts.
// The whole catalogue comes beside the first picture, at low priority: a budget of its own keeps it from being forgotten.
const budgets = { 'initial script': 160, catalogue: 80, worker: 180 };
const dist = new URL('../dist/', import.meta.url).pathname;
const size = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024;
const page = readFileSync(join(dist, 'index.html'), 'utf8');

const initial = new Set();
const visit = (file) => {
  if (initial.has(file)) return;
  initial.add(file);
  const code = readFileSync(join(dist, file), 'utf8');
  for (const [, name] of code.matchAll(/(?:^|[;}\s])(?:import|export)\s*(?:[^;"']*?from\s*)?["']\.\/([^"']+\.js)["']/g))
    visit(`assets/${name}`);
};
for (const [, script, preloaded] of page.matchAll(
  /<script[^>]*src="\.\/(assets\/[^"]+\.js)"|<link[^>]*rel="modulepreload"(?![^>]*fetchpriority="low")[^>]*href="\.\/(assets\/[^"]+\.js)"/g,
))
  visit(script ?? preloaded);

const assets = (pattern) => readdirSync(join(dist, 'assets')).filter((name) => pattern.test(name));
const workers = assets(/^(?:lab|tiles)-.*\.js$/);
const largest = (names) => Math.max(...names.map((name) => size(`assets/${name}`)));
const sizes = {
  'initial script': [...initial].reduce((sum, file) => sum + size(file), 0),
  catalogue: largest(assets(/^everything-.*\.js$/)),
  worker: largest(workers),
};
let tooLarge = false;
for (const [what, budget] of Object.entries(budgets)) {
  console.error(`  ${what}: ${sizes[what].toFixed(1)} KB gz of ${budget}`);
  if (!(sizes[what] <= budget)) tooLarge = true;
}
if (tooLarge) {
  console.error('over budget');
  process.exit(1);
}

// The lab's bits may not depend on the browser's own functions.
const foreign = /Math\.(?:a?sinh?|a?cosh?|a?tanh?|atan2|exp|expm1|log|log1p|log2|log10|pow|cbrt|hypot|random)\b/g;
for (const name of workers) {
  const found = readFileSync(join(dist, 'assets', name), 'utf8').match(foreign);
  if (found) {
    console.error(`the worker uses ${[...new Set(found)].join(', ')}: its bits would differ between browsers`);
    process.exit(1);
  }
}
