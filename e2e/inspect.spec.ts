/** One step explained, in a real browser: by key, by button and by pointing, on a screen and on a phone, read by machines too. */
import { expect, type Page } from '@playwright/test';
import { computed, faults, open, test } from './support/page.ts';

const two = '#v1/rosenbrock/start=-1.2,1/adam(lr=0.05)&momentum(lr=0.0005)/steps=200';
const diverging = '#v1/rosenbrock/start=-1.2,1/sgd(lr=0.01)&adam(lr=0.05)/steps=200';

/** Opens a link, and stands still at a step. */
async function openAt(page: Page, hash: string, at = 20): Promise<void> {
  await open(page, hash);
  await page.evaluate((moment) => window.__descent!.playhead.goTo(moment), at);
}

const panel = (page: Page) => page.getByRole('region', { name: 'One step explained' });

/** Which step the panel explains, once it has caught up with it. */
const explains = (page: Page, step: number) =>
  expect(panel(page).getByRole('heading', { level: 3 })).toHaveText(`Step ${step} → ${step + 1}`, { timeout: 15_000 });

test('E explains the step and stops explaining; arrow keys go on to the next', async ({ page }) => {
  await openAt(page, two);
  await page.keyboard.press('e');
  await explains(page, 20);
  await page.keyboard.press('ArrowRight');
  await explains(page, 21);
  await page.keyboard.press('Shift+ArrowLeft');
  await explains(page, 11);
  await page.keyboard.press('e');
  await expect(panel(page)).toHaveCount(0);
});

test('the numbers are those of the run', async ({ page }) => {
  await openAt(page, two);
  await page.getByRole('button', { name: 'Explain this step of Momentum' }).click();
  await explains(page, 20);
  const { x, next } = await page.evaluate(() => {
    const row = window.__descent!.session.race!.trajectories[1]!.x;
    return { x: [row[40]!, row[41]!], next: [row[42]!, row[43]!] };
  });
  const shown = (await panel(page).locator('.inspector-lines').innerText())
    .replace(/[\s\u200b]/g, '')
    .replaceAll('−', '-');
  for (const value of [...x, ...next])
    expect(shown).toContain(value.toFixed(value === 0 ? 0 : Math.max(0, 3 - Math.floor(Math.log10(Math.abs(value))))));
  await expect(panel(page)).toContainText('the loss rises from');
});

test('another run can be chosen, and Esc closes it', async ({ page }) => {
  await openAt(page, two);
  await page.keyboard.press('e');
  await explains(page, 20);
  await panel(page).getByRole('combobox', { name: 'Optimizer' }).selectOption('Momentum');
  await expect(panel(page)).toContainText('velocity b');
  await panel(page).getByRole('combobox', { name: 'Optimizer' }).press('Escape');
  await expect(panel(page)).toHaveCount(0);
});

test('a click on a path explains that step, a click beside it sets the start', async ({ page }) => {
  await openAt(page, two, 200);
  const map = page.locator('.map').first();
  const box = (await map.boundingBox())!;
  const place = await page.evaluate(
    ([width, height]) => {
      const { session } = window.__descent!;
      const { x } = session.race!.trajectories[1]!;
      const [cx, cy] = [x[2 * 100]!, x[2 * 100 + 1]!];
      // Rosenbrock's region −2 … 2 by −1 … 3, grown on one side so that both scales are equal.
      const scale = Math.min(width! / 4, height! / 4);
      return [width! / 2 + cx * scale, height! / 2 - (cy - 1) * scale];
    },
    [box.width, box.height],
  );
  await page.mouse.click(box.x + place[0]!, box.y + place[1]!);
  await expect(panel(page)).toBeVisible();
  const before = await page.evaluate(() => window.__descent!.store.getState().experiment);
  await page.mouse.click(box.x + box.width * 0.85, box.y + box.height * 0.8);
  expect(await page.evaluate(() => window.__descent!.store.getState().experiment)).not.toEqual(before);
});

test('the arrows are painted, and gone with the panel', async ({ page }) => {
  await openAt(page, two);
  const heads = page.locator('.map-host canvas').nth(2);
  const painted = () =>
    heads.evaluate((canvas: HTMLCanvasElement) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((sum, value, index) => sum + (index % 4 === 3 && value > 0 ? 1 : 0), 0);
    });
  const before = await painted();
  await page.keyboard.press('e');
  await explains(page, 20);
  await expect.poll(painted).toBeGreaterThan(before * 1.5);
  await panel(page).getByRole('checkbox', { name: 'Draw the local quadratic' }).check();
  await page.keyboard.press('e');
  await expect.poll(painted).toBe(before);
});

test('a run that diverged says why, and the rate it offers works', async ({ page }) => {
  await openAt(page, diverging, 200);
  await page.getByRole('button', { name: 'Explain this step of SGD' }).click();
  await expect(panel(page)).toContainText('2/λmax');
  const use = panel(page).getByRole('button', { name: /^Use lr = / });
  await use.click();
  await expect(panel(page).getByText('It diverged')).toHaveCount(0);
  await computed(page);
  expect(await page.evaluate(() => window.__descent!.session.race!.trajectories[0]!.ending?.kind)).not.toBe('diverged');
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openAt(page, diverging, 5);
    await page.keyboard.press('e');
    await expect(panel(page).getByRole('button', { name: /^Use lr = / })).toBeVisible();
    expect(await faults(page, colorScheme)).toEqual([]);
  });

test.describe('on a phone', () => {
  test.use({ viewport: { width: 360, height: 740 } });

  test('the explanation lies over the lower half, nothing scrolls sideways, the map stays in sight', async ({
    page,
  }) => {
    await openAt(page, two);
    await page.getByRole('button', { name: 'Explain this step of Adam' }).click();
    await explains(page, 20);
    await page.evaluate(() => scrollTo(0, 0));
    const top = (await panel(page).boundingBox())!.y;
    const map = (await page.locator('.map').first().boundingBox())!;
    expect(top - map.y).toBeGreaterThan(120);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  });
});
