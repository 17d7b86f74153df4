/** Runs against numbers computed outside: PyTorch, the authors' own code, numpy and scipy. The coverage page is written from them. */
import { describe, expect, test } from 'vitest';
import { type Comparison, comparisons, unmatched } from '../../../e2e/support/compare.ts';
import { coveragePage, marks } from '../../../e2e/support/coverage.ts';
import { whyWithoutEntry } from '../../../e2e/support/fixtures.ts';

const all = comparisons();

describe.each([...new Set(all.map((it) => it.file))])('%s', (file) => {
  const here = all.filter((it) => it.file === file);
  test.each(here.map((it): [string, Comparison] => [`${it.name} as ${it.id}`, it]))('%s', (_, it) => {
    expect(it.worst()).toBeLessThan(1e-6);
  });
});

test('every golden run is one of our entries, or is said to be none', () => {
  expect([...unmatched().keys()].filter((name) => whyWithoutEntry(name) === undefined)).toEqual([]);
});

describe('what is written from these runs is up to date (npm run docs writes it)', () => {
  test('the coverage page', async () => {
    await expect(coveragePage(all, unmatched())).toMatchFileSnapshot('../../../docs/coverage.md');
  });

  test('the marks on the cards', async () => {
    await expect(marks(all)).toMatchFileSnapshot('../../app/text/checked.json');
  });
});
