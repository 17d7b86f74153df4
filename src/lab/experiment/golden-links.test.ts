/**
 * Every link ever published opens as what it was. `e2e/golden/links.json` is append-only: entries are added, never
 * changed; where an entry has gained a parameter since, its default must mean what the link meant before.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Experiment } from './experiment.ts';
import { decode, encode, share } from './link.ts';

interface GoldenLink {
  readonly link: string;
  readonly experiment: Experiment;
  readonly extras?: object;
}
const links = JSON.parse(
  readFileSync(new URL('../../../e2e/golden/links.json', import.meta.url), 'utf8'),
) as GoldenLink[];

test('there are at least thirty', () => expect(links.length).toBeGreaterThanOrEqual(30));

test.each(links)('$link', ({ link, experiment, extras = {} }) => {
  const read = decode(link);
  if ('refused' in read) throw new Error(read.refused.message);
  expect(read.notes).toEqual([]);
  expect(read.experiment).toMatchObject(experiment);
  expect(read.extras).toEqual(extras);
  expect(read.checked).toBe(link.includes('v1~') ? 'ok' : 'absent');
  for (const again of [encode(read.experiment), share(read.experiment)])
    expect(decode(again)).toMatchObject({ experiment: read.experiment, notes: [] });
});
