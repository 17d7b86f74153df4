/** The edge of stability in a real browser: what is drawn, said, told in numbers, and kept in the link. */
import { expect as impatient } from '@playwright/test';
import { faults, test } from './support/page.ts';

/** Whole runs are measured, on busy machines too. */
const expect = impatient.configure({ timeout: 60_000 });
test.setTimeout(240_000);

const NET = 'moons(noise=0.3)/mlp(hidden=8-8,activation=tanh)/bce';
const RUNS = 'sgd(lr=0.5)&sgd(lr=1)&adam(lr=0.02)&lion(lr=0.01)/steps=1000';
const EDGE = `./#v1/${NET}/batch=all/${RUNS}/place=rates/show=edge`;

for (const theme of ['light', 'dark'] as const)
  test(`gradient descent is found at its edge, and axe objects to nothing, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: theme });
    await page.goto(EDGE);
    await expect(page.getByRole('tab', { name: 'Edge' })).toHaveAttribute('aria-selected', 'true');
    await expect(page.getByText(/At the edge, .*: SGD 1, SGD 2\. Below the border: Adam at/)).toBeVisible();
    await expect(page.getByText(/none is known for their steps: Lion/)).toBeVisible();
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    expect(await faults(page, theme)).toEqual([]);
    const picture = page.getByRole('img', { name: /^Chart of the sharpness/ });
    const box = (await picture.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await expect(page.locator('.edge-chart .readout')).toContainText('SGD 2');
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    const row = page.getByRole('row', { name: /^SGD 1 / });
    await expect(row).toContainText('2/lr = 4.000');
    await expect(row).toContainText(/(9\d|10\d|11\d) %$/);
    await expect(page.getByRole('row', { name: /^Adam / })).toContainText('2(1+β₁)/((1−β₁)lr) = 1900');
    await expect(page.getByRole('row', { name: /^Lion / })).toContainText('none known');
    expect(await faults(page, theme)).toEqual([]);
  });

test('small batches blur it, a button takes all rows, and a link opens the same picture', async ({ page }) => {
  await page.goto(`./#v1/${NET}/batch=32/sgd(lr=0.5)/steps=200/place=rates`);
  await page.getByRole('tab', { name: 'Edge' }).click();
  await expect(page).toHaveURL(/show=edge/);
  await page.getByRole('button', { name: 'Learn from all rows at once' }).click();
  await expect(page).toHaveURL(/batch=all/);
  await expect(page.getByRole('button', { name: 'Learn from all rows at once' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Show' }).selectOption('share of the border');
  await expect(page).toHaveURL(/show=edge\.share/);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Show' })).toHaveValue('share');
  await expect(page.getByRole('tab', { name: 'Edge' })).toHaveAttribute('aria-selected', 'true');
});

test('work can be stopped and taken up again, and newer input takes its place', async ({ page }) => {
  await page.goto(`./#v1/digits/mlp/batch=all/sgd(lr=0.5)/steps=300/place=rates/show=edge`);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByText('Stopped before everything was computed.')).toBeVisible();
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect(page.getByText(/^Computing/)).toBeVisible();
  await page.evaluate(() => (location.hash = '#v1/moons/mlp/batch=all/sgd(lr=0.01)/steps=50/place=rates/show=edge'));
  await expect(page.getByText(/^Below the border: SGD/)).toBeVisible();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
});

test('on a surface one sentence says what it is of', async ({ page }) => {
  await page.goto('./#v1/beale/adam/place=rates/show=edge');
  await expect(page.getByText('This picture is of networks that learn')).toBeVisible();
});
