import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import { browserFlags } from './scripts/lib.mjs';

const port = Number(process.env.E2E_PORT ?? 4199);
const chrome =
  process.env.CHROME_PATH ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((file) => existsSync(file));

export default defineConfig({
  testDir: 'e2e',
  workers: 1,
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  forbidOnly: Boolean(process.env.CI),
  outputDir: 'node_modules/.cache/playwright',
  reporter: [['list'], ['json', { outputFile: 'node_modules/.cache/e2e.json' }]],
  use: {
    baseURL: `http://127.0.0.1:${port}/`,
    viewport: { width: 1440, height: 900 },
    trace: 'on-first-retry',
    launchOptions: { ...(chrome ? { executablePath: chrome } : {}), args: browserFlags },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: `http://127.0.0.1:${port}/`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
});
