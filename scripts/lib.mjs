// Dependency-free ground shared by `npm start`, `npm test` and `npm run lab`: it runs before node_modules exists.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
export const say = (message) => console.error(`\u001b[36m▸\u001b[0m ${message}`);
export const fail = (message) => {
  console.error(`\n✖ ${message}\n`);
  process.exit(1);
};

const run = (command, args, options = {}) =>
  spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows, ...options });

const must = (command, args, options) => {
  const result = run(command, args, options);
  if (result.status !== 0) fail(`${command} ${args.join(' ')} failed (${result.status ?? result.error?.message})`);
};

/** Runs a package's program with this very Node: no npx, no PATH. */
export function program(name, args, { bin = name.split('/').pop(), ...options } = {}) {
  const folder = join(root, 'node_modules', name);
  const entry = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).bin;
  must(process.execPath, [join(folder, typeof entry === 'string' ? entry : entry[bin]), ...args], {
    ...options,
    shell: false,
  });
}

/** Installs exactly what the lockfile names, once per lockfile and platform. */
export function ensureDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (!((major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major > 22))
    fail(`Node ${process.versions.node} is too old: 20.19+, 22.12+ or newer is needed.`);
  const stamp = join(root, 'node_modules', '.install-stamp');
  const hash = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  say('installing dependencies (npm ci) …');
  const npm = process.env.npm_execpath;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const quiet = { stdio: ['ignore', 2, 2] };
  if (npm?.endsWith('.js')) must(process.execPath, [npm, ...args], { ...quiet, shell: false });
  else must('npm', args, quiet);
  writeFileSync(stamp, hash);
}

/** Bundles a module with all of the lab it needs, for Node, into a folder; returns the file. */
export async function bundle(entry, folder, name) {
  const { build } = await import('vite');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: name } },
    },
  });
  return join(folder, name);
}

/** When the newest of these files and folders (from the root) was written. */
export function newest(paths) {
  const time = (path) => {
    if (!existsSync(path)) return 0;
    const status = statSync(path);
    return status.isDirectory()
      ? Math.max(0, ...readdirSync(path).map((name) => time(join(path, name))))
      : status.mtimeMs;
  };
  return Math.max(...paths.map((path) => time(join(root, path))));
}

/** What makes a browser start headless here, as root too, without calling home. */
export const browserFlags = [
  ...(process.getuid?.() === 0 || process.env.CI ? ['--no-sandbox'] : []),
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const which = (name) => {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const file = join(folder, name + (windows ? '.exe' : ''));
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // the next folder, then
    }
  }
  return undefined;
};

/** A browser counts only if it really renders a page here. */
function works(file) {
  const profile = mkdtempSync(join(tmpdir(), 'descent-browser-'));
  try {
    const page = 'data:text/html,<title>ok</title><p>it works</p>';
    const args = ['--headless', '--disable-gpu', ...browserFlags, `--user-data-dir=${profile}`, '--dump-dom', page];
    const result = spawnSync(file, args, { encoding: 'utf8', timeout: 60_000, stdio: ['ignore', 'pipe', 'ignore'] });
    return result.status === 0 && result.stdout.includes('it works');
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function installed() {
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome-stable',
    'google-chrome',
    'chrome',
    'microsoft-edge-stable',
    'brave-browser',
  ];
  const mac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
    (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
  );
  const folders = windows
    ? ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => process.env[name]).filter(Boolean)
    : [];
  const others = folders.flatMap((folder) => [
    join(folder, 'Google/Chrome/Application/chrome.exe'),
    join(folder, 'Microsoft/Edge/Application/msedge.exe'),
  ]);
  let managed;
  try {
    managed = createRequire(join(root, 'package.json'))('playwright-core').chromium.executablePath();
  } catch {
    // playwright is not installed: nothing managed then
  }
  return [managed, ...names.map(which), ...(process.platform === 'darwin' ? mac : []), ...others].filter(
    (file) => file && existsSync(file),
  );
}

/** CHROME_PATH, or a browser that is there, or Playwright's download, or Debian's package; never a skip. */
export function ensureBrowser() {
  const wished = process.env.CHROME_PATH;
  if (wished) return works(wished) ? wished : fail(`CHROME_PATH=${wished} does not start.`);
  const found = () => installed().find(works);
  const here = found();
  if (here) return here;
  say('no Chrome or Chromium found; trying Playwright’s download …');
  run(process.execPath, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium', '--only-shell'], {
    timeout: 180_000,
    shell: false,
    env: { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' },
  });
  const downloaded = found();
  if (downloaded) return downloaded;
  if (process.platform === 'linux' && which('apt-get')) {
    say('installing Debian’s chromium …');
    const asRoot = process.getuid() === 0 ? [] : ['sudo', '-n'];
    const apt = (...args) => {
      const [command, ...rest] = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
      return run(command, rest).status === 0;
    };
    const install = () => apt('install', '-y', '--no-install-recommends', 'chromium');
    if (install() || (apt('update') && install())) {
      const packaged = found();
      if (packaged) return packaged;
    }
  }
  return fail('No usable browser. Install Chrome, Chromium or Edge, or set CHROME_PATH=/path/to/chrome.');
}
