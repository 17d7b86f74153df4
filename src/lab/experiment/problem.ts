/** What is to be made small: a loss as a graph, and the questions one can ask it at a point. */
import { surfaces } from '../catalogues.ts';
import type { Values } from '../describe/param.ts';
import { lower } from '../formula/lower.ts';
import { entryLimits, explain, parse, surfaceVocabulary } from '../formula/parse.ts';
import { squaresOf } from '../formula/squares.ts';
import type { Expression } from '../formula/syntax.ts';
import { constants } from '../formula/vocabulary.ts';
import { differentiate } from '../graph/differentiate.ts';
import { interpret } from '../graph/interpret.ts';
import { constant, input, mul, type Node, pick, type Shape, stack, sum } from '../graph/node.ts';
import { type Borders, type Carried, type Execute, type Executable, type Program, program } from '../graph/program.ts';
import { times } from '../numeric/linear.ts';
import { formulaOf, type SurfaceEntry } from '../surface.ts';
import type { Choice } from './experiment.ts';
import { newest } from './newest.ts';

/** What a loss learnt from data needs besides the point; such a point is long, and rows record its length in its place. */
export interface Supply {
  /** Of the numbers in its programs. */
  readonly precision: 'f64' | 'f32';
  /** Inputs written afresh for every step: the rows of its batch, masks. */
  readonly feeds: Readonly<Record<string, Node>>;
  /** What they hold in steps `from` … `from + count − 1`. */
  readonly rows: (from: number, count: number) => Readonly<Record<string, Float64Array>>;
  /** State that every step moves besides the point: running statistics. */
  readonly state: (point: Node) => Readonly<Record<string, Carried>>;
  /** Where that state begins. */
  readonly begin: Readonly<Record<string, Float64Array>>;
}

/** A loss of a vector: its value and, entry by entry, its slope, as graphs over any point. */
export interface Loss {
  readonly dimension: number;
  /** The shape of a point: [n], or [rows, columns] of a matrix. */
  readonly shape: Shape;
  /** Equal for losses whose graphs are equal. */
  readonly name: string;
  /** Numbers the graphs read besides the point, by input name: a surface's parameters. */
  readonly values: Readonly<Record<string, number>>;
  value(point: Node): Node;
  gradient(point: Node): Node;
  /** The tensors a point consists of, one after the other, where there are several: layers of a network. */
  readonly tensors?: readonly { readonly offset: number; readonly shape: Shape }[];
  /** For a loss that is learnt from data: what every step of it is fed. */
  readonly supply?: Supply;
  /** The r₁ … rₘ whose squares add up to the value; absent where the loss is not written so. */
  readonly residuals?: (point: Node) => readonly Node[];
}

/** Parsed formulas of the entries, by text: parsing is the only part that can refuse. */
function parsed(entry: SurfaceEntry, values: Values): Expression {
  const text = formulaOf(entry, values);
  const result = parse(text, surfaceVocabulary(numbersOf(values).map(([name]) => name)), entryLimits);
  if (!result.ok) throw new RangeError(`${entry.title}: ${explain(result.problem)}`);
  return result.expression;
}

const numbersOf = (values: Values): [string, number][] =>
  Object.entries(values).filter((pair): pair is [string, number] => typeof pair[1] === 'number');

/** The loss that a surface is. Its parameters are inputs named `surface.…`, so that changing one needs no new program. */
export function surfaceLoss(choice: Choice): Loss {
  const entry = surfaces.get(choice.id);
  const expression = parsed(entry, choice.values);
  const numbers = numbersOf(choice.values);
  const inputs = new Map(numbers.map(([name]) => [name, input(`surface.${name}`)]));
  const symbolsAt = (point: Node): ((name: string) => Node | undefined) => {
    const symbols = new Map<string, Node>([
      ...Object.entries(constants).map(([name, value]) => [name, constant(value)] as const),
      ['x', pick(point, 0)],
      ['y', pick(point, 1)],
      ...inputs,
    ]);
    return (name) => symbols.get(name);
  };
  const seen = new Map<Node, { coordinates: [Node, Node]; value: Node }>();
  const at = (point: Node): { coordinates: [Node, Node]; value: Node } => {
    const before = seen.get(point);
    if (before) return before;
    const symbol = symbolsAt(point);
    const made = {
      coordinates: [symbol('x')!, symbol('y')!] as [Node, Node],
      value: lower(expression, { symbol }),
    };
    seen.set(point, made);
    return made;
  };
  const squares = squaresOf(expression, Object.fromEntries(numbers));
  return {
    dimension: 2,
    shape: [2],
    ...(squares && { residuals: (point) => squares.map((square) => lower(square, { symbol: symbolsAt(point) })) }),
    name: `${choice.id} ${formulaOf(entry, choice.values)}`,
    values: Object.fromEntries(numbers.map(([name, value]) => [`surface.${name}`, value])),
    value: (point) => at(point).value,
    gradient(point) {
      const { coordinates, value } = at(point);
      return stack(differentiate(value, coordinates));
    },
  };
}

/** The inputs a loss reads, as the border of a program. */
export const valueInputs = (loss: Loss): Record<string, Node> =>
  Object.fromEntries(Object.keys(loss.values).map((name) => [name, input(name)]));

/** Questions about a loss at one point; answers are the caller's to keep. */
export interface Answers {
  value(at: Float64Array): number;
  gradient(at: Float64Array): Float64Array;
  /** Row by row. */
  hessian(at: Float64Array): Float64Array;
  /** The Hessian times a vector. */
  hessianTimes(at: Float64Array, vector: Float64Array): Float64Array;
  /** The slopes of the residuals, row by row; NaN where the loss has none. */
  jacobian(at: Float64Array): Float64Array;
}

/** Programs of questions by loss and question: a method that starts anew finds its programs here. */
const questions = newest<Program>(64);

/** A program over a loss, made once; `name` tells it from all others over it. */
export const prepared = (loss: Loss, name: string, make: () => Borders): Program =>
  questions(`${name} ${loss.dimension} ${loss.name}`, () => program(make()));

function questionOf(loss: Loss, [name, output]: Question): Program {
  const [point, direction] = [input('point', loss.shape), input('direction', loss.shape)];
  const feeds = { point, direction, ...loss.supply?.feeds };
  return prepared(loss, name, () => ({
    values: valueInputs(loss),
    feeds,
    outputs: { answer: output(point, direction) },
  }));
}

type Question = readonly [name: keyof Answers, output: (point: Node, direction: Node) => Node];

/** What the present step is fed, besides the point. */
type Feeding = () => Readonly<Record<string, Float64Array>>;

/** A question to the loss: of a point, and of a direction where the output asks for one. */
function asking(
  loss: Loss,
  question: Question,
  run: Execute,
  feeding: Feeding,
): (at: Float64Array, along?: Float64Array) => Float64Array {
  let executable: Executable | undefined;
  return (at, along = at) => {
    if (executable === undefined) {
      executable = run(questionOf(loss, question));
      for (const [name, value] of Object.entries(loss.values)) executable.memory(name)[0] = value;
    }
    return executable.run(1, { ...feeding(), point: at, direction: along }).answer!;
  };
}

/** The Hessian times a vector, without the Hessian: the slope of the slope along it (Pearlmutter 1994). */
const hessianTimesOf = (loss: Loss, point: Node, direction: Node): Node =>
  differentiate(sum(mul(loss.gradient(point), direction)), [point])[0]!;

/** Second derivatives: every entry of the gradient differentiated once more. */
function hessianOf(loss: Loss, point: Node): Node {
  const slopes = loss.gradient(point);
  const rows = Array.from({ length: loss.dimension }, (_, i) => differentiate(pick(slopes, i), [point])[0]!);
  return stack(rows);
}

/** The slope of every residual, one after the other. */
function jacobianOf(loss: Loss, point: Node): Node {
  const rows = loss.residuals?.(point).map((residual) => differentiate(residual, [point])[0]!) ?? [constant(NaN)];
  return stack(rows);
}

/** A symmetric matrix from what it makes of unit vectors: of many weights its graph would be too long. */
function columnsOf(times: (unit: Float64Array) => Float64Array, dimension: number): Float64Array {
  const whole = new Float64Array(dimension * dimension);
  for (let column = 0; column < dimension; column++) {
    const unit = new Float64Array(dimension);
    unit[column] = 1;
    whole.set(times(unit), column * dimension);
  }
  return whole;
}

/** Answers to all questions about a loss; each program is built when first asked for. */
export function answers(loss: Loss, run: Execute, feeding: Feeding = () => ({})): Answers {
  const ask = (question: Question): ReturnType<typeof asking> => asking(loss, question, run, feeding);
  const value = ask(['value', (point) => loss.value(point)]);
  const gradient = ask(['gradient', (point) => loss.gradient(point)]);
  const hessian = ask(['hessian', (point) => hessianOf(loss, point)]);
  const product = ask(['hessianTimes', (point, direction) => hessianTimesOf(loss, point, direction)]);
  const jacobian = ask(['jacobian', (point) => jacobianOf(loss, point)]);
  return {
    value: (at) => value(at)[0]!,
    gradient,
    hessian: (at) => (loss.supply ? columnsOf((unit) => product(at, unit), loss.dimension) : hessian(at)),
    // Of two numbers the whole Hessian is quicker.
    hessianTimes: (at, vector) => (loss.supply ? product(at, vector) : times(hessian(at), vector)),
    jacobian,
  };
}

/** Running statistics, for who is not one program with the loss: every step moves them, as it does those of a rule. */
export interface Followed {
  move(at: Float64Array, fed: Readonly<Record<string, Float64Array>>): void;
  /** Views that move on. */
  readonly now: Readonly<Record<string, Float64Array>>;
}

/** Follows the running statistics of a loss; undefined where it has none. */
export function followed(loss: Loss, run: Execute): Followed | undefined {
  const { supply } = loss;
  if (!supply || Object.keys(supply.begin).length === 0) return undefined;
  const point = input('point', loss.shape);
  const executable = run(
    prepared(loss, 'statistics', () => ({
      values: valueInputs(loss),
      feeds: { point, ...supply.feeds },
      state: supply.state(point),
      outputs: {},
    })),
  );
  for (const [name, values] of Object.entries(supply.begin)) executable.memory(name).set(values);
  return {
    move: (at, fed) => void executable.run(1, { ...fed, point: at }),
    now: Object.fromEntries(Object.keys(supply.begin).map((name) => [name, executable.memory(name)])),
  };
}

/** Value, gradient and Hessian of a surface at any point; single questions are quicker interpreted than compiled. */
export const surfaceAt = (choice: Choice): Answers => answers(surfaceLoss(choice), interpret);
