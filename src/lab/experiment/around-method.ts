/** Schedules and wrappers around a method: its rates before each step, and what stands between it and its oracle. */
import { add, input, type Node } from '../graph/node.ts';
import { type Borders, type Execute, type Executable, type Program, program } from '../graph/program.ts';
import type { OptimizerEntry } from '../optimizer.ts';
import { type Around, momentumOf, numbersAround, shapeOfAround, watchesLoss } from './around.ts';
import { type Questions, remembered, scheduleNodes, type WrapperNodes, wrapperNodes } from './around-step.ts';
import { newest } from './newest.ts';
import { type Loss, prepared, valueInputs } from './problem.ts';

/** A schedule beside a method. */
export interface Rates {
  /** What the loss is asked for, at the price of a value; false for those that do not watch it. */
  readonly watches: boolean;
  /** The rates of the next step by parameter name; moves the schedule on. */
  next(loss: number): Readonly<Record<string, number>>;
}

/** Programs of schedules by what they are made of. */
const schedules = newest<Program>(64);

/** The rates a schedule gives a method whose own rate is `base`. */
export function ratesOf(
  around: Around,
  optimizer: Pick<OptimizerEntry, 'params'>,
  base: number,
  execute: Execute,
): Rates | undefined {
  if (!around.schedule) return undefined;
  const own = input('base');
  const loss = input('loss');
  const plan = scheduleNodes(around.schedule, own, () => loss);
  const cycled = plan.momentum && momentumOf(optimizer);
  const values = { base: own, ...plan.values };
  const shape = JSON.stringify([shapeOfAround({ ...around, wrappers: [] }), cycled]);
  const executable = execute(
    schedules(`steps ${shape}`, () =>
      program({
        values,
        state: plan.state,
        feeds: { loss },
        outputs: { lr: plan.lr, ...(cycled && { [cycled]: plan.momentum! }) },
      }),
    ),
  );
  const first = execute(schedules(`beginning ${shape}`, () => program({ values, outputs: plan.beginning })));
  const numbers = [['base', base] as const, ...numbersAround(around).filter(([name]) => name in plan.values)];
  for (const it of [executable, first]) for (const [name, value] of numbers) it.memory(name)[0] = value;
  for (const [name, begun] of Object.entries(first.run(1))) executable.memory(name).set(begun);
  return {
    watches: watchesLoss(around.schedule),
    next(now) {
      const rows = executable.run(1, { loss: Float64Array.of(now) });
      return Object.fromEntries(Object.entries(rows).map(([name, [value]]) => [name, value!]));
    },
  };
}

/** Wrappers between a method and its loss. */
export interface Between {
  /** The loss whose values and curvature the method is told. */
  readonly told: Loss;
  /** Gradient evaluations that one slope costs. */
  readonly price: number;
  /** A slope as the method is told it; feeds are this step's noise and luck. */
  slope(at: Float64Array, feeds: Readonly<Record<string, Float64Array>>): Float64Array;
  /** The points kept beside the run, as series: one number each. */
  aside(feeds: Readonly<Record<string, Float64Array>>): Readonly<Record<string, number>>;
  /** Lets the wrappers see where the method's step has led. */
  moved(x: Float64Array, feeds: Readonly<Record<string, Float64Array>>): void;
}

/** Sets an executable's numbers: the loss's own and those of the wrappers, as far as it has them. */
function fill(
  executable: Executable,
  known: Readonly<Record<string, Node>>,
  numbers: readonly (readonly [string, number])[],
): void {
  for (const [name, value] of numbers) if (Object.hasOwn(known, name)) executable.memory(name)[0] = value;
}

export function betweenOf(
  around: Around,
  loss: Loss,
  noisy: boolean,
  start: Float64Array,
  execute: Execute,
): Between | undefined {
  if (around.wrappers.length === 0) return undefined;
  const vector = loss.shape;
  const point = input('point', vector);
  const noise = input('noise', vector);
  const wrap = (): WrapperNodes[] => around.wrappers.map((it) => wrapperNodes(it, loss, undefined));
  const through = (raw: Questions): Questions => wrap().reduceRight((inner, it) => it.around(inner), raw);
  const asked = new Set<Node>();
  const slope = through({
    slope: remembered((at) => {
      asked.add(at);
      return noisy ? add(loss.gradient(at), noise) : loss.gradient(at);
    }),
    value: (at) => loss.value(at),
  }).slope(point);

  const wrapping = wrap();
  wrapping.reduce((at, it) => it.move('after', at), point);
  const numbers = [...Object.entries(loss.values), ...numbersAround(around)];
  const own = Object.assign({}, ...wrapping.map((it) => it.values)) as Record<string, Node>;
  const values = { ...valueInputs(loss), ...own };
  const state = Object.assign({}, ...wrapping.map((it) => it.state())) as ReturnType<WrapperNodes['state']>;
  const luck = Object.assign({}, ...wrapping.map((it) => it.feeds)) as Record<string, Node>;
  const held = Object.fromEntries(Object.entries(state).map(([name, { node }]) => [name, node]));
  const shape = JSON.stringify([shapeOfAround({ wrappers: around.wrappers }), noisy]);
  const ready = (name: string, borders: Borders): Executable =>
    execute(prepared(loss, `${name} around ${shape}`, () => borders));
  const asks = ready('slope', {
    values: { ...values, ...held },
    feeds: { ...loss.supply?.feeds, point, ...(noisy && { noise }), ...luck },
    outputs: { slope },
  });
  fill(asks, values, numbers);
  const moves = ready('moves', { values: own, state, feeds: { point, ...luck }, outputs: { point } });
  fill(moves, own, numbers);
  const beside = Object.assign({}, ...wrapping.map((it) => it.aside((at) => loss.value(at)))) as Record<string, Node>;
  const shows = ready('beside', { values: { ...values, ...held }, feeds: { ...loss.supply?.feeds }, outputs: beside });
  fill(shows, values, numbers);
  const x = input('x', vector);
  const beginning = Object.assign({}, ...wrapping.map((it) => it.beginning(x))) as Record<string, Node>;
  const first = ready('beginning', { values: own, feeds: { x }, outputs: beginning });
  fill(first, own, numbers);
  const begin = (name: string, at: Float64Array): void => {
    moves.memory(name).set(at);
    asks.memory(name).set(at);
    shows.memory(name).set(at);
  };
  for (const [name, at] of Object.entries(first.run(1, { x: start }))) begin(name, at);

  return {
    told: toldLoss(around, loss, numbers),
    price: asked.size,
    slope: (at, feeds) => asks.run(1, { ...feeds, point: at }).slope!,
    aside: (feeds) => Object.fromEntries(Object.entries(shows.run(1, feeds)).map(([name, [value]]) => [name, value!])),
    moved(at, feeds) {
      moves.run(1, { ...feeds, point: at });
      for (const name of Object.keys(state)) {
        asks.memory(name).set(moves.memory(name));
        shows.memory(name).set(moves.memory(name));
      }
    },
  };
}

/** The loss with what wrappers add to its values and their slopes; the loss itself where they add nothing. */
function toldLoss({ wrappers }: Around, loss: Loss, numbers: readonly (readonly [string, number])[]): Loss {
  const adding = wrappers.filter(({ entry }) => entry.objective);
  if (adding.length === 0) return loss;
  const raw: Questions = { slope: (at) => loss.gradient(at), value: (at) => loss.value(at) };
  const { slope, value } = adding
    .map((it) => wrapperNodes(it, loss, undefined))
    .reduceRight((inner, it) => it.around(inner), raw);
  const shape = JSON.stringify(shapeOfAround({ wrappers: adding }));
  return { ...loss, name: `${loss.name} with ${shape}`, values: Object.fromEntries(numbers), value, gradient: slope };
}
