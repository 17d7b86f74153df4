/** The answers of the command line, as pieces of text: one line of JSON each, or rows for a spreadsheet. */
import { datasets, losses, models, optimizers, schedules, surfaces, wrappers } from '../lab/catalogues.ts';
import { defaults, type Params } from '../lab/describe/param.ts';
import { asClassifier, type Experiment, type SurfaceProblem } from '../lab/experiment/experiment.ts';
import { kindOf } from '../lab/experiment/kinds.ts';
import { learningOf } from '../lab/experiment/learning.ts';
import { encode } from '../lab/experiment/link.ts';
import { surfaceAt } from '../lab/experiment/problem.ts';
import { beginRace, runAll } from '../lab/experiment/race.ts';
import type { TaskRun } from '../lab/experiment/task.ts';
import type { Trajectory } from '../lab/experiment/trajectory.ts';
import { formulaOf } from '../lab/surface.ts';
import { exactly, list } from './output.ts';

const declared = (params: Params): object[] => Object.entries(params).map(([name, param]) => ({ name, ...param }));

/** Everything there is to choose from. */
export function* catalogue(): Generator<string> {
  const all = {
    optimizers: optimizers.ids.map((id) => {
      const { title, year, idea, params } = optimizers.get(id);
      return { id, title, year, idea, params: declared(params) };
    }),
    schedules: schedules.ids.map((id) => {
      const { title, idea, params } = schedules.get(id);
      return { id, title, idea, params: declared(params) };
    }),
    wrappers: wrappers.ids.map((id) => {
      const { title, year, idea, params } = wrappers.get(id);
      return { id, title, year, idea, params: declared(params) };
    }),
    datasets: datasets.ids.map((id) => {
      const { title, idea, params, shape } = datasets.get(id);
      return { id, title, idea, params: declared(params), ...shape(defaults(params)) };
    }),
    models: models.ids.map((id) => {
      const { title, idea, params } = models.get(id);
      return { id, title, idea, params: declared(params) };
    }),
    losses: losses.ids.map((id) => {
      const { title, idea, takes, params } = losses.get(id);
      return { id, title, idea, takes, params: declared(params) };
    }),
    surfaces: surfaces.ids.map((id) => {
      const entry = surfaces.get(id);
      const usual = defaults(entry.params);
      const { title, idea, domain, start } = entry;
      const more = { formula: formulaOf(entry, usual), domain, start, minima: entry.minima(usual) };
      return { id, title, idea, params: declared(entry.params), ...more };
    }),
  };
  yield `${JSON.stringify(all)}\n`;
}

/** Rows 0, k, 2k … and the last. */
function* rowsOf({ rows }: Trajectory, every: number): Generator<number> {
  for (let row = 0; row < rows - 1; row += every) yield row;
  yield rows - 1;
}

/** A list as JSON, entry by entry, so that no long text is ever put together. */
function* listed(rows: Iterable<number>, write: (row: number) => string): Generator<string> {
  let separator = '';
  yield '[';
  for (const row of rows) {
    yield separator + write(row);
    separator = ',';
  }
  yield ']';
}

/** Runs an experiment: one line of JSON. Without `every` all rows are told, and their steps are their indices. */
export function* ran(experiment: Experiment, every: number | undefined, weights = false): Generator<string> {
  const grid = beginRace(experiment, every ?? 1);
  const { trajectories, fingerprint } = runAll(experiment, grid);
  yield `{"link":${JSON.stringify(encode(experiment))},"fingerprint":"${fingerprint}","runs":[`;
  for (const [index, run] of experiment.runs.entries()) {
    const trajectory = trajectories[index]!;
    const { x, loss, cost, series, ending, dimension } = trajectory;
    const { kind, at, ...more } = ending!;
    const told = { ...run, ending: kind, endedAt: at, ...more };
    yield `${index === 0 ? '' : ','}${JSON.stringify(told).slice(0, -1)}`;
    const column = (name: string, write: (row: number) => string): Iterable<string>[] => [
      [`,"${name}":`],
      listed(rowsOf(trajectory, every ?? 1), write),
    ];
    const columns = [
      ...(every === undefined ? [] : column('step', String)),
      ...(dimension > 0 ? column('x', (row) => list(x.subarray(dimension * row, dimension * (row + 1)))) : []),
      ...column('loss', (row) => exactly(loss[row]!)),
      ...column('cost', (row) => exactly(cost[row]!)),
      ...Object.entries(series).flatMap(([name, values]) => column(name, (row) => exactly(values[row]!))),
    ];
    for (const pieces of columns) yield* pieces;
    if (weights) yield* weightsOf(experiment, grid.runs[index]!, ending!.best ?? trajectory.rows - 1);
    yield '}';
  }
  yield ']}\n';
}

/** A model's weights at a row, tensor by tensor; nothing for what is no model. */
function* weightsOf({ problem, seed }: Experiment, run: TaskRun, row: number): Generator<string> {
  const classifier = asClassifier(problem);
  if (!classifier || !run.weights) return;
  const asked = run.weights(row);
  let answer = asked.next();
  while (!answer.done) answer = asked.next();
  const { x } = answer.value;
  const tensors = learningOf(classifier, seed).network.parameters.map(({ name, shape, offset }) => {
    const entries = x.subarray(offset, offset + shape.reduce((product, side) => product * side, 1));
    return `${JSON.stringify(name)}:${nested(entries, shape)}`;
  });
  yield `,"weightsAt":${row},"weights":{${tensors.join(',')}}`;
}

/** Entries as lists of lists. */
function nested(entries: Float64Array, [side, ...inner]: readonly number[]): string {
  if (inner.length === 0) return list(entries);
  const size = entries.length / side!;
  const rows = Array.from({ length: side! }, (_, row) => nested(entries.subarray(row * size, (row + 1) * size), inner));
  return `[${rows.join(',')}]`;
}

/** x and y of a surface; numbered where there are more. */
const coordinateNames = (dimension: number): string[] =>
  dimension === 2 ? ['x', 'y'] : Array.from({ length: dimension }, (_, index) => `x${index}`);

/** Runs an experiment: one row per run and step, under a heading. */
export function* ranAsTable(experiment: Experiment, every: number | undefined): Generator<string> {
  const { trajectories } = runAll(experiment, beginRace(experiment, every ?? 1));
  const coordinates = coordinateNames(kindOf(experiment.problem).dimension(experiment.problem));
  const extra = [...new Set(trajectories.flatMap(({ series }) => Object.keys(series)))];
  yield `${['run', 'id', 'step', ...coordinates, 'loss', 'cost', ...extra].join(',')}\n`;
  for (const [index, trajectory] of trajectories.entries()) {
    const { x, loss, cost, series, dimension } = trajectory;
    for (const row of rowsOf(trajectory, every ?? 1)) {
      const at = x.subarray(dimension * row, dimension * (row + 1));
      const numbers = [...at, loss[row]!, cost[row]!].map((it) => exactly(it).replaceAll('"', ''));
      const more = extra.map((name) => (series[name] ? exactly(series[name][row]!).replaceAll('"', '') : ''));
      yield `${[index, experiment.runs[index]!.id, row, ...numbers, ...more].join(',')}\n`;
    }
  }
}

/** Value, gradient and Hessian of a problem's loss at each point. */
export function* evaluated(
  { surface }: SurfaceProblem,
  points: readonly (readonly [number, number])[],
): Generator<string> {
  const ask = surfaceAt(surface);
  yield '{"points":';
  yield* listed(points.keys(), (index) => {
    const at = Float64Array.from(points[index]!);
    const hessian = Float64Array.from(ask.hessian(at));
    const [value, gradient] = [exactly(ask.value(at)), list(ask.gradient(at))];
    return `{"x":${list(at)},"value":${value},"gradient":${gradient},"hessian":[${list(hessian.subarray(0, 2))},${list(hessian.subarray(2))}]}`;
  });
  yield '}\n';
}
