/** Files that are opened: an experiment comes back as it was saved, and what is none says why. */
import { afterEach, expect, test } from 'vitest';
import '../../lab/everything.ts';
import { limits } from '../../lab/experiment/limits.ts';
import { complete } from '../../lab/experiment/validate.ts';
import { fileText, openFile } from './file.ts';
import { store } from './store.ts';

afterEach(() => store.setState(store.getInitialState()));

const said = (): string[] =>
  store.getState().notices.map(({ notice }) => (notice.kind === 'wrong-file' ? notice.reason : notice.kind));

test('an experiment with many rows of its own comes back as it was saved', async () => {
  const x = Array.from({ length: 3000 }, (_, row) => [row / 7, row % 5]);
  const dataset = { id: 'inline', values: { x, y: x.map((_, row) => row % 2) } };
  const done = complete({ problem: { kind: 'classifier', dataset }, runs: [{ id: 'adam' }], seed: 7 });
  if ('problems' in done) throw new Error(JSON.stringify(done.problems));
  await openFile('experiment.json', fileText(done.experiment));
  expect(said()).toEqual([]);
  expect(store.getState().experiment).toEqual(done.experiment);
});

test.each([
  ['a,b\n1,2\n', /^it is neither an experiment nor the results of a sweep; a table goes into/],
  ['{"problem": ', /^it is no JSON: /],
  [
    '{"problem": {"surface": {"id": "bealee"}}}',
    /^problem\.surface\.id there is no surface “bealee”; did you mean beale\?$/,
  ],
  ['{"problem": {"surface": {"id": "beale"}}, "steps": 0}', /^steps must be a whole number from 1 to 10000, not 0$/],
  ['{"sweep": "lr"}', /^link must be the link of the experiment/],
  [`{${' '.repeat(limits.file)}}`, /^it has 10000002 characters; at most 10000000 are read$/],
] as const)('%.30s is refused, and nothing changes', async (text, reason) => {
  const before = store.getState().experiment;
  await openFile('odd.json', text);
  expect(said()).toEqual([expect.stringMatching(reason)]);
  expect(store.getState().experiment).toBe(before);
});
