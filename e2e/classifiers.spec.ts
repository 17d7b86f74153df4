/** Learning problems in a real browser: from a link to fields and borders, by mouse, by keyboard, by touch and by reader. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page } from '@playwright/test';
import { computed, faults, open, test } from './support/page.ts';

const moons = '#v1/moons(n=200)/mlp(hidden=8)/batch=16/steps=120/sgd(lr=0.1)&adam(lr=0.03)';

/** Fields come from the worker, and busy machines take their time. */
const patient = { timeout: 30_000 };
test.describe.configure({ timeout: 120_000 });

const problem = (page: Page): Promise<unknown> =>
  page.evaluate(() => window.__descent!.store.getState().experiment.problem);

/** The colours of a canvas layer, as one text: another picture is another text, and nothing at all is none. */
const picture = (layer: Locator): Promise<string> =>
  layer.evaluate((canvas: HTMLCanvasElement) => {
    // Read from a copy: a layer that is drawn to again and again does not like to be read.
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let hash = 0;
    for (const byte of data) hash = (Math.imul(hash, 31) + byte) | 0;
    return hash === 0 ? '' : String(hash);
  });

/** A layer's picture once it stays the same for a while. */
async function settledPicture(layer: Locator): Promise<string> {
  let before = '';
  let same = 0;
  await expect
    .poll(async () => {
      const now = await picture(layer);
      same = now === before ? same + 1 : 0;
      before = now;
      return same;
    }, patient)
    .toBeGreaterThan(3);
  return before;
}

/** Two pixels far apart on a field: left above and right below. */
const corners = (layer: Locator): Promise<number[][]> =>
  layer.evaluate((canvas: HTMLCanvasElement) => {
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true })!;
    copy.drawImage(canvas, 0, 0);
    const at = (x: number, y: number): number[] => [
      ...copy.getImageData(Math.round(x * canvas.width), Math.round(y * canvas.height), 1, 1).data,
    ];
    return [at(0.08, 0.08), at(0.92, 0.92)];
  });

const field = (page: Page, panel: number): Locator =>
  page.locator('.learn-stage .panel').nth(panel).locator('.map-host canvas').first();

const fingerprint = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => window.__descent!.session.race?.fingerprint);

const drop = (page: Page, name: string, text: string): Promise<void> =>
  page.evaluate(
    ([file, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content!], file!));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, text],
  );

test.describe('a classifier', () => {
  test('opens from its link with a field and points for every optimizer', async ({ page }) => {
    await open(page, moons);
    await page.evaluate(() => window.__descent!.playhead.goTo(120));
    await expect(page.locator('.learn-stage .panel')).toHaveCount(2);
    await expect(page.locator('.panel-score').first()).toHaveText(/^learn \d+\.\d % · test \d+\.\d %$/);
    await expect
      .poll(async () => {
        const [above, below] = await corners(field(page, 1));
        return above![3] === 255 && above!.join() !== below!.join();
      }, patient)
      .toBe(true);
  });

  test('says under each panel what its run told for that step', async ({ page }) => {
    await open(page, moons);
    await page.evaluate(() => window.__descent!.playhead.goTo(120));
    const told = await page.evaluate(() =>
      window.__descent!.session.race!.trajectories.map(
        ({ series }) =>
          `learn ${(100 * series['accuracy']![120]!).toFixed(1)} % · test ${(100 * series['test-accuracy']![120]!).toFixed(1)} %`,
      ),
    );
    await expect(page.locator('.panel-score')).toHaveText(told);
  });

  test('shows another field at another step, and the same one again', async ({ page }) => {
    await open(page, moons);
    const goTo = (step: number): Promise<void> => page.evaluate((it) => window.__descent!.playhead.goTo(it), step);
    await goTo(0);
    const first = await settledPicture(field(page, 1));
    await goTo(120);
    await expect.poll(() => picture(field(page, 1)), patient).not.toBe(first);
    await goTo(0);
    await expect.poll(() => picture(field(page, 1)), patient).toBe(first);
  });

  test('learns anew when a learning rate changes, by keyboard', async ({ page }) => {
    await open(page, moons);
    const before = await page.evaluate(() => window.__descent!.session.race!.fingerprint);
    await page.getByRole('slider', { name: 'lr of SGD', exact: true }).focus();
    await page.keyboard.press('ArrowUp');
    await computed(page);
    expect(await page.evaluate(() => window.__descent!.session.race!.fingerprint)).not.toBe(before);
    await expect(page).toHaveURL(/sgd\(lr=0\.\d+\)/);
  });

  test('comes together on one plane and apart again with M', async ({ page }) => {
    await open(page, moons);
    await page.keyboard.press('m');
    await expect(page.locator('.learn-stage .panel')).toHaveCount(0);
    await expect.poll(() => picture(page.locator('.learn-stage .map-host canvas').nth(1)), patient).not.toBe('');
    await page.keyboard.press('m');
    await expect(page.locator('.learn-stage .panel')).toHaveCount(2);
  });

  test('is one click away from the first screen', async ({ page }) => {
    await open(page);
    await page.getByRole('button', { name: 'Classifiers' }).click();
    await expect(page.locator('.learn-stage .panel')).toHaveCount(4);
    expect(await problem(page)).toMatchObject({ kind: 'classifier', dataset: { id: 'moons' } });
  });

  test('says its runs in words that agree with their numbers', async ({ page }) => {
    await open(page, moons);
    const best = await page.evaluate(() => {
      const { series, rows } = window.__descent!.session.race!.trajectories[1]!;
      let [value, step] = [-1, -1];
      for (let row = 0; row < rows; row++)
        if (series['test-accuracy']![row]! > value) [value, step] = [series['test-accuracy']![row]!, row];
      return `Adam reached ${(100 * value).toFixed(1)} % on the test rows at step ${step}.`;
    });
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    await expect(page.locator('.learn-summary li').nth(1)).toContainText(best);
  });
});

test('the table says when a run was stopped early or has converged, and by what measure', async ({ page }) => {
  await open(page, '#v1/moons(n=60,noise=0.4,test=0.5)/mlp(hidden=32)/batch=all/patience=15/adam(lr=0.1)/steps=400');
  await page.evaluate(() => window.__descent!.playhead.goTo(400));
  await page.getByRole('button', { name: 'Table', exact: true }).click();
  await expect(page.getByRole('row', { name: /^Adam/ })).toContainText(/stopped early at step \d+, best at step \d+/);
  await expect(page.locator('.learn-criterion')).toHaveText(/^Stopped early: .* a ring marks the best step/);
  await open(page, '#v1/inline(x=(1)(2)(3)(4),y=(1,2,3,4))/linear-model/mse/sgd(lr=0.01)/steps=400');
  await expect(page.locator('.learn-criterion')).toHaveText(
    /within 1\.0 % of the first loss .* for 20\.0 % of the run/,
  );
});

test.describe('the network', () => {
  test('is drawn with a field per unit, and says its numbers under the pointer', async ({ page }) => {
    await open(page, moons);
    await page.evaluate(() => window.__descent!.playhead.goTo(120));
    await page.getByRole('button', { name: 'Network', exact: true }).click();
    const host = page.locator('.network-view .map-host');
    await expect.poll(() => picture(host.locator('canvas')), patient).not.toBe('');
    const box = (await host.boundingBox())!;
    const readout = page.locator('.network-view .readout');
    await expect
      .poll(async () => {
        await page.mouse.move(box.x + box.width - 45 + Math.random(), box.y + box.height / 2 + 8);
        return readout.textContent();
      }, patient)
      .toMatch(/unit 1 of layer 2\nbias -?\d/);
  });
});

test('its layers are drawn from the first step to the last, and said in numbers', async ({ page }) => {
  await open(page, '#v1/moons(n=200)/mlp(hidden=8-8-8-8,activation=sigmoid)/batch=16/steps=12/sgd(lr=0.1)');
  await page.evaluate(() => window.__descent!.playhead.goTo(0));
  await page.getByRole('button', { name: 'Layers', exact: true }).click();
  const facts = page.locator('.layers-view .landscape-facts');
  await expect(facts).toContainText(
    /At step 0 the slopes of dense1 are 0\.0\d+ times as long as those of dense5/,
    patient,
  );
  const host = page.locator('.layers-view .map-host');
  await expect.poll(() => picture(host.locator('canvas')), patient).not.toBe('');
  await page.getByRole('button', { name: 'Layers in numbers' }).click();
  await expect(facts.getByRole('row')).toHaveCount(6);
  const box = (await host.boundingBox())!;
  await page.mouse.move(box.x + 40, box.y + 40);
  await expect(page.locator('.layers-view .readout')).toContainText('dense1');
  expect(await faults(page)).toEqual([]);
  // One layer more while the playhead moves: no moment of the old network is drawn beside the new one's.
  await page.getByRole('button', { name: 'One layer more' }).click();
  await page.evaluate(
    () =>
      new Promise<void>((end) => {
        const move = (frame: number): void => {
          window.__descent!.playhead.goTo(frame % 13);
          if (frame < 90) requestAnimationFrame(() => move(frame + 1));
          else end();
        };
        move(0);
      }),
  );
  await expect(facts.getByRole('row')).toHaveCount(7);
});

test('the landscape lies on the plane that the link says', async ({ page }) => {
  await open(page, `${moons}/show=landscape`);
  const facts = page.locator('.landscape-view .landscape-facts');
  await expect(facts).toContainText(/^This plane shows \d[\d.]* % of how the paths vary.*Where SGD ends/, patient);
  const ground = page.locator('.landscape-view canvas').first();
  await expect.poll(() => picture(ground), patient).not.toBe('');
  const principal = await picture(ground);
  await page.getByRole('combobox', { name: 'Plane' }).selectOption('weights');
  await expect(page).toHaveURL(/\/show=landscape\.1\.weights\.1\.2$/);
  await page.getByRole('spinbutton', { name: 'up' }).fill('4');
  await page.getByRole('combobox', { name: 'around the end of' }).selectOption('Adam');
  await expect(page).toHaveURL(/\/show=landscape\.2\.weights\.1\.4$/);
  await expect(facts).toContainText(/^dense1\.weight\[0, 0\] goes across, dense1\.weight\[1, 1\] up.*Adam ends.*off by 0\./, patient); // prettier-ignore
  await expect.poll(() => picture(ground), patient).not.toBe(principal);
  expect(await faults(page)).toEqual([]);
  await page.reload();
  await expect(facts).toContainText(/^dense1\.weight\[0, 0\] goes across, dense1\.weight\[1, 1\] up/, patient);
  await page.goBack();
  await expect(page).toHaveURL(/\/show=landscape\.1\.weights\.1\.4$/);
  await page.getByRole('button', { name: 'Landscape', exact: true }).click();
  await expect(page).not.toHaveURL(/show=/);
});

test.describe('its settings', () => {
  test('grow and shrink the network', async ({ page }) => {
    await open(page, moons);
    const leak = page.getByRole('slider', { name: /^leak of/ });
    await expect(leak).toHaveCount(0);
    await page.getByRole('combobox', { name: /^activation of/ }).selectOption('leaky-relu');
    await expect(leak).toHaveCount(1);
    await page.getByRole('button', { name: 'One layer more' }).click();
    expect(await problem(page)).toMatchObject({ model: { values: { hidden: '8-8' } } });
    await page.getByRole('button', { name: 'More units in layer 2' }).click();
    expect(await problem(page)).toMatchObject({ model: { values: { hidden: '8-12' } } });
    await page.getByRole('button', { name: 'One layer fewer' }).click();
    expect(await problem(page)).toMatchObject({ model: { values: { hidden: '8' } } });
    await computed(page);
  });

  test('compare losses by their curves, and take one that fits', async ({ page }) => {
    await open(page, moons);
    await page.getByRole('button', { name: 'Compare losses' }).click();
    const sheet = page.getByRole('dialog', { name: 'Losses' });
    await expect(sheet.locator('.loss-metric')).toContainText('It is a metric and no loss');
    const one = (title: string): Locator =>
      sheet.getByRole('button').filter({ has: page.getByText(title, { exact: true }) });
    await expect(sheet.locator('button .loss-value')).toHaveCount(21);
    await expect(one('Hinge')).toContainText('at −2: 3, slope −1');
    expect(await faults(page)).toEqual([]);
    await expect(one('Mean squared error')).toContainText('mse needs numbers to be met, and moons has 2 classes');
    await one('Mean squared error').click({ force: true });
    await expect(sheet).toBeVisible();
    await one('Hinge').click();
    await expect(sheet).toBeHidden();
    expect(await problem(page)).toMatchObject({ loss: { id: 'hinge' } });
    await computed(page);
  });

  test('show what outliers do to the line of each loss, with the values of the chosen one', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, '#v1/outliers/linear-model/huber(delta=0.3)/steps=20/adam(lr=0.05)');
    const opener = page.getByRole('button', { name: 'Compare losses' });
    await opener.click();
    const fits = page
      .getByRole('dialog', { name: 'Losses' })
      .getByRole('region', { name: 'What outliers do to the fit' });
    await expect(fits.getByRole('row')).toHaveCount(2 + 7);
    const slopes = async (title: string): Promise<[number, number]> => {
      const cells = await fits.getByRole('row', { name: title }).getByRole('cell').allTextContents();
      const numbers = cells.map((text) => Number(text.replace('−', '-')));
      return [numbers[0]!, numbers[2]!];
    };
    const moved = async (title: string): Promise<number> => {
      const [now, clean] = await slopes(title);
      return clean - now;
    };
    await expect(fits.locator('svg .outlier')).toHaveCount(4);
    const before = await moved('Mean squared error');
    expect(before).toBeGreaterThan(1);
    expect(await moved('Huber, delta 0.3')).toBeLessThan(0.4);
    expect(await moved('Mean absolute error')).toBeLessThan(0.3);

    // Further off: the squared error goes with them, the absolute one stays.
    const absolute = await moved('Mean absolute error');
    await fits.getByRole('slider', { name: 'how far down' }).focus();
    await page.keyboard.press('ArrowRight');
    expect(await moved('Mean squared error')).toBeGreaterThan(before + 0.2);
    expect(await moved('Mean absolute error')).toBe(absolute);
    for (const theme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      expect(await faults(page, theme)).toEqual([]);
    }

    // None: all agree.
    const outliers = fits.getByRole('slider', { name: 'outliers' });
    await outliers.focus();
    await page.keyboard.press('Home');
    await expect(outliers).toHaveAttribute('aria-valuetext', '0 of 30');
    await expect(fits.locator('svg .outlier')).toHaveCount(0);
    expect(await moved('Mean squared error')).toBe(0);
    await expect(fits).toContainText('Without outliers the slopes agree');
    await page.keyboard.press('Escape');
    await expect(opener).toBeFocused();
  });

  test('say what else they changed where two do not fit', async ({ page }) => {
    await open(page, moons);
    await page.locator('.learn-settings select').first().selectOption('iris');
    await expect(page.locator('.learn-also')).toContainText('bce tells two classes apart, and iris has 3 classes');
    expect(await problem(page)).toMatchObject({ dataset: { id: 'iris' }, loss: { id: 'cross-entropy' } });
    await computed(page);
  });

  test('take points drawn with the mouse and typed in', async ({ page }) => {
    await open(page, moons);
    await page.getByRole('button', { name: 'Draw your own' }).click();
    await computed(page);
    await expect(page.getByText('4 points')).toBeVisible();
    await page
      .locator('.learn-map .map-host')
      .first()
      .click({ position: { x: 60, y: 60 } });
    await expect(page.getByText('5 points')).toBeVisible();
    await page.getByRole('radio', { name: 'class 1', exact: true }).check();
    await page.getByRole('button', { name: 'Add point' }).click();
    await expect(page.getByText('6 points')).toBeVisible();
    await page.getByRole('button', { name: 'Remove the newest' }).click();
    await expect(page.getByText('5 points')).toBeVisible();
    await expect(page).toHaveURL(/inline\(x=/);
    await computed(page);
  });

  test('name what is wrong with a table by its lines, and learn from one that is right', async ({ page }) => {
    await open(page, moons);
    await page.getByRole('button', { name: 'Paste a table' }).click();
    const table = page.getByRole('textbox', { name: /A point per line/ });
    await table.fill('a,b,kind\n1,2,x\n3,,y\n5,inf,x');
    await expect(page.locator('.own-problems li')).toHaveText([
      'Line 3, column “b”, is missing.',
      'Line 4, column “b”, inf is infinite.',
    ]);
    await table.fill('a,b,kind\n1,2,x\n3,4,x');
    await expect(page.locator('.own-problems li')).toHaveText([/has one class only, “x”; a classifier needs two/]);
    await table.fill('a,b,kind\n1,2,x\n3,4,y\n5,1,x');
    await page.getByRole('button', { name: 'Learn from it' }).click();
    await computed(page);
    expect(await problem(page)).toMatchObject({
      dataset: { id: 'inline', values: { x: '(1,2)(3,4)(5,1)', y: '(0,1,0)' } },
    });
  });

  test('too many for a link are saved as a file that opens the same experiment', async ({ page }) => {
    await open(page, '#v1/moons(n=200)/mlp(hidden=4)/steps=40/sgd(lr=0.1)');
    await page.getByRole('button', { name: 'Paste a table' }).click();
    const rows = Array.from({ length: 3000 }, (_, row) => `${(row % 61) / 7},${(row % 53) / 9},${row % 2}`);
    const buffer = Buffer.from(['a,b,kind', ...rows].join('\n'));
    await page.getByLabel('A file with a table').setInputFiles({ name: 'points.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Learn from it' }).click();
    await computed(page);
    await expect(page).toHaveURL(/#v1\/inline.*\/rows=\w{8}\//);
    const bits = await fingerprint(page);
    await page.goBack();
    await expect(page).toHaveURL(/moons/);
    await page.goForward();
    await computed(page);
    expect(await fingerprint(page)).toBe(bits);

    await page.getByRole('button', { name: 'Share link' }).click();
    expect(await faults(page)).toEqual([]);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as file' }).click();
    const text = await readFile(await (await saved).path(), 'utf8');
    await page.reload();
    await computed(page);
    expect(await fingerprint(page)).toBe(bits);
    // Somebody else's page has no more than the address.
    const address = page.url();
    await page.goto('about:blank');
    await page.goto(address);
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('the rows were too many for the link');
    await computed(page);
    expect(await fingerprint(page)).not.toBe(bits);
    await drop(page, 'notes.txt', 'hello');
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('notes.txt could not be opened');
    await drop(page, 'experiment.json', text);
    await expect(page).toHaveURL(/\/rows=/);
    await computed(page);
    expect(await fingerprint(page)).toBe(bits);
  });
});

for (const [width, height] of [
  [360, 780],
  [1440, 900],
] as const)
  for (const scheme of ['light', 'dark'] as const)
    test(`is accessible and nothing sticks out at ${width} in the ${scheme} theme`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      await open(page, moons);
      await expect(page.locator('.learn-settings')).toBeVisible();
      expect(await faults(page, scheme)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
