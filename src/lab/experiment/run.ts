/** One optimizer on one problem: hands out its rows in stretches of any length, always the same rows. */
import { optimizers } from '../catalogues.ts';
import { numbersOf, shapeOf, type Values } from '../describe/param.ts';
import type { Executable, Program } from '../graph/program.ts';
import { exp, log, pow } from '../numeric/elementary.ts';
import { stream } from '../numeric/random.ts';
import type { Method, MethodStep, Oracle, Rule } from '../optimizer.ts';
import { type Around, aroundInput, aroundOf, numbersAround, shapeOfAround } from './around.ts';
import { betweenOf, ratesOf } from './around-method.ts';
import type { Run } from './experiment.ts';
import { execute, executeIn } from './execute.ts';
import { newest } from './newest.ts';
import { type Noise, normals } from './noise.ts';
import { answers, followed, type Loss } from './problem.ts';
import { parameterInput, type TracedStep, traceStep } from './step.ts';
import type { Columns } from './trajectory.ts';

/** A run under way: hands out its next rows; fewer than asked for only where it is over. */
export interface Advance {
  (rows: number): Columns;
  /** The point of the next row; a view that moves on. */
  readonly x: () => Float64Array;
  /** Running statistics of the next row, where the loss has some; views that move on. */
  readonly statistics: () => Readonly<Record<string, Float64Array>>;
  /** All that the next rows depend on, and the way back to it; absent where an optimizer keeps that to itself. */
  readonly kept?: () => Kept;
  readonly resume?: (kept: Kept) => void;
}

/** A moment of a run, to be taken up again. */
export interface Kept {
  readonly row: number;
  readonly state: Readonly<Record<string, Float64Array>>;
}

/** |g|, scaled where squares would overflow or vanish. */
export function length(vector: Float64Array): number {
  let largest = 0;
  let squares = 0;
  for (const entry of vector) {
    const size = Math.abs(entry);
    if (!(size <= largest)) largest = size; // NaN comes through
    squares += entry * entry;
  }
  if (squares > 1e-290 && squares < 1e290) return Math.sqrt(squares);
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  let scaled = 0;
  for (const entry of vector) scaled += (entry / largest) * (entry / largest);
  return largest * Math.sqrt(scaled);
}

const slopes = (gradients: Float64Array, dimension: number): Float64Array =>
  Float64Array.from({ length: gradients.length / dimension }, (_, row) =>
    length(gradients.subarray(row * dimension, (row + 1) * dimension)),
  );

/** Traced steps by what they are made of: a changed number finds its program here. */
const traced = newest<TracedStep>(64);

/** A rule's step on a loss with what stands around it, traced once. */
export function tracedStep(
  id: string,
  rule: Rule,
  values: Values,
  loss: Loss,
  noisy: boolean,
  around: Around,
): TracedStep {
  const key = JSON.stringify([loss.name, id, shapeOf(rule.params, values), noisy, shapeOfAround(around)]);
  return traced(key, () => traceStep(rule, values, loss, noisy, around));
}

/** What a run is made of, for both shapes of optimizer. */
export interface Setting {
  readonly id: string;
  readonly values: Values;
  readonly around: Around;
  readonly loss: Loss;
  readonly start: Float64Array;
  readonly noise: Noise | undefined;
  readonly seed: number;
}

/** Fresh rows for every step: the experiment's noise, and what wrappers draw for themselves. */
export function fed({
  around,
  loss,
  noise,
  seed,
}: Pick<Setting, 'around' | 'loss' | 'noise' | 'seed'>): (from: number, rows: number) => Record<string, Float64Array> {
  const luck = around.wrappers.flatMap(({ id, entry }) =>
    entry.luck === undefined ? [] : [[aroundInput(id, entry.luck), `${id} ${entry.luck}`] as const],
  );
  return (from, rows) => ({
    ...loss.supply?.rows(from, rows),
    ...(noise && { noise: noise.rows(from, rows) }),
    ...Object.fromEntries(luck.map(([name, purpose]) => [name, normals(seed, purpose, loss.dimension, from, rows)])),
  });
}

/** A step's program with all its numbers and where everything begins; it may record more than the step's own. */
export function begun(program: Program, { beginning }: TracedStep, rule: Rule, setting: Setting): Executable {
  const { values, around, loss, start } = setting;
  const run = executeIn(loss.supply?.precision);
  const first = run(beginning);
  const steps = run(program);
  const own = numbersOf(rule.params, values).map(([name, value]) => [parameterInput(name), value] as const);
  for (const [name, value] of [...Object.entries(loss.values), ...own, ...numbersAround(around)]) {
    first.memory(name)[0] = value;
    steps.memory(name)[0] = value;
  }
  const begins = { ...first.run(1, { x: start }), ...loss.supply?.begin };
  for (const [name, at] of Object.entries(begins)) steps.memory(name).set(at);
  steps.memory('x').set(start);
  return steps;
}

function advanceRule(rule: Rule, setting: Setting): Advance {
  const { id, values, around, loss, noise } = setting;
  const step = tracedStep(id, rule, values, loss, noise !== undefined, around);
  const { cost } = step;
  const steps = begun(step.program, step, rule, setting);
  const feeds = fed(setting);
  let from = 0;
  const next = (rows: number): Columns => {
    const { x, loss: losses, gradient, slope, ...series } = steps.run(rows, feeds(from, rows));
    const columns: Columns = {
      from,
      rows,
      x: x ?? new Float64Array(0),
      loss: losses!,
      slope: slope ?? slopes(gradient!, loss.dimension),
      cost: Float64Array.from({ length: rows }, (_, row) => (from + row) * cost),
      series,
    };
    from += rows;
    return columns;
  };
  const letters = Object.keys(step.program.state);
  const statistics = Object.keys(loss.supply?.begin ?? {});
  return Object.assign(next, {
    x: () => steps.memory('x'),
    statistics: () => Object.fromEntries(statistics.map((name) => [name, steps.memory(name)])),
    kept: (): Kept => ({
      row: from,
      state: Object.fromEntries(letters.map((name) => [name, steps.memory(name).slice()])),
    }),
    resume({ row, state }: Kept) {
      from = row;
      for (const [name, values] of Object.entries(state)) steps.memory(name).set(values);
    },
  });
}

/** What a method asked, where, and what it was told. */
export interface Question {
  readonly what: 'value' | 'gradient' | 'hessian';
  readonly at: Float64Array;
  readonly answer: Float64Array;
}

/** Somebody who wants to know more of a method than its points. */
export interface Listener {
  asked(question: Question): void;
  /** `values`: its settings with the rates in force. */
  stepped(step: MethodStep, values: Values): void;
}

export function advanceMethod(method: Method, setting: Setting, listener?: Listener): Advance {
  const { id, values, around, loss, start, noise, seed } = setting;
  const feeds = fedOnce(fed(setting));
  const feeding = (): Readonly<Record<string, Float64Array>> => (loss.supply ? feeds(step, 1) : {});
  const run = executeIn(loss.supply?.precision);
  const ask = answers(loss, run, feeding);
  const between = betweenOf(around, loss, noise !== undefined, start, run);
  const told = between && between.told !== loss ? answers(between.told, run, feeding) : ask;
  const statistics = followed(loss, run);
  const rates = ratesOf(around, method, Number(values['lr']), execute);
  const live = { ...values };
  let step = 0;
  let spent = 0;
  const heard = (what: Question['what'], at: Float64Array, answer: Float64Array): Float64Array => {
    listener?.asked({ what, at: Float64Array.from(at), answer: Float64Array.from(answer) });
    return answer;
  };
  const height = (at: Float64Array): number => {
    const f = told.value(at);
    if (listener) heard('value', at, Float64Array.of(f));
    return f;
  };
  const oracle: Oracle = {
    shape: loss.shape,
    exp,
    log,
    pow,
    value(at: Float64Array): number {
      spent += 1;
      return height(at);
    },
    gradient(at: Float64Array): Float64Array {
      spent += between?.price ?? 1;
      if (between) return heard('gradient', at, between.slope(at, feeds(step, 1)));
      const slope = ask.gradient(at);
      const disturbed = noise?.rows(step, 1);
      return heard('gradient', at, disturbed ? slope.map((entry, i) => entry + disturbed[i]!) : slope);
    },
    both(at: Float64Array): { f: number; g: Float64Array } {
      return { f: height(at), g: oracle.gradient(at) };
    },
    hessian(at: Float64Array): Float64Array {
      spent += loss.dimension;
      return heard('hessian', at, told.hessian(at));
    },
    hessianTimes(at: Float64Array, vector: Float64Array): Float64Array {
      spent += 1;
      return told.hessianTimes(at, vector);
    },
    jacobian(at: Float64Array): Float64Array {
      spent += loss.dimension;
      return told.jacobian(at);
    },
    random: (purpose) => stream(seed, `${id} ${purpose}`, step),
  };
  /** Sets the rates of the step about to be taken; returns what is told beside it. */
  const beside = (x: Float64Array): Readonly<Record<string, number>> => {
    const aside = between?.aside(feeding()) ?? {};
    if (!rates) return aside;
    if (rates.watches) spent += 1;
    Object.assign(live, rates.next(rates.watches ? ask.value(x) : 0));
    return { lr: Number(live['lr']), ...aside };
  };
  const steps = method.steps(start, oracle, live);
  let x: Float64Array | undefined = start;
  let last = start;
  const next = (rows: number): Columns => {
    const from = step;
    const taken: Taken[] = [];
    while (taken.length < rows && x !== undefined) {
      const already = spent;
      const series = { ...beside(x), ...(loss.supply && { 'weight-norm': length(x) }) };
      taken.push({ x, loss: ask.value(x), slope: length(ask.gradient(x)), spent: already, series });
      last = x;
      statistics?.move(x, feeds(step, 1));
      const taking = steps.next();
      x = taking.done ? undefined : Float64Array.from(taking.value.x);
      if (!taking.done) listener?.stepped(taking.value, { ...live });
      if (x) last = x;
      if (x) between?.moved(x, feeds(step, 1));
      step += 1;
    }
    return {
      from,
      rows: taken.length,
      x: loss.supply ? new Float64Array(0) : Float64Array.from(taken.flatMap((row) => [...row.x])),
      loss: Float64Array.from(taken, (row) => row.loss),
      slope: Float64Array.from(taken, (row) => row.slope),
      cost: Float64Array.from(taken, (row) => row.spent),
      series: Object.fromEntries(
        Object.keys(taken[0]?.series ?? {}).map((name) => [name, Float64Array.from(taken, (row) => row.series[name]!)]),
      ),
    };
  };
  return Object.assign(next, { x: () => last, statistics: () => statistics?.now ?? {} });
}

/** A row of a method. */
interface Taken {
  readonly x: Float64Array;
  readonly loss: number;
  readonly slope: number;
  readonly spent: number;
  readonly series: Readonly<Record<string, number>>;
}

type Feeds = (from: number, rows: number) => Record<string, Float64Array>;

/** What a step is fed, drawn once however often it is asked for. */
function fedOnce(feeds: Feeds): Feeds {
  let latest: { readonly from: number; readonly fed: Record<string, Float64Array> } | undefined;
  return (from, rows) => {
    if (rows !== 1) return feeds(from, rows);
    if (latest?.from !== from) latest = { from, fed: feeds(from, 1) };
    return latest.fed;
  };
}

/** Sets an optimizer, with what stands around it, on a problem. The same arguments give the same rows, however asked for. */
export function advance(run: Run, loss: Loss, start: Float64Array, noise: Noise | undefined, seed: number): Advance {
  const entry = optimizers.get(run.id);
  const setting = { id: run.id, values: run.values, around: aroundOf(run), loss, start, noise, seed };
  return entry.kind === 'rule' ? advanceRule(entry, setting) : advanceMethod(entry, setting);
}
