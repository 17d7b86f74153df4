/** What the layers view says of a network that is known from outside: sigmoid chains lose their slopes, He and relu keep them. */
import { expect, test } from 'vitest';
import { asClassifier } from '../../lab/experiment/experiment.ts';
import { layerLooks } from '../../lab/experiment/layer-look.ts';
import { learningOf } from '../../lab/experiment/learning.ts';
import { complete } from '../../lab/experiment/validate.ts';
import { beginRace } from '../../lab/experiment/race.ts';
import { rowsOf, slopeRatio } from './layers.ts';

function firstRow(values: Record<string, string | number>, seed: number) {
  const completed = complete({
    problem: {
      kind: 'classifier',
      dataset: { id: 'moons' },
      model: { id: 'mlp', values: { hidden: '12-12-12-12-12-12', ...values } },
    },
    runs: [{ id: 'sgd' }],
    steps: 1,
    seed,
  });
  if ('problems' in completed) throw new RangeError(JSON.stringify(completed.problems));
  const { experiment } = completed;
  const problem = asClassifier(experiment.problem)!;
  const asked = beginRace(experiment).runs[0]!.weights!(0);
  let it = asked!.next();
  while (!it.done) it = asked!.next();
  return rowsOf(layerLooks(problem, learningOf(problem, seed))(it.value));
}

test('slopes vanish on the way back through six sigmoids, and keep their length through relus with He’s weights', () => {
  for (let seed = 1; seed <= 5; seed++) {
    const chain = firstRow({ activation: 'sigmoid', init: 'xavier' }, seed);
    expect(chain.map(({ name }) => name)).toEqual([
      'dense1',
      'dense2',
      'dense3',
      'dense4',
      'dense5',
      'dense6',
      'dense7',
    ]);
    expect(chain[0]!.result.name).toMatch(/^sigmoid/);
    // A sigmoid's slope is 1/4 at most: six of them leave less than 4⁻⁶ of it, times weights of about 1.
    expect(slopeRatio(chain)).toBeLessThan(4 ** -4);
    expect(slopeRatio(firstRow({ activation: 'relu', init: 'he' }, seed))).toBeGreaterThan(0.05);
  }
});
