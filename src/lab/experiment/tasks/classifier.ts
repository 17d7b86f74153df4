/**
 * Learning as a task. Every step is recorded; how well the weights do on the whole training and test sets is asked at
 * every `cadence`-th step only, where asking would cost more than the step itself, and is NaN in between. Whole moments of
 * a run are kept now and then, so that the weights of any step can be had again, to the bit.
 */
import type { ClassifierProblem, Experiment } from '../experiment.ts';
import { learningOf, type Learning, type Score } from '../learning.ts';
import { normals } from '../noise.ts';
import { type Advance, advance, type Kept } from '../run.ts';
import type { Manner, Task, TaskRun, Weights } from '../task.ts';
import { type Columns, CONVERGED, type Ending, SETTLED, type Trajectory } from '../trajectory.ts';

/** Bytes that the kept moments of all runs may have together. */
const KEPT_BYTES = 80e6;
/** Multiplications a turn may take: a few milliseconds. */
const TURN_WORK = 3e6;
/** Rows a turn has at most. */
const TURN_ROWS = 128;

export function classifierTask(problem: ClassifierProblem, experiment: Experiment, manner: Manner): Task {
  const { seed, noise, steps, runs } = experiment;
  const learning = learningOf(problem, seed);
  const drawn = noise === 0 ? undefined : noiseOf(seed, noise, learning.network.size);
  const cadence = manner.cadence ?? cadenceOf(learning);
  const patience = problem.regularisation['patience'] as number;
  const bytes = manner.forgets ? 0 : KEPT_BYTES / Math.max(1, runs.length);
  return {
    rows: Math.max(1, Math.min(TURN_ROWS, Math.floor(TURN_WORK / learning.work))),
    begin: (run) =>
      new Lesson(() => advance(run, learning.loss, learning.start, drawn, seed), learning, {
        steps,
        cadence,
        patience,
        bytes,
      }),
  };
}

/** Noise on gradients that are too long to keep for all steps. */
const noiseOf = (seed: number, sigma: number, dimension: number): Parameters<typeof advance>[3] => ({
  rows: (from, rows) => normals(seed, 'gradient noise', dimension, from, rows).map((it) => sigma * it),
});

/** Every how many steps the whole sets are scored: so that scoring costs no more than learning; 1, 2, 5, 10, 20, 50 …. */
export function cadenceOf({ data, work, network }: Learning): number {
  const scoring = (data.train.rows + data.test.rows) * network.size;
  let cadence = 1;
  for (let index = 0; cadence * work < scoring; index++) cadence *= [2, 2.5, 2][index % 3]!;
  return cadence;
}

interface Course {
  readonly steps: number;
  readonly cadence: number;
  /** Steps without a better test loss after which the run stops; 0: never. */
  readonly patience: number;
  /** Room for kept moments; 0: none is kept. */
  readonly bytes: number;
}

/** One optimizer learning. */
class Lesson implements TaskRun {
  private readonly fresh: () => Advance;
  private readonly learning: Learning;
  private readonly course: Course;
  private readonly go: Advance;
  private row = 0;
  /** The scoring under way, of the present row. */
  private scoring: Generator<void, Scores, void> | undefined;
  private scores: Scores | undefined;
  private best = { row: 0, loss: Infinity };
  private stopped = false;
  /** Ran out of its own accord. */
  private finished = false;
  private moments: Kept[] = [];
  private stride: number;
  /** What last computed weights again, and the row it is at; whoever uses it takes it away meanwhile. */
  private spare: { readonly again: Advance; readonly at: number } | undefined;

  constructor(fresh: () => Advance, learning: Learning, course: Course) {
    this.fresh = fresh;
    this.learning = learning;
    this.course = course;
    this.go = fresh();
    this.stride = course.cadence;
  }

  get over(): boolean {
    return this.stopped || this.finished;
  }

  /** Up to so many rows; none while scoring is under way. */
  advance(rows: number): Columns {
    const pieces: Columns[] = [];
    const end = this.row + rows;
    while (this.row < end && !this.over) {
      if (this.isScored(this.row) && !this.scores && !this.score()) break;
      this.keep();
      const piece = this.stretch(Math.min(end, this.nextScored()) - this.row);
      pieces.push(piece);
      if (pieces.length === 1 && rows === 1) break;
    }
    return joined(this.row, pieces);
  }

  /** The first and the last row are scored, and every cadence-th. */
  private isScored(row: number): boolean {
    return row % this.course.cadence === 0 || row === this.course.steps;
  }

  private nextScored(): number {
    const { cadence, steps } = this.course;
    const next = (Math.floor(this.row / cadence) + 1) * cadence;
    return this.row < steps ? Math.min(next, steps) : steps + 1;
  }

  /** Goes on with scoring the present row; true once that is done. */
  private score(): boolean {
    this.scoring ??= scoresOf(this.learning, this.go.x().slice(), this.go.statistics());
    const now = this.scoring.next();
    if (!now.done) return false;
    this.scoring = undefined;
    this.scores = now.value;
    if (now.value.test) this.judge(now.value.test.loss);
    return true;
  }

  /** Early stopping: the best test loss so far, and how long ago that was. */
  private judge(loss: number): void {
    const { patience } = this.course;
    if (loss < this.best.loss) this.best = { row: this.row, loss };
    else if (patience > 0 && this.row - this.best.row >= patience) this.stopped = true;
  }

  /** Rows up to the next one that must be scored; only the last one where the run is to stop. */
  private stretch(rows: number): Columns {
    const wanted = this.stopped ? 1 : rows;
    const columns = this.go(wanted);
    const series = this.scores ? namedSeries(this.scores, columns.rows) : unscored(this.learning, columns.rows);
    this.scores = undefined;
    this.row += columns.rows;
    if (columns.rows < wanted) this.finished = true;
    return { ...columns, series: { ...columns.series, ...series } };
  }

  /** Keeps the present moment if its turn has come, and every other one only once there is no more room. */
  private keep(): void {
    if (this.course.bytes === 0) return;
    if (this.row % this.stride !== 0 || !this.go.kept) return;
    if (this.moments.at(-1)?.row === this.row) return;
    this.moments.push(this.go.kept());
    const size = Object.values(this.moments[0]!.state).reduce((sum, it) => sum + it.byteLength, 0);
    if (this.moments.length * size <= this.course.bytes) return;
    this.stride *= 2;
    this.moments = this.moments.filter(({ row }) => row % this.stride === 0);
  }

  /** The weights of a row, computed again from the last moment kept before it; gives way step by step. */
  *weights(row: number): Generator<void, Weights, void> {
    const moment = this.moments.findLast((it) => it.row <= row);
    let { again, at } = this.spare ?? { again: this.fresh(), at: 0 };
    this.spare = undefined;
    if (again.resume && moment && (at > row || at < moment.row)) {
      again.resume(moment);
      at = moment.row;
    } else if (at > row) [again, at] = [this.fresh(), 0];
    for (; at < row; at++) {
      again(1);
      yield;
    }
    this.spare = { again, at };
    const statistics = Object.entries(again.statistics()).map(([name, values]) => [name, values.slice()] as const);
    const memory = again.kept?.().state;
    return { x: again.x().slice(), statistics: Object.fromEntries(statistics), ...(memory && { memory }) };
  }

  ending(trajectory: Trajectory): Ending {
    if (this.stopped) return { kind: 'stopped', at: trajectory.rows - 1, best: this.best.row };
    return settled(trajectory) ?? { kind: 'steps', at: trajectory.rows - 1 };
  }
}

interface Scores {
  readonly train: Score;
  /** Absent where no rows are kept for the test. */
  readonly test: Score | undefined;
}

function* scoresOf(
  { score, data }: Learning,
  x: Float64Array,
  statistics: Readonly<Record<string, Float64Array>>,
): Generator<void, Scores, void> {
  const train = yield* score('train', x, statistics);
  yield;
  return { train, test: data.test.rows > 0 ? yield* score('test', x, statistics) : undefined };
}

/** Scores as series: at the first row of a stretch, NaN in the others. */
function namedSeries({ train, test }: Scores, rows: number): Record<string, Float64Array> {
  const at = (value: number): Float64Array => {
    const values = new Float64Array(rows).fill(NaN);
    if (rows > 0) values[0] = value;
    return values;
  };
  return {
    'train-loss': at(train.loss),
    ...(test && { 'test-loss': at(test.loss) }),
    ...(train.accuracy !== undefined && { accuracy: at(train.accuracy) }),
    ...(test?.accuracy !== undefined && { 'test-accuracy': at(test.accuracy) }),
  };
}

const unscored = ({ data }: Learning, rows: number): Record<string, Float64Array> => {
  const none = { loss: NaN, ...(data.shape.target !== 'regression' && { accuracy: NaN }) };
  return namedSeries({ train: none, test: data.test.rows > 0 ? none : undefined }, rows);
};

/** Puts stretches together. */
function joined(row: number, pieces: readonly Columns[]): Columns {
  if (pieces.length === 1) return pieces[0]!;
  const all = (of: (columns: Columns) => Float64Array): Float64Array => {
    const whole = new Float64Array(pieces.reduce((sum, it) => sum + of(it).length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(of(piece), at);
      at += of(piece).length;
    }
    return whole;
  };
  const names = Object.keys(pieces[0]?.series ?? {});
  return {
    from: pieces[0]?.from ?? row,
    rows: pieces.reduce((sum, { rows }) => sum + rows, 0),
    x: all(({ x }) => x),
    loss: all(({ loss }) => loss),
    slope: all(({ slope }) => slope),
    cost: all(({ cost }) => cost),
    series: Object.fromEntries(names.map((name) => [name, all(({ series }) => series[name]!)])),
  };
}

/**
 * A run has converged at the step from which on its slope stays at rest; or, since batches never let slopes rest, from which
 * on its loss has settled.
 */
function settled({ rows, slope, series }: Trajectory): Ending | undefined {
  let flat = rows;
  while (flat > 0 && slope[flat - 1]! <= CONVERGED) flat--;
  if (flat < rows) return { kind: 'converged', at: flat };
  const losses = series['train-loss'];
  if (!losses) return undefined;
  const scored = Array.from({ length: rows }, (_, row) => row).filter((row) => !Number.isNaN(losses[row]!));
  const [first, last] = [losses[scored[0]!]!, losses[scored.at(-1)!]!];
  const far = scored.findLastIndex((row) => Math.abs(losses[row]! - last) > SETTLED.near * first);
  const at = scored[far + 1]!;
  return last < first && rows - 1 - at >= SETTLED.last * (rows - 1) ? { kind: 'converged', at } : undefined;
}
