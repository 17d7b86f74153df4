/**
 * An optimizer comes in two shapes behind one contract. A rule is a few lines of the formula language, traced into the
 * differentiable graph and run together with the loss. A method is a generator that questions an oracle; every question
 * is billed. Nobody downstream sees the difference: they see trajectories and named state vectors.
 */
import type { Params, Values } from './describe/param.ts';
import type { Stream } from './numeric/random.ts';

/** What not every problem has: a loss that is written as a sum of squares; parameters that form a matrix; few of them. */
export type Need = 'squares' | 'matrix' | 'few';

/** What is known of a method that is linear on bowls. */
export interface OnBowl {
  /**
   * The two numbers of z² − sum z + product, whose roots are the factors per step along one curvature; undefined with
   * settings that make the step something else.
   */
  readonly roots: (values: Values, curvature: number) => { readonly sum: number; readonly product: number } | undefined;
  /** The largest rate that does not diverge, as people write it. */
  readonly border: (values: Values) => string;
}

/** What is known of a method that is linear on bowls once it stands still what it divides slopes by. */
export interface Scaled extends OnBowl {
  /** What slopes are divided by after some steps, entry by entry, from the state by letter. */
  readonly scale: (values: Values, state: Readonly<Record<string, Float64Array>>) => Float64Array;
}

/** The optimizer of PyTorch's own that is the same; parameters have the same names, β₁ and β₂ and η± are pairs there. */
export interface TorchTwin {
  /** The class in torch.optim. */
  readonly name: string;
  /** Arguments that make it so. */
  readonly fixed?: Readonly<Record<string, boolean | number>>;
  /** Our parameters it has no word for: the twin is one only while they have their defaults. */
  readonly unknown?: readonly string[];
}

interface OptimizerBase {
  readonly title: string;
  /** Other names people search for. */
  readonly aliases?: readonly string[];
  readonly year: number;
  /** One sentence: what makes it different. */
  readonly idea: string;
  /** The paper, and the implementation the rule was checked against. */
  readonly source: string;
  readonly params: Params;
  /** What other implementations do differently, one readable sentence each. */
  readonly conventions?: readonly string[];
  /** What no single parameter's range can say; the sentence names the parameter. */
  readonly refuse?: (values: Values) => { readonly param: string; readonly message: string } | undefined;
  /** What it asks of the problem with these settings; where that is missing it is refused, with the reason. */
  readonly needs?: (values: Values) => Need | undefined;
  readonly torch?: TorchTwin;
  /** Its step on a bowl, where that is linear. */
  readonly onBowl?: OnBowl;
  /** Its step on a bowl that is scaled as it scales slopes, where that is linear. */
  readonly scaled?: Scaled;
  /** Why it moves even where the ground is flat; absent for those that rest there (without weight decay). */
  readonly restless?: string;
  /** TeX of letters that are not parameters (`m_hat` → \hat m). */
  readonly letters?: Readonly<Record<string, string>>;
  /** What letters are to somebody who watches a step, where the formula does not show it (see `experiment/roles.ts`). */
  readonly roles?: Readonly<Record<string, Role | undefined>>;
}

/**
 * What a letter is to the step inspector. `gradient`: the slope the step works with · `velocity`: a memory of slopes ·
 * `square`: a memory of squared slopes, whose root the step is divided by · `point`: another place on the map · `points`:
 * several, one after the other · `direction`: where a method wants to go.
 */
export type Role = 'gradient' | 'velocity' | 'square' | 'point' | 'points' | 'direction';

/**
 * A line of state: its shape is the parameter's (`vector`), one number, or one number per row or column of a matrix (of
 * anything else: one number); and where it starts: a formula over x and parameters.
 */
export interface StateLine {
  readonly shape: 'vector' | 'scalar' | 'rows' | 'columns';
  readonly init: string;
}

/**
 * The lines may read x, g (the gradient at x, taken before anything in the step), f (the loss at x), g_all (the gradient
 * of all parameters where g is that of one tensor), the parameters, and state by name; assigning x or a state letter is
 * the update. `t` and other counters are state like any other.
 * `gradient(y)` asks at another point, with the step's own noise; what is not asked is not billed.
 * Flags and choices are settled when the lines are chosen; numbers stay symbols, so changing one never re-traces.
 */
export interface Rule extends OptimizerBase {
  readonly kind: 'rule';
  /** `tensor`: treats each tensor of parameters (each layer’s weights, its biases) by itself; all as one if absent. */
  readonly scope?: (choices: Values) => 'tensor' | 'whole';
  readonly state: Readonly<Record<string, StateLine>>;
  readonly lines: Lines;
  /**
   * Where x is the point a method looks ahead to: the iterate it looks ahead from, a formula over x, parameters and state
   * before the step. Told beside the run and drawn on request.
   */
  readonly iterate?: (choices: Values) => string | undefined;
}

/** The lines under these flags and choices; some rules treat a matrix otherwise than a vector. */
export type Lines = (choices: Values, matrix?: boolean) => readonly string[];

/** What a method may ask; every answer is billed. Vectors are plain arrays of the parameter's length. */
export interface Oracle {
  /** [n] for a vector, [rows, columns] for a matrix, whose entries come row by row. */
  readonly shape: readonly number[];
  value(at: Float64Array): number;
  gradient(at: Float64Array): Float64Array;
  /** Value and gradient together, at the price of one: the way back goes over the way there. */
  both(at: Float64Array): { readonly f: number; readonly g: Float64Array };
  /** Row by row. */
  hessian(at: Float64Array): Float64Array;
  /** The Hessian times a vector, at the price of one gradient. */
  hessianTimes(at: Float64Array, vector: Float64Array): Float64Array;
  /** Row by row, the slopes of the residuals r of f = r₁² + … + rₘ²; only for those that need squares. */
  jacobian(at: Float64Array): Float64Array;
  /** This step's luck for a purpose: from the experiment's seed, whoever else is in the race. */
  random(purpose: string): Stream;
  /** The lab's elementary functions. Lent, not imported: the page lists methods without loading what only runs need. */
  readonly exp: (x: number) => number;
  readonly log: (x: number) => number;
  readonly pow: (x: number, y: number) => number;
}

/** One step's result: the new point and whatever state is worth naming. */
export interface MethodStep {
  readonly x: Float64Array;
  readonly state?: Readonly<Record<string, Float64Array>>;
}

export interface Method extends OptimizerBase {
  readonly kind: 'method';
  /** The formula lines to typeset; they are what `steps` computes. */
  readonly lines: Lines;
  /**
   * What it goes by: values alone, slopes alone, or both against each other, as searches along a line do. Says which
   * wrappers of the gradient make sense.
   */
  readonly asks: 'values' | 'slopes' | 'both';
  /** The values are read anew at every step: a schedule changes them. */
  readonly steps: (start: Float64Array, oracle: Oracle, values: Values) => Generator<MethodStep, void, void>;
}

export type OptimizerEntry = Rule | Method;

/** State that starts at zero in the parameter's shape. */
export const zeros: StateLine = { shape: 'vector', init: '0' };
/** One number per row of a matrix, and one per column. */
export const rowZeros: StateLine = { shape: 'rows', init: '0' };
export const columnZeros: StateLine = { shape: 'columns', init: '0' };
/** One number that starts at `init`. */
export const scalar = (init: number | string): StateLine => ({ shape: 'scalar', init: String(init) });

/** TeX of the letters that Adam's relatives share. */
export const momentLetters: Readonly<Record<string, string>> = {
  p1: '\\beta_1^t',
  p2: '\\beta_2^t',
  m_hat: '\\hat m',
  v_hat: '\\hat v',
  v_max: 'v_{\\max}',
};

export const rule = (entry: Omit<Rule, 'kind'>): Rule => ({ kind: 'rule', ...entry });
export const method = (entry: Omit<Method, 'kind'>): Method => ({ kind: 'method', ...entry });
