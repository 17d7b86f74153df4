/** Experiments for property tests, generated from the entries' own declarations: a new entry is tested unasked. */
import fc from 'fast-check';
import {
  datasets,
  losses,
  matrices,
  models,
  optimizers,
  schedules,
  surfaces,
  wrappers,
} from '../../src/lab/catalogues.ts';
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
import { rowsText } from '../../src/lab/describe/rows.ts';
import { unscheduled, unwrapped } from '../../src/lab/experiment/around.ts';
import type {
  Choice,
  ClassifierProblem,
  Experiment,
  MatrixProblem,
  Run,
  SurfaceProblem,
} from '../../src/lab/experiment/experiment.ts';
import { unfit } from '../../src/lab/experiment/fits.ts';
import {
  extentOf,
  layersOf,
  learnt,
  lossMisfit,
  modelShape,
  weightsOf,
} from '../../src/lab/experiment/learning-shape.ts';
import { limits } from '../../src/lab/experiment/limits.ts';
import { numeral } from '../../src/lab/experiment/numeral.ts';
import { regularisation } from '../../src/lab/experiment/regularisation.ts';
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

const surface: fc.Arbitrary<SurfaceProblem> = choiceOf(surfaces).chain((choice) =>
  fc
    .option(fc.tuple(numberOf(coordinate), numberOf(coordinate)), { nil: undefined })
    .map((start) => ({ kind: 'surface', surface: choice, start: start ?? [...surfaces.get(choice.id).start] })),
);

const matrix: fc.Arbitrary<MatrixProblem> = choiceOf(matrices).map((choice) => ({ kind: 'matrix', matrix: choice }));

const finite = fc.oneof(
  fc.integer({ min: -9, max: 9 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((it) => it + 0),
);

/** A few rows of somebody's own, of two classes or with numbers to be met. */
const ownData: fc.Arbitrary<Choice> = fc
  .record({
    rows: fc.integer({ min: 2, max: 8 }),
    columns: fc.integer({ min: 1, max: 3 }),
    target: fc.constantFrom('auto', 'classes', 'regression'),
    test: fc.constantFrom(0, 0.2, 0.5),
  })
  .chain(({ rows, columns, target, test }) => {
    const row = fc.array(finite, { minLength: columns, maxLength: columns });
    const others = target === 'regression' ? finite : fc.integer({ min: 0, max: 3 });
    const first = [0, 1] as const;
    return fc
      .record({
        x: fc.array(row, { minLength: rows, maxLength: rows }),
        y: fc.array(others, { minLength: rows - 2, maxLength: rows - 2 }),
      })
      .map(({ x, y }) => ({
        id: 'inline',
        values: { x: rowsText(x)!, y: rowsText([...first, ...y])!, target, test },
      }));
  });

/** A model with settings that the data's shape allows; undefined where it is none for such data. */
const modelFor = (dataset: Choice, loss: Choice): fc.Arbitrary<Choice> => {
  const shape = modelShape(dataset, loss);
  const refused = (id: string, values: Values): boolean => models.get(id).refuse?.(values, shape) !== undefined;
  return fc.constantFrom(...models.ids.filter((id) => !refused(id, defaults(models.get(id).params)))).chain((id) =>
    valuesOf(models.get(id).params).map((values) => ({
      id,
      values: refused(id, values) ? defaults(models.get(id).params) : values,
    })),
  );
};

/** How many rows or lists of a step fit into memory. */
function mostAtOnce(parts: Pick<ClassifierProblem, 'dataset' | 'model' | 'loss'>): number {
  const { units } = extentOf(layersOf(parts), modelShape(parts.dataset, parts.loss));
  const { list } = datasets.get(parts.dataset.id).shape(parts.dataset.values);
  return Math.min(learnt(parts.dataset), Math.max(1, Math.floor(limits.network.work / (units * list))));
}

/** What of the regularisation the data allow. */
const regularisationFor = (dataset: Choice): fc.Arbitrary<Values> => {
  const { rows, list, image } = datasets.get(dataset.id).shape(dataset.values);
  const tested = rows / list > learnt(dataset);
  const usual = defaults(regularisation);
  return valuesOf(regularisation).map((values) => ({
    ...values,
    ...(!tested && { patience: usual['patience']! }),
    ...(!image && { shift: usual['shift']!, flip: usual['flip']! }),
  }));
};

/** Weights and batches that are written down, while they are few. */
const FEW = 20;

function batchesFor(
  parts: Pick<ClassifierProblem, 'dataset' | 'model' | 'loss'>,
): fc.Arbitrary<Pick<ClassifierProblem, 'batch' | 'order'>> {
  const [there, most] = [learnt(parts.dataset), mostAtOnce(parts)];
  const usual = most === there && there <= 32 ? 'all' : Math.min(32, most);
  const drawn = fc
    .oneof(
      fc.constant<number | 'all'>(usual),
      fc.constant<number | 'all'>(most === there ? 'all' : most),
      fc.integer({ min: 1, max: most }),
    )
    .map((batch) => ({ batch }));
  const written = fc.integer({ min: 1, max: Math.min(4, most) }).chain((batch) => {
    const row = fc.array(fc.integer({ min: 0, max: there - 1 }), { minLength: batch, maxLength: batch });
    return fc.array(row, { minLength: 1, maxLength: 3 }).map((order) => ({ batch, order: rowsText(order)! }));
  });
  return fc.oneof({ weight: 4, arbitrary: drawn }, written);
}

/** Every data set with every loss and every model that fit it. */
const classifier: fc.Arbitrary<ClassifierProblem> = fc
  .oneof({ weight: 3, arbitrary: choiceOf(datasets) }, ownData)
  .chain((dataset) =>
    fc
      .constantFrom(...losses.ids.filter((id) => lossMisfit(id, dataset) === undefined))
      .chain((id) => valuesOf(losses.get(id).params).map((values) => ({ id, values })))
      .chain((loss) => modelFor(dataset, loss).map((model) => ({ dataset, model, loss }))),
  )
  .chain((parts) => {
    const count = weightsOf(parts);
    const weights = fc.array(finite, { minLength: count, maxLength: count }).map((all) => rowsText(all));
    return fc
      .record({
        batches: batchesFor(parts),
        regularisation: regularisationFor(parts.dataset),
        precision: fc.constantFrom('f64', 'f32'),
        weights: count > FEW ? fc.constant(undefined) : fc.option(weights, { nil: undefined }),
      })
      .map(({ batches: { batch, order }, weights: first, ...rest }) => ({
        kind: 'classifier',
        ...parts,
        batch,
        ...rest,
        ...(first !== undefined && { weights: first }),
        ...(order !== undefined && { order }),
      }));
  });

/** Complete experiments: whatever the lab accepts can come out. Runs that the problem does not fit are left out. */
export const experiments: fc.Arbitrary<Experiment> = fc
  .record({
    problem: fc.oneof({ weight: 4, arbitrary: surface }, matrix, { weight: 2, arbitrary: classifier }),
    runs: fc.array(run, { minLength: limits.runs.min, maxLength: limits.runs.max, size: 'max' }),
    steps: fc.oneof(fc.constant(settings.steps.default), numberOf(settings.steps)),
    seed: fc.oneof(fc.constant(settings.seed.default), numberOf(settings.seed)),
    noise: fc.oneof(fc.constant(settings.noise.default), numberOf(settings.noise)),
  })
  .map(({ problem, runs, ...rest }) => ({
    problem,
    runs: runs.filter((it) => unfit(problem, it) === undefined),
    ...rest,
  }));
