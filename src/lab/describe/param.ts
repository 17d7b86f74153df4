/** One declaration of a parameter: it gives the knob, the link, the validation, the help and the sweep range. */

import { rowsIn } from './rows.ts';

/** What a parameter's value can be; plain data, so that it travels in links, messages and files. */
export type Value = number | boolean | string;
export type Values = Readonly<Record<string, Value>>;

interface Described {
  /** One short sentence for the knob's help. */
  readonly hint?: string;
  /** How the letter is typeset in formulas (TeX); the parameter's name if absent. */
  readonly letter?: string;
  /** True where the formula does not show it: a limit, a count of inner steps. */
  readonly unwritten?: boolean;
  /** Other parameters' values without which this one does nothing; its knob is shown with them only. */
  readonly only?: Values;
}

/** A number within hard limits; the knob runs over `range`, typing may go to the limits. */
export interface NumberParam extends Described {
  readonly kind: 'number';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  /** True where the limit itself is refused (β < 1). */
  readonly belowMax?: boolean;
  readonly integer?: boolean;
  /** The stretch a slider shows, and a sweep takes. */
  readonly range: readonly [number, number];
  /** `log`: by factors; `one-minus`: by factors of the distance to 1 (β = 0.9, 0.99, 0.999). */
  readonly scale: 'linear' | 'log' | 'one-minus';
}

/** A rule's own yes or no. */
export interface FlagParam extends Described {
  readonly kind: 'flag';
  readonly default: boolean;
}

/** One of a few named conventions. */
export interface ChoiceParam extends Described {
  readonly kind: 'choice';
  readonly default: string;
  readonly options: readonly string[];
}

/** A formula in the lab's own language. */
export interface TextParam extends Described {
  readonly kind: 'text';
  readonly default: string;
}

/** Rows of numbers, written as one text: `(1,2)(3,4)`. In JSON they are lists. */
export interface RowsParam extends Described {
  readonly kind: 'rows';
  readonly default: string;
}

/**
 * A few numbers, as text with commas between them (`20,50,80`), or pairs of a place and a height one after the other.
 * The numbers, or the places of pairs, ascend.
 */
export interface ListParam extends Described {
  readonly kind: 'list';
  readonly default: string;
  readonly pairs: boolean;
  /** How many items at most; at least one. */
  readonly most: number;
  /** What every number, or every place, keeps within. */
  readonly limits: readonly [number, number];
  /** What every height keeps within. */
  readonly heights: readonly [number, number];
}

/** A few numbers joined by “-”, as in `16-16`; a single 0 says that there are none. */
export interface ChainParam extends Described {
  readonly kind: 'chain';
  readonly default: string;
  /** How many numbers at most, and what each may be. */
  readonly most: number;
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
}

export type Param = NumberParam | FlagParam | ChoiceParam | TextParam | RowsParam | ListParam | ChainParam;
export type Params = Readonly<Record<string, Param>>;

type Extra = Partial<Omit<NumberParam, 'kind' | 'default'>>;

/** Largest magnitude any number in an experiment may have. */
export const LARGEST = 1e9;

/** A learning rate: 0 … 1e6, a slider by factors. */
export const rate = (value: number, extra: Extra = {}): NumberParam => ({
  kind: 'number',
  default: value,
  min: 0,
  max: 1e6,
  range: [1e-5, 10],
  scale: 'log',
  letter: '\\eta',
  hint: 'learning rate: how far one step goes',
  ...extra,
});

/** An averaging constant in [0, 1), a slider by factors of 1 − β. */
export const decay = (value: number, extra: Extra = {}): NumberParam => ({
  kind: 'number',
  default: value,
  min: 0,
  max: 1,
  belowMax: true,
  range: [0, 0.9999],
  scale: 'one-minus',
  ...extra,
});

/** A small positive constant that keeps a division finite. */
export const epsilon = (value: number, extra: Extra = {}): NumberParam => ({
  kind: 'number',
  default: value,
  min: 0,
  max: 1e6,
  range: [1e-16, 1],
  scale: 'log',
  letter: '\\varepsilon',
  hint: 'keeps the division finite where gradients vanish',
  ...extra,
});

/** How much of the last velocity is kept, in [0, 1). */
export const velocity = (value: number): NumberParam =>
  decay(value, { letter: '\\mu', hint: 'how much of the last velocity is kept' });

/** β₁ in [0, 1). */
export const beta1 = (value: number, hint = 'how long gradients are remembered'): NumberParam =>
  decay(value, { letter: '\\beta_1', hint });

/** β₂ in [0, 1). */
export const beta2 = (value: number, hint = 'how long their squares are remembered'): NumberParam =>
  decay(value, { letter: '\\beta_2', hint });

/** A pull towards 0: `coupled` is added to the gradient, `decoupled` shrinks the parameter itself. */
export const weightDecay = (value: number, how: 'coupled' | 'decoupled'): NumberParam =>
  number(value, [0, 1], {
    min: 0,
    max: 1e6,
    letter: '\\lambda',
    hint: how === 'coupled' ? 'pull towards 0, added to the gradient' : 'share of x taken away per unit of lr',
  });

/** Any other number, on a linear slider unless said otherwise. */
export const number = (value: number, range: readonly [number, number], extra: Extra = {}): NumberParam => ({
  kind: 'number',
  default: value,
  min: -LARGEST,
  max: LARGEST,
  range,
  scale: 'linear',
  ...extra,
});

export const flag = (value: boolean, hint?: string): FlagParam => ({
  kind: 'flag',
  default: value,
  ...(hint === undefined ? {} : { hint }),
});

/** A whole number, 0 or more. */
export const count = (value: number, range: readonly [number, number], extra: Extra = {}): NumberParam =>
  number(value, range, { min: 0, max: 1e6, integer: true, ...extra });

/** The first option is the default. */
export const choice = (options: readonly [string, ...string[]], hint?: string): ChoiceParam => ({
  kind: 'choice',
  default: options[0],
  options,
  ...(hint === undefined ? {} : { hint }),
});

export const text = (value: string, hint?: string): TextParam => ({
  kind: 'text',
  default: value,
  ...(hint === undefined ? {} : { hint }),
});

export const rows = (value: string, hint?: string): RowsParam => ({
  kind: 'rows',
  default: value,
  ...(hint === undefined ? {} : { hint }),
});

export const list = (value: string, extra: Partial<Omit<ListParam, 'kind' | 'default'>> = {}): ListParam => ({
  kind: 'list',
  default: value,
  pairs: false,
  most: 12,
  limits: [0, 1e6],
  heights: [0, 1e6],
  ...extra,
});

/** The numbers of a list, in their order. */
export const numbersIn = (list: Value): number[] => String(list).split(',').map(Number);

/** The numbers among the values by the names that formulas have for them; those of a list `points` are `points1` …. */
export const numbersOf = (params: Params, values: Values): [string, number][] =>
  Object.entries(params).flatMap(([name, { kind }]): [string, number][] => {
    const value = values[name]!;
    if (kind === 'number') return [[name, Number(value)]];
    return kind === 'list' ? numbersIn(value).map((number, i) => [`${name}${i + 1}`, number]) : [];
  });

/** What decides how a rule is written: everything but the numbers themselves. */
export const shapeOf = (params: Params, values: Values): Value[] =>
  Object.entries(params).flatMap(([name, { kind }]): Value[] => {
    if (kind === 'number') return [];
    return [kind === 'list' ? numbersIn(values[name]!).length : values[name]!];
  });

export const chain = (value: string, rest: Omit<ChainParam, 'kind' | 'default'>): ChainParam => ({
  kind: 'chain',
  default: value,
  ...rest,
});

/** The numbers a chain names, or undefined for a text that is no chain. */
export function chainNumbers(text: string): readonly number[] | undefined {
  if (!/^\d+(?:\.\d+)?(?:-\d+(?:\.\d+)?)*$/.test(text)) return undefined;
  return text === '0' ? [] : text.split('-').map(Number);
}

/** Every parameter's default, as values. */
export const defaults = (params: Params): Record<string, Value> =>
  Object.fromEntries(Object.entries(params).map(([name, param]) => [name, param.default]));

/** What a parameter accepts, in words for error messages: “a number from 0 to 1e6”. */
export function allowed(param: Param): string {
  switch (param.kind) {
    case 'number': {
      const what = param.integer ? 'a whole number' : 'a number';
      return `${what} from ${param.min} to ${param.belowMax ? `below ${param.max}` : param.max}`;
    }
    case 'flag':
      return 'true or false';
    case 'choice':
      return `one of ${param.options.join(', ')}`;
    case 'text':
      return 'a formula in x and y';
    case 'rows':
      return 'a list of numbers, or lists of finite numbers: [[1, 2], [3, 4]], in a link (1,2)(3,4)';
    case 'list': {
      const [low, high] = param.limits;
      const what = param.pairs
        ? `pairs of a step from ${low} to ${high} and a height`
        : `numbers from ${low} to ${high}`;
      return `1 to ${param.most} ${what}, ${param.pairs ? 'the steps ' : ''}ascending`;
    }
    case 'chain': {
      const what = param.integer ? 'whole numbers' : 'numbers';
      return `up to ${param.most} ${what} from ${param.min} to ${param.max} joined by “-”, or 0 for none`;
    }
  }
}

/** Whether a value is one this parameter accepts (a formula's own grammar is checked by its surface). */
export function accepts(param: Param, value: unknown): value is Value {
  switch (param.kind) {
    case 'number':
      return (
        typeof value === 'number' &&
        Number.isFinite(value) &&
        value >= param.min &&
        (param.belowMax ? value < param.max : value <= param.max) &&
        (!param.integer || Number.isInteger(value))
      );
    case 'flag':
      return typeof value === 'boolean';
    case 'choice':
      return typeof value === 'string' && param.options.includes(value);
    case 'text':
      return typeof value === 'string';
    case 'rows':
      return typeof value === 'string' && (rowsIn(value)?.every((row) => row.every(Number.isFinite)) ?? false);
    case 'list':
      return typeof value === 'string' && isList(param, value);
    case 'chain': {
      const numbers = typeof value === 'string' ? chainNumbers(value) : undefined;
      const fits = (one: number): boolean =>
        one >= param.min && one <= param.max && (!param.integer || Number.isInteger(one));
      return numbers !== undefined && numbers.length <= param.most && numbers.every(fits);
    }
  }
}

const plainNumber = /^-?\d+(?:\.\d+)?(?:e-?\d+)?$/;

function isList({ pairs, most, limits, heights }: ListParam, value: string): boolean {
  const pieces = value.split(',');
  const width = pairs ? 2 : 1;
  if (pieces.length % width !== 0 || pieces.length > most * width) return false;
  const numbers = pieces.map(Number);
  const within = (number: number, [low, high]: readonly [number, number]): boolean => number >= low && number <= high;
  return numbers.every(
    (number, i) =>
      plainNumber.test(pieces[i]!) &&
      (i % width === 1 ? within(number, heights) : within(number, limits) && !(number <= numbers[i - width]!)),
  );
}
