/** Experiments for property tests, generated from the entries' own declarations: a new entry is tested unasked. */
import fc from 'fast-check';
import { optimizers, schedules, surfaces, wrappers } from '../../src/lab/catalogues.ts';
import {
  accepts,
  defaults,
  type ListParam,
  type NumberParam,
  type Param,
  type Params,
  type Value,
  type Values,
} from '../../src/lab/describe/param.ts';
import { unscheduled, unwrapped } from '../../src/lab/experiment/around.ts';
import type { Choice, Experiment, Run } from '../../src/lab/experiment/experiment.ts';
import { unfit } from '../../src/lab/experiment/fits.ts';
import { limits } from '../../src/lab/experiment/limits.ts';
import { numeral } from '../../src/lab/experiment/numeral.ts';
import { coordinate, settings } from '../../src/lab/experiment/settings.ts';

/** Formulas people could type: every operator, function call, bar, space and letter that a link has to carry. */
const formula: fc.Arbitrary<string> = fc.letrec<{ expression: string; leaf: string }>((tie) => ({
  leaf: fc.constantFrom(
    'x',
    'y',
    'π',
    'e',
    '2',
    '0.5',
    '1e-3',
    'x^2',
    '|y|',
    'sin(x)',
    'max(x,y)',
    ' x ',
    'y²',
    '3 x y',
  ),
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc
      .tuple(tie('expression'), fc.constantFrom('+', '-', '*', '/', ' + ', '−', '·', '^'), tie('expression'))
      .map(([left, sign, right]) => `(${left})${sign}(${right})`),
    tie('expression').map((inner) => `exp(${inner})`),
    tie('expression').map((inner) => `|${inner}|`),
  ),
})).expression;

function numberOf(param: NumberParam): fc.Arbitrary<number> {
  const { min, max, range } = param;
  const within = param.integer
    ? fc.integer({ min, max })
    : fc.oneof(
        fc.double({ min, max, noNaN: true }),
        fc.double({ min: range[0], max: range[1], noNaN: true }),
        fc.integer({ min: 0, max: 10 }).map((tenths) => range[0] + ((range[1] - range[0]) * tenths) / 10),
      );
  return within.map((value) => (accepts(param, value) ? value + 0 : param.default));
}

/** Ascending whole numbers, or such places with any heights. */
function listOf({ pairs, most, limits: [low, high], heights }: ListParam): fc.Arbitrary<string> {
  const places = fc.uniqueArray(fc.integer({ min: low, max: high }), { minLength: 1, maxLength: most });
  const height = fc.double({ min: heights[0], max: heights[1], noNaN: true }).map((it) => numeral(it + 0));
  const items = places.map((all) => all.toSorted((a, b) => a - b));
  if (!pairs) return items.map(String);
  return items.chain((all) => fc.tuple(...all.map((place) => height.map((it) => `${place},${it}`))).map(String));
}

function valueOf(param: Param): fc.Arbitrary<Value> {
  const usual = fc.constant(param.default);
  switch (param.kind) {
    case 'number':
      return fc.oneof(usual, numberOf(param));
    case 'flag':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...param.options);
    case 'text':
      return fc.oneof(usual, formula);
    case 'rows':
      return usual;
    case 'list':
      return fc.oneof(usual, listOf(param));
    case 'chain': {
      const { min, max, most } = param;
      const number = param.integer ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
      const written = fc.array(number, { minLength: 1, maxLength: most }).map((numbers) => numbers.join('-'));
      return fc.oneof(usual, written).filter((text) => accepts(param, text));
    }
  }
}

const valuesOf = (params: Params): fc.Arbitrary<Record<string, Value>> =>
  fc.record(Object.fromEntries(Object.entries(params).map(([name, param]) => [name, valueOf(param)])));

const surface: fc.Arbitrary<Choice> = fc
  .constantFrom(...surfaces.ids)
  .chain((id) => valuesOf(surfaces.get(id).params).map((values) => ({ id, values })));

interface Entry {
  readonly params: Params;
  readonly refuse?: ((values: Values) => object | undefined) | undefined;
}

/** Values the entry itself refuses fall back to its defaults. */
const choiceOf = ({ ids, get }: { ids: readonly string[]; get: (id: string) => Entry }): fc.Arbitrary<Choice> =>
  fc.constantFrom(...ids).chain((id) => {
    const { params, refuse } = get(id);
    return valuesOf(params).map((values) => ({ id, values: refuse?.(values) ? defaults(params) : values }));
  });

/** An optimizer, now and then with a schedule or with wrappers around it, as far as they fit. */
const run: fc.Arbitrary<Run> = fc
  .record({
    choice: choiceOf(optimizers),
    schedule: fc.option(choiceOf(schedules), { freq: 2, nil: undefined }),
    around: fc.oneof(
      { weight: 2, arbitrary: fc.constant<Choice[]>([]) },
      fc.uniqueArray(choiceOf(wrappers), { maxLength: 3, selector: (it) => it.id }),
    ),
  })
  .map(({ choice, schedule, around }) => {
    const fitting = around.filter((it) => unwrapped(choice.id, it) === undefined);
    return {
      ...choice,
      ...(schedule && unscheduled(choice.id) === undefined && { schedule }),
      ...(fitting.length > 0 && { wrappers: fitting }),
    };
  });

const start: fc.Arbitrary<[number, number]> = fc.tuple(numberOf(coordinate), numberOf(coordinate));

/** Complete experiments: whatever the lab accepts can come out. Runs that the problem does not fit are left out. */
export const experiments: fc.Arbitrary<Experiment> = fc
  .record({
    surface,
    start: fc.option(start, { nil: undefined }),
    runs: fc.array(run, { minLength: limits.runs.min, maxLength: limits.runs.max, size: 'max' }),
    steps: fc.oneof(fc.constant(settings.steps.default), numberOf(settings.steps)),
    seed: fc.oneof(fc.constant(settings.seed.default), numberOf(settings.seed)),
    noise: fc.oneof(fc.constant(settings.noise.default), numberOf(settings.noise)),
  })
  .map(({ surface: choice, start: from, ...rest }) => {
    const [x, y] = from ?? surfaces.get(choice.id).start;
    const problem = { kind: 'surface', surface: choice, start: [x, y] } as const;
    return { problem, ...rest, runs: rest.runs.filter((it) => unfit(problem, it) === undefined) };
  });
