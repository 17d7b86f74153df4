/** A study is plain data: short in a link, whole when it comes back, and what is wrong with it is said by name. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { optimizers } from '../catalogues.ts';
import { number, rate, velocity } from '../describe/param.ts';
import type { Experiment } from './experiment.ts';
import { decode, encode } from './link.ts';
import { fairnesses, measures, searches, shareOf, type Study, valueAtShare, valuesOf } from './study.ts';
import { complete } from './validate.ts';

const runs = [{ id: 'momentum' }, { id: 'adam' }];
const withStudy = (study: unknown): unknown => ({ problem: { surface: { id: 'beale' } }, runs, study });

function completed(study: unknown): Experiment {
  const made = complete(withStudy(study));
  if ('problems' in made) throw new RangeError(JSON.stringify(made.problems));
  return made.experiment;
}

const problemsOf = (study: unknown): readonly { path: string; message: string }[] => {
  const made = complete(withStudy(study));
  return 'problems' in made ? made.problems : [];
};

const opened = (link: string) => {
  const read = decode(link);
  if ('refused' in read) throw new RangeError(read.refused.message);
  return read;
};

describe('in the link', () => {
  test('reads as people would write it', () => {
    const study: Study = {
      sweep: { param: 'lr', from: 1e-4, to: 10, count: 120 },
      plane: {
        run: 0,
        across: { param: 'lr', from: 0.001, to: 1, count: 64 },
        up: { param: 'momentum', from: 0, to: 0.99, count: 32 },
      },
      basins: { region: [-5, 5, -4, 4], side: 256 },
      ladder: { run: 1, count: 5 },
      measure: 'reach',
      threshold: 0.01,
      seeds: 5,
      fair: 'tuned',
      finder: { search: 'random', from: 0.001, to: 1, count: 30, folds: 4 },
    };
    const link = encode(completed(study));
    expect(link).toBe(
      '#v1/beale/momentum&adam/sweep=lr,0.0001,10,120/plane=1,lr,0.001,1,64,momentum,0,0.99,32/basins=-5,5,-4,4,256/ladder=2,5/measure=reach/threshold=0.01/seeds=5/fair=tuned/finder=random,0.001,1,30,4/steps=200',
    );
    expect(opened(link).experiment.study).toEqual(study);
  });

  test('what is usual is not said', () => {
    expect(completed({ measure: 'final', threshold: 0.1, seeds: 1, fair: 'own' }).study).toBeUndefined();
    expect(opened('#v1/beale/adam/sweep=lr').experiment.study).toEqual({
      sweep: { param: 'lr', from: 1e-5, to: 10, count: 120 },
    });
  });

  test('every study comes back as it was', () => {
    const count = (low: number, high: number) => fc.integer({ min: low, max: high });
    const ends = fc.uniqueArray(fc.double({ min: 1e-6, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 2 });
    const axis = (param: string, most: number, highest = 1e3) => fc.tuple(ends, count(2, most)).map(([pair, many]) => {
      // Neighbours may be one number once they are scaled.
      const [from, to] = pair.map((it) => (it * highest) / 1000).sort((a, b) => a - b);
      return { param, from: from!, to: to!, count: many };
    }).filter(({ from, to }) => from < to); // prettier-ignore
    const part = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
    const studies = fc.record({
      sweep: part(axis('lr', 1000)),
      plane: part(fc.record({ run: fc.constant(0), across: axis('lr', 256), up: axis('momentum', 256, 0.9) })),
      basins: part(fc.record({ region: fc.constant([-2, 3.5, -1e-3, 7]), side: count(8, 1024) })),
      ladder: part(fc.record({ run: count(0, 1), count: count(3, 9) })),
      measure: part(fc.constantFrom(...measures.slice(1))),
      threshold: part(fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((it) => it !== 0.1 && it !== 0)),
      seeds: part(count(2, 25)),
      fair: part(fc.constantFrom(...fairnesses.slice(1))),
      finder: part(
        fc
          .tuple(axis('lr', 100), count(2, 20), fc.constantFrom(...searches))
          .map(([{ from, to, count: rates }, folds, search]) => ({ search, from, to, count: rates, folds })),
      ),
    });
    fc.assert(
      fc.property(studies, (given) => {
        const json = JSON.parse(JSON.stringify(given)) as object;
        const experiment = completed(json);
        expect(experiment.study ?? {}).toEqual(json);
        expect(opened(encode(experiment)).experiment).toEqual(experiment);
      }),
    );
  });
});

describe('bad input is said and named', () => {
  const sweep = (part: object): object => ({ sweep: { param: 'lr', from: 1e-4, to: 1, count: 100, ...part } });
  test.each<[string, object, string, RegExp]>([
    ['empty', sweep({ from: 1 }), 'study.sweep', /is empty: 1 to 1/],
    ['reversed', sweep({ from: 1, to: 0.1 }), 'study.sweep', /is reversed: 1 to 0.1/],
    ['zero on an axis of factors', sweep({ from: 0 }), 'study.sweep.from', /must be above 0, since lr goes by factors/],
    ['a million values', sweep({ count: 1e6 }), 'study.sweep.count', /a whole number from 2 to 1000, not 1e6/],
    ['beyond the limits', sweep({ to: 1e9 }), 'study.sweep.to', /from 0 to 1000000, not 1e9/],
    ['not a number', sweep({ to: 'ten' }), 'study.sweep.to', /not “ten”/],
    ['a parameter nobody has', sweep({ param: 'momentun' }), 'study.sweep.param', /did you mean momentum\?/],
    ['an unknown word', { measure: 'worst' }, 'study.measure', /one of final, best, reach, not “worst”/],
    ['an unknown rule', { fair: 'never' }, 'study.fair', /one of own, same, tuned, first-step, evaluations/],
    ['a region that is none', { basins: { region: [0, 1] } }, 'study.basins', /must have a region/],
    ['a reversed region', { basins: { region: [1, 0, 0, 1] } }, 'study.basins.region', /is reversed/],
    ['too many starts', { basins: { region: [0, 1, 0, 1], side: 1e6 } }, 'study.basins.side', /from 8 to 1024/],
    ['too many seeds', { seeds: 1e6 }, 'study.seeds', /from 1 to 25/],
    ['a run that is not there', { ladder: { run: 7 } }, 'study.ladder.run', /from 0 to 1, not 7/],
    ['an unknown part', { swep: {} }, 'study.swep', /did you mean sweep\?/],
  ])('%s', (_, study, path, message) => {
    expect(problemsOf(study)).toEqual([{ path, message: expect.stringMatching(message) as string }]);
  });

  test('a plane of a parameter its optimizer lacks', () => {
    const axis = { param: 'lr', from: 0.1, to: 1, count: 9 };
    expect(problemsOf({ plane: { run: 1, across: axis, up: { ...axis, param: 'momentum' } } })).toEqual([
      { path: 'study.plane.up.param', message: expect.stringMatching(/^Adam has no number “momentum”/) as string },
    ]);
    expect(problemsOf({ plane: { run: 1, across: axis, up: axis } })[0]!.message).toMatch(/not lr twice/);
  });

  test('a link is mended, says so, and loses nothing else', () => {
    const { experiment, notes } = opened('#v1/beale/momentum(lr=0.02)/sweep=lr,1,0.001,1e6/fair=tuned/steps=90');
    expect(experiment.study).toEqual({ sweep: { param: 'lr', from: 0.001, to: 1, count: 1000 }, fair: 'tuned' });
    expect(experiment.runs[0]!.values['lr']).toBe(0.02);
    expect(experiment.steps).toBe(90);
    expect(notes.map(({ message }) => message)).toEqual([
      'the number of values is 1000, not 1e6: it must be a whole number from 2 to 1000',
      'lr goes from 0.001 to 1: it was reversed',
    ].sort((a, b) => (a < b ? 1 : -1))); // prettier-ignore
  });
});

describe('the values of an axis', () => {
  const axes = fc.tuple(
    fc.constantFrom(rate(0.1), velocity(0.9), number(3, [0, 10])),
    fc.double({ min: 1e-6, max: 0.4, noNaN: true }),
    fc.double({ min: 1.01, max: 1e4, noNaN: true }),
    fc.integer({ min: 2, max: 300 }),
  );
  test('ascend from end to end, evenly on their own scale, each as short as that allows', () => {
    fc.assert(
      fc.property(axes, ([param, from, factor, count]) => {
        const to = param.belowMax ? Math.max(from * 1.01, Math.min(0.999, from * factor)) : from * factor;
        const axis = { param: 'p', from, to, count };
        const values = valuesOf(axis, param);
        expect([values[0], values.at(-1), values.length]).toEqual([from, to, count]);
        values.forEach((value, i) => {
          if (i > 0) expect(value).toBeGreaterThan(values[i - 1]!);
          const exact = valueAtShare(axis, param, i / (count - 1));
          const near = valueAtShare(axis, param, (i + 1) / (count - 1)) - exact;
          expect(Math.abs(value - exact)).toBeLessThanOrEqual(near / 10);
          // 1 − p keeps only ten digits of a p near 1e-6.
          expect(shareOf(axis, param, exact)).toBeCloseTo(i / (count - 1), 5);
        });
      }),
    );
  });
  test('whole where the parameter is whole', () => {
    const axis = { param: 'm', from: 1, to: 6, count: 50 };
    expect([...valuesOf(axis, number(3, [1, 10], { integer: true }))]).toEqual([1, 2, 3, 4, 5, 6]);
  });
  test('the rates of every optimizer’s own range', () => {
    for (const id of optimizers.ids) {
      const { lr } = optimizers.get(id).params;
      if (lr?.kind !== 'number') continue;
      const values = valuesOf({ param: 'lr', from: lr.range[0], to: lr.range[1], count: 120 }, lr);
      expect(values).toHaveLength(120);
      for (const value of values.slice(1, -1)) expect(String(value).replace(/e.*|[.-]|0/g, '').length).toBeLessThan(5);
    }
  });
});
