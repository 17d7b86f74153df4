/** What is seen inside networks, and the claims people make of vanishing, exploding, norms, residuals and first weights. */
import { describe, expect, test } from 'vitest';
import '../everything.ts';
import { type Look, layerLooks } from './layer-look.ts';
import { learningOf } from './learning.ts';
import { completeProblem } from './validate.ts';
import type { ClassifierProblem } from './experiment.ts';

const SEEDS = Array.from({ length: 10 }, (_, i) => i + 1);

function problemOf(model: Record<string, unknown>, dataset = 'moons'): ClassifierProblem {
  const read = completeProblem({
    kind: 'classifier',
    dataset: { id: dataset },
    model: { id: 'mlp', values: model },
  });
  if (!('problem' in read) || read.problem.kind !== 'classifier') throw new TypeError(JSON.stringify(read));
  return read.problem;
}

const prepared = new Map<string, (seed: number) => Look>();

/** A look at a network's first weights of a seed, over one and the same data. */
function lookAt(model: Record<string, unknown>, seed: number): Look {
  const key = JSON.stringify(model);
  const known = prepared.get(key) ?? preparedFor(problemOf(model));
  prepared.set(key, known);
  return known(seed);
}

function preparedFor(problem: ClassifierProblem): (seed: number) => Look {
  const look = layerLooks(problem, learningOf(problem, 1));
  return (seed) => look({ x: learningOf(problem, seed).start, statistics: {} });
}

const weights = ({ tensors }: Look) => tensors.filter(({ name }) => name.endsWith('weight'));
/** How much longer the slopes of the last hidden layer's weights are than those of the first one's. */
const fading = (look: Look): number => {
  const own = weights(look);
  return own.at(-2)!.slope / own[0]!.slope;
};
const six = '16-16-16-16-16-16';
const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!;

describe('over ten seeds of first weights', () => {
  test('a chain of six sigmoids fades: the first layer’s slopes are a hundredth of the last one’s and less', () => {
    for (const seed of SEEDS)
      expect(fading(lookAt({ hidden: six, activation: 'sigmoid', init: 'xavier' }, seed))).toBeGreaterThan(100);
  });

  test('relu from He’s first weights does not fade', () => {
    const all = SEEDS.map((seed) => fading(lookAt({ hidden: six, activation: 'relu', init: 'he' }, seed)));
    expect(middle(all)).toBeGreaterThan(0.1);
    expect(middle(all)).toBeLessThan(10);
  });

  test('batch norm holds the slopes of a chain of sigmoids up, and so do residuals', () => {
    for (const seed of SEEDS) {
      const bare = { hidden: six, activation: 'sigmoid', init: 'xavier' };
      const plain = fading(lookAt(bare, seed));
      expect(fading(lookAt({ ...bare, norm: 'batch' }, seed))).toBeLessThan(plain / 30);
      expect(fading(lookAt({ ...bare, residual: true }, seed))).toBeLessThan(plain / 30);
    }
  });

  test('too large first weights blow relus up, layer by layer; too small ones silence them', () => {
    for (const seed of SEEDS) {
      const deviation = (init: string): number => {
        const { layers } = lookAt({ hidden: six, init }, seed);
        return layers.findLast(({ name }) => name.startsWith('relu'))!.deviation;
      };
      expect(deviation('too-large')).toBeGreaterThan(1e4 * deviation('he'));
      expect(deviation('too-small')).toBeLessThan(1e-8);
    }
  });

  test('weights that begin at zero have no slope but the last bias’s', () => {
    for (const seed of SEEDS) for (const { slope } of weights(lookAt({ init: 'zeros' }, seed))) expect(slope).toBe(0);
  });
});

test('what is counted is what is there', () => {
  const look = lookAt({ hidden: '16', dropout: 0.5 }, 1);
  expect(look.layers.map(({ name }) => name)).toEqual(['dense1', 'relu1', 'dropout1', 'dense2']);
  const [sums, bent] = look.layers as [Look['layers'][0], Look['layers'][0]];
  expect(sums.zeros).toBe(0);
  expect(bent.zeros).toBeGreaterThan(0.2);
  expect(bent.zeros).toBeLessThan(0.8);
  for (const { values } of look.layers) {
    const total = values.counts.reduce((sum, one) => sum + one, 0);
    expect(total % 16 === 0 || total % 1 === 0).toBe(true);
    expect(total).toBeGreaterThan(0);
  }
});

test('a relu unit that no row wakes is dead, and weights that are not finite are looked at without harm', () => {
  const problem = problemOf({ hidden: '4' });
  const learning = learningOf(problem, 1);
  const look = layerLooks(problem, learning);
  const x = learning.start.slice();
  const bias = learning.network.parameters.find(({ name }) => name === 'dense1.bias')!;
  x[bias.offset] = -1e6;
  expect(look({ x, statistics: {} }).layers[1]!.dead).toBe(0.25);
  x[0] = NaN;
  expect(look({ x, statistics: {} }).layers[0]!.mean).toBeNaN();
});
