/** Sweeps, planes, maps of basins and rates found on data, as the page draws them: one line of JSON, or rows for a spreadsheet. */
import { asClassifier, asSurface, type Experiment, type SurfaceProblem } from '../lab/experiment/experiment.ts';
import { encode } from '../lab/experiment/link.ts';
import { arrivals, attractors, ELSEWHERE, GONE } from '../lab/study/attractor.ts';
import { borderOf, curvaturesAt } from '../lab/study/closed.ts';
import {
  finderOf,
  foldsOf,
  type Ranged,
  rangedOf,
  rangePlans,
  type Tuned,
  tunedOf,
  tuningPlans,
} from '../lab/study/finder.ts';
import {
  basinsOf,
  basinTiles,
  bottomOf,
  convergence,
  curveOf,
  measured,
  measureOf,
  planeOf,
  planePlan,
  startOf,
  sweepOf,
} from '../lab/study/plan.ts';
import { computed, sweepResults, told, written } from '../lab/study/results.ts';
import { surfaceAt } from '../lab/experiment/problem.ts';
import { exactly, list } from './output.ts';

const plain = (value: number): string => exactly(value).replaceAll('"', '');

/** Every value of every run with what it came to. */
export function* swept(experiment: Experiment): Generator<string> {
  yield* written(sweepResults(experiment), exactly);
}

export function* sweptAsTable(experiment: Experiment): Generator<string> {
  yield `run,id,seed,${sweepOf(experiment).param},${told.join(',')}\n`;
  for (const { run, id, seed, values, outcomes } of sweepResults(experiment).runs)
    for (const [cell, value] of values.entries())
      yield `${[run, id, seed, ...[value, ...told.map((wish) => outcomes[wish]![cell]!)].map(plain)].join(',')}\n`;
}

/** The best value of every run, and where theory puts the border of divergence. */
export function* bests(experiment: Experiment): Generator<string> {
  const { runs, param } = sweepResults(experiment);
  const surface = asSurface(experiment.problem);
  const high = surface && curvaturesAt(surface, surface.start).high;
  const lines = experiment.runs.flatMap((run, index) => {
    const own = runs.filter((it) => it.run === index);
    if (own.length === 0) return [];
    const { best, values, middle } = curveOf(index, own[0]!.values, own.map((it) => it.outcomes), measureOf(experiment)); // prettier-ignore
    const border = high === undefined ? undefined : borderOf(run, high);
    const at = best === undefined ? 'null' : exactly(values[best]!);
    const value = best === undefined ? 'null' : exactly(middle[best]!);
    const known =
      border === undefined ? '' : `,"border":${exactly(border.lr)},"formula":${JSON.stringify(border.formula)}`;
    return [`{"run":${index},"id":${JSON.stringify(run.id)},"tries":${values.length * own.length},"best":${at},"value":${value}${known}}`]; // prettier-ignore
  });
  yield `{"link":${JSON.stringify(encode(experiment))},"sweep":${JSON.stringify(param)},"measure":"${measureOf(experiment)}","bests":[${lines.join(',')}]}\n`;
}

/** Two numbers of one run: the loss, when it diverged, and on surfaces the rate of convergence, row by row. */
export function* planed(experiment: Experiment): Generator<string> {
  const plane = planeOf(experiment);
  const plan = plane && planePlan(experiment, plane);
  if (!plane || !plan) return yield NOTHING;
  const { columns, rows, tiles } = plan;
  const known = computed(tiles, columns.length * rows.length);
  const value = known.loss!.map((_, cell) => measured(known, cell, measureOf(experiment)));
  const rates = ratesOf(experiment, known.loss!);
  const rate = rates ? `,"rate":${list(rates)}` : '';
  const { run, across, up } = plane;
  yield `{"link":${JSON.stringify(encode(experiment))},"run":${run},"across":${JSON.stringify(across.param)},"up":${JSON.stringify(up.param)},"columns":${list(columns)},"rows":${list(rows)}`;
  yield `,"${measureOf(experiment)}":${list(value)},"gone":${list(known.gone!)}${rate}}\n`;
}

/** How fast runs with these last losses came down; undefined where it is not known how far down there is to go. */
function ratesOf({ problem, steps }: Experiment, losses: Float64Array): Float64Array | undefined {
  const surface = asSurface(problem);
  const bottom = surface && bottomOf(surface);
  if (!surface || bottom === undefined) return undefined;
  const start = surfaceAt(surface.surface).value(Float64Array.from(surface.start));
  return losses.map((loss) => convergence(loss, start, bottom, steps));
}

/** Nothing to draw: no run has two numbers, or the problem is no surface. */
const NOTHING = 'null\n';

/** A map's grid: `side` starts along the longer side of the region. */
function gridOf({ study }: Experiment, surface: SurfaceProblem) {
  const { region, side } = basinsOf(study, surface);
  const [width, height] = [region[1] - region[0], region[3] - region[2]];
  const along = (length: number): number => Math.max(1, Math.round((side * length) / Math.max(width, height)));
  return { region, columns: along(width), rows: along(height) };
}

function* maps(experiment: Experiment, surface: SurfaceProblem) {
  const { region, columns, rows } = gridOf(experiment, surface);
  for (const [run, { id }] of experiment.runs.entries()) {
    const known = computed(basinTiles(experiment, run, region, columns, rows), columns * rows);
    const places = attractors(surface, experiment.steps, known);
    yield { run, id, region, columns, rows, known, places, reached: arrivals(surface, places, known) };
  }
}

/** For every start where its run came to (−1: it diverged, −2: no known place), and how soon. */
export function* basins(experiment: Experiment): Generator<string> {
  const surface = asSurface(experiment.problem);
  if (!surface) return yield NOTHING;
  const { region, columns, rows } = gridOf(experiment, surface);
  yield `{"link":${JSON.stringify(encode(experiment))},"region":${list(region)},"columns":${columns},"rows":${rows},"runs":[`;
  for (const { run, id, places, reached, known } of maps(experiment, surface)) {
    const at = places.map((place) => `{"at":${list(place.at)},"known":${place.known}}`).join(',');
    yield `${run === 0 ? '' : ','}{"run":${run},"id":${JSON.stringify(id)},"places":[${at}]`;
    yield `,"reached":${list(reached)},"gone":${list(known.gone!)},"calm":${list(known.calm!)},"x":${list(known.x!)}}`;
  }
  yield ']}\n';
}

export function* basinsAsTable(experiment: Experiment): Generator<string> {
  yield 'run,id,x,y,reached,calm,gone,end x,end y\n';
  const surface = asSurface(experiment.problem);
  if (!surface) return;
  for (const { run, id, region, columns, rows, known, reached } of maps(experiment, surface))
    for (const [cell, place] of reached.entries()) {
      const start = startOf({ region }, columns, rows, cell);
      const end = known.x!.subarray(2 * cell, 2 * cell + 2);
      const name = place === GONE ? 'diverged' : place === ELSEWHERE ? 'elsewhere' : String(place);
      yield `${run},${id},${[...start].map(plain).join(',')},${name},${[known.calm![cell]!, known.gone![cell]!, ...end].map(plain).join(',')}\n`;
    }
}

const rangeTests = (experiment: Experiment): Ranged[] =>
  rangePlans(experiment).map((plan) => rangedOf(plan, computed(plan.tiles, plan.rates.length)));

const tunings = (experiment: Experiment): Tuned[] =>
  tuningPlans(experiment).map((plan) => tunedOf(plan, computed(plan.tiles, plan.folds * plan.rates.length)));

/** What a range test or cross-validation finds for every run, with all it saw. */
export function* found(experiment: Experiment): Generator<string> {
  if (!asClassifier(experiment.problem)) return yield NOTHING;
  const { search } = finderOf(experiment);
  const ranged = search === 'range';
  const told = ranged
    ? rangeTests(experiment).map((it) => ({ ...it, more: `"loss":${list(it.losses)},"smooth":${list(it.smooth)}` }))
    : tunings(experiment).map((it) => ({ ...it, more: `"loss":[${it.losses.map(list).join(',')}],"mean":${list(it.mean)},"spread":${list(it.spread)}` })); // prettier-ignore
  const runs = told.map(({ run, rates, rate, more }) => {
    const said = rate === undefined ? 'null' : exactly(rate);
    return `{"run":${run},"id":${JSON.stringify(experiment.runs[run]!.id)},"found":${said},"rates":${list(rates)},${more}}`;
  });
  const folds = ranged ? '' : `,"folds":${foldsOf(experiment)}`;
  yield `{"link":${JSON.stringify(encode(experiment))},"search":"${search}"${folds},"steps":${experiment.steps},"runs":[${runs.join(',')}]}\n`;
}

export function* foundAsTable(experiment: Experiment): Generator<string> {
  const ranged = finderOf(experiment).search === 'range';
  const folds = Array.from({ length: foldsOf(experiment) }, (_, fold) => `fold ${fold + 1}`);
  yield `${['run', 'id', 'lr', ...(ranged ? ['loss', 'smooth'] : ['mean', 'spread', ...folds])].join(',')}\n`;
  const tables = ranged
    ? rangeTests(experiment).map((it) => ({ ...it, columns: [it.losses, it.smooth] }))
    : tunings(experiment).map((it) => ({ ...it, columns: [it.mean, it.spread, ...it.losses] }));
  for (const { run, rates, columns } of tables)
    for (const [at, lr] of rates.entries())
      yield `${[run, experiment.runs[run]!.id, ...[lr, ...columns.map((column) => column[at]!)].map(plain)].join(',')}\n`;
}
