/** The page's state, outside React: the experiment, how it is looked at, and what has to be said. */
import { subscribeWithSelector } from 'zustand/middleware';
import { createStore } from 'zustand/vanilla';
import { defaults, type Value } from '../../lab/describe/param.ts';
import { matrices, optimizers, surfaces } from '../../lab/catalogues.ts';
import {
  asSurface,
  type Experiment,
  type Problem,
  type Run,
  type SurfaceProblem,
} from '../../lab/experiment/experiment.ts';
import { turnedTo } from '../../lab/experiment/knobs.ts';
import { unfit } from '../../lab/experiment/fits.ts';
import { headOf } from '../../lab/experiment/kinds.ts';
import { limits } from '../../lab/experiment/limits.ts';
import type { Opened, Place } from '../../lab/experiment/link.ts';
import type { Study } from '../../lab/experiment/study.ts';
import type { Region } from '../../lab/surface.ts';
import { experimentOf, firstScene } from './scenes.ts';

export type Theme = 'system' | 'light' | 'dark';
export type PaletteName = 'lab' | 'radford';
export type Quantity = 'loss' | 'slope' | 'step-length' | 'distance' | 'scores' | 'accuracy' | 'weight-norm' | 'lr';
export type Against = 'steps' | 'evaluations';
export type CurveScale = 'log' | 'linear' | 'log-log';

/** How one run is looked at; kept by its slot, which is also its place in the palette. */
export interface RunLook {
  readonly colour?: string;
  readonly hidden?: boolean;
}

/** Changing the look redraws; it never recomputes. */
export interface Look {
  /** The part of the page that is open, and what it shows, by its own word. */
  readonly place: Place;
  readonly show: string | undefined;
  readonly theme: Theme;
  readonly palette: PaletteName;
  readonly apart: boolean;
  /** Also draws the iterates of runs whose path is that of look-ahead points. */
  readonly iterates: boolean;
  /** A changed learning rate counts from the step on show, and not from the beginning. */
  readonly fromHere: boolean;
  readonly quantity: Quantity;
  readonly against: Against;
  readonly scale: CurveScale;
  /** Where the map looks at first, and again after a reset, if not at the whole surface. */
  readonly home: Region | undefined;
  /** Where the map looks now, if not at home. */
  readonly region: Region | undefined;
  readonly runs: Readonly<Record<number, RunLook>>;
  readonly solo: number | undefined;
  /** The slot of the run whose step is explained. */
  readonly inspected: number | undefined;
  /** Steps to reach this loss are counted in the table. */
  readonly threshold: number;
}

/** Something the page has to say; the words are in the text catalogue. */
export type Notice =
  | { readonly kind: 'restarted' }
  | { readonly kind: 'gave-up' }
  | { readonly kind: 'slower' }
  | { readonly kind: 'bug'; readonly message: string }
  | { readonly kind: 'repaired'; readonly notes: readonly string[] }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      readonly link: string;
      readonly suspect: Opened | undefined;
      readonly instead: boolean;
    }
  | { readonly kind: 'wrong-file'; readonly name: string; readonly reason: string }
  | { readonly kind: 'same-bits'; readonly bits: string }
  | { readonly kind: 'other-bits' }
  | { readonly kind: 'copied'; readonly long: boolean }
  | { readonly kind: 'full' }
  /** A rate was changed as often as a run can keep. */
  | { readonly kind: 'changed-enough'; readonly most: number }
  /** Optimizers that were taken off since the problem lacks what they need, with the reason. */
  | { readonly kind: 'unfit'; readonly runs: readonly string[] };

export interface Posted {
  readonly id: number;
  readonly notice: Notice;
}

/** Who changed the experiment, and as part of which gesture. */
export interface Edit {
  readonly from: 'page' | 'address';
  /** Changes that share this within a moment are one change to undo. */
  readonly coalesce: string | undefined;
  /** True where a whole experiment was opened, to be watched from its beginning. */
  readonly opened: boolean;
}

export interface Page {
  readonly experiment: Experiment;
  /** For every run its slot: what its card, colour and marker hang on while others come and go. */
  readonly slots: readonly number[];
  readonly edit: Edit;
  readonly look: Look;
  readonly notices: readonly Posted[];
}

const firstLook: Look = {
  place: 'race',
  show: undefined,
  theme: 'system',
  palette: 'lab',
  apart: false,
  iterates: false,
  fromHere: false,
  quantity: 'loss',
  against: 'steps',
  scale: 'log',
  home: undefined,
  region: undefined,
  runs: {},
  solo: undefined,
  inspected: undefined,
  threshold: 0.1,
};

const first = experimentOf(firstScene());

export const store = createStore<Page>()(
  subscribeWithSelector((): Page => ({
    experiment: first,
    slots: first.runs.map((_, index) => index),
    edit: { from: 'address', coalesce: undefined, opened: true },
    look: firstLook,
    notices: [],
  })),
);

interface Change {
  readonly coalesce?: string;
  readonly slots?: readonly number[];
  readonly from?: Edit['from'];
  readonly opened?: boolean;
  /** What is looked at from then on, where that is known. */
  readonly look?: Partial<Look>;
}

/** Whether two problems have the same map, so that what it shows may stay. */
export const sameGround = (a: Problem, b: Problem): boolean => a.kind === b.kind && headOf(a).id === headOf(b).id;

/** How a kind of problem is looked at when it comes in the place of another kind. */
const arrangements: Readonly<Record<Problem['kind'], Pick<Look, 'apart' | 'quantity'>>> = {
  surface: { apart: false, quantity: 'loss' },
  matrix: { apart: true, quantity: 'loss' },
  classifier: { apart: true, quantity: 'scores' },
};

/** The race shows its usual view of what comes in the place of something else; the rates show what they did. */
const shownFirst = ({ place }: Look): Partial<Look> => (place === 'race' ? { show: undefined } : {});

/** The only writer of the experiment. Runs that the problem does not fit any more are taken off, and that is said. */
export function change(
  wanted: Experiment,
  { coalesce, slots, from = 'page', opened = false, look: given }: Change = {},
): void {
  const before = store.getState();
  const all = slots ?? fitted(before.slots, wanted.runs.length);
  const reasons = wanted.runs.map((run) => unfit(wanted.problem, run));
  const fits = (_: unknown, index: number): boolean => reasons[index] === undefined;
  const kept = all.filter(fits);
  const experiment = kept.length === all.length ? wanted : { ...wanted, runs: wanted.runs.filter(fits) };
  const off = wanted.runs.flatMap(({ id }, index) => (reasons[index] ? [`${id} ${reasons[index]}`] : []));
  if (off.length > 0) post({ kind: 'unfit', runs: off });
  const here = new Set(kept);
  const runs = Object.fromEntries(Object.entries(before.look.runs).filter(([slot]) => here.has(Number(slot))));
  const solo = before.look.solo !== undefined && here.has(before.look.solo) ? before.look.solo : undefined;
  const inspected =
    asSurface(experiment.problem) && here.has(before.look.inspected ?? -1) ? before.look.inspected : undefined;
  const moved = !sameGround(before.experiment.problem, experiment.problem);
  const place = moved ? { home: undefined, region: undefined } : undefined;
  const { kind } = experiment.problem;
  const arrangement =
    kind === before.experiment.problem.kind ? undefined : { ...arrangements[kind], ...shownFirst(before.look) };
  store.setState({
    experiment,
    slots: kept,
    edit: { from, coalesce, opened },
    look: { ...before.look, runs, solo, inspected, ...place, ...arrangement, ...given },
  });
}

/** Keeps the slots of the runs that stay in place, and gives new ones the lowest that are free. */
function fitted(slots: readonly number[], count: number): readonly number[] {
  if (slots.length === count) return slots;
  const kept = slots.slice(0, count);
  while (kept.length < count) kept.push(lowestFree(kept));
  return kept;
}

function lowestFree(slots: readonly number[]): number {
  let slot = 0;
  while (slots.includes(slot)) slot++;
  return slot;
}

const replaced = <Item>(list: readonly Item[], index: number, item: Item): Item[] =>
  list.map((it, at) => (at === index ? item : it));

export function changeStart(start: readonly [number, number]): void {
  const { start: limit } = limits;
  const [x, y] = start.map((it) => Math.max(-limit, Math.min(limit, it))) as [number, number];
  changeSurface((problem) => ({ ...problem, start: [x, y] }), 'start');
}

export function changeSetting(name: 'steps' | 'seed' | 'noise', value: number): void {
  change({ ...store.getState().experiment, [name]: value }, { coalesce: name });
}

/** Changes parts of the study; `undefined` brings back what is usual. */
export function changeStudy(part: { readonly [Key in keyof Study]: Study[Key] | undefined }, coalesce?: string): void {
  const { study, ...experiment } = store.getState().experiment;
  const parts = Object.entries({ ...study, ...part }).filter(([, value]) => value !== undefined);
  const next = parts.length === 0 ? experiment : { ...experiment, study: Object.fromEntries(parts) as Study };
  change(next, coalesce === undefined ? {} : { coalesce });
}

/** Sets the same number of several runs at once, by their places; those that lack it stay as they are. */
export function changeRates(rates: ReadonlyMap<number, number>, name: string, coalesce?: string): void {
  const { experiment } = store.getState();
  let { problem } = experiment;
  const runs = experiment.runs.map((run, index) => {
    const rate = rates.get(index);
    if (rate === undefined) return run;
    const turned = turnedTo(run, problem, [[name, rate]]);
    problem = turned.problem;
    return turned.run;
  });
  change({ ...experiment, problem, runs }, coalesce === undefined ? {} : { coalesce });
}

/** Another surface starts where it is customary to start. */
export function chooseSurface(id: string): void {
  const { experiment } = store.getState();
  const entry = surfaces.get(id);
  const surface = { id, values: defaults(entry.params) };
  change({ ...experiment, problem: { kind: 'surface', surface, start: entry.start } });
}

export function changeSurfaceValue(name: string, value: Value): void {
  changeSurface(
    ({ surface, ...rest }) => ({ ...rest, surface: { ...surface, values: { ...surface.values, [name]: value } } }),
    `surface ${name}`,
  );
}

/** A matrix problem begins where its seed says; an optimizer that asks for one may come with it. */
export function chooseMatrix(id: string, added?: string): void {
  const { experiment } = store.getState();
  const problem = { kind: 'matrix', matrix: { id, values: defaults(matrices.get(id).params) } } as const;
  const more = added === undefined ? [] : [{ id: added, values: defaults(optimizers.get(added).params) }];
  change({ ...experiment, problem, runs: [...experiment.runs, ...more].slice(0, limits.runs.max) });
}

export function changeMatrixValue(name: string, value: Value): void {
  const { experiment } = store.getState();
  if (experiment.problem.kind !== 'matrix') return;
  const { matrix } = experiment.problem;
  const problem = { kind: 'matrix', matrix: { ...matrix, values: { ...matrix.values, [name]: value } } } as const;
  change({ ...experiment, problem }, { coalesce: `matrix ${name}` });
}

/** Changes the problem where it is a surface. */
function changeSurface(changed: (problem: SurfaceProblem) => SurfaceProblem, coalesce: string): void {
  const { experiment } = store.getState();
  const problem = asSurface(experiment.problem);
  if (problem) change({ ...experiment, problem: changed(problem) }, { coalesce });
}

export function changeRunValue(slot: number, name: string, value: Value): void {
  changeRun(slot, (run) => ({ ...run, values: { ...run.values, [name]: value } }), `${slot} ${name}`);
}

export function resetRun(slot: number): void {
  changeRun(slot, (run) => ({ ...run, values: defaults(optimizers.get(run.id).params) }));
}

/** Changes one run; changes that share `coalesce` within a moment are one to undo. */
export function changeRun(slot: number, changed: (run: Run) => Run, coalesce?: string): void {
  const { experiment, slots } = store.getState();
  const index = slots.indexOf(slot);
  const run = experiment.runs[index];
  if (!run) return;
  const runs = replaced(experiment.runs, index, changed(run));
  change({ ...experiment, runs }, coalesce === undefined ? {} : { coalesce });
}

export function addRun(id: string): void {
  insertRun(store.getState().experiment.runs.length, { id, values: defaults(optimizers.get(id).params) });
}

export function duplicateRun(slot: number): void {
  const { experiment, slots } = store.getState();
  const index = slots.indexOf(slot);
  const run = experiment.runs[index];
  if (run) insertRun(index + 1, run);
}

function insertRun(index: number, run: Run): void {
  const { experiment, slots } = store.getState();
  if (experiment.runs.length >= limits.runs.max) return post({ kind: 'full' });
  const runs = experiment.runs.toSpliced(index, 0, run);
  change({ ...experiment, runs }, { slots: slots.toSpliced(index, 0, lowestFree(slots)) });
}

export function removeRun(slot: number): void {
  const { experiment, slots } = store.getState();
  const index = slots.indexOf(slot);
  if (index < 0) return;
  change({ ...experiment, runs: experiment.runs.toSpliced(index, 1) }, { slots: slots.toSpliced(index, 1) });
}

/** Opens a whole experiment at once: a scene, a recent one, a link. */
export function open(experiment: Experiment, from: Edit['from'] = 'page', seen: Partial<Look> = {}): void {
  const usual = { runs: {}, solo: undefined, inspected: undefined, home: undefined, region: undefined };
  const slots = experiment.runs.map((_, index) => index);
  const given = { ...usual, ...shownFirst(store.getState().look), ...seen };
  change(experiment, { from, slots, opened: true, look: given });
}

export function look(part: Partial<Look>): void {
  store.setState({ look: { ...store.getState().look, ...part } });
}

export function lookAtRun(slot: number, part: RunLook): void {
  const { runs } = store.getState().look;
  look({ runs: { ...runs, [slot]: { ...runs[slot], ...part } } });
}

/** Explains the step of a run, of the one that stands out where none is named, or stops explaining. */
export function inspect(slot?: number): void {
  const { look: now, slots, experiment } = store.getState();
  if (!asSurface(experiment.problem)) return;
  const shown = slots.find((it) => !now.runs[it]?.hidden);
  const wanted = slot ?? (now.inspected === undefined ? (now.solo ?? shown) : now.inspected);
  look({ inspected: wanted === now.inspected ? undefined : wanted });
}

let notices = 0;

/** Says something; the same thing is said once at a time. */
export function post(notice: Notice): void {
  const others = store.getState().notices.filter((it) => it.notice.kind !== notice.kind);
  store.setState({ notices: [...others, { id: ++notices, notice }] });
}

export function dismiss(id: number): void {
  store.setState({ notices: store.getState().notices.filter((it) => it.id !== id) });
}
