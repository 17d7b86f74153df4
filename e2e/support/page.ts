/** What every page test begins and ends with. */
import AxeBuilder from '@axe-core/playwright';
import { test as bare, type BrowserContext, expect, type Page } from '@playwright/test';
import type {} from '../../src/app/main.tsx'; // what __descent is

/**
 * Tests of one worker share a browser's caches (a fresh browser compiles every script anew, a second per test), and
 * nothing else: each has a page of its own, an empty storage, no permissions, and must end with a silent console.
 */
export const test = bare.extend<object, { shared: BrowserContext }>({
  shared: [
    async ({ browser }, use, { project }) => {
      const { baseURL, viewport } = project.use;
      const context = await browser.newContext({ baseURL: baseURL!, viewport: viewport! });
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: async ({ shared }, use) => {
    await use(shared);
    await shared.clearPermissions();
    await Promise.all(shared.pages().map((page) => page.close()));
  },
  page: async ({ context, baseURL, viewport }, use) => {
    const page = await context.newPage();
    if (viewport) await page.setViewportSize(viewport);
    const browser = await context.newCDPSession(page);
    await browser.send('Storage.clearDataForOrigin', {
      origin: new URL(baseURL!).origin,
      storageTypes: 'local_storage',
    });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await use(page);
    expect(complaints).toEqual([]);
  },
});

/** Opens a link and waits until everything is computed. */
export async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(`./${hash}`);
  await computed(page);
}

/** Waits until the race on show is that of the present experiment, and complete. */
export async function computed(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const { store, session } = window.__descent ?? {};
    return session?.race?.done && session.race.experiment === store?.getState().experiment;
  });
}

/** What axe objects to, each with the element it means; in the dark only colours are new. */
export async function faults(page: Page, theme: 'light' | 'dark' = 'light'): Promise<string[]> {
  const axe = new AxeBuilder({ page });
  if (theme === 'dark') axe.withRules('color-contrast');
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}
