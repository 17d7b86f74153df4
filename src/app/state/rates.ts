/** The studies of the experiment on the page: what is wanted for them, and what is known of it. */
import { optimizers, surfaces } from '../../lab/catalogues.ts';
import type { NumberParam } from '../../lab/describe/param.ts';
import { asSurface, type Experiment, type Run } from '../../lab/experiment/experiment.ts';
import { knobOf, turnedTo } from '../../lab/experiment/knobs.ts';
import { type Axis, type Ladder, type Plane, valuesOf } from '../../lab/experiment/study.ts';
import type { Outcomes } from '../../lab/study/batch.ts';
import { bowlOf, borderOf, curvaturesAt } from '../../lab/study/closed.ts';
import {
  basinTiles,
  type Curve,
  curveOf,
  measureOf,
  paramOf,
  planePlan,
  type PlanePlan,
  seedsOf,
  type SweepPlan,
  sweepOf,
  sweepPlans,
  thresholdOf,
} from '../../lab/study/plan.ts';
import type { Region } from '../../lab/surface.ts';
import type { SweepResults } from '../../lab/study/results.ts';
import { droppedCurves, droppedNow } from './dropped.ts';
import { type Sheet, sheets, type Wanted } from './sheets.ts';

/** The last answer, kept as long as the question is the same. */
export function once<Asked extends readonly unknown[], Answer>(
  make: (...asked: Asked) => Answer,
): (...asked: Asked) => Answer {
  let last: { readonly asked: Asked; readonly answer: Answer } | undefined;
  return (...asked) => {
    if (last && asked.every((it, i) => it === last!.asked[i])) return last.answer;
    last = { asked, answer: make(...asked) };
    return last.answer;
  };
}

/** What the outcomes of a run depend on, without the values that vary. */
export function keyOf(experiment: Experiment, run: Run, without: readonly string[]): unknown[] {
  const { steps, noise, study } = experiment;
  const bare = turnedTo(run, experiment.problem, without.map((name) => [name, 0])); // prettier-ignore
  const budget = study?.fair === 'evaluations';
  return [bare, steps, noise, thresholdOf(experiment), budget];
}

interface Planned extends Wanted {
  readonly plan: SweepPlan;
}

const sweepsWanted = once((experiment: Experiment): readonly Planned[] => {
  const axis = sweepOf(experiment);
  return sweepPlans(experiment).map((plan) => {
    const run = experiment.runs[plan.run]!;
    const key = JSON.stringify(['sweep', axis, plan.seed, ...keyOf(experiment, run, [axis.param])]);
    return { key, count: plan.values.length, tiles: () => plan.tiles, plan };
  });
});

/** Has the sweep of the experiment computed, as far as it is not known. */
export const wantSweep = (experiment: Experiment): void => sheets.want('sweep', sweepsWanted(experiment));

/** `changes` tells this answer from the one before. */
const curvesAt = once((experiment: Experiment, changes: number): readonly Curve[] => {
  if (changes < 0) return [];
  const wanted = sweepsWanted(experiment);
  return [...experiment.runs.keys()].flatMap((index) => {
    const own = wanted.filter(({ plan }) => plan.run === index);
    const known = own.map(({ key }) => sheets.get(key)?.outcomes);
    if (own.length === 0 || known.includes(undefined)) return [];
    return [curveOf(index, own[0]!.plan.values, known as Outcomes[], measureOf(experiment))];
  });
});

/** The curves of the sweep, as far as they are known; values not known yet are NaN. */
export const curvesOf = (experiment: Experiment): readonly Curve[] =>
  fromFile(experiment, droppedNow()) ?? curvesAt(experiment, sheets.changes());

const fromFile = once((experiment: Experiment, file: SweepResults | undefined) =>
  file === undefined ? undefined : droppedCurves(experiment),
);

/** Whether all of the sweep is known. */
export const isSwept = (experiment: Experiment): boolean =>
  sweepsWanted(experiment).every(({ key }) => {
    const sheet = sheets.get(key);
    return sheet !== undefined && sheet.known === sheet.total;
  });

/** How many runs the sweep of one optimizer takes. */
export const triesOf = (experiment: Experiment): number => sweepOf(experiment).count * seedsOf(experiment);

/** The swept parameter as the first run that has it declares it. */
export function sweptParam(experiment: Experiment): NumberParam | undefined {
  const { param } = sweepOf(experiment);
  for (const run of experiment.runs) {
    const found = paramOf(run, param, experiment.problem);
    if (found) return found;
  }
  return undefined;
}

/** The values a ladder shows, evenly spread over the sweep's range. */
export function rungsOf(experiment: Experiment, { run: index, count }: Ladder): readonly number[] {
  const axis: Axis = { ...sweepOf(experiment), count };
  const run = experiment.runs[index];
  const param = run && paramOf(run, axis.param, experiment.problem);
  return param ? [...valuesOf(axis, param)] : [];
}

/** The border of divergence of every run that has one, and whether it holds everywhere or only near the start. */
export interface Border {
  readonly run: number;
  readonly lr: number;
  readonly formula: string;
}
export const bordersOf = once((experiment: Experiment): { readonly borders: readonly Border[]; readonly bowl: boolean } => {
  const surface = asSurface(experiment.problem);
  if (!surface || sweepOf(experiment).param !== 'lr') return { borders: [], bowl: false };
  const bowl = bowlOf(surface);
  const { high } = bowl ?? curvaturesAt(surface, surface.start);
  const borders = experiment.runs.flatMap((run, index) => {
    const known = borderOf(run, high);
    return known ? [{ run: index, ...known }] : [];
  });
  return { borders, bowl: bowl !== undefined };
}); // prettier-ignore

interface PlaneWanted {
  readonly plan: PlanePlan;
  readonly wanted: Wanted;
}

const planeWanted = once((experiment: Experiment, plane: Plane): PlaneWanted | undefined => {
  const plan = planePlan(experiment, plane);
  const run = experiment.runs[plane.run];
  if (!plan || !run) return undefined;
  const { across, up } = plane;
  const parts = keyOf(experiment, run, [across.param, up.param]);
  const key = JSON.stringify(['plane', across, up, experiment.seed, ...parts]);
  return { plan, wanted: { key, count: plan.columns.length * plan.rows.length, tiles: () => plan.tiles } };
});

export function wantPlane(experiment: Experiment, plane: Plane): void {
  const asked = planeWanted(experiment, plane);
  sheets.want('plane', asked ? [asked.wanted] : []);
}

export function planeKnown(
  experiment: Experiment,
  plane: Plane,
): { readonly plan: PlanePlan; readonly sheet: Sheet } | undefined {
  const asked = planeWanted(experiment, plane);
  const sheet = asked && sheets.get(asked.wanted.key);
  return asked && sheet && { plan: asked.plan, sheet };
}

/** A grid of starts over a region. */
export interface Grid {
  readonly region: Region;
  readonly columns: number;
  readonly rows: number;
}

/** The map of one run's basins; where it starts itself makes no difference. */
export function basinsWanted(experiment: Experiment, index: number, { region, columns, rows }: Grid): Wanted {
  const surface = asSurface(experiment.problem);
  const problem = surface && { ...surface, start: [0, 0] as const };
  const run = experiment.runs[index]!;
  const parts = keyOf({ ...experiment, ...(problem && { problem }) }, run, []);
  const key = JSON.stringify(['basins', region, columns, rows, experiment.seed, ...parts]);
  return { key, count: columns * rows, tiles: () => basinTiles(experiment, index, region, columns, rows) };
}

/** The value a run has of a number. */
export const valueIn = ({ runs, problem }: Experiment, run: number, name: string): number =>
  knobOf(runs[run]!, problem, name)?.value ?? NaN;

/** What a run is called here, with its number where several share a name. */
export function nameOf({ runs }: Experiment, index: number): string {
  const { id } = runs[index]!;
  const same = runs.flatMap((run, place) => (run.id === id ? [place] : []));
  const { title } = optimizers.get(id);
  return same.length < 2 ? title : `${title} ${same.indexOf(index) + 1}`;
}

/** What the surface is called, if the problem is one. */
export const surfaceTitle = (experiment: Experiment): string => {
  const surface = asSurface(experiment.problem);
  return surface ? surfaces.get(surface.surface.id).title : '';
};
