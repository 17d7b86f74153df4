/** The iterates of look-ahead runs, an option of the view. */
import { expect, type Page } from '@playwright/test';
import { open, test } from './support/page.ts';

const link = '#v1/rosenbrock/start=-1.2,1/nesterov(lr=0.0003,momentum=0.95)&momentum(lr=0.0003)/steps=120';

/** The layer of heads at the last step, once it has been painted. */
const heads = async (page: Page): Promise<string> => {
  await page.evaluate(() => {
    window.__descent!.playhead.goTo(120);
    return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  });
  return page
    .locator('.map-host canvas')
    .last()
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
};

test('iterates are drawn on request, and gone again', async ({ page }) => {
  await open(page, link);
  const before = await heads(page);
  expect(await heads(page)).toBe(before);

  await page.getByRole('button', { name: 'Display' }).click();
  const option = page.getByRole('checkbox', { name: 'Draw the iterates too' });
  await expect(option).not.toBeChecked();
  await option.check();
  expect(await heads(page)).not.toBe(before);
  await option.uncheck();
  expect(await heads(page)).toBe(before);
});
