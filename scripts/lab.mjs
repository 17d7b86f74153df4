// `npm run -s lab -- <command>`: the lab in Node. Bundles src/cli when the sources are newer, then hands over.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundle, ensureDependencies, newest, root } from './lib.mjs';

ensureDependencies();
const folder = join(root, 'node_modules/.cache/lab');
const file = join(folder, 'main.mjs');
if (!existsSync(file) || statSync(file).mtimeMs < newest(['src/lab', 'src/cli', 'package-lock.json']))
  await bundle('src/cli/main.ts', folder, 'main.mjs');
const { main } = await import(pathToFileURL(file).href);
process.exitCode = await main(process.argv.slice(2));
