/** What happens to links on their way, and a second, plain reading of what a link's text says. */
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
import { defaults, type Param, type Params, type Values } from '../../src/lab/describe/param.ts';
import { rowsIn } from '../../src/lab/describe/rows.ts';
import {
  extentOf,
  layersOf,
  learnt,
  modelShape,
  usualLoss,
  usualModel,
} from '../../src/lab/experiment/learning-shape.ts';
import { limits } from '../../src/lab/experiment/limits.ts';
import { split } from '../../src/lab/experiment/link-syntax.ts';
import { numeral } from '../../src/lab/experiment/numeral.ts';
import { regularisation } from '../../src/lab/experiment/regularisation.ts';
import { settings } from '../../src/lab/experiment/settings.ts';

export interface Damage {
  readonly kind: string;
  readonly text: string;
}

type Draw = (below: number) => number;

/** A stream of whole numbers that depends on the seed alone. */
function luck(seed: number): Draw {
  let state = Math.imul(seed + 1, 0x9e3779b1);
  return (below) => {
    state = Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x6d2b79f5;
    return ((state ^ (state >>> 13)) >>> 0) % below;
  };
}

const strange = ['\u0000', ' ', '\n', '%', '%2', '%41', '%ff', '#', '~', '/', '&', '(', ')', ',', '=', '+', '-', '.', '0', '9', 'e', 'x', 'é', '−', '”', '😀', '\ud800', '\u202e', '__proto__', 'Infinity', 'NaN', '<b>', '&amp;', '()']; // prettier-ignore

const splice = (text: string, from: number, to: number, with_: string): string =>
  text.slice(0, from) + with_ + text.slice(to);

/** One way a link can be damaged: given the text, a place in it, another place behind, and luck. */
const ways: Record<string, (text: string, from: number, to: number, draw: Draw) => string> = {
  'end cut off': (text, from) => text.slice(0, from),
  'beginning cut off': (text, from) => text.slice(from),
  'piece cut out': (text, from, to) => splice(text, from, to, ''),
  'character lost': (text, from) => splice(text, from, from + 1, ''),
  'neighbours swapped': (text, from) => splice(text, from, from + 2, (text[from + 1] ?? '') + (text[from] ?? '')),
  'character replaced': (text, from, _, draw) => splice(text, from, from + 1, strange[draw(strange.length)]!),
  'something inserted': (text, from, _, draw) => splice(text, from, from, strange[draw(strange.length)]!),
  'digit changed': (text, from, _, draw) => text.slice(0, from) + text.slice(from).replace(/\d/, String(draw(10))),
  'piece repeated': (text, from, to) => splice(text, from, from, text.slice(from, to)),
  'segments swapped': (text, from, to) => {
    const segments = text.split('/');
    const [one, other] = [from % segments.length, to % segments.length];
    [segments[one], segments[other]] = [segments[other]!, segments[one]!];
    return segments.join('/');
  },
  'percent-encoded': (text, from, to) => splice(text, from, to, encodeURIComponent(text.slice(from, to))),
  'percent-encoded by character': (text, from) =>
    splice(text, from, from + 1, `%${text.charCodeAt(from).toString(16).padStart(2, '0')}`),
  'upper case': (text, from, to) => splice(text, from, to, text.slice(from, to).toUpperCase()),
  'plus for space': (text) => text.replaceAll('%20', '+'),
  'space for plus': (text) => text.replaceAll('+', ' '),
  'very long': (text, from, _, draw) =>
    draw(50) > 0 ? `${text})` : splice(text, from, from, strange[draw(strange.length)]!.repeat(draw(9000))),
};

/** The link with one damage; the number chooses which. */
export function damage(text: string, number: number): Damage {
  const draw = luck(number);
  const kinds = Object.keys(ways);
  const kind = kinds[draw(kinds.length)]!;
  const [one, other] = [draw(text.length), draw(text.length + 1)];
  return { kind, text: ways[kind]!(text, Math.min(one, other), Math.max(one, other), draw) };
}

const isNumber = (text: string): boolean => text.trim() !== '' && !Number.isNaN(Number(text));
const plainNumber = (text: string): string => (isNumber(text) ? numeral(Number(text) + 0) : text);

/** The canonical spelling of what a link's text says, not percent-encoded, for links that nothing is wrong with. */
export function normalForm(link: string): string {
  let text = link.trim().replace(/[\r\n]+[ \t]*/g, '');
  while (text.includes('%')) text = decodeURIComponent(text);
  const segments = split(text.replaceAll('&amp;', '&').replace(/^.*?v1(~\w*)?(\/|$)/, ''), '/').filter(Boolean);
  const keyed = new Map(segments.filter((it) => /^\w+=/.test(it)).map((it) => it.split('=') as [string, string]));
  const [head = '', ...others] = segments.filter((it) => !/^\w+=/.test(it));
  const number = (key: string, usual?: number): string[] => {
    const said = keyed.get(key)?.split(',').map(plainNumber).join(',');
    return said === undefined || said === String(usual) ? [] : [`${key}=${said}`];
  };
  const { problem, runs } = problemForm(head, others, keyed);
  const written = runs.flatMap((it) => split(it, '&')).map(runForm);
  return [
    `#v1/${problem}`,
    ...(written.length > 0 ? [written.join('&')] : []),
    ...number('noise', settings.noise.default),
    ...number('seed', settings.seed.default),
    `steps=${plainNumber(keyed.get('steps') ?? String(settings.steps.default))}`,
    ...['at', 'view', 'bits'].flatMap((key) =>
      key === 'bits' && keyed.has(key) ? [`bits=${keyed.get(key)}`] : number(key),
    ),
  ].join('/');
}

const idOf = (text: string): string => text.split('(')[0]!;

/** The entries a problem consists of and its own keys; the segments that are none of these are runs. */
function problemForm(
  head: string,
  others: readonly string[],
  keyed: ReadonlyMap<string, string>,
): { problem: string; runs: readonly string[] } {
  const dataset = datasets.find(idOf(head));
  if (dataset) return learningForm(head, others, keyed);
  const surface = surfaces.find(idOf(head));
  const start = surface && keyed.get('start')?.split(',').map(plainNumber).join(',');
  const moved = start !== undefined && start !== surface?.start.map(numeral).join(',');
  const chosen = choice(head, (surface ?? matrices.find(idOf(head)))?.params);
  return { problem: moved ? `${chosen}/start=${start}` : chosen, runs: others };
}

function learningForm(
  head: string,
  others: readonly string[],
  keyed: ReadonlyMap<string, string>,
): { problem: string; runs: readonly string[] } {
  const dataset = { id: idOf(head), values: valuesIn(head, datasets.get(idOf(head)).params) };
  const loss = others.find((it) => losses.find(idOf(it))) ?? usualLoss(datasets.get(dataset.id).shape(dataset.values));
  const model = others.find((it) => models.find(idOf(it))) ?? usualModel(dataset);
  const usual = Object.entries(regularisation).map(([name, param]) => [name, String(param.default)] as const);
  const said = (key: string, unsaid: string): string[] => {
    const text = plainNumber(keyed.get(key) ?? unsaid);
    return text === unsaid ? [] : [`${key}=${text}`];
  };
  const parts = {
    dataset,
    loss: { id: idOf(loss), values: {} },
    model: { id: idOf(model), values: valuesIn(model, models.get(idOf(model)).params) },
  };
  const problem = [
    choice(head, datasets.get(dataset.id).params),
    choice(model, models.get(parts.model.id).params),
    choice(loss, losses.get(parts.loss.id).params),
    ...batchForm(parts, keyed),
    ...usual.flatMap(([name, unsaid]) => said(name, unsaid)),
    ...said('precision', 'f64'),
    ...['weights', 'order'].flatMap((key) => (keyed.has(key) ? [`${key}=${keyed.get(key)}`] : [])),
  ].join('/');
  return { problem, runs: others.filter((it) => it !== model && it !== loss) };
}

/** Rows per step where they are not the usual ones: as many as are said, as an order has, or as there is room for. */
function batchForm(parts: Parameters<typeof layersOf>[0], keyed: ReadonlyMap<string, string>): string[] {
  const there = learnt(parts.dataset);
  const { units } = extentOf(layersOf(parts), modelShape(parts.dataset, parts.loss));
  const { list } = datasets.get(parts.dataset.id).shape(parts.dataset.values);
  const room = Math.max(1, Math.floor(limits.network.work / (units * list)));
  const usual = there > 32 ? '32' : 'all';
  const unsaid = usual === '32' && room < 32 ? String(room) : usual;
  const order = keyed.get('order');
  const batch = keyed.get('batch') ?? (order === undefined ? unsaid : String(rowsIn(order)![0]!.length));
  return plainNumber(batch) === usual ? [] : [`batch=${plainNumber(batch)}`];
}

/** What a choice says, as values. */
const valuesIn = (text: string, params: Params): Values => ({
  ...defaults(params),
  ...Object.fromEntries(
    Object.entries(saidIn(text)).map(([name, value]) => {
      const { kind } = params[name]!;
      return [name, kind === 'number' ? Number(value) : kind === 'flag' ? value === 'true' : value];
    }),
  ),
});

const saidIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    split(text.slice(idOf(text).length + 1, -1), ',')
      .filter(Boolean)
      .map((it) => [it.split('=')[0]!, it.replace(/^\w+=/, '')]),
  );

/** The optimizer first, then its schedule, then the wrappers as they come. */
function runForm(text: string): string {
  const [first = '', ...more] = split(text, '.');
  const entry = (it: string) => schedules.find(idOf(it));
  const inOrder = [...more.filter(entry), ...more.filter((it) => !entry(it))];
  return [
    choice(first, optimizers.find(idOf(first))?.params),
    ...inOrder.map((it) => choice(it, (entry(it) ?? wrappers.find(idOf(it)))?.params)),
  ].join('.');
}

/** `id(name=value,…)` with the names in their declared order, and without the defaults. */
function choice(text: string, params: Params = {}): string {
  const said = new Map(Object.entries(saidIn(text)));
  const written = Object.entries(params).flatMap(([name, param]) => {
    const value = plainValue(param, said.get(name) ?? '');
    return !said.has(name) || value === writeDefault(param) ? [] : [`${name}=${value}`];
  });
  return written.length > 0 ? `${idOf(text)}(${written.join(',')})` : idOf(text);
}

function plainValue(param: Param, text: string): string {
  if (param.kind === 'list') return text.startsWith('(') ? text : `(${text})`;
  return param.kind === 'number' ? plainNumber(text) : text;
}

const writeDefault = (param: Param): string =>
  typeof param.default === 'number'
    ? numeral(param.default)
    : param.kind === 'list'
      ? `(${param.default})`
      : String(param.default);
