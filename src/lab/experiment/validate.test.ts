import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { experiments } from '../../../e2e/support/generate.ts';
import { optimizers, schedules, surfaces } from '../catalogues.ts';
import { accepts, defaults } from '../describe/param.ts';
import type { Experiment } from './experiment.ts';
import { complete, completeProblem, repair } from './validate.ts';

const beale = { surface: { id: 'beale' } };

const problems = (json: unknown): Record<string, string> => {
  const read = complete(json);
  if ('experiment' in read) throw new Error('accepted');
  return Object.fromEntries(read.problems.map(({ path, message }) => [path, message]));
};

const completed = (json: unknown): Experiment => {
  const read = complete(json);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.experiment;
};

const repaired = (json: unknown): { experiment: Experiment; notes: string[] } => {
  const read = repair(json);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return { experiment: read.experiment, notes: read.notes.map(({ path, message }) => `${path}: ${message}`) };
};

describe('what is left out', () => {
  test('is the default, and every parameter is there in the declared order', () => {
    expect(completed({ problem: { surface: { id: 'rosenbrock' } }, runs: [{ id: 'sgd' }] })).toEqual({
      problem: {
        kind: 'surface',
        surface: { id: 'rosenbrock', values: defaults(surfaces.get('rosenbrock').params) },
        start: surfaces.get('rosenbrock').start,
      },
      runs: [{ id: 'sgd', values: defaults(optimizers.get('sgd').params) }],
      steps: 200,
      seed: 1,
      noise: 0,
    });
    const { runs } = completed({ problem: beale, runs: [{ id: 'adam', values: { beta2: 0.5, lr: 0.25 } }] });
    expect(Object.keys(runs[0]!.values)).toEqual(Object.keys(optimizers.get('adam').params));
    expect(runs[0]!.values).toMatchObject({ beta2: 0.5, lr: 0.25 });
  });

  test('may not be the problem or its surface', () => {
    expect(problems({})).toEqual({ problem: 'must be an object that names a surface, not nothing' });
    expect(problems({ problem: {} })).toEqual({
      'problem.surface': 'must be an object that names one surface, not nothing',
    });
  });
});

describe('what stands around an optimizer', () => {
  const asked = (run: object) => ({ problem: beale, runs: [{ id: 'adam', ...run }] });

  test('is completed with its defaults, and absent where it is left out', () => {
    const { runs } = completed(
      asked({ schedule: { id: 'cosine' }, wrappers: [{ id: 'lookahead', values: { k: 3 } }] }),
    );
    expect(runs[0]!.schedule).toEqual({ id: 'cosine', values: defaults(schedules.get('cosine').params) });
    expect(runs[0]!.wrappers).toEqual([{ id: 'lookahead', values: { k: 3, alpha: 0.5 } }]);
    expect(Object.keys(completed(asked({ wrappers: [] })).runs[0]!)).toEqual(['id', 'values']);
  });

  test('lists come as text or as JSON, and must ascend', () => {
    const points = (value: unknown) => asked({ schedule: { id: 'free-hand', values: { points: value } } });
    for (const value of ['0,1,50,0.5', [0, 1, 50, 0.5]])
      expect(completed(points(value)).runs[0]!.schedule!.values['points']).toBe('0,1,50,0.5');
    for (const value of ['50,1,0,0.5', '0,1,50', '', '0,1,0,2', [0, -1], [[0, 1]], 'a,b', 7])
      expect(problems(points(value))).toEqual({
        'runs[0].schedule.values.points': expect.stringMatching(/^must be 1 to 12 pairs of a step from 0 to 1000000/),
      });
  });

  test('is refused with its reason where it makes no sense, or left out and said', () => {
    const odd = {
      problem: beale,
      runs: [
        {
          id: 'bfgs',
          schedule: { id: 'cosine' },
          wrappers: [{ id: 'lookahead' }, { id: 'sam' }, { id: 'coupled-decay' }],
        },
        { id: 'nelder-mead', wrappers: [{ id: 'clip-norm' }] },
        { id: 'sgd', schedule: { id: 'cosin' }, wrappers: [{ id: 'ema' }, { id: 'ema' }, 7] },
        { id: 'sgd', schedule: { id: 'one-cycle', values: { pct_start: 0 } }, wrappers: 'sam' },
      ],
    };
    const reasons = {
      'runs[0].schedule': 'BFGS has no learning rate that a schedule could change',
      'runs[0].wrappers[0]': 'BFGS keeps its own account of where it stands, so Lookahead cannot move it',
      'runs[0].wrappers[1]': 'BFGS holds slopes against values, and SAM changes the slopes alone',
      'runs[1].wrappers[0]': 'Nelder–Mead never asks for a gradient that Clip by norm could change',
      'runs[2].schedule.id': expect.stringMatching(/^there is no schedule “cosin”; did you mean cosine\?/),
      'runs[2].wrappers[1]': 'ema is there already',
      'runs[2].wrappers[2]': 'must be an object that names one wrapper, not 7',
      'runs[3].schedule.values.pct_start': 'pct_start of the total_steps must be more than one step',
      'runs[3].wrappers': 'must be a list of wrappers, not “sam”',
    };
    expect(problems(odd)).toEqual(reasons);
    const { experiment, notes } = repaired(odd);
    expect(notes).toHaveLength(Object.keys(reasons).length);
    expect(experiment.runs.map(({ wrappers = [] }) => wrappers.map(({ id }) => id))).toEqual([
      ['coupled-decay'],
      [],
      ['ema'],
      [],
    ]);
    expect(experiment.runs.map(({ schedule }) => schedule?.id)).toEqual([undefined, undefined, undefined, 'one-cycle']);
    expect(complete(experiment)).toEqual({ experiment });
  });
});

describe('an optimizer that asks for more than the problem has', () => {
  const asked = (id: string) => ({ problem: { surface: { id } }, runs: [{ id: 'gauss-newton' }, { id: 'adam' }] });
  const reason = 'gauss-newton needs a loss that is written as a sum of squares, which this one is not';

  test('is refused with the reason, or left out and said', () => {
    expect(problems(asked('rastrigin'))).toEqual({ 'runs[0]': reason });
    const { experiment, notes } = repaired(asked('rastrigin'));
    expect(experiment.runs.map(({ id }) => id)).toEqual(['adam']);
    expect(notes).toEqual([`runs[0]: a run is left out: ${reason}`]);
  });

  test('is welcome where the problem has it', () => {
    for (const id of ['beale', 'booth', 'elliptic', 'levy13', 'himmelblau', 'rosenbrock', 'rotated'])
      expect(completed(asked(id)).runs).toHaveLength(2);
  });
});

describe('strictly', () => {
  test('a complete experiment is accepted as it is, and needs no repair', () => {
    fc.assert(
      fc.property(experiments, (it) => {
        expect(complete(it)).toEqual({ experiment: it });
        expect(repair(JSON.parse(JSON.stringify(it)))).toEqual({ experiment: it, notes: [] });
      }),
      { numRuns: 2000 },
    );
  }, 60_000);

  test('everything wrong is named at once, with its path, what came and what is allowed', () => {
    const json = {
      problem: { surface: { id: 'rosenbrock', values: { b: -1, c: 2 } }, start: [1e10, 'left'], stat: 1 },
      runs: [{ id: 'adam', values: { lr: '0.1', betta1: 0.5, beta2: 1 } }, { id: 'adamm' }, 3, { values: {} }],
      steps: 1.5,
      seed: -1,
      noise: null,
      color: 'red',
    };
    expect(problems(json)).toEqual({
      'problem.stat': expect.stringMatching(/^a problem has no “stat”; did you mean start\?/),
      'problem.surface.values.b': expect.stringMatching(/^must be a number from .* to .*, not -1$/),
      'problem.surface.values.c': expect.stringMatching(/^rosenbrock has no “c”; there are a, b$/),
      'problem.start[0]': 'must be a number from -1000000000 to 1000000000, not 1e10',
      'problem.start[1]': 'must be a number from -1000000000 to 1000000000, not “left”',
      'runs[0].values.lr': 'must be a number from 0 to 1000000, not “0.1”',
      'runs[0].values.betta1': expect.stringMatching(/^adam has no “betta1”; did you mean beta1\? There are lr, /),
      'runs[0].values.beta2': 'must be a number from 0 to below 1, not 1',
      'runs[1].id': expect.stringMatching(/^there is no optimizer “adamm”; did you mean adam\?/),
      'runs[2]': 'must be an object that names one optimizer, not 3',
      'runs[3].id': 'must be the id of one optimizer, not nothing',
      steps: 'must be a whole number from 1 to 10000, not 1.5',
      seed: 'must be a whole number from 0 to 4294967295, not -1',
      noise: 'must be a number from 0 to 1000000, not null',
      color: expect.stringMatching(
        /^an experiment has no “color”; there are problem, runs, steps, seed, noise, study$/,
      ),
    });
  });

  test('the wrong kind of thing is refused wherever it stands', () => {
    for (const odd of [null, 1, 'text', true, [], undefined]) {
      expect(complete(odd)).toHaveProperty('problems');
      expect(complete({ problem: odd })).toHaveProperty('problems');
      expect(complete({ problem: { surface: odd } })).toHaveProperty('problems');
      expect(complete({ problem: { surface: { id: odd } } })).toHaveProperty('problems');
      if (odd === undefined) continue;
      expect(complete({ problem: { surface: { id: 'beale', values: odd } } })).toHaveProperty('problems');
      expect(complete({ problem: { ...beale, start: odd } })).toHaveProperty('problems');
      if (odd === null || !Array.isArray(odd))
        expect(complete({ problem: beale, runs: odd })).toHaveProperty('problems');
      expect(complete({ problem: beale, runs: [odd] })).toHaveProperty('problems');
      if (odd !== 1) expect(complete({ problem: beale, steps: odd })).toHaveProperty('problems');
    }
    expect(problems({ problem: { kind: 'landscape', ...beale } })).toHaveProperty(['problem.kind']);
    expect(problems({ problem: beale, runs: new Array(13).fill({ id: 'sgd' }) })).toEqual({
      runs: 'must be at most 12, not 13',
    });
  });

  test('a number beyond every double is out of range, not a crash', () => {
    expect(problems(JSON.parse('{"problem": {"surface": {"id": "beale"}}, "noise": 1e999}'))).toEqual({
      noise: 'must be a number from 0 to 1000000, not Infinity',
    });
  });

  test('−0 is 0', () => {
    expect(completed({ problem: { ...beale, start: [-0, 1] }, noise: -0 })).toMatchObject({
      problem: { start: [0, 1] },
      noise: 0,
    });
  });

  test('a formula that cannot be read is explained', () => {
    const of = (f: unknown): unknown => ({ problem: { surface: { id: 'formula', values: { f } } } });
    expect(problems(of('x + '))).toEqual({ 'problem.surface.values.f': expect.stringMatching(/missing after \+/) });
    expect(problems(of('x.constructor'))).toHaveProperty(['problem.surface.values.f']);
    expect(problems(of('x'.repeat(10_000)))).toHaveProperty(['problem.surface.values.f']);
    expect(problems(of(7))).toEqual({ 'problem.surface.values.f': 'must be a formula in x and y, not 7' });
    expect(completed(of('x^2 + y^2')).problem).toMatchObject({ surface: { values: { f: 'x^2 + y^2' } } });
  });

  test('what an optimizer refuses as a whole is refused by its path', () => {
    const run = { id: 'sgd', values: { nesterov: true, momentum: 0 } };
    expect(problems({ problem: beale, runs: [run] })).toEqual({
      'runs[0].values.nesterov': expect.stringMatching(/momentum/),
    });
  });
});

describe('names that every object inherits', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    '“%s” is no id and no key',
    (name) => {
      const own = (text: string): unknown => JSON.parse(text.replaceAll('NAME', name));
      expect(problems(own('{"problem": {"surface": {"id": "NAME"}}}'))).toHaveProperty(['problem.surface.id']);
      expect(problems(own('{"problem": {"surface": {"id": "beale"}}, "runs": [{"id": "NAME"}]}'))).toHaveProperty([
        'runs[0].id',
      ]);
      expect(
        problems(
          own(
            '{"problem": {"surface": {"id": "beale", "values": {"NAME": 1}, "NAME": 1}, "NAME": 1}, "NAME": {"steps": 3}}',
          ),
        ),
      ).toEqual({
        [name]: expect.stringContaining(name),
        [`problem.${name}`]: expect.stringContaining(name),
        [`problem.surface.${name}`]: expect.stringContaining(name),
        [`problem.surface.values.${name}`]: expect.stringContaining(name),
      });
    },
  );

  test('what is inherited does not count as said', () => {
    const json = Object.create({ problem: beale }) as object;
    expect(problems(json)).toHaveProperty('problem');
    expect(({} as { steps?: number }).steps).toBeUndefined();
  });
});

describe('a repair', () => {
  test('says what it did: the nearest allowed value, or the default where there is none', () => {
    const { experiment, notes } = repaired({
      problem: { surface: { id: 'rosenbrock', values: { b: 1e30 } }, start: [-1e30, 2] },
      runs: [
        { id: 'adam', values: { lr: -5, beta1: 1, beta2: 'much' } },
        { id: 'nobody' },
        { id: 'sgd', values: { nesterov: true } },
      ],
      steps: 3.6,
      colour: 'red',
    });
    expect(experiment.problem).toMatchObject({ surface: { values: { b: 1e9 } }, start: [-1e9, 2] });
    expect(experiment.runs.map(({ id }) => id)).toEqual(['adam', 'sgd']);
    expect(experiment.runs[0]!.values).toMatchObject({ lr: 0, beta1: 0.9999, beta2: 0.999 });
    expect(experiment.runs[1]!.values).toMatchObject({ nesterov: false });
    expect(experiment.steps).toBe(4);
    expect(notes).toEqual([
      expect.stringMatching(/^colour: “colour” is left out: an experiment has no “colour”/),
      expect.stringMatching(/^problem.surface.values.b: rosenbrock’s b is 1e9, not 1e30: it must be/),
      expect.stringMatching(/^problem.start\[0\]: the start’s x is -1e9, not -1e30/),
      expect.stringMatching(/^runs\[0\].values.lr: adam’s lr is 0, not -5/),
      expect.stringMatching(/^runs\[0\].values.beta1: adam’s beta1 is 0.9999, not 1/),
      expect.stringMatching(/^runs\[0\].values.beta2: adam’s beta2 is 0.999, not “much”/),
      expect.stringMatching(/^runs\[1\].id: a run is left out: there is no optimizer “nobody”/),
      expect.stringMatching(/^runs\[2\].values.nesterov: sgd’s nesterov is false/),
      expect.stringMatching(/^steps: steps is 4, not 3.6/),
    ]);
  });

  test('refuses what no default can stand in for', () => {
    expect(repair({ problem: { surface: { id: 'bealee' } } })).toEqual({
      problems: [{ path: 'problem.surface.id', message: expect.stringMatching(/did you mean beale\?/) }],
    });
    expect(repair({ problem: { surface: { id: 'formula', values: { f: '(' } } } })).toHaveProperty('problems');
    expect(repair(undefined)).toHaveProperty('problems');
  });

  test('of anything at all gives a complete experiment with notes, or a refusal; a note for everything it changed', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record({
        problem: fc.oneof(
          fc.constant(beale),
          fc.record({ surface: fc.constant({ id: 'sphere' }), start: fc.anything() }),
        ),
        runs: fc.oneof(
          fc.anything(),
          fc.array(fc.record({ id: fc.constantFrom('sgd', 'adam', 'x'), values: fc.anything() }), { maxLength: 15 }),
        ),
        steps: fc.anything(),
        seed: fc.oneof(fc.double(), fc.anything()),
      }),
    );
    fc.assert(
      fc.property(anything, (json) => {
        const strict = complete(json);
        const mended = repair(json);
        expect('problems' in strict).toBe('problems' in mended || mended.notes.length > 0);
        if ('problems' in mended) return;
        expect(complete(mended.experiment)).toEqual({ experiment: mended.experiment });
      }),
      { numRuns: 5000 },
    );
  });
});

test('a problem alone can be completed, as for evaluating a surface', () => {
  expect(completeProblem({ surface: { id: 'sphere' } })).toHaveProperty('problem.surface.id', 'sphere');
  expect(completeProblem({ surface: { id: 'spher' } })).toHaveProperty(['problems', 0, 'path'], 'problem.surface.id');
});

test('every declared default is accepted by its own parameter, and every slider lies within the limits', () => {
  for (const catalogue of [optimizers, surfaces]) {
    for (const id of catalogue.ids) {
      for (const [name, param] of Object.entries(catalogue.get(id).params)) {
        expect(accepts(param, param.default), `${id}.${name}`).toBe(true);
        if (param.kind === 'number')
          expect(
            param.range.every((end) => accepts(param, end)),
            `${id}.${name}`,
          ).toBe(true);
      }
    }
  }
});
