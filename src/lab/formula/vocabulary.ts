/** The names a formula may use: one vocabulary for surfaces that people type, one for optimizer rules. */

/** How many arguments a function takes. */
export type Arity = { readonly min: number; readonly max: number };

/** Everything a formula may mention; a name outside it is a problem, never a lookup elsewhere. */
export type Vocabulary = {
  readonly symbols: ReadonlySet<string>;
  readonly functions: ReadonlyMap<string, Arity>;
  /** Other spellings of functions: `ln` for `log`, `arcsin` for `asin`. The tree holds the function's own name. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Whether `<`, `<=`, `>`, `>=` and `==` may be used. */
  readonly comparisons: boolean;
};

/** The constants of surfaces. `π` and `τ` are read as `pi` and `tau`, as every Greek letter is read as its name. */
export const constants: Readonly<Record<'pi' | 'e' | 'tau', number>> = {
  pi: 3.141592653589793,
  e: 2.718281828459045,
  tau: 6.283185307179586,
};

/** Jordan's coefficients a, b, c of X ← a X + (b A + c A²) X with A = X Xᵀ, one triple for each of the five steps of `ns5`. */
export const newtonSchulz: readonly (readonly [number, number, number])[] = Array.from({ length: 5 }, () => [
  3.4445, -4.775, 2.0315,
]);

const one: Arity = { min: 1, max: 1 };
const two: Arity = { min: 2, max: 2 };
const three: Arity = { min: 3, max: 3 };
const several: Arity = { min: 2, max: 8 };

function arities(groups: readonly (readonly [Arity, string])[]): ReadonlyMap<string, Arity> {
  return new Map(groups.flatMap(([arity, names]) => names.split(' ').map((name): [string, Arity] => [name, arity])));
}

const surfaceFunctions = arities([
  [one, 'sin cos tan asin acos atan sinh cosh tanh exp expm1 log log2 log10 log1p sqrt cbrt abs sign floor ceil'],
  [two, 'pow atan2 hypot'],
  [several, 'min max'],
]);

const surfaceAliases: ReadonlyMap<string, string> = new Map([
  ['ln', 'log'],
  ['arcsin', 'asin'],
  ['arccos', 'acos'],
  ['arctan', 'atan'],
  ['arctan2', 'atan2'],
  ['sgn', 'sign'],
]);

const ruleFunctions = arities([
  [one, 'sqrt cbrt abs sign floor cos exp log tanh sigmoid norm sum mean rms size gradient'],
  [one, 'ns5 row_means column_means rows columns'],
  [two, 'pow dot'],
  [three, 'where clamp'],
  [several, 'min max'],
]);

const lossFunctions = new Map([
  ...ruleFunctions,
  ...arities([
    [one, 'softplus softmax log_softmax total'],
    [two, 'at tail_logsumexp'],
  ]),
]);

const ruleAliases: ReadonlyMap<string, string> = new Map([['ln', 'log']]);

/**
 * The words of a surface f(x, y): the variables, the constants pi, e and tau, and the surface's own parameters.
 * `log` is the natural logarithm, as `ln` is. `hypot(x, y)` is the distance √(x² + y²), with slope 0 at the origin; so is
 * √|x| at 0. A parameter called `e` takes the constant's place.
 */
export function surfaceVocabulary(parameterNames: Iterable<string>): Vocabulary {
  return {
    symbols: new Set(['x', 'y', ...Object.keys(constants), ...parameterNames]),
    functions: surfaceFunctions,
    aliases: surfaceAliases,
    comparisons: false,
  };
}

/**
 * The words of an optimizer's rule: the given names and no constants, so that a vector may be called `e`.
 * `norm(a)` is the Euclidean length over all entries, `size(a)` their number, `where(condition, a, b)` chooses elementwise.
 * Of a matrix, `rows(a)` and `columns(a)` count its sides, `row_means(a)` is one column, `column_means(a)` one row, and `ns5(a)`
 * is five steps of Newton–Schulz's iteration towards the nearest matrix whose singular values are all 1 (Jordan 2024).
 */
export function ruleVocabulary(symbols: Iterable<string>): Vocabulary {
  return { symbols: new Set(symbols), functions: ruleFunctions, aliases: ruleAliases, comparisons: true };
}

/**
 * The words of a loss of one row: those of rules, and functions over the entries of a row: `softmax(z)`, `log_softmax(z)`,
 * `total(a)` adds them up, `at(z, y)` is the entry of number y, and `tail_logsumexp(z, y)` is, for every entry j, the log
 * of the sum of all e^z whose y does not come before that of j.
 */
export function lossVocabulary(symbols: Iterable<string>): Vocabulary {
  return { symbols: new Set(symbols), functions: lossFunctions, aliases: ruleAliases, comparisons: true };
}
