/** One optimizer on one problem: hands out its rows in stretches of any length, always the same rows. */
import { optimizers } from '../catalogues.ts';
import type { Values } from '../describe/param.ts';
import { times } from '../numeric/linear.ts';
import { exp, log, pow } from '../numeric/elementary.ts';
import { stream } from '../numeric/random.ts';
import type { Method, Oracle, Rule } from '../optimizer.ts';
import type { Run } from './experiment.ts';
import { execute } from './execute.ts';
import type { Noise } from './noise.ts';
import { answers, type Loss } from './problem.ts';
import { parameterInput, type TracedStep, traceStep } from './step.ts';
import type { Columns } from './trajectory.ts';

/** The next rows of a run; fewer than asked for only where the run is over. */
export type Advance = (rows: number) => Columns;

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
const traced = new Map<string, TracedStep>();
const TRACED = 64;

function tracedStep(id: string, rule: Rule, values: Values, loss: Loss, noisy: boolean): TracedStep {
  const choices = Object.entries(values).filter(([, value]) => typeof value !== 'number');
  const key = JSON.stringify([loss.name, id, choices, noisy]);
  const step = traced.get(key) ?? traceStep(rule, values, loss, noisy);
  traced.delete(key);
  traced.set(key, step); // the newest last, so that the oldest goes first
  if (traced.size > TRACED) traced.delete(traced.keys().next().value!);
  return step;
}

function advanceRule(
  id: string,
  rule: Rule,
  values: Values,
  loss: Loss,
  start: Float64Array,
  noise: Noise | undefined,
): Advance {
  const { program, beginning, cost } = tracedStep(id, rule, values, loss, noise !== undefined);
  const first = execute(beginning);
  const steps = execute(program);
  const numbers: [string, number][] = Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'number' ? [[parameterInput(name), value]] : [],
  );
  for (const [name, value] of [...Object.entries(loss.values), ...numbers]) {
    first.memory(name)[0] = value;
    steps.memory(name)[0] = value;
  }
  for (const [name, begun] of Object.entries(first.run(1, { x: start }))) steps.memory(name).set(begun);
  steps.memory('x').set(start);
  let from = 0;
  return (rows) => {
    const recorded = steps.run(rows, noise ? { noise: noise.rows(from, rows) } : {});
    const columns: Columns = {
      from,
      rows,
      x: recorded.x!,
      loss: recorded.loss!,
      slope: slopes(recorded.gradient!, loss.dimension),
      cost: Float64Array.from({ length: rows }, (_, row) => (from + row) * cost),
      series: {},
    };
    from += rows;
    return columns;
  };
}

function advanceMethod(
  id: string,
  method: Method,
  values: Values,
  loss: Loss,
  start: Float64Array,
  noise: Noise | undefined,
  seed: number,
): Advance {
  const ask = answers(loss, execute);
  let step = 0;
  let spent = 0;
  const oracle: Oracle = {
    exp,
    log,
    pow,
    value(at: Float64Array): number {
      spent += 1;
      return ask.value(at);
    },
    gradient(at: Float64Array): Float64Array {
      spent += 1;
      const slope = ask.gradient(at);
      const disturbed = noise?.rows(step, 1);
      return disturbed ? slope.map((entry, i) => entry + disturbed[i]!) : slope;
    },
    both(at: Float64Array): { f: number; g: Float64Array } {
      return { f: ask.value(at), g: oracle.gradient(at) };
    },
    hessian(at: Float64Array): Float64Array {
      spent += loss.dimension;
      return ask.hessian(at);
    },
    hessianTimes(at: Float64Array, vector: Float64Array): Float64Array {
      spent += 1;
      return times(ask.hessian(at), vector);
    },
    jacobian(at: Float64Array): Float64Array {
      spent += loss.dimension;
      return ask.jacobian(at);
    },
    random: (purpose) => stream(seed, `${id} ${purpose}`, step),
  };
  const steps = method.steps(start, oracle, values);
  let x: Float64Array | undefined = start;
  return (rows) => {
    const from = step;
    const taken: { x: Float64Array; spent: number }[] = [];
    while (taken.length < rows && x !== undefined) {
      taken.push({ x, spent });
      const next = steps.next();
      x = next.done ? undefined : Float64Array.from(next.value.x);
      step += 1;
    }
    return {
      from,
      rows: taken.length,
      x: Float64Array.from(taken.flatMap((row) => [...row.x])),
      loss: Float64Array.from(taken, (row) => ask.value(row.x)),
      slope: Float64Array.from(taken, (row) => length(ask.gradient(row.x))),
      cost: Float64Array.from(taken, (row) => row.spent),
      series: {},
    };
  };
}

/** Sets an optimizer on a problem. The same arguments give the same rows, however they are asked for. */
export function advance(run: Run, loss: Loss, start: Float64Array, noise: Noise | undefined, seed: number): Advance {
  const entry = optimizers.get(run.id);
  return entry.kind === 'rule'
    ? advanceRule(run.id, entry, run.values, loss, start, noise)
    : advanceMethod(run.id, entry, run.values, loss, start, noise, seed);
}
