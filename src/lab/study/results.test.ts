/** A sweep in a file comes back as it was; a file that is none is refused by name. */
import { expect, test } from 'vitest';
import { complete } from '../experiment/validate.ts';
import { readSweep, sweepResults, written } from './results.ts';

const made = complete({
  problem: { surface: { id: 'rosenbrock' } },
  runs: [{ id: 'sgd' }, { id: 'adam' }, { id: 'newton' }],
  steps: 40,
  noise: 0.1,
  study: { sweep: { param: 'lr', from: 1e-4, to: 10, count: 9 }, seeds: 2 },
});
if ('problems' in made) throw new RangeError('the experiment is wrong');
const results = sweepResults(made.experiment);
const number = (value: number): string => (Number.isFinite(value) ? JSON.stringify(value) : `"${value}"`);
const file = [...written(results, number)].join('');

test('comes back as it was, what is not finite too', () => {
  expect(file).toContain('"NaN"');
  expect(readSweep(JSON.parse(file))).toEqual(results);
});

test.each([
  ['no object', '[]', '', /must be an object/],
  ['no link', '{}', 'link', /the link of the experiment/],
  ['another parameter', file.replace('"sweep":"lr"', '"sweep":"beta1"'), 'sweep', /must be “lr”/],
  ['another optimizer', file.replace('"id":"sgd"', '"id":"lion"'), 'runs[0]', /a run of the link’s experiment/],
  ['a list too short', file.replace(/"loss":\[[^,]*,/, '"loss":['), 'runs[0].loss', /must be a list of 9 numbers/],
  ['a text among numbers', file.replace(/"gone":\[[^,]*,/, '"gone":["x",'), 'runs[0].gone', /must be a list of 9/],
])('%s is refused', (_, text, path, message) => {
  const read = readSweep(JSON.parse(text));
  expect('problems' in read ? read.problems : []).toEqual([{ path, message: expect.stringMatching(message) as string }]); // prettier-ignore
});
