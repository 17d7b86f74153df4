/**
 * One step of one run, with every letter of its rule: the run is replayed up to that step, so that nothing of it need
 * travel while it is raced. The numbers are those of the race, bit for bit: the program is the race's with more outputs.
 */
import { optimizers } from '../catalogues.ts';
import type { Values } from '../describe/param.ts';
import type { Line } from '../formula/syntax.ts';
import type { Node } from '../graph/node.ts';
import { type Executable, program, type Rows } from '../graph/program.ts';
import { minus } from '../numeric/linear.ts';
import type { Method, Rule } from '../optimizer.ts';
import { aroundOf } from './around.ts';
import { asSurface, type Experiment } from './experiment.ts';
import { execute } from './execute.ts';
import { gradientNoise } from './noise.ts';
import { type Answers, answers, surfaceLoss } from './problem.ts';
import { advanceMethod, begun, fed, type Question, type Setting, tracedStep } from './run.ts';
import { linesOf, parameterInput } from './step.ts';

/** Values by letter: one number, or one per coordinate. */
export type Letters = Readonly<Record<string, Float64Array>>;

/** A line at work: what its letters were when it was read, and what it made; missing where nobody knows. */
export interface InspectedLine {
  /** `optimizer`, `schedule`, or the id of a wrapper. */
  readonly whose: string;
  readonly line: Line;
  readonly reads: Letters;
  readonly value: Float64Array | undefined;
}

export interface Inspection {
  /** From row `step` to row `step + 1`. */
  readonly step: number;
  readonly x: Float64Array;
  /** Missing where the run is over. */
  readonly next: Float64Array | undefined;
  readonly loss: number;
  readonly lossNext: number;
  /** At x, without noise. */
  readonly gradient: Float64Array;
  /** At x, row by row. */
  readonly hessian: Float64Array;
  /** In the order in which they were worked out. */
  readonly lines: readonly InspectedLine[];
  /** The state after the step: a rule's letters, or what a method names. */
  readonly state: Letters;
  /** What a method asked on the way. */
  readonly questions: readonly Question[];
  /** How much of the way is the weight decay's doing: the step, less the same step without it. */
  readonly decay: Float64Array | undefined;
}

/** Answers for any step of one run; what it has replayed it keeps. */
export interface Inspector {
  at(step: number): Inspection | undefined;
}

/** Steps replayed at once. */
const CHUNK = 64;

/** A run's setting, with what is only asked by those who look on. */
interface Looked extends Setting {
  readonly steps: number;
  readonly ask: Answers;
}

/** An inspector of one run of an experiment (a validated one); undefined for problems whose points are too large to show. */
export function inspector(experiment: Experiment, index: number): Inspector | undefined {
  const problem = asSurface(experiment.problem);
  const run = experiment.runs[index];
  if (!problem || !run) return undefined;
  const loss = surfaceLoss(problem.surface);
  const { seed, steps } = experiment;
  const setting: Looked = {
    id: run.id,
    values: run.values,
    around: aroundOf(run),
    loss,
    start: Float64Array.from(problem.start),
    noise: gradientNoise(seed, experiment.noise, loss.dimension, steps),
    seed,
    steps,
    ask: answers(loss, execute),
  };
  const entry = optimizers.get(run.id);
  return entry.kind === 'rule' ? ruleInspector(entry, setting) : methodInspector(entry, setting);
}

const single = (value: number): Float64Array => Float64Array.of(value);

/** What is the same for rules and methods: the ground at both ends of the step. */
function ground(
  ask: Answers,
  x: Float64Array,
  next: Float64Array | undefined,
): Pick<Inspection, 'x' | 'next' | 'loss' | 'lossNext' | 'gradient' | 'hessian'> {
  return {
    x,
    next,
    loss: ask.value(x),
    lossNext: next ? ask.value(next) : NaN,
    gradient: ask.gradient(x),
    hessian: ask.hessian(x),
  };
}

/** A program run again and again over the steps of one run: everything it records, for any step. */
class Replay {
  private readonly steppers: Executable;
  private readonly names: readonly string[];
  private readonly fed: (from: number, rows: number) => Rows;
  private readonly steps: number;
  /** Where every chunk begins, as far as is known. */
  private readonly beginnings: Letters[];
  private chunk: { readonly from: number; readonly rows: number; readonly recorded: Rows } | undefined;

  constructor(steppers: Executable, names: readonly string[], fed: Replay['fed'], steps: number) {
    this.steppers = steppers;
    this.names = names;
    this.fed = fed;
    this.steps = steps;
    this.beginnings = [this.state()];
  }

  /** What was recorded at a step, by name. */
  row(step: number): (name: string) => Float64Array {
    const { from, rows, recorded } = this.chunkOf(step);
    return (name) => {
      const column = recorded[name]!;
      const size = column.length / rows;
      return column.slice((step - from) * size, (step - from + 1) * size);
    };
  }

  /** Where x would be after one step from this state, had a number another value. */
  otherwise(step: number, state: Letters, name: string, value: number): Float64Array {
    this.restore(state);
    const knob = this.steppers.memory(name);
    const usual = knob[0]!;
    knob[0] = value;
    this.steppers.run(1, this.fed(step, 1));
    knob[0] = usual;
    return Float64Array.from(this.steppers.memory('x'));
  }

  /** Replays the chunk a step is in, and those before it where that is not known. */
  private chunkOf(step: number): NonNullable<Replay['chunk']> {
    if (this.chunk && step >= this.chunk.from && step < this.chunk.from + this.chunk.rows) return this.chunk;
    const wanted = Math.floor(step / CHUNK);
    for (let last = this.beginnings.length - 1; last < wanted; last++) {
      this.restore(this.beginnings[last]!);
      this.steppers.run(CHUNK, this.fed(last * CHUNK, CHUNK));
      this.beginnings.push(this.state());
    }
    this.restore(this.beginnings[wanted]!);
    const from = wanted * CHUNK;
    const rows = Math.min(CHUNK, this.steps - from);
    this.chunk = { from, rows, recorded: this.steppers.run(rows, this.fed(from, rows)) };
    return this.chunk;
  }

  private state(): Letters {
    return Object.fromEntries(this.names.map((name) => [name, Float64Array.from(this.steppers.memory(name))]));
  }

  private restore(state: Letters): void {
    for (const [name, values] of Object.entries(state)) this.steppers.memory(name).set(values);
  }
}

function ruleInspector(rule: Rule, setting: Looked): Inspector {
  const { id, values, around, loss, noise, steps, ask } = setting;
  const traced = tracedStep(id, rule, values, loss, noise !== undefined, around);
  const outputs = new Map<Node, string>();
  const recorded = (node: Node): string => {
    const name = outputs.get(node) ?? `seen ${outputs.size}`;
    outputs.set(node, name);
    return name;
  };
  const lines = traced.seen.map(({ whose, line, reads, value }) => ({
    whose,
    line,
    reads: Object.entries(reads).map(([letter, node]) => [letter, recorded(node)] as const),
    value: recorded(value),
  }));
  const carried = Object.entries(traced.borders.state ?? {}).map(([name, { node, next }]) => ({
    name,
    now: recorded(node),
    next: recorded(next),
  }));
  const seen = Object.fromEntries([...outputs].map(([node, name]) => [name, node]));
  const wide = program({ ...traced.borders, outputs: { ...traced.borders.outputs, ...seen } });
  const replay = new Replay(
    begun(wide, traced, rule, setting),
    carried.map(({ name }) => name),
    fed(setting),
    steps,
  );
  const moved = carried.find(({ name }) => name === 'x')!;
  const decay = Number(values['weight_decay'] ?? 0);

  return {
    at(step) {
      if (step < 0 || step >= steps) return undefined;
      const row = replay.row(step);
      const [x, next] = [row(moved.now), row(moved.next)];
      const state = Object.fromEntries(carried.map(({ name, now }) => [name, row(now)]));
      const free = decay === 0 ? undefined : replay.otherwise(step, state, parameterInput('weight_decay'), 0);
      return {
        step,
        ...ground(ask, x, next),
        lines: lines.map(({ whose, line, reads, value }) => ({
          whose,
          line,
          reads: Object.fromEntries(reads.map(([letter, name]) => [letter, row(name)])),
          value: row(value),
        })),
        state: Object.fromEntries(carried.map(({ name, next: after }) => [name, row(after)])),
        questions: [],
        decay: free && minus(next, free),
      };
    },
  };
}

const numbers = (values: Values): [string, Float64Array][] =>
  Object.entries(values).flatMap(([name, value]) =>
    typeof value === 'number' ? [[name, single(value)] as [string, Float64Array]] : [],
  );

const same = (a: Float64Array, b: Float64Array): boolean => a.every((entry, i) => entry === b[i]);

/**
 * What is known of the letters of a method's lines: state is what it was before the step until a line has assigned it,
 * and what it is after the step from then on, or if no line assigns it.
 */
function told(lines: readonly Line[], given: Letters, before: Letters, after: Letters): InspectedLine[] {
  const targets = new Set(lines.map(({ target }) => target));
  const settled = Object.entries(after).filter(([name]) => !targets.has(name));
  const letters: Record<string, Float64Array> = { ...given, ...before, ...Object.fromEntries(settled) };
  return lines.map((line) => {
    const { target } = line;
    const reads = { ...letters };
    const value = Object.hasOwn(after, target) ? after[target] : undefined;
    if (value) letters[target] = value;
    else delete letters[target];
    return { whose: 'optimizer', line, reads, value };
  });
}

/** Methods are replayed from their start and everything is kept: what they remember cannot be set back. */
function methodInspector(method: Method, setting: Looked): Inspector {
  const { values, start, steps, ask } = setting;
  const taken: {
    readonly step: { readonly x: Float64Array; readonly state: Letters; readonly values: Values };
    readonly questions: readonly Question[];
  }[] = [];
  let questions: Question[] = [];
  const go = advanceMethod(method, setting, {
    asked: (question) => questions.push(question),
    stepped: ({ x, state = {} }, live) => {
      const kept = Object.entries(state).map(([name, values]) => [name, Float64Array.from(values)] as const);
      taken.push({ step: { x: Float64Array.from(x), state: Object.fromEntries(kept), values: live }, questions });
      questions = [];
    },
  });
  const lines = linesOf(method, values);
  let over = false;

  return {
    at(step): Inspection | undefined {
      if (step < 0 || step >= steps) return undefined;
      while (!over && taken.length <= step) over = go(CHUNK).rows < CHUNK;
      const found = taken[step];
      const x = step === 0 ? start : taken[step - 1]?.step.x;
      if (!x) return undefined;
      const facts = ground(ask, x, found?.step.x);
      const state: Letters = found?.step.state ?? {};
      const before: Letters = taken[step - 1]?.step.state ?? {};
      const asked = [...(taken[step - 1]?.questions ?? []), ...(found?.questions ?? [])];
      const slope = asked.findLast((it) => it.what === 'gradient' && same(it.at, x))?.answer;
      const given: Letters = {
        x,
        f: single(facts.loss),
        g: slope ?? facts.gradient,
        ...Object.fromEntries(numbers(found?.step.values ?? values)),
      };
      return {
        step,
        ...facts,
        lines: told(lines, given, before, { ...state, ...(found && { x: found.step.x }) }),
        state,
        questions: found?.questions ?? [],
        decay: undefined,
      };
    },
  };
}
