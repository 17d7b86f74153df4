/** A finished sweep as it travels in files: the same from the command line, from a cluster and in the page. */
import { type Complaint, shown } from '../experiment/complaint.ts';
import { finish } from '../experiment/finish.ts';
import type { Experiment, Run } from '../experiment/experiment.ts';
import { decode, encode } from '../experiment/link.ts';
import { isRecord, type Json, own } from '../experiment/read.ts';
import { type Outcomes, outcomes } from './batch.ts';
import { type SweepPlan, sweepOf, sweepPlans } from './plan.ts';
import type { Wish } from './watch.ts';

/** What a file tells of every value, one number each: −1 for never, NaN where there is none. */
export const told = ['loss', 'best', 'reach', 'gone'] as const satisfies readonly Wish[];

/** One run's sweep at one seed. */
export interface SweptRun {
  readonly run: number;
  readonly id: string;
  readonly seed: number;
  readonly values: Float64Array;
  readonly outcomes: Outcomes;
}

export interface SweepResults {
  readonly experiment: Experiment;
  readonly param: string;
  readonly runs: readonly SweptRun[];
}

/** Puts the outcomes of tiles where their cells are. */
export function place(into: Record<string, Float64Array>, cells: Int32Array, known: Outcomes): void {
  for (const [wish, rows] of Object.entries(known)) {
    const size = rows.length / cells.length;
    cells.forEach((cell, i) => {
      for (let entry = 0; entry < size; entry++) into[wish]![cell * size + entry] = rows[i * size + entry]!;
    });
  }
}

/** Room for a whole: `count` cells of every wish, NaN until they are known. */
export const room = (wishes: readonly Wish[], count: number): Record<string, Float64Array> =>
  Object.fromEntries(wishes.map((wish) => [wish, new Float64Array(count * (wish === 'x' ? 2 : 1)).fill(NaN)]));

/** Computes tiles one after the other. */
export function computed(
  tiles: readonly { batch: Parameters<typeof outcomes>[0]; cells: Int32Array }[],
  count: number,
): Outcomes {
  const all = room(tiles[0]?.batch.wishes ?? [], count);
  for (const { batch, cells } of tiles) place(all, cells, finish(outcomes(batch)));
  return all;
}

const sweptRun = (runs: readonly Run[], { run, seed, values, tiles }: SweepPlan): SweptRun => ({
  run,
  id: runs[run]!.id,
  seed,
  values,
  outcomes: computed(tiles, values.length),
});

/** Computes a whole sweep. */
export function sweepResults(experiment: Experiment): SweepResults {
  const runs = sweepPlans(experiment).map((plan) => sweptRun(experiment.runs, plan));
  return { experiment, param: sweepOf(experiment).param, runs };
}

/** The file's text; `number` writes a number of any kind as JSON. */
export function* written({ experiment, param, runs }: SweepResults, number: (value: number) => string): Generator<string> {
  const list = (values: Float64Array): string => `[${Array.from(values, number).join(',')}]`;
  yield `{"link":${JSON.stringify(encode(experiment))},"sweep":${JSON.stringify(param)},"runs":[`;
  for (const [index, { run, id, seed, values, outcomes: known }] of runs.entries()) {
    yield `${index === 0 ? '' : ','}{"run":${run},"id":${JSON.stringify(id)},"seed":${seed},"values":${list(values)}`;
    for (const wish of told) yield `,${JSON.stringify(wish)}:${list(known[wish]!)}`;
    yield '}';
  }
  yield ']}\n';
} // prettier-ignore

/** Most numbers a list of a file may have. */
const LONGEST = 1_000_000;

/** Reads a sweep from a file; what does not fit is named, and nothing is guessed. */
export function readSweep(json: unknown): SweepResults | { readonly problems: readonly Complaint[] } {
  const refuse = (path: string, message: string) => ({ problems: [{ path, message }] });
  if (!isRecord(json)) return refuse('', `a sweep must be an object, not ${shown(json)}`);
  const link = own(json, 'link');
  const opened = typeof link === 'string' ? decode(link) : undefined;
  if (opened === undefined) return refuse('link', `must be the link of the experiment, not ${shown(link)}`);
  if ('refused' in opened) return refuse('link', opened.refused.message);
  const { experiment, notes } = opened;
  const without = notes.find(({ path }) => path === 'rows');
  if (without) return refuse('link', without.message);
  const [param, runs] = [own(json, 'sweep'), own(json, 'runs')];
  if (param !== sweepOf(experiment).param) return refuse('sweep', `must be ${shown(sweepOf(experiment).param)}, as in the link, not ${shown(param)}`); // prettier-ignore
  if (!Array.isArray(runs)) return refuse('runs', `must be a list, not ${shown(runs)}`);
  const read: SweptRun[] = [];
  for (const [index, one] of (runs as unknown[]).entries()) {
    const swept = readRun(one, `runs[${index}]`, experiment);
    if ('path' in swept) return { problems: [swept] };
    read.push(swept);
  }
  return { experiment, param: sweepOf(experiment).param, runs: read };
}

function readRun(json: unknown, path: string, { runs }: Experiment): SweptRun | Complaint {
  if (!isRecord(json)) return { path, message: `must be an object, not ${shown(json)}` };
  const [run, id, seed] = ['run', 'id', 'seed'].map((key) => own(json, key));
  if (typeof run !== 'number' || runs[run] === undefined || runs[run].id !== id)
    return { path, message: `must be a run of the link’s experiment, not ${shown(id)} at ${shown(run)}` };
  if (typeof seed !== 'number') return { path: `${path}.seed`, message: `must be a number, not ${shown(seed)}` };
  const columns = ['values', ...told].map((key) => [key, readColumn(json, key)] as const);
  const count = columns[0]![1]?.length;
  const odd = columns.find(([, column]) => column === undefined || column.length !== count);
  if (odd) return { path: `${path}.${odd[0]}`, message: `must be a list of ${count ?? 'as many'} numbers` };
  const [[, values], ...others] = columns as [string, Float64Array][] as [[string, Float64Array], ...[string, Float64Array][]]; // prettier-ignore
  return { run, id: id as string, seed, values, outcomes: Object.fromEntries(others) };
}

/** Numbers as JSON has them, with those it has no numbers for as texts. */
function readColumn(json: Json, key: string): Float64Array | undefined {
  const list = own(json, key);
  if (!Array.isArray(list) || list.length > LONGEST) return undefined;
  const numbers = list.map((one: unknown) => (typeof one === 'number' ? one : one === 'NaN' ? NaN : one === 'Infinity' ? Infinity : one === '-Infinity' ? -Infinity : undefined)); // prettier-ignore
  return numbers.includes(undefined) ? undefined : Float64Array.from(numbers as number[]);
}
