// `npm start`: installs, builds what is needed and serves the app; `-- --dev` serves the sources instead.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies, newest, root, say } from './lib.mjs';

const { values: wish } = parseArgs({
  options: {
    port: { type: 'string', default: '4173' },
    host: { type: 'string' },
    open: { type: 'boolean', default: !process.env.CI && Boolean(process.stdout.isTTY) },
    dev: { type: 'boolean', default: false },
  },
  allowNegative: true,
});

ensureDependencies();
const vite = await import('vite'); // in this process: Ctrl-C ends everything
const net = { port: Number(wish.port), open: wish.open, ...(wish.host ? { host: wish.host } : {}) };
if (wish.dev) {
  const server = await vite.createServer({ root, server: net });
  await server.listen();
  server.printUrls();
} else {
  const built = join(root, 'dist/index.html');
  const sources = ['index.html', 'src', 'workers', 'public', 'package-lock.json', 'vite.config.ts'];
  if (!existsSync(built) || statSync(built).mtimeMs < newest(sources)) {
    say('building …');
    await vite.build({ root, logLevel: 'warn' });
  }
  const server = await vite.preview({ root, preview: net });
  server.printUrls();
}
