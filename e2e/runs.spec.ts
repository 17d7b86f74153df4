/** What stands around an optimizer, in a real browser: schedules and wrappers on the card, and the rates under the curves. */
import { expect, type Locator, type Page } from '@playwright/test';
import { computed, faults, open, test } from './support/page.ts';
import type { Run } from '../src/lab/experiment/experiment.ts';

const plain = '#v1/rosenbrock/start=-1.2,1/adam(lr=0.1)&newton/steps=200';
const drawn =
  '#v1/rosenbrock/start=-1.2,1/adam(lr=0.1).cosine.ema&sgd(lr=0.001).free-hand(points=(0,0.1,20,1,120,0.6,200,0))/steps=250';

/** The name on a card, which opens it. */
const card = (page: Page, index: number): Locator => page.locator('.card-name').nth(index);

const run = (page: Page, index = 0): Promise<Run> =>
  page.evaluate((at) => window.__descent!.store.getState().experiment.runs[at]!, index);

const rate = (page: Page, index: number, step: number): Promise<number> =>
  page.evaluate(([at, row]) => window.__descent!.session.race!.trajectories[at!]!.series['lr']![row!]!, [index, step]);

test('a schedule and wrappers are put on, set, moved and taken off on the card, and the link follows', async ({
  page,
}) => {
  await open(page, plain);
  await expect(page.locator('.strip')).toHaveCount(0);
  await card(page, 0).click();
  await page.getByLabel('Schedule of Adam').selectOption('Cosine');
  await expect(page.locator('.strip')).toBeVisible();
  await computed(page);
  expect(await rate(page, 0, 100)).toBeCloseTo(0.05, 12);
  await page.getByLabel('T_max of Cosine around Adam, typed').fill('100');
  await computed(page);
  expect(await rate(page, 0, 100)).toBeCloseTo(0, 12);
  const add = page.getByLabel('Add a wrapper around Adam');
  await add.selectOption('Lookahead');
  await add.selectOption('Clip by norm');
  await expect(add.locator('option', { hasText: 'Lookahead' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Put Lookahead around Adam further out' }).click();
  expect((await run(page)).wrappers!.map(({ id }) => id)).toEqual(['clip-norm', 'lookahead']);
  await expect(page.locator('.card').first()).toContainText('cosine T_max 100 · clip-norm · lookahead');
  await expect.poll(() => page.url()).toContain('adam(lr=0.1).cosine(T_max=100).clip-norm.lookahead');
  await page.getByRole('button', { name: 'Remove Clip by norm around Adam' }).click();
  await page.getByRole('button', { name: 'Remove Lookahead around Adam' }).click();
  await page.getByLabel('Schedule of Adam').selectOption('none');
  await expect(page.locator('.strip')).toHaveCount(0);
  expect(await run(page)).not.toHaveProperty('schedule');
  expect(await run(page)).not.toHaveProperty('wrappers');
});

test('what makes no sense is not offered, and says why', async ({ page }) => {
  await open(page, plain.replace('newton', 'bfgs'));
  await card(page, 1).click();
  await expect(page.getByLabel('Schedule of BFGS')).toBeDisabled();
  await expect(page.getByText('BFGS has no learning rate that a schedule could change.')).toBeVisible();
  const lookahead = page.getByLabel('Add a wrapper around BFGS').locator('option', { hasText: 'Lookahead' });
  await expect(lookahead).toBeDisabled();
  await expect(lookahead).toHaveAttribute('title', /keeps its own account of where it stands/);
});

test('a drawn schedule is dragged, added to and cut on the strip', async ({ page }) => {
  await open(page, drawn);
  const points = async (): Promise<unknown> => (await run(page, 1)).schedule!.values['points'];
  const third = page.getByRole('button', { name: /^Point 3 of SGD \+ Free hand: step 120, 60 % of lr$/ });
  const box = (await third.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 80, y + 10);
  await page.mouse.up();
  await computed(page);
  const [, , , , step, share] = String(await points())
    .split(',')
    .map(Number);
  expect(step).toBeGreaterThan(130);
  expect(share).toBeLessThan(0.6);
  expect(await rate(page, 1, step!)).toBeCloseTo(0.001 * share!, 15);
  await page.goBack();
  await computed(page);
  expect(await points()).toBe('0,0.1,20,1,120,0.6,200,0');

  // Between the first two points the line passes half-way: a press there sets a point.
  const [first, second] = await Promise.all(
    [1, 2].map((index) => page.getByRole('button', { name: new RegExp(`^Point ${index} of SGD`) }).boundingBox()),
  );
  await page.mouse.click((first!.x + second!.x) / 2 + 12, (first!.y + second!.y) / 2 + 12);
  await computed(page);
  await expect(page.getByRole('button', { name: /of SGD \+ Free hand: step/ })).toHaveCount(5);
  expect(String(await points())).toMatch(/^0,0.1,(9|10|11),0\.[45]\d*,20,1,/);
});

test('a drawn schedule is changed by keyboard, on the strip and in fields', async ({ page }) => {
  await open(page, drawn);
  const points = async (): Promise<unknown> => (await run(page, 1)).schedule!.values['points'];
  await page.getByRole('button', { name: /^Point 2 of SGD/ }).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await computed(page);
  expect(await points()).toBe('0,0.1,21,0.9,120,0.6,200,0');
  await page.keyboard.press('Delete');
  await computed(page);
  expect(await points()).toBe('0,0.1,120,0.6,200,0');
  await card(page, 1).click();
  await page.getByLabel(/^Share of lr at point 2,/).fill('0.25');
  await page.getByRole('button', { name: 'Add a point' }).click();
  expect(await points()).toBe('0,0.1,120,0.25,200,0,280,0');
  const wrong = page.getByLabel(/^Step of point 2,/);
  await wrong.fill('500');
  await expect(wrong).toHaveAttribute('aria-invalid', 'true');
  expect(await points()).toBe('0,0.1,120,0.25,200,0,280,0');
});

test('the strip shares the cursor with the curves and tells the rates under it', async ({ page }) => {
  await open(page, drawn);
  const strip = page.locator('.strip-host');
  await expect(strip).toHaveAttribute('aria-label', 'Learning rate over the steps. Adam: Cosine, SGD: Free hand');
  const box = (await strip.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.6, box.y + 30);
  await expect(page.locator('.strip .readout')).toContainText(/step 14\d.*Adam.*SGD/s);
  await page.mouse.down();
  await page.mouse.up();
  const moment = await page.evaluate(() => window.__descent!.playhead.moment);
  expect(Math.abs(moment - 147)).toBeLessThan(8);
});

for (const colorScheme of ['light', 'dark'] as const)
  test(`axe finds nothing on the card and the strip in the ${colorScheme} theme`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page, drawn);
    await card(page, 1).click();
    await expect(page.locator('.points')).toBeVisible();
    expect(await faults(page, colorScheme)).toEqual([]);
  });

test('a rate changed from here on leaves the past alone, and one from the beginning does not', async ({ page }) => {
  await open(page, '#v1/moons(n=200)/mlp(hidden=8)/batch=16/steps=120/sgd(lr=0.1)&adam(lr=0.03)');
  const losses = (): Promise<number[]> =>
    page.evaluate(() => [...window.__descent!.session.race!.trajectories[1]!.loss]);
  const before = await losses();
  await page.evaluate(() => {
    window.__descent!.playhead.pause();
    window.__descent!.playhead.goTo(60);
  });
  await page.getByRole('checkbox', { name: 'change lr from here on' }).check();
  const rate = page.getByRole('textbox', { name: 'lr of Adam, typed' });
  await rate.fill('0.003');
  await expect(page).toHaveURL(/\/sgd\(lr=0\.1\)&adam\(lr=0\.03\)\.stairs\(points=\(60,0\.1\)\)\//);
  await computed(page);
  const after = await losses();
  expect(after.slice(0, 61)).toEqual(before.slice(0, 61));
  expect(after.slice(62)).not.toEqual(before.slice(62));
  expect(await page.evaluate(() => window.__descent!.playhead.shown)).toBe(60);
  await rate.blur();
  await expect(rate).toHaveValue('0.003');
  // Once more, further on; then from an earlier step, which forgets what came later.
  await page.evaluate(() => window.__descent!.playhead.goTo(90));
  await rate.fill('0.3');
  await expect(page).toHaveURL(/\.stairs\(points=\(60,0\.1,90,10\)\)/);
  await page.evaluate(() => window.__descent!.playhead.goTo(30));
  await rate.fill('0.06');
  await expect(page).toHaveURL(/\.stairs\(points=\(30,2\)\)/);
  await page.goBack();
  await expect(page).toHaveURL(/\.stairs\(points=\(60,0\.1,90,10\)\)/);
  await page.getByRole('checkbox', { name: 'change lr from here on' }).uncheck();
  await expect(rate).toHaveValue('0.03');
});
