/** The learning-rate lab in a real browser: what is computed, dragged, opened, said and kept in the link. */
import { expect as impatient, type Page } from '@playwright/test';
import { faults, open, test } from './support/page.ts';

/** Whole sweeps are waited for, on busy machines too. */
const expect = impatient.configure({ timeout: 30_000 });
test.setTimeout(180_000);

const SIX = 'sgd(lr=0.004)&momentum(lr=0.0009)&nesterov(lr=0.0009)&adagrad(lr=0.63)&rmsprop(lr=0.02)&adam(lr=0.11)';

const rateOf = (page: Page, run: number): Promise<unknown> =>
  page.evaluate((index) => window.__descent!.store.getState().experiment.runs[index]!.values['lr'], run);

test('from the race to its rates by tab and by key, and Back leads back', async ({ page }) => {
  await page.goto('./#v1/beale/adam/steps=100');
  await page.getByRole('button', { name: 'Rates' }).click();
  await expect(page.getByRole('tab', { name: 'Sweep' })).toHaveAttribute('aria-selected', 'true');
  await expect(page).toHaveURL(/place=rates/);
  await page.keyboard.press('r');
  await expect(page.getByRole('region', { name: 'Playback' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('tab', { name: 'Sweep' })).toBeVisible();
});

test('the sweep finds the best rates, and taking them changes the runs', async ({ page }) => {
  await page.goto(`./#v1/beale/${SIX}/steps=200/place=rates`);
  const chip = page.getByRole('button', { name: /set SGD to it/ });
  await expect(chip).toHaveText('best 0.03');
  await chip.click();
  expect(await rateOf(page, 0)).toBe(0.03);
  await page.getByRole('combobox', { name: 'What makes the comparison fair' }).selectOption('tuned');
  await expect(page).toHaveURL(/fair=tuned/);
  await expect.poll(() => rateOf(page, 5)).not.toBe(0.11);
  await expect(page.locator('.doubtful')).toHaveCount(0);
});

test('a handle on the curve is a slider for keys and pointer', async ({ page }) => {
  await page.goto(`./#v1/beale/${SIX}/steps=200/place=rates`);
  await expect(page.getByRole('button', { name: /set Adam to it/ })).toBeVisible();
  const handle = page.getByRole('slider', { name: 'learning rate of Adam' });
  await expect(handle).toHaveAttribute('aria-valuenow', '0.11');
  await handle.focus();
  await page.keyboard.press('ArrowRight');
  await expect(handle).not.toHaveAttribute('aria-valuenow', '0.11');
  const before = Number(await rateOf(page, 5));
  expect(before).toBeGreaterThan(0.11);
  const box = (await handle.boundingBox())!;
  await page.mouse.move(box.x + 13, box.y + 13);
  await page.mouse.down();
  await page.mouse.move(box.x + 93, box.y, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => rateOf(page, 5).then(Number)).toBeGreaterThan(before * 1.5);
});

test('pointing at a curve reads it out, and a click opens that run in the race', async ({ page }) => {
  await page.goto('./#v1/sphere/sgd/sweep=lr,0.001,1,50/steps=50/place=rates');
  await expect(page.getByRole('button', { name: /set SGD to it/ })).toBeVisible();
  const handle = page.getByRole('slider', { name: 'learning rate of SGD' });
  await expect(handle).not.toHaveAttribute('aria-valuetext', /NaN/);
  const box = (await handle.boundingBox())!;
  const [x, y] = [box.x + 13 + 40, box.y + 13];
  await expect(async () => {
    await page.mouse.move(x + 1, y);
    await page.mouse.move(x, y);
    await expect(page.locator('.sweep-chart .readout')).toContainText('SGD', { timeout: 3000 });
  }).toPass({ timeout: 60_000 });
  const said = await page.locator('.sweep-chart .readout').textContent();
  await page.mouse.click(x, y);
  await expect(page.getByRole('region', { name: 'Playback' })).toBeVisible();
  expect(said).toContain(`lr ${String(await rateOf(page, 0))}`);
});

test('learning runs are swept too, on data from a file and to their ends', async ({ page }) => {
  await page.goto('./#v1/digits/linear-model/adam/sweep=lr,0.001,1,4/steps=40/place=rates');
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  const cell = page.getByRole('row', { name: /^0\.1 / }).getByRole('cell');
  await expect(cell).toHaveText(/^0\.\d+$/);
  const swept = Number(await cell.textContent());
  await open(page, '#v1/digits/linear-model/adam(lr=0.1)/steps=40');
  const alone = await page.evaluate(() => {
    const { rows, series } = window.__descent!.session.race!.trajectories[0]!;
    return series['train-loss']![rows - 1]!;
  });
  expect(Math.abs(swept - alone)).toBeLessThan(1e-2 * alone);
});

test('a range test suggests rates; taking them is one change, which Back undoes', async ({ page }) => {
  await page.goto('./#v1/digits/mlp/sgd&adam/steps=200/place=rates/show=finder');
  const chip = page.getByRole('button', { name: /was found: set Adam to it/ });
  await expect(chip).toHaveText(/^suggested 0\.0\d+$/);
  const suggested = Number(/[\d.]+$/.exec((await chip.textContent())!)![0]);
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('row', { name: /^Adam/ })).toContainText('0.001');
  await expect(page.getByRole('row', { name: /^Adam/ })).toContainText(String(suggested));
  await page.getByRole('button', { name: 'Use these' }).click();
  expect(await rateOf(page, 1)).toBe(suggested);
  expect(await rateOf(page, 0)).not.toBe(0.001);
  await expect(page).toHaveURL(new RegExp(`adam\\(lr=${suggested}\\)`));
  await page.goBack();
  await expect.poll(() => rateOf(page, 1)).toBe(0.001);
  expect(await rateOf(page, 0)).toBe(0.001);
  await page.getByRole('button', { name: 'Watch it in the race' }).click();
  await expect(page.getByRole('region', { name: 'Playback' })).toBeVisible();
  await expect(page).toHaveURL(/adam\(lr=1e-5\)\.exponential\(gamma=1\.0\d+\)/);
});

test('cross-validation states its budget, can be stopped, and gives way to newer questions', async ({ page }) => {
  await page.goto('./#v1/digits/mlp/sgd&adam/finder=grid,0.001,1,50,10/steps=900/place=rates/show=finder');
  await expect(page.getByText('50 rates × 10 folds × 900 steps for each optimizer')).toBeVisible();
  const bar = page.getByRole('progressbar');
  await expect(bar).toBeVisible();
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(page.getByText('Stopped before everything was computed.')).toBeVisible();
  await page.goto('./#v1/moons/mlp/sgd&adam/finder=random,0.001,1,5,3/steps=30/place=rates/show=finder');
  await expect(page.getByRole('button', { name: /was found: set SGD to it/ })).toHaveText(/^best 0\.\d+$/);
  await expect(bar).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Search' }).selectOption('range');
  await expect(page).toHaveURL(/finder=range,0\.001,1,5,3/);
});

test('the finder says what it cannot do, and mends what it cannot read', async ({ page }) => {
  await page.goto('./#v1/beale/adam/place=rates/show=finder');
  await expect(page.getByText('This picture needs data to learn from')).toBeVisible();
  await page.goto('./#v1/moons(n=20)/adam(lr=0.02)/finder=grid,10,0.1,1e6,0/steps=5/place=rates/show=finder');
  await expect(page.getByRole('status', { name: 'Messages' })).toContainText('it was reversed');
  await expect(page.getByRole('textbox', { name: 'rates, typed' })).toHaveValue('100');
  await expect(page.getByRole('textbox', { name: 'folds, typed' })).toHaveValue('2');
  expect(await rateOf(page, 0)).toBe(0.02);
});

test('a plane of a learning problem, over rate and rows per step: a click takes a pair', async ({ page }) => {
  await page.goto('./#v1/moons(n=100)/mlp(hidden=4)/batch=16/adam(lr=0.01)/plane=1,lr,0.001,1,4,problem.batch,5,80,3/steps=40/place=rates/show=plane'); // prettier-ignore
  await expect(page.locator('.rates-legend')).toContainText(/ends at 0\.\d+, pale yellow at/);
  const picture = page.getByRole('img', { name: /Adam.*learning rate.*batch/ });
  const box = (await picture.boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.95, box.y + 30);
  await expect(page).toHaveURL(/\/batch=all\/adam\(lr=1\)\//);
  await page.getByRole('combobox', { name: 'Up' }).selectOption('problem.l2');
  await expect(page).toHaveURL(/problem\.l2/);
  await expect(page.getByRole('img', { name: /Adam.*learning rate.*l2/ })).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/\/batch=16\/adam\(lr=0\.01\)\//);
  expect(await faults(page)).toEqual([]);
});

test('the numbers of a schedule and of wrappers are swept as well', async ({ page }) => {
  await page.goto('./#v1/beale/sgd(lr=0.01).cosine.lookahead/steps=120/place=rates');
  await page.getByRole('combobox', { name: 'Parameter' }).selectOption('schedule.T_max');
  await expect(page).toHaveURL(/sweep=schedule\.T_max,/);
  const handle = page.getByRole('slider', { name: 'T_max of the schedule of SGD' }).first();
  await expect(handle).toHaveAttribute('aria-valuenow', '200');
  const best = page.getByRole('button', { name: /set SGD to it/ });
  await expect(best).toHaveText(/best \d+/);
  await best.click();
  await expect(page).toHaveURL(/\.cosine\(T_max=\d+\)/);
  await page.getByRole('combobox', { name: 'Parameter' }).selectOption('lookahead.k');
  await expect(page.getByRole('button', { name: /set SGD to it/ })).toHaveText(/best \d+/);
});

test('the table tells the same in numbers', async ({ page }) => {
  await page.goto(`./#v1/elliptic/sgd&momentum/sweep=lr,0.001,1,20/steps=400/place=rates`);
  await page.getByRole('button', { name: 'Table' }).click();
  await expect(page.getByRole('row', { name: /^SGD/ })).toContainText('2/λmax = 0.08');
  await expect(page.getByRole('columnheader', { name: 'Momentum' })).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'diverged' }).first()).toBeVisible();
});

test('bad studies in a link are mended and said', async ({ page }) => {
  await page.goto('./#v1/beale/adam(lr=0.02)/sweep=lr,1,0.01,1e6/steps=50/place=rates');
  await expect(page.getByRole('status', { name: 'Messages' })).toContainText('it was reversed');
  await expect(page.getByRole('textbox', { name: 'values, typed' })).toHaveValue('1000');
  expect(await rateOf(page, 0)).toBe(0.02);
});

for (const theme of ['light', 'dark'] as const)
  test(`nothing axe objects to, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(`./#v1/beale/${SIX}/steps=200/place=rates`);
    await expect(page.getByRole('button', { name: /set Adam to it/ })).toBeVisible();
    expect(await faults(page, theme)).toEqual([]);
    for (const tab of theme === 'light' ? ['Plane', 'Basins', 'Ladder'] : []) {
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.getByRole('tab', { name: tab })).toHaveAttribute('aria-selected', 'true');
      expect(await faults(page, theme), tab).toEqual([]);
    }
  });

for (const theme of ['light', 'dark'] as const)
  test(`nothing axe objects to in the finder, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto('./#v1/moons/mlp/sgd&adam/steps=100/place=rates/show=finder');
    await expect(page.getByRole('button', { name: /was found: set Adam to it/ })).toBeVisible();
    expect(await faults(page, theme)).toEqual([]);
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await page.getByRole('combobox', { name: 'Search' }).selectOption('grid');
    await expect(page.getByRole('columnheader', { name: 'Standard deviation there' })).toBeVisible();
    expect(await faults(page, theme)).toEqual([]);
  });
