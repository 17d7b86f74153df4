/** A sweep as a Python script: PyTorch's own optimizers on Ray Tune or Dask distributed, writing the file `readSweep` reads. */
import { optimizers } from '../catalogues.ts';
import type { Value } from '../describe/param.ts';
import { asSurface, type Experiment, type Run } from '../experiment/experiment.ts';
import { encode } from '../experiment/link.ts';
import { gradientNoise } from '../experiment/noise.ts';
import { surfaceLoss } from '../experiment/problem.ts';
import { inOrder, input, type Node } from '../graph/node.ts';
import { isBinary, isUnary } from '../graph/operations.ts';
import { isBare } from './closed.ts';
import { sweepOf, sweepPlans, thresholdOf } from './plan.ts';

export const engines = ['dask', 'ray'] as const;
export type Engine = (typeof engines)[number];

/** Numbers of noise a script carries at most. */
const MOST_NOISE = 200_000;

/** A run as PyTorch would be asked for it; undefined where it has no such optimizer, or not with these settings. */
function twinOf(run: Run): { readonly name: string; readonly args: Readonly<Record<string, Value | Value[]>> } | undefined {
  const { torch, params } = optimizers.get(run.id);
  if (!torch || !isBare(run)) return undefined;
  const { name, fixed = {}, unknown = [] } = torch;
  if (unknown.some((param) => run.values[param] !== params[param]!.default)) return undefined;
  const args: Record<string, Value | Value[]> = { ...fixed };
  for (const [param, value] of Object.entries(run.values)) {
    if (unknown.includes(param)) continue;
    const pair = /^(beta)([12])$/.exec(param);
    if (pair) ((args['betas'] ??= []) as Value[])[Number(pair[2]) - 1] = value;
    else args[param] = value;
  }
  return { name, args };
} // prettier-ignore

/** Why there is no script, or the script and the runs it leaves out (by their places). */
export type Script = { readonly text: string; readonly without: readonly number[] } | { readonly impossible: 'problem' | 'optimizers' | 'noise' }; // prettier-ignore

export function pythonScript(experiment: Experiment, engine: Engine): Script {
  const { problem, runs, steps, noise } = experiment;
  const surface = asSurface(problem);
  if (!surface) return { impossible: 'problem' };
  const plans = sweepPlans(experiment).filter(({ run }) => twinOf(runs[run]!));
  if (plans.length === 0) return { impossible: 'optimizers' };
  const seeds = [...new Set(plans.map(({ seed }) => seed))];
  if (noise !== 0 && seeds.length * 2 * (steps + 1) > MOST_NOISE) return { impossible: 'noise' };
  const drawn = seeds.map((seed) => [seed, [...(gradientNoise(seed, noise, 2, steps)?.rows(0, steps + 1) ?? [])]] as const); // prettier-ignore
  const sweep = {
    link: encode(experiment),
    sweep: sweepOf(experiment).param,
    start: surface.start,
    steps,
    threshold: thresholdOf(experiment),
    noise: Object.fromEntries(drawn.filter(([, rows]) => rows.length > 0)),
    runs: plans.map(({ run, seed, values }) => ({ run, id: runs[run]!.id, seed, optimizer: twinOf(runs[run]!), values: [...values] })), // prettier-ignore
  };
  const without = [...runs.keys()].filter((run) => !plans.some((plan) => plan.run === run));
  const json = JSON.stringify(sweep).replaceAll('\\', '\\\\').replaceAll("'''", "\\'\\'\\'");
  return { text: template(json, lossLines(surface.surface), engine), without };
}

const unaryWords: Readonly<Record<string, string>> = {
  neg: '-(A)', abs: 'torch.abs(A)', sign: 'torch.sign(A)', floor: 'torch.floor(A)', ceil: 'torch.ceil(A)',
  sqrt: 'torch.sqrt(A)', cbrt: 'torch.sign(A) * torch.abs(A) ** (1 / 3)', log2: 'torch.log2(A)', log10: 'torch.log10(A)',
  softplus: 'torch.nn.functional.softplus(A)',
}; // prettier-ignore
const binaryWords: Readonly<Record<string, string>> = {
  add: 'A + B', sub: 'A - B', mul: 'A * B', div: 'A / B', pow: 'torch.pow(A, B)', atan2: 'torch.atan2(A, B)',
  min: 'torch.minimum(A, B)', max: 'torch.maximum(A, B)', less: '(A < B).double()', lessEqual: '(A <= B).double()',
  equal: '(A == B).double()',
}; // prettier-ignore

/** The loss as Python, one line for every node of its graph. */
function lossLines(surface: Parameters<typeof surfaceLoss>[0]): string[] {
  const loss = surfaceLoss(surface);
  const point = input('x', [2]);
  const result = loss.value(point);
  const names = new Map<Node, string>();
  const lines: string[] = [];
  for (const node of inOrder([result])) {
    const [a = '', b = '', c = ''] = node.inputs.map((needed) => names.get(needed)!);
    const written = expressionOf(node, a, b, c, loss.values);
    const name = `v${names.size}`;
    names.set(node, node === point ? 'x' : name);
    if (node !== point) lines.push(`    ${name} = ${written}`);
  }
  return [...lines, `    return ${names.get(result)!}`];
}

function expressionOf(node: Node, a: string, b: string, c: string, values: Readonly<Record<string, number>>): string {
  const { op } = node;
  const fill = (text: string): string => text.replace(/\b[AB]\b/g, (letter) => (letter === 'A' ? a : b));
  if (isUnary(op)) return fill(unaryWords[op] ?? `torch.${op}(A)`);
  if (isBinary(op)) return fill(binaryWords[op]!);
  switch (node.op) {
    case 'constant':
      return `torch.tensor(${python(node.value)})`;
    case 'input':
      return node.name === 'x' ? 'x' : `torch.tensor(${python(values[node.name]!)})`;
    case 'where':
      return `torch.where(${a} != 0, ${b}, ${c})`;
    case 'pick':
      return `${a}[${node.index}]`;
    case 'broadcast':
      return a;
    default:
      throw new RangeError(`a surface has no ${node.op}`);
  }
}

const python = (value: number): string => (Number.isFinite(value) ? String(value) : `float("${value}")`).replace(/^(-?\d+)$/, '$1.0'); // prettier-ignore

/** How the tasks are shared out: existing engines, asked in their own words. */
const sharing: Readonly<Record<Engine, string>> = {
  dask: `def share_out(tasks, options):
    """Dask distributed: a scheduler that is there already, or a cluster on this machine."""
    from distributed import Client, LocalCluster
    if options.scheduler:
        client, cluster = Client(options.scheduler), None
    else:
        cluster = LocalCluster(n_workers=options.workers, threads_per_worker=1, dashboard_address=None)
        client = Client(cluster)
    try:
        return client.gather(client.map(try_values, tasks, pure=False))
    finally:
        client.close()
        if cluster is not None:
            cluster.close()


def add_options(parser):
    parser.add_argument("--scheduler", help="address of a Dask scheduler, tcp://host:8786; left out: this machine")
    parser.add_argument("--workers", type=int, default=None, help="worker processes on this machine")
`,
  ray: `def share_out(tasks, options):
    """Ray Tune: a cluster that is there already, or this machine."""
    import ray
    from ray import tune
    ray.init(address=options.address, num_cpus=None if options.address else options.workers)
    reference = ray.put(tasks)

    def trainable(config):
        return {"told": json.dumps(try_values(ray.get(reference)[config["task"]]))}

    space = {"task": tune.grid_search(list(range(len(tasks))))}
    found = tune.Tuner(trainable, param_space=space).fit()
    if found.errors:
        raise found.errors[0]
    told = {one.metrics["config"]["task"]: json.loads(one.metrics["told"]) for one in found}
    return [told[task] for task in range(len(tasks))]


def add_options(parser):
    parser.add_argument("--address", help="address of a Ray cluster, or auto; left out: this machine")
    parser.add_argument("--workers", type=int, default=None, help="processors used on this machine")
`,
};

const needs: Readonly<Record<Engine, string>> = { dask: 'torch distributed', ray: 'torch "ray[tune]"' };

const template = (json: string, lines: readonly string[], engine: Engine): string => `#!/usr/bin/env python3
"""A sweep of Descent Lab on PyTorch.

    pip install ${needs[engine]}
    python3 sweep.py --output results.json     # then drop results.json on the page
    python3 sweep.py --input sweep.json …      # the same for another sweep of the same surface

Every value of every optimizer is one run; the results hold, for each, the last loss, the lowest loss, the first
step at or below the threshold (-1: never) and the step at which it diverged (-1: never).
"""
import argparse
import json
import math
import sys

import torch

SWEEP = json.loads('''${json}''')


def loss(x):
${lines.join('\n')}


def try_values(task):
    """Runs one optimizer at some values; returns what each came to."""
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    told = {"loss": [], "best": [], "reach": [], "gone": []}
    for value in task["values"]:
        for key, number in try_value(task, value).items():
            told[key].append(number)
    return told


def try_value(task, value):
    x = torch.tensor(task["start"], requires_grad=True)
    optimizer = task["optimizer"]
    optimizer = getattr(torch.optim, optimizer["name"])([x], **with_value(optimizer["args"], task["param"], value))
    noise = torch.tensor(task["noise"]).reshape(-1, 2) if task["noise"] else None
    last, best, reach, gone = math.nan, math.inf, -1, -1
    for row in range(task["steps"] + 1):
        height = loss(x)
        now = height.item()
        if not (math.isfinite(now) and bool(torch.isfinite(x).all())):
            last, gone = math.nan, row
            break
        last, best = now, min(best, now)
        if reach < 0 and now <= task["threshold"]:
            reach = row
        if row == task["steps"]:
            break
        optimizer.zero_grad()
        height.backward()
        if noise is not None:
            x.grad += noise[row]
        optimizer.step()
    return {"loss": last, "best": best, "reach": reach, "gone": gone}


def with_value(arguments, param, value):
    arguments = dict(arguments)
    if param in ("beta1", "beta2"):
        arguments["betas"] = list(arguments["betas"])
        arguments["betas"][int(param[-1]) - 1] = value
    else:
        arguments[param] = value
    return arguments


${sharing[engine]}

#: Values of one task: small enough to share out evenly, large enough to be worth a message.
CHUNK = 8


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\\n")[0])
    parser.add_argument("--input", help="a sweep as JSON; left out: the one in this file")
    parser.add_argument("--output", default="-", help="where the results go; - is standard output")
    add_options(parser)
    options = parser.parse_args()
    sweep = SWEEP
    if options.input:
        with open(options.input, encoding="utf-8") as file:
            sweep = json.load(file)
    tasks = [
        {
            "optimizer": run["optimizer"],
            "param": sweep["sweep"],
            "values": run["values"][first : first + CHUNK],
            "start": sweep["start"],
            "steps": sweep["steps"],
            "threshold": sweep["threshold"],
            "noise": sweep["noise"].get(str(run["seed"]), []),
        }
        for run in sweep["runs"]
        for first in range(0, len(run["values"]), CHUNK)
    ]
    told = iter(share_out(tasks, options))
    results = []
    for run in sweep["runs"]:
        result = {"run": run["run"], "id": run["id"], "seed": run["seed"], "values": run["values"]}
        result.update({"loss": [], "best": [], "reach": [], "gone": []})
        for _ in range(0, len(run["values"]), CHUNK):
            for key, numbers in next(told).items():
                result[key] += [plain(number) for number in numbers]
        results.append(result)
    text = json.dumps({"link": sweep["link"], "sweep": sweep["sweep"], "runs": results}, allow_nan=False)
    if options.output == "-":
        print(text)
    else:
        with open(options.output, "w", encoding="utf-8") as file:
            file.write(text + "\\n")


def plain(number):
    """JSON has no numbers for what is not finite: texts stand for them."""
    if math.isfinite(number):
        return number
    return "NaN" if math.isnan(number) else ("Infinity" if number > 0 else "-Infinity")


if __name__ == "__main__":
    sys.exit(main())
`;
