/**
 * Many runs of one optimizer at once, told apart by their values or their starts: what each comes to. Rules go in lanes,
 * everything else goes one by one; both give the bits of the single run.
 */
import { optimizers, surfaces } from '../catalogues.ts';
import { numbersOf, shapeOf } from '../describe/param.ts';
import { aroundOf, numbersAround, shapeOfAround } from '../experiment/around.ts';
import { compiled, execute } from '../experiment/execute.ts';
import { asSurface, type Problem, type Run, type SurfaceProblem } from '../experiment/experiment.ts';
import { type Turned, turnedTo } from '../experiment/knobs.ts';
import { newest } from '../experiment/newest.ts';
import { gradientNoise } from '../experiment/noise.ts';
import { fed } from '../experiment/run.ts';
import { type Loss, surfaceLoss } from '../experiment/problem.ts';
import { parameterInput, type TracedStep, traceStep } from '../experiment/step.ts';
import { taskOf } from '../experiment/tasks.ts';
import type { Ending } from '../experiment/trajectory.ts';
import { CONVERGED } from '../experiment/trajectory.ts';
import { compileLanes, type Lanes, lanesOneByOne } from '../graph/lanes.ts';
import type { Node } from '../graph/node.ts';
import type { Program } from '../graph/program.ts';
import type { Rule } from '../optimizer.ts';
import { CALM_SLOPE, LIMIT, watchBegins, watched, type Wish } from './watch.ts';

/** Plain data: it travels to a worker. */
export interface Batch {
  readonly problem: Problem;
  /** The run whose values hold where nothing varies. */
  readonly run: Run;
  readonly steps: number;
  readonly seed: number;
  readonly noise: number;
  readonly count: number;
  /** `count` values of every number that varies, by the names of `knobs.ts`. */
  readonly values: Readonly<Record<string, Float64Array>>;
  /** `count` starts, if they vary. */
  readonly starts?: Float64Array;
  readonly wishes: readonly Wish[];
  /** The loss to reach. */
  readonly limit: number;
  /** The slope that counts as calm. */
  readonly calm: number;
  /** Gradient evaluations after which everybody stops; none for no such limit. */
  readonly budget?: number;
  /** The score that learning runs are judged by; the loss on all training rows where nothing is said. */
  readonly judge?: 'test-loss';
  /** At every how many steps learning runs are scored; as often as usual where nothing is said. */
  readonly cadence?: number;
  /** Set where the cells are the rows of the one run, and `loss` is that of each step's batch; NaN from its end on. */
  readonly rows?: true;
}

/** `count` rows of every wish; runs that stopped being finite have NaN where they should stand (`loss`, `slope`, `x`). */
export type Outcomes = Readonly<Partial<Record<Wish, Float64Array>>>;

/** Lanes × steps of one stretch of work, about 10 ms of it. */
const STRETCH = 400_000;
/** Lanes side by side at least, however long they take. */
const FEWEST = 24;

/** The run and the start of one cell: what opens when it is clicked. */
export function cellOf({ run, problem, values, starts }: Batch, cell: number): Turned {
  const own = Object.entries(values).map(([name, column]) => [name, column[cell]!] as const);
  return turnedTo(run, starts ? startedAt(problem, starts[2 * cell]!, starts[2 * cell + 1]!) : problem, own);
}

/** What a knob's number is called on the border of a rule's program: those around it have their names from there. */
const borderOf = (run: Run, name: string): string =>
  Object.hasOwn(optimizers.get(run.id).params, name) ? parameterInput(name) : name;

const startedAt = (problem: Problem, x: number, y: number): Problem =>
  problem.kind === 'surface' ? { ...problem, start: [x, y] } : problem;

/** Computes a batch, and gives way every few milliseconds. */
export function* outcomes(batch: Batch): Generator<void, Outcomes, void> {
  const rows = roomFor(batch);
  const entry = optimizers.get(batch.run.id);
  const surface = asSurface(batch.problem);
  if (batch.rows) yield* rowByRow(batch, rows);
  else if (surface && entry.kind === 'rule') yield* inLanes(batch, surface, entry, rows);
  else yield* oneByOne(batch, rows);
  return rows;
}

const sizeOf = (wish: Wish): number => (wish === 'x' ? 2 : 1);

const roomFor = ({ wishes, count }: Batch): Record<string, Float64Array> =>
  Object.fromEntries(wishes.map((wish) => [wish, new Float64Array(count * sizeOf(wish))]));

/** What has to be known to say what a run that is over was worth. */
const needed = (wishes: readonly Wish[]): readonly Wish[] => (wishes.includes('gone') ? wishes : [...wishes, 'gone']);

interface Watched {
  readonly step: TracedStep;
  readonly program: Program;
}

/** Watched programs by what they are made of; a changed number finds its program here. */
const known = newest<Watched>(32);

function watchedStep(batch: Batch, rule: Rule, loss: Loss): Watched {
  const { id, values } = batch.run;
  const around = aroundOf(batch.run);
  const wanted = needed(batch.wishes);
  const key = JSON.stringify([loss.name, id, shapeOf(rule.params, values), batch.noise !== 0, shapeOfAround(around), wanted]); // prettier-ignore
  return known(key, () => {
    const step = traceStep(rule, values, loss, batch.noise !== 0, around);
    return { step, program: watched(step.program, wanted) };
  });
}

/** Whether a node stands on an input of these names. */
function standsOn(root: Node, names: ReadonlySet<string>): boolean {
  const seen = new Set<Node>();
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.op === 'input' && names.has(node.name)) return true;
    waiting.push(...node.inputs);
  }
  return false;
}

/** Every number of a run, of its optimizer and of what stands around it, by its name on a program's border. */
const numbersIn = (run: Run): (readonly [string, number])[] => [
  ...numbersOf(optimizers.get(run.id).params, run.values).map(
    ([name, value]) => [parameterInput(name), value] as const,
  ),
  ...numbersAround(aroundOf(run)),
];

/** Where the letters of the state begin: rows for those that differ from cell to cell, one row for the others. */
function beginnings(
  { program, beginning }: Pick<TracedStep, 'program' | 'beginning'>,
  batch: Batch,
  loss: Loss,
  start: Float64Array,
): { readonly shared: Record<string, Float64Array>; readonly own: Record<string, Float64Array> } {
  const varying = new Set(Object.keys(batch.values).map((name) => borderOf(batch.run, name)));
  const differing = new Set([...varying, ...(batch.starts ? ['x'] : [])]);
  const first = execute(beginning);
  const numbers = [...Object.entries(loss.values), ...numbersIn(batch.run)];
  for (const [name, value] of numbers) first.memory(name)[0] = value;
  const shared: Record<string, Float64Array> = { ...first.run(1, { x: start }), x: start };
  const own: Record<string, Float64Array> = batch.starts ? { x: batch.starts } : {};
  const outputs = Object.entries(beginning.outputs);
  const differ = outputs.filter(([, node]) => standsOn(node, differing)).map(([name]) => name);
  if (differ.length === 0) return { shared, own };
  for (const name of differ) own[name] = new Float64Array(batch.count * shared[name]!.length);
  for (let cell = 0; cell < batch.count; cell++) {
    for (const name of Object.keys(batch.values))
      first.memory(borderOf(batch.run, name))[0] = batch.values[name]![cell]!;
    const begun = first.run(1, { x: batch.starts?.subarray(2 * cell, 2 * cell + 2) ?? start });
    for (const name of differ) own[name]!.set(begun[name]!, cell * shared[name]!.length);
  }
  for (const name of Object.keys(shared)) if (!Object.hasOwn(program.state, name)) delete shared[name];
  return { shared, own };
}

function* inLanes(
  batch: Batch,
  { surface, start }: SurfaceProblem,
  rule: Rule,
  into: Record<string, Float64Array>,
): Generator<void, void, void> {
  const { count, wishes } = batch;
  const loss = surfaceLoss(surface);
  const { step, program } = watchedStep(batch, rule, loss);
  const steps = Math.min(batch.steps, Math.floor((batch.budget ?? Infinity) / Math.max(1, step.cost)));
  const { shared, own } = beginnings(step, batch, loss, Float64Array.from(start));
  const varied: Record<string, Float64Array> = { ...own };
  for (const [name, column] of Object.entries(batch.values)) varied[borderOf(batch.run, name)] = column;
  const record = needed(wishes);
  const make = compiled ? compileLanes : lanesOneByOne(execute);
  const lanes = make(program, { vary: Object.keys(varied).sort(), record });
  write(lanes, varied, program, batch, loss, shared);
  const noise = gradientNoise(batch.seed, batch.noise, loss.dimension, steps);
  const feeds = fed({ around: aroundOf(batch.run), loss, noise, seed: batch.seed })(0, steps + 1);
  const most = Math.max(FEWEST, Math.floor(STRETCH / (steps + 1) / FEWEST) * FEWEST);
  for (let from = 0; from < count; from += most) {
    const some = Math.min(most, count - from);
    const cut = (column: Float64Array): Float64Array => {
      const size = column.length / count;
      return column.subarray(from * size, (from + some) * size);
    };
    const part = Object.fromEntries(Object.entries(varied).map(([name, column]) => [name, cut(column)]));
    const { rows } = lanes.run({ count: some, steps, varied: part, feeds });
    blankGone(rows as Record<string, Float64Array>, some);
    for (const wish of wishes) into[wish]!.set(rows[wish]!, from * sizeOf(wish));
    yield;
  }
}

/** Writes in what all lanes share. */
function write(
  lanes: Lanes,
  varied: Readonly<Record<string, Float64Array>>,
  program: Program,
  batch: Batch,
  loss: Loss,
  shared: Readonly<Record<string, Float64Array>>,
): void {
  const numbers = {
    ...loss.values,
    ...Object.fromEntries(numbersIn(batch.run)),
    [LIMIT]: batch.limit,
    [CALM_SLOPE]: batch.calm,
    ...watchBegins,
  };
  const has = (name: string): boolean =>
    !Object.hasOwn(varied, name) && (Object.hasOwn(program.values, name) || Object.hasOwn(program.state, name));
  for (const [name, value] of Object.entries(numbers)) if (has(name)) lanes.memory(name)[0] = value;
  for (const [name, row] of Object.entries(shared)) if (has(name)) lanes.memory(name).set(row);
}

/** What stopped being finite stands nowhere. */
function blankGone(rows: Record<string, Float64Array>, count: number): void {
  const gone = rows['gone']!;
  for (let cell = 0; cell < count; cell++) {
    if (gone[cell]! < 0) continue;
    for (const wish of ['loss', 'slope', 'x', 'calm'] as const) {
      const size = sizeOf(wish);
      rows[wish]?.fill(NaN, cell * size, (cell + 1) * size);
    }
  }
}

/** Rows a single run goes on by at most before it gives way. */
const TURN = 128;

function* oneByOne(batch: Batch, into: Record<string, Float64Array>): Generator<void, void, void> {
  for (let cell = 0; cell < batch.count; cell++) {
    const known = yield* alone(batch, cell);
    for (const wish of batch.wishes) into[wish]!.set(known[wish], cell * sizeOf(wish));
  }
}

/** The rows of the one run, up to the first that is not finite: Infinity stands there. */
function* rowByRow(batch: Batch, into: Record<string, Float64Array>): Generator<void, void, void> {
  const { problem, run, steps, seed, noise, cadence } = batch;
  const { rows, begin } = taskOf({ problem, runs: [run], steps, seed, noise }, { cadence, forgets: true });
  const running = begin(run);
  const loss = into['loss']!.fill(NaN);
  for (let row = 0, finite = true; row <= steps && finite && !running.over;) {
    const columns = running.advance(Math.min(TURN, rows, steps + 1 - row));
    for (let i = 0; i < columns.rows && finite; i++, row++) {
      finite = Number.isFinite(columns.loss[i]);
      loss[row] = finite ? columns.loss[i]! : Infinity;
    }
    yield;
  }
}

/**
 * One cell by itself, row by row: the plain meaning of every wish. A learning run is judged by a score of a
 * whole set, at the steps where that is asked, rather than by the loss of a step's batch.
 */
function* alone(batch: Batch, cell: number): Generator<void, Record<Wish, readonly number[]>, void> {
  const { steps, seed, noise, budget = Infinity, judge = 'train-loss', cadence } = batch;
  const { run, problem } = cellOf(batch, cell);
  const { rows, begin } = taskOf({ problem, runs: [run], steps, seed, noise }, { cadence, forgets: true });
  const running = begin(run);
  const known = { gone: -1, best: Infinity, reach: -1, calm: 0 };
  let [last, slope, x]: [number, number, readonly number[]] = [NaN, NaN, [NaN, NaN]];
  for (let row = 0, spent = 0; row <= steps && known.gone < 0 && spent <= budget;) {
    const columns = running.advance(Math.min(TURN, rows, steps + 1 - row));
    const judged = columns.series[judge];
    for (let i = 0; i < columns.rows && known.gone < 0; i++, row++) {
      spent = columns.cost[i]!;
      if (spent > budget) break;
      slope = columns.slope[i]!;
      x = [...columns.x.subarray(2 * i, 2 * i + 2)];
      if (![columns.loss[i]!, ...x].every(Number.isFinite)) known.gone = row;
      else {
        const told = judged ? judged[i]! : columns.loss[i]!;
        if (!Number.isNaN(told)) last = told;
        if (last < known.best) known.best = last;
        if (known.reach < 0 && last <= batch.limit) known.reach = row;
        if (!(slope <= batch.calm)) known.calm = row + 1;
      }
    }
    if (running.over) break; // a method that has nothing more to try stays where it is, and so does who stopped early
    yield;
  }
  const stands = known.gone < 0;
  return {
    loss: [stands ? last : NaN],
    slope: [stands ? slope : NaN],
    x: stands ? x : [NaN, NaN],
    gone: [known.gone],
    best: [known.best],
    reach: [known.reach],
    calm: [stands ? known.calm : NaN],
  };
}

/** How a run on a surface can end. */
export type SurfaceEnding = Exclude<Ending['kind'], 'stopped'>;

/** How a cell's run ended, from what was wished of it (`gone`, `x`, `slope`). */
export function endingOf({ gone, x, slope }: Outcomes, cell: number, { surface }: SurfaceProblem): SurfaceEnding {
  if (gone![cell]! >= 0) return 'diverged';
  const [xmin, xmax, ymin, ymax] = surfaces.get(surface.id).domain;
  const [a, b] = [x![2 * cell]!, x![2 * cell + 1]!];
  if (a < xmin || a > xmax || b < ymin || b > ymax) return 'left';
  return slope![cell]! <= CONVERGED ? 'converged' : 'steps';
}
