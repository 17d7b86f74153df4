// `npm run -s lab -- <command>`: the lab in Node. Bundles src/cli when the sources are newer, then hands over.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureDependencies, newest, root } from './lib.mjs';

ensureDependencies();
const folder = join(root, 'node_modules/.cache/lab');
const bundle = join(folder, 'main.mjs');
if (!existsSync(bundle) || statSync(bundle).mtimeMs < newest(['src/lab', 'src/cli', 'package-lock.json'])) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: 'src/cli/main.ts',
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'main.mjs' } },
    },
  });
}
const { main } = await import(pathToFileURL(bundle).href);
process.exitCode = await main(process.argv.slice(2));
