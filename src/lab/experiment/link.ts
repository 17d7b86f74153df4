/**
 * The experiment as the readable end of an address, and back:
 * `#v1/rosenbrock(b=50)/start=-1.2,1/sgd(lr=0.001)&adam.cosine(T_max=400)/noise=0.1/seed=7/steps=400`.
 *
 * What equals its default is left out, except the steps: they stand at the end, so that a link ends in a digit, which
 * chat and mail clients do not cut. A shared link carries check characters behind the version (`#v1~k3f9q2/…`), in
 * front, so that losing the link's end cannot lose them.
 */
import { optimizers, schedules, wrappers } from '../catalogues.ts';
import { accepts, type Param, type Value } from '../describe/param.ts';
import type { Region } from '../surface.ts';
import { hasRows, withoutRows } from './apart.ts';
import { type Complaint, instead, shown } from './complaint.ts';
import { asClassifier, type Choice, type Experiment, type Problem, type Run } from './experiment.ts';
import { fingerprintOfText } from './fingerprint.ts';
import { kindOf, kinds, saidOf } from './kinds.ts';
import { limits } from './limits.ts';
import { escape, numberIn, split, unclosed, unescapeAll } from './link-syntax.ts';
import { readStudySegments, studyKeys, writeStudy } from './link-study.ts';
import { numeral } from './numeral.ts';
import type { Known } from './read.ts';
import { coordinate, settings } from './settings.ts';
import { repair } from './validate.ts';

const VERSION = 'v1';

/** The parts of the page. */
export const places = ['race', 'rates'] as const;
export type Place = (typeof places)[number];

/** What a link may carry that is not part of the experiment. */
export interface Extras {
  /** The playhead: a moment of the run, in steps. */
  readonly at?: number;
  /** What the map shows. */
  readonly view?: Region;
  /** The part of the page that is open, if not the race. */
  readonly place?: Place;
  /** What that part shows, by its own words: `sweep`, `landscape.2`. */
  readonly show?: string;
  /** The fingerprint the sender saw. */
  readonly bits?: string;
}

/** An experiment read from a link, with everything that was mended on the way. */
export interface Opened {
  readonly experiment: Experiment;
  readonly notes: readonly Complaint[];
  readonly extras: Extras;
}

/** A link that does not open by itself; `suspect` is what it seems to say, to be opened knowingly. */
export interface Refused {
  readonly refused: Complaint;
  readonly text: string;
  readonly suspect?: Opened;
}

/** `checked` is `absent` for links typed by hand or copied from the address bar. */
export type Decoded = (Opened & { readonly checked: 'ok' | 'absent' }) | Refused;

/** The link of a complete experiment, without check characters: for the address bar, and to edit by hand. */
export function encode(experiment: Experiment, extras: Extras = {}): string {
  return `#${VERSION}/${body(experiment, extras)}`;
}

/** The link to send: an altered or cut copy of it is noticed. */
export function share(experiment: Experiment, extras: Extras = {}): string {
  const text = body(experiment, extras);
  return `#${VERSION}~${check(unescapeAll(text)!)}/${text}`;
}

/** Whether an experiment has more rows of its own than its link can hold, so that the link only names them. */
export const isApart = (experiment: Experiment): boolean =>
  hasRows(experiment.problem) && whole(experiment, {}, writeProblem(experiment.problem)).length > limits.linkRows;

function body(experiment: Experiment, extras: Extras): string {
  const { problem } = experiment;
  const apart = isApart(experiment) ? withoutRows(asClassifier(problem)!) : undefined;
  const said = apart ? [...writeProblem(apart.rest, apart), `rows=${apart.rows}`] : writeProblem(problem);
  return whole(experiment, extras, said);
}

function whole(
  { runs, study, ...numbers }: Experiment,
  { at, view, place, show, bits }: Extras,
  problem: readonly string[],
): string {
  const unlessUsual = (key: 'noise' | 'seed'): string[] =>
    numbers[key] === settings[key].default ? [] : [`${key}=${numeral(numbers[key])}`];
  return [
    ...problem,
    ...(runs.length === 0 ? [] : [runs.map(writeRun).join('&')]),
    ...unlessUsual('noise'),
    ...unlessUsual('seed'),
    ...writeStudy(study),
    `steps=${numeral(numbers.steps)}`,
    ...(at === undefined ? [] : [`at=${numeral(at)}`]),
    ...(view === undefined ? [] : [`view=${view.map(numeral).join(',')}`]),
    ...(place === undefined || place === 'race' ? [] : [`place=${place}`]),
    ...(show === undefined ? [] : [`show=${show}`]),
    ...(bits === undefined ? [] : [`bits=${bits}`]),
  ].join('/');
}

/** The entries a problem chooses, some of them others instead, and what else is said of it. */
function writeProblem(problem: Problem, other: { readonly dataset?: Choice } = {}): string[] {
  const { choices, written } = kindOf(problem);
  const chosen = Object.entries(choices).map(([field, known]) =>
    writeChoice(known, { ...problem, ...other }[field as keyof Problem] as unknown as Choice),
  );
  return [...chosen, ...Object.entries(written(problem)).map(([key, text]) => `${key}=${text}`)];
}

/** The optimizer, its schedule, and what is put around it, the innermost first: `adam(lr=0.1).cosine.lookahead(k=10)`. */
const writeRun = (run: Run): string =>
  [
    writeChoice(optimizers, run),
    ...(run.schedule ? [writeChoice(schedules, run.schedule)] : []),
    ...(run.wrappers ?? []).map((it) => writeChoice(wrappers, it)),
  ].join('.');

function writeChoice(known: Known, { id, values }: Choice): string {
  const changed = Object.entries(known.get(id).params).filter(([name, param]) => values[name] !== param.default);
  const written = changed.map(([name, param]) => `${name}=${writeValue(param, values[name]!)}`);
  return written.length === 0 ? id : `${id}(${written.join(',')})`;
}

function writeValue(param: Param, value: Value): string {
  if (param.kind === 'list') return `(${value})`;
  return typeof value === 'number' ? numeral(value) : escape(String(value));
}

/** Reads a link, or a whole address that ends in one. Never throws; takes time in proportion to the text. */
export function decode(text: string): Decoded {
  const refuse = (message: string): Refused => ({ refused: { path: '', message }, text });
  if (text.length > limits.linkRead)
    return refuse(`the link has ${text.length} characters; at most ${limits.linkRead} are read`);
  const plain = unescapeAll(text.trim().replace(/[\r\n]+[ \t]*/g, ''));
  if (plain === undefined) return refuse('the link was cut or altered: it has a broken % code');
  const found = /^(?:[^#]*#)?(v\w*)(?:~([^/]*))?(?:\/|$)/.exec(plain);
  if (!found) return refuse(`this is no link of the lab: it should begin with #${VERSION}/`);
  const [head, version, sum] = found;
  if (version !== VERSION) return refuse(`the link has version ${version}; this lab reads ${VERSION}`);
  return judge(text, plain.slice(head.length), sum);
}

/** Opens what a link says, unless there are signs that it says something else than it once did. */
function judge(text: string, body: string, sum: string | undefined): Decoded {
  const missing = unclosed(body);
  const read = readBody(body + ')'.repeat(missing));
  const doubt =
    sum !== undefined && sum.toLowerCase() !== check(body)
      ? 'the link was cut or altered on its way: its check characters do not fit'
      : missing > 0
        ? 'the link was cut: it ends inside parentheses'
        : undefined;
  if (doubt !== undefined) {
    const refused = { path: '', message: doubt };
    return 'experiment' in read ? { refused, text, suspect: read } : { refused, text };
  }
  return 'experiment' in read ? { ...read, checked: sum === undefined ? 'absent' : 'ok' } : { refused: read, text };
}

/** Reads the segments in any order: the first without a key tells the kind of problem, the others are its parts and runs. */
function readBody(body: string): Opened | Complaint {
  const notes: Complaint[] = [];
  const keyed = new Map<string, string>();
  const choices: string[] = [];
  for (const segment of split(body, '/')) {
    const key = /^\w+(?==)/.exec(segment)?.[0];
    if (key !== undefined) keepFirst(keyed, key, segment.slice(key.length + 1), '', notes);
    else if (segment !== '') choices.push(segment);
  }
  const [first] = choices;
  if (first === undefined) {
    const [what, heads] = headsOf('surface');
    return { path: `problem.${what}`, message: `the link names no ${what}; ${instead('', heads.ids)}` };
  }
  const kind = kindNamed(idIn(first));
  const { problem, runs } = sortChoices(kind, choices, notes);
  const numbers = Object.keys(settings).filter((key) => keyed.has(key));
  const study = readStudySegments(keyed);
  const repaired = repair({
    problem: { kind, ...problem, ...saidOf(kind, keyed) },
    runs: runs.map((run, index) => readRun(run, `runs[${index}]`, notes)),
    ...Object.fromEntries(numbers.map((key) => [key, numberIn(keyed.get(key)!)])),
    ...(study && { study }),
  });
  if ('problems' in repaired) return repaired.problems[0]!;
  const named = hasRows(repaired.experiment.problem);
  if (keyed.has('rows') && named)
    notes.push({ path: 'rows', message: 'the rows were too many for the link, so these are the usual few: open the file they were saved in' }); // prettier-ignore
  const own = [...Object.keys(kinds[kind].keys), ...(named ? ['rows'] : [])];
  const extras = readExtras(keyed, own, notes);
  return { experiment: repaired.experiment, notes: [...notes, ...repaired.notes], extras };
}

/** The field and the catalogue that stand first in a link of a kind. */
const headsOf = (kind: Problem['kind']): [string, Known] => Object.entries(kinds[kind].choices)[0]!;

/** The kind whose links begin with this id; a surface where none does. */
function kindNamed(id: string): Problem['kind'] {
  const all = Object.keys(kinds) as Problem['kind'][];
  return all.find((kind) => headsOf(kind)[1].find(id) !== undefined) ?? 'surface';
}

/** Which of the segments are the problem's own entries; whatever else there is should be runs. */
function sortChoices(
  kind: Problem['kind'],
  [first, ...others]: readonly string[],
  notes: Complaint[],
): { problem: Record<string, object>; runs: string[] } {
  const [[head, heads], ...parts] = Object.entries(kinds[kind].choices) as [[string, Known], ...[string, Known][]];
  const problem: Record<string, object> = { [head]: readChoice(heads, first!, `problem.${head}`, notes) };
  const runs: string[] = [];
  for (const segment of others) {
    const part = parts.find(([field, known]) => !(field in problem) && known.find(idIn(segment)) !== undefined);
    if (part) problem[part[0]] = readChoice(part[1], segment, `problem.${part[0]}`, notes);
    else runs.push(...split(segment, '&'));
  }
  return { problem, runs };
}

const idIn = (segment: string): string => /^[^(]*/.exec(segment)![0];

/** An optimizer with what follows it behind dots, as the validator takes it; a second schedule is left out. */
function readRun(text: string, path: string, notes: Complaint[]): object {
  const [first = '', ...more] = split(text, '.');
  let schedule: object | undefined;
  const put: object[] = [];
  for (const part of more) {
    const id = part.split('(')[0]!;
    if (!schedules.find(id)) put.push(readWrapper(id, part, `${path}.wrappers[${put.length}]`, notes));
    else if (schedule) notes.push({ path: `${path}.schedule`, message: `${id} is left out: a run has one schedule` });
    else schedule = readChoice(schedules, part, `${path}.schedule`, notes);
  }
  const known = put.filter((it) => 'id' in it);
  return {
    ...readChoice(optimizers, first, path, notes),
    ...(schedule && { schedule }),
    ...(known.length > 0 && { wrappers: known }),
  };
}

/** What is no schedule must be a wrapper; what is neither is said to be neither. */
function readWrapper(id: string, text: string, path: string, notes: Complaint[]): object {
  if (wrappers.find(id)) return readChoice(wrappers, text, path, notes);
  const there = instead(id, [...schedules.ids, ...wrappers.ids]);
  notes.push({ path, message: `${shown(id)} is left out: there is no schedule and no wrapper of that name; ${there}` });
  return {};
}

/** `id` or `id(name=value,…)`, as the validator takes it. */
function readChoice(known: Known, text: string, path: string, notes: Complaint[]): { id: string; values: object } {
  const open = text.indexOf('(');
  if (open < 0 || !text.endsWith(')')) return { id: text, values: {} };
  const id = text.slice(0, open);
  const params = known.find(id)?.params ?? {};
  const written = new Map<string, string>();
  const inner = text.slice(open + 1, -1);
  for (const piece of inner === '' ? [] : split(inner, ',')) {
    const equals = piece.indexOf('=');
    if (equals < 0) notes.push({ path, message: `${shown(piece)} is left out: ${id} needs name=value` });
    else keepFirst(written, piece.slice(0, equals), piece.slice(equals + 1), `${path}.values.`, notes);
  }
  const values = [...written].map(([name, value]) => [
    name,
    readValue(Object.hasOwn(params, name) ? params[name] : undefined, value),
  ]);
  return { id, values: Object.fromEntries(values) };
}

/** A text as the kind of value its parameter takes; what is not of that kind stays text, for the validator to name. */
function readValue(param: Param | undefined, text: string): Value {
  if (param?.kind === 'number') return numberIn(text);
  if (param?.kind === 'list') return text.replace(/^\((.*)\)$/, '$1');
  if (param?.kind === 'flag' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function keepFirst(map: Map<string, string>, key: string, value: string, path: string, notes: Complaint[]): void {
  if (map.has(key)) notes.push({ path: path + key, message: `${key} is said twice; the first counts` });
  else map.set(key, value);
}

/** What a link may carry besides the problem's own keys; a key nobody knows is named. */
function readExtras(keyed: ReadonlyMap<string, string>, own: readonly string[], notes: Complaint[]): Extras {
  const keys = [...own, ...Object.keys(settings), ...studyKeys, 'at', 'view', 'place', 'show', 'bits'];
  for (const key of keyed.keys()) {
    if (keys.includes(key)) continue;
    notes.push({ path: key, message: `${shown(key)} is left out: a link has no such key; ${instead(key, keys)}` });
  }
  const extra = <Thing>(key: keyof Extras, what: string, read: (text: string) => Thing | undefined) => {
    const text = keyed.get(key);
    const thing = text === undefined ? undefined : read(text);
    if (text !== undefined && thing === undefined)
      notes.push({ path: key, message: `${key} is left out: it must be ${what}, not ${shown(text)}` });
    return thing === undefined ? {} : { [key]: thing };
  };
  return {
    ...extra('at', `a step from 0 to ${limits.steps.max}`, readMoment),
    ...extra('view', 'xmin,xmax,ymin,ymax', readView),
    ...extra('place', `one of ${places.join(', ')}`, (text) => places.find((place) => place === text)),
    ...extra('show', 'a few short words with dots between them', (text) =>
      /^[a-z]{1,20}(\.[a-z0-9]{1,20}){0,5}$/.test(text) ? text : undefined,
    ),
    ...extra('bits', 'eight letters and digits', (text) => (/^[0-9a-z]{8}$/.test(text) ? text : undefined)),
  };
}

function readMoment(text: string): number | undefined {
  const moment = numberIn(text);
  return typeof moment === 'number' && moment >= 0 && moment <= limits.steps.max ? moment : undefined;
}

function readView(text: string): Region | undefined {
  const edges = text.split(',').map(numberIn);
  if (edges.length !== 4 || !edges.every((edge) => accepts(coordinate, edge))) return undefined;
  const [xmin, xmax, ymin, ymax] = edges as [number, number, number, number];
  return xmin < xmax && ymin < ymax ? [xmin, xmax, ymin, ymax] : undefined;
}

/** 30 bits that any change of the text is all but certain to change. */
const check = (body: string): string => fingerprintOfText(body).slice(0, 6);
