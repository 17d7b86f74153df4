/** Matrix problems in a real browser: bars that move with the playhead, what is refused elsewhere, and how one gets there. */
import { expect, type Page } from '@playwright/test';
import { faults, open, test } from './support/page.ts';

const four = '#v1/associations/sgd(lr=1)&adam(lr=0.02)&muon(lr=0.03)&shampoo(lr=0.1)/steps=100/at=20';

const ranges = (page: Page) => page.locator('.spectrum-range');

test('shows every optimizer’s singular values, and they move with the playhead', async ({ page }) => {
  await open(page, four);
  await expect(page.locator('.spectrum canvas')).toHaveCount(4);
  await expect(ranges(page).first()).toHaveText(/^σ [\d.]+ … [\d.]+$/);
  const before = await ranges(page).allTextContents();
  await page.keyboard.press('End');
  await expect(ranges(page).nth(2)).not.toHaveText(before[2]!);
  await expect(page.getByRole('img', { name: 'Singular values of the matrix under Muon' })).toBeVisible();
});

for (const width of [360, 1440])
  test(`reads well at ${width} pixels, in both themes`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await open(page, four);
      await expect(ranges(page).first()).not.toBeEmpty();
      expect(await faults(page, colorScheme)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });

test('an optimizer for matrices is explained where it cannot run, and opened where it can', async ({ page }) => {
  await open(page, '#v1/beale/adam/steps=50');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('searchbox').fill('muon');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Not here: it works on the singular values of a matrix');
  await dialog.getByRole('button', { name: /^Muon/ }).click({ force: true });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Open the matrix problem “Associations” with Muon' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.spectrum canvas')).toHaveCount(2);
  await expect.poll(() => page.url()).toContain('#v1/associations/adam&muon');
});

test('going back to a surface takes off what needs a matrix, and says so', async ({ page }) => {
  await open(page, '#v1/associations/adam&muon/steps=50');
  await page.getByRole('combobox', { name: 'Problem' }).selectOption({ label: 'Beale’s function' });
  await expect(page.getByRole('status', { name: 'Messages' })).toContainText('Taken off: muon works on the singular');
  await expect(page.locator('.card')).toHaveCount(1);
  await page.goBack();
  await expect(page.locator('.card')).toHaveCount(2);
});

test('a link with an optimizer that does not fit its surface is repaired and said', async ({ page }) => {
  await open(page, '#v1/rastrigin/gauss-newton&adam/steps=50');
  await expect(page.getByRole('status', { name: 'Messages' })).toContainText(
    'gauss-newton needs a loss that is written as a sum of squares',
  );
  await expect(page.locator('.card')).toHaveCount(1);
});

test('a card says with how many outside runs an optimizer was compared', async ({ page }) => {
  await open(page, '#v1/beale/adam&random-search/steps=50');
  await page.locator('.card-name').first().click();
  await expect(page.locator('.card').first()).toContainText(/Checked: \d+ runs from outside come out the same/);
  await page.locator('.card-name').nth(1).click();
  await expect(page.locator('.card').nth(1)).toContainText('No outside reference');
});

test('all problems can be browsed by group, searched by word, and chosen', async ({ page }) => {
  await open(page, '#v1/beale/adam/steps=50');
  await page.getByRole('button', { name: 'All problems, with pictures' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('region', { name: 'Valleys' })).toBeVisible({ timeout: 30_000 });
  await dialog.getByRole('searchbox').fill('banana');
  await expect(dialog.getByRole('listitem')).toHaveCount(1);
  await dialog.getByRole('button', { name: /Rosenbrock/ }).click();
  await expect.poll(() => page.url()).toContain('#v1/rosenbrock/adam');
});
