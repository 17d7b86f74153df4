/** The page in a real browser: from a link to optimizers running side by side, by mouse, by keyboard, by touch and by reader. */
import { expect, type Locator, type Page } from '@playwright/test';
import { computed, faults, open, test } from './support/page.ts';

const six =
  '#v1/beale/start=1,1.6/sgd(lr=0.001)&momentum(lr=0.001)&nesterov(lr=0.001)&adagrad(lr=1)&rmsprop(lr=0.05)&adam(lr=0.1)/steps=200';
const diverging = '#v1/rosenbrock/start=-1.2,1/sgd(lr=0.01)&adam(lr=0.05)/steps=200';
const notANumber = `#v1/formula(f=sqrt(x)+y^2)/start=1,1/sgd(lr=0.5)&adam(lr=0.5)/steps=100`;
const long = `#v1/rosenbrock/start=-1.2,1/${Array.from({ length: 12 }, (_, k) => `adam(lr=0.00${k + 1})`).join('&')}/steps=10000`;

const experiment = (page: Page): Promise<unknown> => page.evaluate(() => window.__descent!.store.getState().experiment);
const moment = (page: Page): Promise<number> => page.evaluate(() => window.__descent!.playhead.moment);
const start = (page: Page): Promise<readonly [number, number]> =>
  page.evaluate(() => {
    const { problem } = window.__descent!.store.getState().experiment;
    if (problem.kind !== 'surface') throw new Error(`a ${problem.kind} has no start on a map`);
    return problem.start;
  });

/** Where the first run really began. */
const firstRow = (page: Page): Promise<number[]> =>
  page.evaluate(() => [...window.__descent!.session.race!.trajectories[0]!.x.subarray(0, 2)]);

/** Painted pixels of a canvas layer. */
const painted = (layer: Locator): Promise<number> =>
  layer.evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.reduce((sum, value, index) => sum + (index % 4 === 3 && value > 0 ? 1 : 0), 0);
  });

const paths = (page: Page): Locator => page.locator('.map-host canvas').nth(1);

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  const box = (await locator.boundingBox())!;
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test.describe('opening', () => {
  test('the first screen plays by itself', async ({ page }) => {
    // How soon is measured by `npm run bench:ui`.
    await page.goto('./');
    await page.waitForFunction(() => (window.__descent?.playhead.moment ?? 0) > 0);
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await expect(page.getByRole('heading', { name: /Beale/ })).toBeVisible();
  });

  test('a link shows its paths', async ({ page }) => {
    await open(page, six);
    await page.keyboard.press('End');
    await expect.poll(() => painted(paths(page))).toBeGreaterThan(2000);
    await expect(page.getByRole('list').first()).toContainText('Nesterov');
    await expect(page.locator('.card')).toHaveCount(6);
  });

  test('who wants no motion sees the whole paths, standing still', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, six);
    expect(await moment(page)).toBe(200);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  });

  test('a link edited by hand in the address bar opens', async ({ page }) => {
    await open(page, six);
    await page.evaluate(() => (location.hash = '#v1/himmelblau/adam(lr=0.1)/steps=50'));
    await computed(page);
    await expect(page.getByRole('heading', { name: 'Himmelblau' })).toBeVisible();
    await expect(page.locator('.card')).toHaveCount(1);
  });

  test('a damaged link is refused, said, and kept', async ({ page }) => {
    await page.goto('./#v1~aaaaaa/himmelblau/adam(lr=0.1)/steps=200');
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('could not be opened');
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('himmelblau/adam(lr=0.1)');
    expect(page.url()).toContain('aaaaaa');
    await page.getByRole('button', { name: 'Open what it says now' }).click();
    await expect(page.getByRole('heading', { name: 'Himmelblau' })).toBeVisible();
  });

  test('a repaired link says what was repaired', async ({ page }) => {
    await page.goto('./#v1/himmelblau/adam(lr=7777777777)/steps=200');
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('adam’s lr');
  });

  test('without optimizers the page says how to add one', async ({ page }) => {
    await open(page, '#v1/himmelblau/steps=50');
    await page.getByRole('button', { name: 'Add an optimizer' }).click();
    await page.getByRole('searchbox').fill('lion');
    await page.keyboard.press('Enter');
    await computed(page);
    await expect(page.locator('.card')).toContainText('Lion');
  });
});

test.describe('changing', () => {
  test('dragging the start computes again on the way', async ({ page }) => {
    await open(page, six);
    const { x, y } = await middle(page.locator('.ring'));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 60, y + 40, { steps: 5 });
    await page.mouse.up();
    await computed(page);
    const now = await start(page);
    expect(now).not.toEqual([1, 1.6]);
    expect(await firstRow(page)).toEqual([...now]);
  });

  test('a click on the map sets the start, a double-click resets the view and leaves the start alone', async ({
    page,
  }) => {
    await open(page, six);
    const host = page.locator('.map-host');
    await host.click({ position: { x: 200, y: 200 } });
    const clicked = await start(page);
    expect(clicked).not.toEqual([1, 1.6]);
    await page.mouse.wheel(0, -300);
    await expect.poll(() => page.evaluate(() => window.__descent!.store.getState().look.region)).toBeDefined();
    await host.dblclick({ position: { x: 300, y: 250 } });
    expect(await page.evaluate(() => window.__descent!.store.getState().look.region)).toBeUndefined();
    expect(await start(page)).toEqual(clicked);
  });

  test('dragging the map moves the view, not the start', async ({ page }) => {
    await open(page, six);
    const { x, y } = await middle(page.locator('.map-host'));
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 80, y + 30, { steps: 4 });
    await page.mouse.up();
    expect(await start(page)).toEqual([1, 1.6]);
    expect(await page.evaluate(() => window.__descent!.store.getState().look.region)).toBeDefined();
  });

  test('dragging a learning rate computes again at once', async ({ page }) => {
    await open(page, six);
    const before = await page.evaluate(() => window.__descent!.session.race!.trajectories[0]!.loss.at(-1));
    const slider = page.getByRole('slider', { name: 'lr of SGD' });
    const { x, y } = await middle(slider);
    await page.mouse.move(x - 30, y);
    await page.mouse.down();
    await page.mouse.move(x - 60, y, { steps: 5 });
    await page.mouse.up();
    await computed(page);
    const after = await page.evaluate(() => window.__descent!.session.race!.trajectories[0]!.loss.at(-1));
    expect(after).not.toBe(before);
  });

  test('a number that is not allowed says what is, and stays to be mended', async ({ page }) => {
    await open(page, six);
    const field = page.getByRole('textbox', { name: 'lr of SGD, typed' });
    await field.fill('-3');
    await expect(page.getByRole('alert')).toContainText('a number from 0');
    await field.blur();
    await expect(field).toHaveValue('-3');
    await field.fill('0,002');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await computed(page);
    expect(await experiment(page)).toMatchObject({ runs: [{ values: { lr: 0.002 } }, {}, {}, {}, {}, {}] });
  });

  test('runs are duplicated, hidden, reset and removed', async ({ page }) => {
    await open(page, six);
    await page.getByRole('button', { name: 'Duplicate SGD' }).click();
    await expect(page.locator('.card')).toHaveCount(7);
    await page.getByRole('button', { name: 'Remove SGD' }).first().click();
    await expect(page.locator('.card')).toHaveCount(6);
    await page.getByRole('button', { name: 'Hide Adam', exact: true }).click();
    await expect(page.getByRole('button', { name: 'Hide Adam', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await page.getByTitle('All settings of Adagrad').click();
    await page.getByRole('button', { name: 'Reset to defaults' }).click();
    expect(await experiment(page)).toMatchObject({ runs: [{}, {}, {}, { values: { lr: 0.01 } }, {}, {}] });
  });

  test('a formula is read while it is typed, and the last good one stays on the map', async ({ page }) => {
    await open(page, '#v1/formula/adam(lr=0.05)/steps=100');
    const field = page.getByLabel('f(x, y) =');
    await field.fill('x^2 + 3 y^2');
    await computed(page);
    await field.fill('x^2 + cso(y)');
    await expect(page.getByText('did you mean “cos”')).toBeVisible();
    expect(await experiment(page)).toMatchObject({ problem: { surface: { values: { f: 'x^2 + 3 y^2' } } } });
    await page.getByRole('button', { name: 'Write cos' }).click();
    await expect(field).toHaveValue('x^2 + cos(y)');
    await computed(page);
    expect(await experiment(page)).toMatchObject({ problem: { surface: { values: { f: 'x^2 + cos(y)' } } } });
  });

  test('Back undoes a change, Forward does it again', async ({ page }) => {
    await open(page, six);
    const first = await experiment(page);
    await page.getByRole('slider', { name: 'lr of Adam' }).press('ArrowRight');
    const changed = await experiment(page);
    expect(changed).not.toEqual(first);
    await expect.poll(() => page.url()).toContain('adam(lr=0.12)');
    await page.goBack();
    await expect.poll(() => experiment(page)).toEqual(first);
    await page.goForward();
    await expect.poll(() => experiment(page)).toEqual(changed);
  });

  test('a drag is one change to undo', async ({ page }) => {
    await open(page, six);
    const first = await experiment(page);
    const entries = await page.evaluate(() => history.length);
    const { x, y } = await middle(page.locator('.ring'));
    await page.mouse.move(x, y);
    await page.mouse.down();
    for (let place = 1; place <= 12; place++) {
      await page.mouse.move(x + 6 * place, y);
      await page.waitForTimeout(80);
    }
    await page.mouse.up();
    await expect.poll(() => page.evaluate(() => history.length)).toBe(entries + 1);
    await page.waitForTimeout(500);
    await page.goBack();
    await expect.poll(() => experiment(page)).toEqual(first);
  });

  test('reloading brings back what was there', async ({ page }) => {
    await open(page, six);
    await page.getByRole('slider', { name: 'lr of Adam' }).press('ArrowRight');
    const changed = await experiment(page);
    await expect.poll(() => page.url()).toContain('adam(lr=0.12)');
    await page.reload();
    await computed(page);
    expect(await experiment(page)).toEqual(changed);
  });
});

test.describe('sharing', () => {
  test('the shared link opens the same experiment elsewhere', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await open(page, six);
    await page.getByRole('slider', { name: 'lr of Adam' }).press('ArrowRight');
    await computed(page);
    const sent = await experiment(page);
    await page.getByRole('button', { name: 'Share link' }).click();
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('Link copied');
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/#v1~[0-9a-z]{6}\//);
    const other = await context.newPage();
    await other.goto(link);
    await computed(other);
    expect(await experiment(other)).toEqual(sent);
    await expect(other.getByRole('status', { name: 'Messages' })).toBeEmpty();
    await other.goto('about:blank');
    await other.goto(link.replace('beale', 'sphere'));
    await expect(other.getByRole('status', { name: 'Messages' })).toContainText('cut or altered');
  });

  test('where copying is denied, the link is shown to copy by hand', async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(navigator, 'clipboard', {
        value: { writeText: () => Promise.reject(new Error('denied')) },
      });
    });
    await open(page, six);
    await page.getByRole('button', { name: 'Share link' }).click();
    await expect(page.getByRole('textbox', { name: 'Link' })).toHaveValue(/#v1~/);
  });
});

test.describe('playing', () => {
  test('keys play, step, jump and change the speed', async ({ page }) => {
    await open(page, six);
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await page.keyboard.press('Home');
    expect(await moment(page)).toBe(0);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await moment(page)).toBe(11);
    await page.keyboard.press('ArrowLeft');
    expect(await moment(page)).toBe(10);
    await page.keyboard.press('End');
    expect(await moment(page)).toBe(200);
    await page.keyboard.press(']');
    await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('2');
    await page.keyboard.press('m');
    await expect(page.locator('.map')).toHaveCount(6);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('keys rest while somebody types', async ({ page }) => {
    await open(page, '#v1/formula/adam(lr=0.05)/steps=100');
    await page.keyboard.press('End');
    await page.getByLabel('f(x, y) =').focus();
    await page.keyboard.type(' m');
    await page.keyboard.press('Home');
    expect(await moment(page)).toBe(100);
    await expect(page.locator('.map')).toHaveCount(1);
  });

  test('scrubbing back shows exactly what was there', async ({ page }) => {
    await open(page, six);
    await page.keyboard.press('Home');
    for (let step = 0; step < 3; step++) await page.keyboard.press('Shift+ArrowRight');
    const loss = page.locator('.card-loss').first();
    const before = await loss.textContent();
    await page.keyboard.press('End');
    await expect(loss).not.toHaveText(before!);
    await page.getByRole('slider', { name: 'Step', exact: true }).fill('30');
    await expect(loss).toHaveText(before!);
  });

  test('React is not asked once while it plays', async ({ page }) => {
    await page.addInitScript(() => {
      const counter = { commits: 0 };
      Object.assign(window, {
        counter,
        __REACT_DEVTOOLS_GLOBAL_HOOK__: {
          supportsFiber: true,
          inject: () => 1,
          onCommitFiberRoot: () => counter.commits++,
          onCommitFiberUnmount: () => undefined,
          onPostCommitFiberRoot: () => undefined,
          checkDCE: () => undefined,
        },
      });
    });
    await open(page, six);
    await page.waitForTimeout(300);
    const commits = (): Promise<number> =>
      page.evaluate(() => (window as unknown as { counter: { commits: number } }).counter.commits);
    const [before, from] = [await commits(), await moment(page)];
    expect(before).toBeGreaterThan(0);
    await page.waitForTimeout(1200);
    expect(await moment(page)).toBeGreaterThan(from);
    expect(await commits()).toBe(before);
  });

  test('pointing reads the ground, the path and every curve', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, six);
    const { x, y } = await middle(page.locator('.ring'));
    await page.mouse.move(x + 100, y + 100);
    await page.mouse.move(x, y - 25);
    await expect(page.locator('.map .readout')).toContainText('|∇f|');
    const curves = await middle(page.locator('.curve-host'));
    await page.mouse.move(curves.x, curves.y);
    await expect(page.locator('.values')).toContainText('Nesterov');
    await expect(page.locator('.step-number')).not.toContainText('200 /');
    await page.mouse.move(5, 5);
    await expect(page.locator('.step-number')).toContainText('200 /');
  });

  test('the table sorts by the loss at the cursor and by the steps to reach one', async ({ page }) => {
    await open(page, six);
    await page.keyboard.press('End');
    await page.getByRole('button', { name: 'Table' }).click();
    const rows = page.getByRole('table').locator('tbody tr');
    await expect(rows).toHaveCount(6);
    const losses = (await rows.locator('td:nth-child(2)').allTextContents()).map((it) => Number(it.replace('−', '-')));
    expect(losses).toEqual(losses.toSorted((a, b) => a - b));
    await page.getByRole('combobox', { name: 'Sort by' }).selectOption('reach');
    await page.getByRole('textbox', { name: 'Loss to reach, typed' }).fill('1');
    await expect(rows.last()).toContainText('not reached');
  });
});

test.describe('trouble', () => {
  for (const [name, hash, told] of [
    ['a run that diverges', diverging, /diverged at step \d+/],
    ['a run that leaves the numbers', notANumber, /diverged at step \d+/],
  ] as const)
    test(`${name} ends with its step and cause`, async ({ page }) => {
      await open(page, hash);
      await page.keyboard.press('End');
      await expect(page.locator('.card-state').first()).toHaveText(told);
      await page.keyboard.press('m');
      await page.getByRole('combobox', { name: 'Show' }).selectOption('step-length');
      await page.getByRole('combobox', { name: 'Scale' }).selectOption('log-log');
      const odd = await page.evaluate(() =>
        [...document.querySelectorAll('*')].flatMap((element) =>
          [...element.attributes]
            .filter(({ value }) => /NaN|Infinity/.test(value))
            .map(({ name: key, value }) => `${key}=${value}`),
        ),
      );
      expect(odd).toEqual([]);
    });

  test('a worker that dies in the middle is replaced within 3.5 seconds, and said', async ({ page }) => {
    await page.goto(`./${long}`);
    await page.waitForFunction(() => (window.__descent?.session.race?.trajectories[0]?.rows ?? 0) > 0);
    await page.keyboard.press('Home');
    await page.evaluate(() => {
      const { session } = window.__descent!;
      Object.assign(window, { dead: session.race, killed: performance.now(), unfinished: !session.race!.done });
      session.kill();
    });
    await page.waitForFunction(() => window.__descent!.session.race !== (window as unknown as { dead: unknown }).dead);
    const [took, unfinished] = await page.evaluate(() => {
      const { killed, unfinished: was } = window as unknown as { killed: number; unfinished: boolean };
      return [performance.now() - killed, was];
    });
    expect(unfinished).toBe(true);
    expect(took).toBeLessThan(3500);
    await expect(page.getByRole('status', { name: 'Messages' })).toContainText('started again');
    await computed(page);
  });
});

test.describe('for everyone', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing in the ${colorScheme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await open(page, '#v1/rosenbrock/start=-1.2,1/sgd(lr=0.01)&adam(lr=0.05)/steps=200');
      const clean = async (): Promise<void> => {
        expect(await faults(page, colorScheme)).toEqual([]);
      };
      await clean();
      await page.getByTitle('All settings of Adam').click();
      await page.getByRole('button', { name: 'Table' }).click();
      await page.keyboard.press('m');
      await clean();
      await page.getByRole('combobox', { name: 'Surface' }).selectOption('formula');
      await page.getByLabel('f(x, y) =').fill('x^2 + cso(y)');
      await clean();
      for (const name of ['Scenes', 'Help', 'Add']) {
        await page.getByRole('button', { name, exact: true }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await clean();
        await page.keyboard.press('Escape');
      }
      await page.getByRole('button', { name: 'Display' }).click();
      await clean();
    });

  for (const [width, height] of [
    [360, 640],
    [1024, 768],
    [1440, 900],
  ] as const)
    test(`everything can be reached at ${width} × ${height}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      await open(page, six);
      const overflow = (): Promise<number> => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(await overflow()).toBeLessThanOrEqual(0);
      const map = (await page.locator('.map').boundingBox())!;
      expect(map.height).toBeGreaterThan(height * 0.35);
      for (const name of [
        'Pause',
        'Share link',
        'Scenes',
        'Display',
        'Help',
        'Add',
        'New seed',
        'Remove Adam',
        'Table',
      ])
        await page.getByRole('button', { name, exact: true }).click({ trial: true });
      await page.getByRole('slider', { name: 'lr of Adam' }).click({ trial: true });
      await page.getByTitle('All settings of Adam').click();
      await page.keyboard.press('m');
      expect(await overflow()).toBeLessThanOrEqual(0);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll('button, select, input:not([type=color]), summary')]
          .map((element) => ({ box: element.getBoundingClientRect(), name: element.outerHTML.slice(0, 80) }))
          .filter(({ box }) => box.width > 0 && (box.width < 24 || box.height < 24) && box.height !== box.width)
          .map(({ name }) => name),
      );
      expect(small).toEqual([]);
    });

  test('the whole way by keyboard alone', async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page);
    const tabTo = async (target: Locator): Promise<void> => {
      for (let presses = 0; presses < 90; presses++) {
        await page.keyboard.press('Tab');
        if (await target.evaluate((element) => element === document.activeElement)) return;
      }
      throw new Error(`Tab never reached ${String(target)}`);
    };
    await tabTo(page.getByRole('button', { name: 'Scenes' }));
    await page.keyboard.press('Enter');
    await tabTo(page.getByRole('button', { name: /Himmelblau/ }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await computed(page);
    const before = await start(page);
    await tabTo(page.locator('.ring'));
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('ArrowUp');
    await computed(page);
    const after = await start(page);
    expect(after[0]).toBeGreaterThan(before[0]);
    expect(after[1]).toBeGreaterThan(before[1]);
    expect(await firstRow(page)).toEqual([...after]);
    await tabTo(page.getByRole('button', { name: 'Add', exact: true }));
    await page.keyboard.press('Enter');
    await expect(page.getByRole('searchbox')).toBeFocused();
    await page.keyboard.type('adadelta');
    await page.keyboard.press('Enter');
    await expect(page.locator('.card').last()).toContainText('Adadelta');
    const slider = page.getByRole('slider', { name: 'lr of Adadelta' });
    await tabTo(slider);
    const rate = await slider.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowLeft');
    await expect(slider).not.toHaveAttribute('aria-valuetext', rate!);
    await tabTo(page.getByRole('button', { name: 'Remove Adadelta' }));
    await page.keyboard.press('Enter');
    await tabTo(page.getByRole('button', { name: 'Play', exact: true }));
    await page.keyboard.press('Space');
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeFocused();
    await tabTo(page.getByRole('button', { name: 'Share link' }));
  });
});
