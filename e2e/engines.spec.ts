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
