/** What the network of a run answers at given weights: over a stretch of the plane, for the rows of its data, unit by unit. */
import { losses } from '../catalogues.ts';
import { softmax } from '../graph/functions.ts';
import { input, type Node, sizeOf, unary } from '../graph/node.ts';
import { type Executable, program } from '../graph/program.ts';
import { reshape } from '../graph/tensors.ts';
import type { Takes } from '../loss.ts';
import type { Highest } from '../numeric/lanczos.ts';
import type { Region } from '../surface.ts';
import { contour } from './contour.ts';
import { executeIn } from './execute.ts';
import type { ClassifierProblem, Run } from './experiment.ts';
import { type Landscape, landscapeOf, type LandscapeQuestion } from './landscape-look.ts';
import { layerLooks, type Look } from './layer-look.ts';
import type { Learning } from './learning.ts';
import { scaleOf, type Sharpness, sharpnessOf } from './sharpness.ts';
import type { Weights } from './task.ts';

/** Where answers are wanted: `columns × rows` points of a plane (one feature: of a line, with one row). */
export interface Grid {
  readonly region: Region;
  readonly columns: number;
  readonly rows: number;
}

export type GlanceQuestion =
  /** What comes out for every point of a grid, if there is one, and for every row of the named parts. */
  | { readonly of: 'answers'; readonly grid?: Grid; readonly parts: readonly ('train' | 'test')[] }
  /** What every hidden unit gives over a grid, and all weights. */
  | { readonly of: 'units'; readonly grid: Grid }
  /** What its layers give and how long their slopes are. */
  | { readonly of: 'layers' }
  /** How sharply its loss bends, as the run that came there is held back by it. */
  | { readonly of: 'sharpness'; readonly by: Run }
  | LandscapeQuestion;

/** Answers as people read them: shares of the classes, which add up to 1, or one number. */
export interface Answered {
  readonly of: 'answers';
  /** Classes, or 1 for a number. */
  readonly width: number;
  readonly grid?: Grid & {
    /** points × width, row by row from ymin up. */
    readonly values: Float32Array;
    /** Where the likeliest class changes: x, y of both ends of every piece. */
    readonly borders: Float32Array;
  };
  /** rows × width */
  readonly train?: Float32Array;
  readonly test?: Float32Array;
}

export interface UnitFields {
  readonly of: 'units';
  readonly grid: Grid;
  /** Hidden layers in order: `fields` is units × points, each unit's values one after the other. */
  readonly layers: readonly { readonly name: string; readonly units: number; readonly fields: Float32Array }[];
  /** Of the output layer, as many fields as outputs. */
  readonly output: Float32Array;
  readonly outputs: number;
  /** Whether outputs are shares of classes. */
  readonly shares: boolean;
  readonly x: Float64Array;
  readonly tensors: readonly { readonly name: string; readonly shape: readonly number[]; readonly offset: number }[];
}

export type GlanceAnswer = Answered | UnitFields | LayersSeen | Sharp | Landscape;

export interface LayersSeen extends Look {
  readonly of: 'layers';
}

export interface Sharp extends Highest {
  readonly of: 'sharpness';
}

/** Multiplications between two times of listening, and the rows that go through the network at once at most and at least. */
const [WORK, MOST, LEAST] = [4e6, 512, 16];

/** A network's outputs as shares or numbers: [rows, 1 or outputs]; two classes have the share of the second. */
function shares(takes: Takes, output: Node): Node {
  if (takes === 'class') return softmax(output);
  return takes === 'binary' ? unary('sigmoid', output) : output;
}

/** Looks at one prepared problem with any weights; programs are built when first asked for. */
export class Glance {
  private readonly problem: ClassifierProblem;
  private readonly learning: Learning;
  private readonly takes: Takes;
  /** Rows that go through the network at once. */
  private readonly block: number;
  private answering: Executable | undefined;
  private bending: Sharpness | undefined;
  private looking: ((at: Weights) => Look) | undefined;
  private showing:
    { readonly run: Executable; readonly layers: readonly { name: string; units: number }[] } | undefined;

  constructor(problem: ClassifierProblem, learning: Learning) {
    this.problem = problem;
    this.learning = learning;
    this.takes = losses.get(problem.loss.id).takes;
    this.block = Math.max(LEAST, Math.min(MOST, Math.floor(WORK / learning.network.size)));
  }

  /** `weightsAt` hands out the weights of other runs and rows, for the questions that are about them. */
  *answer(
    weights: Weights,
    question: GlanceQuestion,
    weightsAt: (run: number, row: number) => Generator<void, Weights, void> | undefined = () => undefined,
  ): Generator<void, GlanceAnswer, void> {
    switch (question.of) {
      case 'answers':
        return yield* this.answers(weights, question);
      case 'units':
        return yield* this.units(weights, question);
      case 'layers':
        return { of: 'layers', ...(this.looking ??= layerLooks(this.problem, this.learning))(weights) };
      case 'sharpness':
        this.bending ??= sharpnessOf(this.learning);
        return { of: 'sharpness', ...(yield* this.bending(weights.x, scaleOf(question.by, weights))) };
      case 'landscape':
        return yield* landscapeOf(this.learning, weights, question, weightsAt);
    }
  }

  /** Shares or numbers for a grid and for rows; gives way in between. */
  private *answers(
    weights: Weights,
    { grid, parts }: Extract<GlanceQuestion, { of: 'answers' }>,
  ): Generator<void, Answered, void> {
    const { data } = this.learning;
    const width = this.takes === 'binary' ? 2 : this.takes === 'class' ? data.shape.classes : 1;
    const told: { -readonly [Key in keyof Answered]: Answered[Key] } = { of: 'answers', width };
    if (grid) {
      const values = yield* this.through(weights, pointsOf(grid, data.shape.features));
      const borders =
        this.takes === 'binary' || this.takes === 'class' ? bordersOf(values, width, grid) : new Float32Array();
      told.grid = { ...grid, values, borders };
    }
    for (const part of parts) told[part] = yield* this.through(weights, data[part].x);
    return told;
  }

  /** Every hidden unit over a grid of two features. */
  private *units(
    weights: Weights,
    { grid }: Extract<GlanceQuestion, { of: 'units' }>,
  ): Generator<void, UnitFields, void> {
    const { run, layers } = (this.showing ??= this.unitProgram());
    this.load(run, weights);
    const points = pointsOf(grid, 2);
    const count = points.length / 2;
    const fields = layers.map(({ units }) => new Float32Array(units * count));
    for (let from = 0; from < count; from += this.block) {
      const told = run.run(1, { features: blockOf(points, from, 2, this.block) });
      for (const [at, { name, units }] of layers.entries())
        transpose(told[name]!, units, Math.min(this.block, count - from), fields[at]!, from, count);
      yield;
    }
    const { parameters } = this.learning.network;
    return {
      of: 'units',
      grid,
      layers: layers.slice(0, -1).map(({ name, units }, at) => ({ name, units, fields: fields[at]! })),
      output: fields.at(-1)!,
      outputs: layers.at(-1)!.units,
      shares: this.takes === 'binary' || this.takes === 'class',
      x: weights.x.slice(),
      tensors: parameters.map(({ name, shape, offset }) => ({ name, shape, offset })),
    };
  }

  private *through(weights: Weights, features: Float64Array): Generator<void, Float32Array, void> {
    const run = (this.answering ??= this.answerProgram());
    this.load(run, weights);
    const { shape } = this.learning.data;
    const rows = features.length / shape.features;
    const two = this.takes === 'binary';
    const width = two ? 2 : this.takes === 'class' ? shape.classes : 1;
    const all = new Float32Array(rows * width);
    for (let from = 0; from < rows; from += this.block) {
      const told = run.run(1, { features: blockOf(features, from, shape.features, this.block) })['answers']!;
      const count = Math.min(this.block, rows - from);
      if (two)
        for (let row = 0; row < count; row++) {
          all[2 * (from + row)] = 1 - told[row]!;
          all[2 * (from + row) + 1] = told[row]!;
        }
      else all.set(told.subarray(0, count * width), from * width);
      yield;
    }
    return all;
  }

  private load(run: Executable, { x, statistics }: Weights): void {
    run.memory('x').set(x);
    for (const [name, values] of Object.entries(statistics)) run.memory(name).set(values);
  }

  private inputs(): { x: Node; features: Node; statistics: Record<string, Node> } {
    const { network, data } = this.learning;
    return {
      x: input('x', [network.size]),
      features: input('features', [this.block, data.shape.features]),
      statistics: Object.fromEntries(network.buffers.map(({ name, size }) => [name, input(name, [size])])),
    };
  }

  private answerProgram(): Executable {
    const { x, features, statistics } = this.inputs();
    const { network } = this.learning;
    const { output } = network.forward(network.split(x), features, { kind: 'evaluate', buffers: statistics });
    return executeIn(this.problem.precision)(
      program({
        values: { x, ...statistics },
        feeds: { features },
        outputs: { answers: shares(this.takes, output) },
      }),
    );
  }

  private unitProgram(): NonNullable<Glance['showing']> {
    const { x, features, statistics } = this.inputs();
    const { network } = this.learning;
    const pass = network.forward(network.split(x), features, { kind: 'evaluate', buffers: statistics });
    const hidden = pass.layers.filter(({ kind }) => kind === 'activation');
    const all = [...hidden, { name: 'output', node: shares(this.takes, pass.output) }].map(({ name, node }) => ({
      name,
      node: reshape(node, [this.block, sizeOf(node.shape) / this.block]),
    }));
    const run = executeIn(this.problem.precision)(
      program({
        values: { x, ...statistics },
        feeds: { features },
        outputs: Object.fromEntries(all.map(({ name, node }) => [name, node])),
      }),
    );
    return { run, layers: all.map(({ name, node }) => ({ name, units: node.shape[1]! })) };
  }
}

/** The arrays of an answer, to be handed over rather than copied. */
export function arraysOf(answer: GlanceAnswer): (Float32Array | Float64Array)[] {
  switch (answer.of) {
    case 'answers':
      return [answer.grid?.values, answer.grid?.borders, answer.train, answer.test].filter((it) => it !== undefined);
    case 'units':
      return [answer.output, answer.x, ...answer.layers.map(({ fields }) => fields)];
    case 'layers':
      return [
        ...answer.layers.map(({ values }) => values.counts),
        ...answer.tensors.map(({ slopes }) => slopes.counts),
      ];
    case 'sharpness':
      return [];
    case 'landscape':
      return [
        answer.plane.origin,
        answer.plane.across,
        answer.plane.up,
        ...answer.paths.flatMap(({ places, distances }) => [places, distances]),
      ];
  }
}

/** A block of rows; the last one is filled up with zeros. */
function blockOf(features: Float64Array, from: number, width: number, rows: number): Float64Array {
  const wanted = features.subarray(from * width, (from + rows) * width);
  if (wanted.length === rows * width) return wanted;
  const filled = new Float64Array(rows * width);
  filled.set(wanted);
  return filled;
}

/** Points of a grid, row by row from ymin up: x alone for one feature, x and y for two. */
export function pointsOf({ region: [xmin, xmax, ymin, ymax], columns, rows }: Grid, features: number): Float64Array {
  const points = new Float64Array(columns * rows * features);
  for (let j = 0, at = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      points[at++] = xmin + ((xmax - xmin) * i) / Math.max(1, columns - 1);
      if (features > 1) points[at++] = ymin + ((ymax - ymin) * j) / Math.max(1, rows - 1);
    }
  return points;
}

/** From rows of units into each unit's own field. */
function transpose(
  told: Float64Array,
  units: number,
  rows: number,
  into: Float32Array,
  from: number,
  count: number,
): void {
  for (let row = 0; row < rows; row++)
    for (let unit = 0; unit < units; unit++) into[unit * count + from + row] = told[row * units + unit]!;
}

/** Where each class's share passes that of the best other one. */
function bordersOf(values: Float32Array, width: number, { region, columns, rows }: Grid): Float32Array {
  const ahead = new Float64Array(columns * rows);
  const lines: Float64Array[] = [];
  // With two classes the border of one is that of the other.
  for (let own = width === 2 ? 1 : 0; own < width; own++) {
    for (let point = 0; point < ahead.length; point++) {
      let best = -Infinity;
      for (let other = 0; other < width; other++)
        if (other !== own) best = Math.max(best, values[point * width + other]!);
      ahead[point] = values[point * width + own]! - best;
    }
    lines.push(contour(ahead, columns, rows, region, 0).points);
  }
  const all = new Float32Array(lines.reduce((sum, line) => sum + line.length, 0));
  let at = 0;
  for (const line of lines) {
    all.set(line, at);
    at += line.length;
  }
  return all;
}
