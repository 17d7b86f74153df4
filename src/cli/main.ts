/** The lab in a terminal: results on standard output, everything else on standard error. */
import '../lab/everything.ts';
import { parseArgs } from 'node:util';
import type { Complaint } from '../lab/experiment/complaint.ts';
import { fetchData } from '../lab/experiment/data.ts';
import { asClassifier, asSurface } from '../lab/experiment/experiment.ts';
import { coordinate } from '../lab/experiment/settings.ts';
import { encode } from '../lab/experiment/link.ts';
import { completeProblem } from '../lab/experiment/validate.ts';
import { accepts, allowed } from '../lab/describe/param.ts';
import { experimentOf, type Item, itemsOf, type Problems, type Read } from './input.ts';
import { send } from './output.ts';
import { catalogue, evaluated, ran, ranAsTable } from './results.ts';
import { type Engine, engines, pythonScript } from '../lab/study/python.ts';
import { basins, basinsAsTable, bests, found, foundAsTable, planed, swept, sweptAsTable } from './study.ts';

const HELP = `The optimizer lab, in a terminal.

  lab list                              all there is to choose from, with parameters
  lab run  FILE|-|'#link' [--every k] [--csv|--weights]
                                        runs experiments; k: only every k-th step, and the last; --weights: of a model,
                                        those it ends with, or the best where it was stopped early
  lab eval FILE|-                       value, gradient and Hessian: {"problem": …, "points": [[x, y], …]}
  lab sweep FILE|-|'#link' [--csv|--best]
                                        every value of the swept parameter, for every run; --best: only the best ones
  lab sweep FILE|-|'#link' --export dask|ray
                                        the same as a Python script for a cluster; its results are those of lab sweep
  lab plane FILE|-|'#link'              two parameters of one run
  lab basins FILE|-|'#link' [--csv]     where each start of a map leads
  lab finder FILE|-|'#link' [--csv]     learning rates on data, as the link says: a range test (finder=range,1e-5,10), or 20
                                        rates on 5 folds (finder=grid,1e-5,10,20,5, or random)
  lab link FILE|-                       the link of each experiment
  lab read FILE|-|'#link'               what a link says, and what had to be mended
  lab help                              this text

FILE holds an experiment per line, as JSON or as a link, or one JSON document; - is standard input.

  {"problem": {"surface": {"id": "rosenbrock", "values": {"b": 50}}, "start": [-1.2, 1]},
   "runs": [{"id": "adam", "values": {"lr": 0.01}}, {"id": "newton"}], "steps": 200, "seed": 1, "noise": 0}

  {"problem": {"kind": "classifier", "dataset": {"id": "moons", "values": {"noise": 0.2}},
               "model": {"id": "mlp", "values": {"hidden": "8-8"}}, "loss": {"id": "bce"}, "batch": 32},
   "runs": [{"id": "adam", "values": {"lr": 0.01}}], "steps": 500}

Each line of input has one line of JSON as its result. Wrong input is named on standard error with its line and field;
the other lines are still answered, and the exit code is 1.
`;

/** Where the program reads and writes. */
export interface Streams {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WritableStream;
}

/** Runs one command; returns the exit code. */
export async function main(
  args: readonly string[],
  streams: Streams = { input: process.stdin, output: process.stdout, errors: process.stderr },
): Promise<number> {
  // Nobody reads any longer (`| head`): there is nothing left to do.
  if (streams.output === process.stdout)
    process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    return await command(args, streams);
  } catch (error) {
    if (!(error instanceof Misuse) && !isSystemError(error)) throw error; // a bug, and loud
    streams.errors.write(`lab: ${error.message}\n`);
    return 1;
  }
}

/** The command was not understood. */
class Misuse extends Error {}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'syscall' in error;

/** What the options after a command say. */
interface Options {
  readonly every: number | undefined;
  readonly csv: boolean;
  readonly best: boolean;
  readonly engine: Engine | undefined;
  /** Whether a model's last (or best) weights are told. */
  readonly weights: boolean;
}

async function command(args: readonly string[], streams: Streams): Promise<number> {
  const { positionals, options } = optionsIn(args);
  const [name = 'help', source, ...more] = positionals;
  if (more.length > 0) throw new Misuse(`${name} takes one source, not also ${more.join(' ')}`);
  if (name === 'help') return told(streams, [HELP]);
  if (name === 'list') return told(streams, catalogue());
  const answer = Object.hasOwn(answers, name) ? answers[name] : undefined;
  if (answer === undefined)
    throw new Misuse(`there is no command ${name}; there are list, ${Object.keys(answers).join(', ')} and help`);
  if (source === undefined) throw new Misuse(`${name} needs a FILE, - for standard input, or a link`);
  const items = await itemsOf(source, streams.input);
  if (items.length === 0) throw new Misuse(`${source === '-' ? 'standard input' : source} is empty`);
  return answerAll(items, (item) => answer(item, options), streams);
}

function optionsIn(args: readonly string[]): { positionals: string[]; options: Options } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        every: { type: 'string' },
        csv: { type: 'boolean' },
        best: { type: 'boolean' },
        export: { type: 'string' },
        weights: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    const every = values.every === undefined ? undefined : Number(values.every);
    if (every !== undefined && !(Number.isInteger(every) && every >= 1))
      throw new Misuse(`--every takes a whole number from 1, not ${values.every}`);
    const engine = engines.find((it) => it === values.export);
    if (values.export !== undefined && engine === undefined)
      throw new Misuse(`--export takes ${engines.join(' or ')}, not ${values.export}`);
    const { csv = false, best = false, weights = false } = values;
    return { positionals: values.help ? ['help'] : positionals, options: { every, csv, best, engine, weights } };
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse((error as Error).message);
  }
}

async function told({ output }: Streams, pieces: Iterable<string>): Promise<number> {
  await send(output, pieces);
  return 0;
}

/** The pieces of an answer with what had to be mended for it, or why there is none. */
type Answer = { readonly pieces: Iterable<string>; readonly notes: readonly Complaint[] } | Problems;

async function answerAll(
  items: readonly Item[],
  answer: (item: Item) => Answer | Promise<Answer>,
  streams: Streams,
): Promise<number> {
  let code = 0;
  for (const item of items) {
    const answered = await answer(item);
    const complaints = 'problems' in answered ? answered.problems : answered.notes;
    for (const { path, message } of complaints)
      streams.errors.write(`${item.place}: ${path === '' ? '' : `${path}: `}${message}\n`);
    if ('problems' in answered) code = 1;
    else await send(streams.output, answered.pieces);
  }
  return code;
}

/** Answers an experiment with what `make` says of it, once its data are here. */
const about =
  (make: (read: Read, options: Options) => Iterable<string>) =>
  async (item: Item, options: Options): Promise<Answer> => {
    const read = experimentOf(item);
    const data = 'experiment' in read ? asClassifier(read.experiment.problem)?.dataset : undefined;
    if (data) await fetchData(data);
    return 'problems' in read ? read : { pieces: make(read, options), notes: read.notes };
  };

const answers: Readonly<Record<string, (item: Item, options: Options) => Answer | Promise<Answer>>> = {
  run: about(({ experiment }, { every, csv, weights }) =>
    csv ? ranAsTable(experiment, every) : ran(experiment, every, weights),
  ),
  sweep: (item, options) =>
    options.engine
      ? exported(item, options.engine)
      : about(({ experiment }, { csv, best }) => (best ? bests : csv ? sweptAsTable : swept)(experiment))(
          item,
          options,
        ),
  plane: about(({ experiment }) => planed(experiment)),
  basins: about(({ experiment }, { csv }) => (csv ? basinsAsTable : basins)(experiment)),
  finder: about(({ experiment }, { csv }) => (csv ? foundAsTable : found)(experiment)),
  link: about(({ experiment, extras }) => [`${encode(experiment, extras)}\n`]),
  read: about(({ experiment, notes, checked, extras }) => [
    `${JSON.stringify({ experiment, notes, checked, extras })}\n`,
  ]),
  eval: (item) => evaluation(item),
};

const impossible = {
  problem: 'only sweeps on surfaces can be taken to a cluster',
  optimizers: 'none of these optimizers is one of PyTorch’s own, with settings that PyTorch knows',
  noise: 'so much noise does not fit in a script: take fewer steps or seeds',
} as const;

/** The sweep as a script, and what had to be left out of it. */
function exported(item: Item, engine: Engine): Answer {
  const read = experimentOf(item);
  if ('problems' in read) return read;
  const script = pythonScript(read.experiment, engine);
  if ('impossible' in script) return { problems: [{ path: '', message: impossible[script.impossible] }] };
  const without = script.without.map((run) => ({ path: `runs[${run}]`, message: `is left out: ${impossible.optimizers.replace('none of these optimizers is', 'it is not')}` })); // prettier-ignore
  return { pieces: [script.text], notes: [...read.notes, ...without] };
}

function evaluation({ content }: Item): Answer {
  if (!('json' in content))
    return { problems: [{ path: '', message: 'eval takes JSON: {"problem": …, "points": [[x, y], …]}' }] };
  const { problem, points, ...others } = Object(content.json) as Record<string, unknown>;
  const completed = completeProblem(problem);
  const surface = 'problem' in completed ? asSurface(completed.problem) : undefined;
  const wrong = [
    ...('problem' in completed && !surface ? [{ path: 'problem.kind', message: 'eval asks surfaces only' }] : []),
    ...pointComplaints(points),
    ...Object.keys(others).map((path) => ({ path, message: 'is not known here; there are problem and points' })),
  ];
  const problems = [...('problems' in completed ? completed.problems : []), ...wrong];
  if (problems.length > 0 || !surface) return { problems };
  return { pieces: evaluated(surface, points as [number, number][]), notes: [] };
}

function pointComplaints(points: unknown): Complaint[] {
  if (!Array.isArray(points)) return [{ path: 'points', message: 'should be a list of points [x, y]' }];
  return points.flatMap((point: unknown, i): Complaint[] => {
    const path = `points[${i}]`;
    if (!Array.isArray(point) || point.length !== 2) return [{ path, message: 'should be two numbers [x, y]' }];
    return point.flatMap((entry: unknown, axis) =>
      accepts(coordinate, entry) ? [] : [{ path: `${path}[${axis}]`, message: `should be ${allowed(coordinate)}` }],
    );
  });
}
