/** The problem that is a model and its data: `moons/mlp/bce/batch=32/l2=0.001`. */
import { datasets, losses, models } from '../../catalogues.ts';
import { count, defaults, rows, type Value, type Values } from '../../describe/param.ts';
import { rowsIn } from '../../describe/rows.ts';
import { type Report, shown } from '../complaint.ts';
import type { Choice, ClassifierProblem } from '../experiment.ts';
import type { ProblemKind } from '../kind.ts';
import { extentOf, layersOf, learnt, lossMisfit, modelShape, usualLoss, usualModel } from '../learning-shape.ts';
import { limits } from '../limits.ts';
import { numberIn } from '../link-syntax.ts';
import { numeral } from '../numeral.ts';
import { type Json, own, readChoice, readNumber, readRows, readValues, settle } from '../read.ts';
import { regularisation } from '../regularisation.ts';

/** Rows per step where nothing is said, as long as there are so many. */
const USUAL_BATCH = 32;

export const classifierKind: ProblemKind<ClassifierProblem> = {
  what: 'a classifier',
  choices: { dataset: datasets, model: models, loss: losses },
  keys: {
    batch: numberIn,
    ...Object.fromEntries(
      Object.entries(regularisation).map(([name, param]) => [
        name,
        param.kind === 'flag' ? (text: string) => (text === 'true' ? true : text === 'false' ? false : text) : numberIn,
      ]),
    ),
    precision: (text) => text,
    weights: (text) => text,
    order: (text) => text,
  },
  nested: { regularisation: Object.keys(regularisation) },
  dimension: () => 0,
  title: ({ dataset, model }) => `${datasets.get(dataset.id).title} · ${models.get(model.id).title}`,
  idea: ({ dataset }) => datasets.get(dataset.id).idea,
  read: readClassifier,
  written({ dataset, batch, regularisation: values, precision, weights, order }) {
    const usual = usualBatch(dataset);
    const changed = Object.entries(regularisation).filter(([name, param]) => values[name] !== param.default);
    return {
      ...(batch === usual ? {} : { batch: written(batch) }),
      ...Object.fromEntries(changed.map(([name]) => [name, written(values[name]!)])),
      ...(precision === 'f64' ? {} : { precision }),
      ...(weights === undefined ? {} : { weights }),
      ...(order === undefined ? {} : { order }),
    };
  },
};

const written = (value: Value): string => (typeof value === 'number' ? numeral(value) : String(value));

const usualBatch = (dataset: Choice): number | 'all' => (learnt(dataset) > USUAL_BATCH ? USUAL_BATCH : 'all');

function readClassifier(json: Json, report: Report): ClassifierProblem | undefined {
  const dataset = readDataset(own(json, 'dataset'), report);
  if (!dataset) return undefined;
  const loss = readLoss(own(json, 'loss'), dataset, report);
  const model = loss && readModel(own(json, 'model'), dataset, loss, report);
  if (!loss || !model) return undefined;
  const parts = { dataset, loss, model };
  const hopeless = report.hopeless.length;
  const weights = readWeights(own(json, 'weights'), parts, report);
  const order = readOrder(own(json, 'order'), parts, report);
  if (report.hopeless.length > hopeless) return undefined;
  return {
    kind: 'classifier',
    dataset,
    model,
    loss,
    batch: readBatch(own(json, 'batch'), order, parts, report),
    regularisation: readRegularisation(own(json, 'regularisation'), dataset, report),
    precision: readPrecision(own(json, 'precision'), report),
    ...(weights === undefined ? {} : { weights }),
    ...(order === undefined ? {} : { order }),
  };
}

function readDataset(json: unknown, report: Report): Choice | undefined {
  const path = 'problem.dataset';
  const choice = readChoice('data set', datasets, json, path, report);
  if (!choice) return undefined;
  return settle(datasets.get(choice.id), choice, path, report);
}

/** The loss that was asked for, where it fits the data; else the usual one, and why. */
function readLoss(json: unknown, dataset: Choice, report: Report): Choice | undefined {
  const path = 'problem.loss';
  const id = usualLoss(datasets.get(dataset.id).shape(dataset.values));
  const usual = { id, values: defaults(losses.get(id).params) };
  const choice = json === undefined ? usual : readChoice('loss', losses, json, path, report);
  const misfit = choice && lossMisfit(choice.id, dataset);
  if (misfit === undefined) return choice;
  report.mend(`${path}.id`, misfit, `the loss is ${id}: ${misfit}`);
  return usual;
}

/** The model that was asked for, with settings that fit the data; else the usual one, and why. */
function readModel(json: unknown, dataset: Choice, loss: Choice, report: Report): Choice | undefined {
  const path = 'problem.model';
  const shape = modelShape(dataset, loss);
  const id = usualModel(dataset);
  const usual = { id, values: defaults(models.get(id).params) };
  const choice = json === undefined ? usual : readChoice('model', models, json, path, report);
  if (!choice) return undefined;
  const { params, refuse } = models.get(choice.id);
  const refused = refuse?.(defaults(params), shape);
  if (refused === undefined)
    return settle({ params, ...(refuse && { refuse: (values) => refuse(values, shape) }) }, choice, path, report);
  const message = `${choice.id} ${refused.message}`;
  report.mend(`${path}.id`, message, `the model is ${id}: ${message}`);
  return usual;
}

type Parts = Pick<ClassifierProblem, 'dataset' | 'model' | 'loss'>;

/** Rows (for rankings: lists) a step can have: no more than there are, nor than fit into memory with all they become. */
function mostAtOnce(parts: Parts): number {
  const { units } = extentOf(layersOf(parts), modelShape(parts.dataset, parts.loss));
  const { list } = datasets.get(parts.dataset.id).shape(parts.dataset.values);
  return Math.min(learnt(parts.dataset), Math.max(1, Math.floor(limits.network.work / (units * list))));
}

const tooWide = (most: number, there: number): string =>
  `with a network this wide at most ${most} of ${there} rows fit into one step`;

/** Rows per step: as many as an order has, where there is one. */
function readBatch(json: unknown, order: string | undefined, parts: Parts, report: Report): number | 'all' {
  const path = 'problem.batch';
  if (order !== undefined) {
    const { length } = rowsIn(order)![0]!;
    const wrong = `must be ${length}, as many as each batch of the order has, not ${shown(json)}`;
    if (json !== undefined && json !== length) report.mend(path, wrong, `the batch is ${length}: it ${wrong}`);
    return length;
  }
  const [there, most] = [learnt(parts.dataset), mostAtOnce(parts)];
  const usual = usualBatch(parts.dataset);
  const all = json === 'all' || (json === undefined && usual === 'all');
  if (all && most === there) return 'all';
  const param = count(usual === 'all' || usual > most ? most : usual, [1, most], { min: 1, max: most });
  if (all) {
    const why = tooWide(most, there);
    report.mend(path, why, `the batch is ${most}: ${why}`);
    return most;
  }
  return readNumber(param, json, path, 'the batch', report);
}

function readRegularisation(json: unknown, dataset: Choice, report: Report): Values {
  const path = 'problem.regularisation';
  const values = readValues('regularisation', regularisation, json, path, report) ?? defaults(regularisation);
  const shape = datasets.get(dataset.id).shape(dataset.values);
  const tested = shape.rows / shape.list > learnt(dataset);
  const needs = [
    ['patience', tested, 'needs rows that are kept for the test: without them there is no test loss to watch'],
    ['shift', shape.image !== undefined, `moves pictures, and the rows of ${dataset.id} are none`],
    ['flip', shape.image !== undefined, `mirrors pictures, and the rows of ${dataset.id} are none`],
  ] as const;
  return needs.reduce<Values>((kept, [name, has, why]) => {
    const usual = regularisation[name].default;
    if (has || kept[name] === usual) return kept;
    report.mend(`${path}.${name}`, why, `${name} is ${shown(usual)}: it ${why}`);
    return { ...kept, [name]: usual };
  }, values);
}

function readPrecision(json: unknown, report: Report): 'f64' | 'f32' {
  if (json === undefined || json === 'f64' || json === 'f32') return json ?? 'f64';
  const message = `must be “f64” or “f32”, not ${shown(json)}`;
  report.mend('problem.precision', message, `the precision is f64: it ${message}`);
  return 'f64';
}

/** Rows of numbers as text, or nothing where they are wrong; no other numbers could stand in for them. */
function readRowsOf(
  json: unknown,
  path: string,
  wrong: (rows: number[][]) => string | undefined,
  report: Report,
): string | undefined {
  if (json === undefined) return undefined;
  const text = readRows(rows(''), json, path, report);
  if (text === undefined) return undefined;
  const message = wrong(rowsIn(text)!);
  return message === undefined ? text : report.refuse(path, message);
}

function readWeights(json: unknown, parts: Parts, report: Report): string | undefined {
  const { weights } = extentOf(layersOf(parts), modelShape(parts.dataset, parts.loss));
  const wrong = (all: number[][]): string | undefined => {
    const count = all.flat().length;
    return count === weights ? undefined : `must be ${weights} numbers, one for each weight of the model, not ${count}`;
  };
  return readRowsOf(json, 'problem.weights', wrong, report);
}

function readOrder(json: unknown, parts: Parts, report: Report): string | undefined {
  const [there, most] = [learnt(parts.dataset), mostAtOnce(parts)];
  const wrong = (all: number[][]): string | undefined => {
    const length = all[0]?.length;
    if (length === undefined) return 'must have at least one batch';
    const ragged = all.findIndex((batch) => batch.length !== length);
    if (ragged >= 0) return `batch ${ragged} has ${all[ragged]!.length} rows, the first one ${length}`;
    const odd = all.flat().find((row) => !Number.isInteger(row) || row < 0 || row >= there);
    if (odd !== undefined) return `must hold numbers of training rows, 0 to ${there - 1}, not ${shown(odd)}`;
    return length > most && most < there ? tooWide(most, there) : undefined;
  };
  return readRowsOf(json, 'problem.order', wrong, report);
}
