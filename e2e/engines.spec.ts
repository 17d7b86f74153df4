/** The page's worker computes what the lab in Node computes, bit for bit; `npm run test:engines` asks other browsers too. */
import { expect, test } from '@playwright/test';
import { experiments, inPage, workerOf } from '../scripts/engines/experiments.mjs';

test('five hundred experiments have the same fingerprints here and in Node, chaotic ones among them', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const known = experiments();
  expect(new Set(known.flatMap(({ endings }) => endings))).toEqual(new Set(['steps', 'left', 'converged', 'diverged']));
  await page.goto('./robots.txt');
  const list = known.map(({ experiment }) => experiment);
  const found = await page.evaluate(inPage, { list, address: workerOf() });
  const seen = known.map(({ link }, index) => `${found[index]} ${link}`);
  expect(seen).toEqual(known.map(({ fingerprint, link }) => `${fingerprint} ${link}`));
});

test('without WebAssembly the page says that it is slower, and shows the same bits', async ({ page }) => {
  await page.route(/assets\/lab-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `delete globalThis.WebAssembly;\n${await response.text()}` });
  });
  const [link, bits] = ['#v1/beale/adam(lr=0.1)/steps=20', 'checvp96'];
  await page.goto(`./${link}/bits=${bits}`);
  await expect(page.getByText('This browser runs no WebAssembly')).toBeVisible();
  await expect(page.getByText(`Bit for bit what the sender of this link saw (${bits})`)).toBeVisible();
});
