/** Optimizers on networks of several tensors against PyTorch and the authors' code: losses step by step, and final weights. */
import { describe, expect, test } from 'vitest';
import { counterparts, type GoldenRun, whyWithoutEntry } from '../../../e2e/support/fixtures.ts';
import { golden } from '../../../e2e/support/golden.ts';
import {
  flat,
  joined,
  lossOfNet,
  shapeOf,
  storedNets,
  type StoredNet,
  type StoredRun,
} from '../../../e2e/support/nets.ts';
import { optimizers, wrappers } from '../catalogues.ts';
import { defaults, type Values } from '../describe/param.ts';
import '../everything.ts';
import { differentiate } from '../graph/differentiate.ts';
import { input, type Node } from '../graph/node.ts';
import { gather, tensor } from '../graph/tensors.ts';
import { execute } from './execute.ts';
import { answers, type Loss } from './problem.ts';
import { beginRace, runAll } from './race.ts';
import { type Advance, advance } from './run.ts';
import { complete } from './validate.ts';

/** A stored network under all its rows, or under each step's batch of them, as a loss of one vector. */
function lossOf(net: StoredNet, mode: StoredRun['mode']): Loss {
  const batch = input('rows', [net.batches[0]!.length]);
  const data = Object.fromEntries(
    Object.entries(net.data).map(([name, values]) => {
      const all = tensor(flat(values), shapeOf(values));
      return [name, mode === 'full' ? all : gather(all, batch)];
    }),
  );
  const value = lossOfNet(net);
  const known = new Map<Node, Node>();
  const at = (x: Node): Node => {
    const made = known.get(x) ?? value(x, data);
    known.set(x, made);
    return made;
  };
  let offset = 0;
  const tensors = Object.values(net.params).map((values) => {
    const own = { offset, shape: shapeOf(values) };
    offset += flat(values).length;
    return own;
  });
  return {
    dimension: offset,
    shape: [offset],
    name: `${net.id} ${mode}`,
    values: {},
    ...(mode === 'mini' && {
      supply: {
        precision: 'f64',
        feeds: { rows: batch },
        rows: (from, count) => ({ rows: Float64Array.from(net.batches.slice(from, from + count).flat()) }),
        state: () => ({}),
        begin: {},
      },
    }),
    value: at,
    gradient: (x) => differentiate(at(x), [x])[0]!,
    tensors,
  };
}

const netOf = (id: string): StoredNet => storedNets.nets.find((net) => net.id === id)!;
const losses = new Map<string, Loss>();
const remembered = (id: string, mode: StoredRun['mode'] = 'full'): Loss => {
  const loss = losses.get(`${id} ${mode}`) ?? lossOf(netOf(id), mode);
  losses.set(`${id} ${mode}`, loss);
  return loss;
};

const chosen = (catalogue: typeof optimizers | typeof wrappers, id: string, values: Values) => ({
  id,
  values: { ...defaults(catalogue.get(id).params), ...values },
});

/** What is said of a run by its variant's name only. */
const protocols: Readonly<Record<string, GoldenRun['protocol']>> = {
  'sophia_g/gnb_every10': { kind: 'sophia_g', every: 10 },
  'sophia_g/gnb_every3_wd': { kind: 'sophia_g', every: 3 },
  'clip_grad_norm+sgd/max1': { kind: 'grad', clip_norm: 1 },
  'clip_grad_norm+sgd/max2_momentum': { kind: 'grad', clip_norm: 2 },
  'clip_grad_value+sgd/half': { kind: 'grad', clip_value: 0.5 },
};

const exists = (id: string): boolean => optimizers.find(id) !== undefined;
const ours = (run: StoredRun) => {
  const protocol = protocols[`${run.optimizer}/${run.variant}`];
  return counterparts({ ...run, ...(protocol && { protocol }) }, exists);
};

/** |a − b| ≤ tolerance · max(1, |b|) */
function near(a: number, b: number, tolerance: number, what: string): void {
  const allowed = tolerance * Math.max(1, Math.abs(b));
  if (!(Math.abs(a - b) <= allowed)) expect.fail(`${what}: ${a}, golden ${b}, off by ${Math.abs(a - b)} > ${allowed}`);
}

/**
 * Where the end of a run is less certain than its losses. The outputs' bias changes nothing where only differences of
 * scores count: its slope is rounding alone, and Adam makes whole steps of it. Thirty searches along a line multiply
 * rounding up to a length of 17.
 */
const uncertain: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'mlp_multi_margin_spiral adam': { 'l2.bias': 1e-7 },
  'rank_listnet adam': { 'l2.bias': 1e-7 },
  'rank_listmle adam': { 'l2.bias': 1e-7 },
  'mlp_tanh_moons lbfgs': { all: 5e-9 },
};

/** Rows under all data record the loss themselves; hands back the last point. */
function inOne(run: StoredRun, go: Advance, rows: number): Float64Array {
  const { x, loss } = go(rows);
  for (const k of loss.keys()) near(loss[k]!, run.losses[k]!, 1e-9, `loss at ${k}`);
  return x.subarray(x.length - x.length / rows);
}

/** Rows under batches record the batch's loss; the loss over all rows is asked besides. */
function inBatches(run: StoredRun, go: Advance): Float64Array {
  const ask = answers(remembered(run.net), execute);
  for (let k = 0; k <= run.compare_through; k++) {
    near(ask.value(go.x().slice()), run.losses[k]!, 1e-9, `loss at ${k}`);
    if (k < run.batch_losses!.length) near(go(1).loss[0]!, run.batch_losses![k]!, 1e-9, `loss of batch ${k}`);
  }
  return go.x();
}

function compare(run: StoredRun, { id, values, wrappers: around = [] }: ReturnType<typeof ours>[number]): void {
  const net = netOf(run.net);
  const loss = remembered(run.net, run.mode);
  const choice = {
    ...chosen(optimizers, id, values),
    ...(around.length > 0 && { wrappers: around.map((it) => chosen(wrappers, it.id, it.values)) }),
  };
  const rows = run.compare_through + 1;
  const go = advance(choice, loss, joined(net.params), undefined, 1);
  const last = run.batch_losses ? inBatches(run, go) : inOne(run, go, rows);
  if (rows < run.losses.length) return;
  for (const [i, name] of Object.keys(net.params).entries()) {
    const { offset, shape } = loss.tensors![i]!;
    const piece = last.subarray(offset, offset + shape.reduce((size, side) => size * side, 1));
    const known = uncertain[`${run.net} ${run.optimizer}`];
    const tolerance = known?.[name] ?? known?.['all'] ?? 1e-9;
    const total = (of: (one: number) => number): number => piece.reduce((sum, one) => sum + of(one), 0);
    near(Math.sqrt(total((one) => one * one)), run.final_norms[name]!, tolerance, `|${name}|`);
    near(
      total((one) => one),
      run.final_sums[name]!,
      tolerance,
      `Σ ${name}`,
    );
    for (const [at, entry] of (run.final_params ? flat(run.final_params[name]!) : []).entries())
      near(piece[at]!, entry, tolerance, `${name}[${at}]`);
  }
}

const authors = golden<{ runs: StoredRun[] }>('nets_optim').runs;
const named = (runs: readonly StoredRun[]) =>
  runs.flatMap((run) =>
    ours(run).map((it) => [`${run.net} ${run.mode} ${run.optimizer} ${run.variant} as ${it.id}`, run, it] as const),
  );

describe('three optimizers on every stored network, under all rows and in batches', () => {
  test.each(named(storedNets.runs))('%s', (_, run, it) => compare(run, it));
});

describe('every optimizer on one network of six tensors', () => {
  test.each(named(authors))('%s', (_, run, it) => compare(run, it));
});

test('every stored run is one of our entries, or is said to be none', () => {
  const missing = new Set(authors.filter((run) => ours(run).length === 0).map(({ optimizer }) => optimizer));
  expect([...missing].filter((name) => whyWithoutEntry(name) === undefined)).toEqual([]);
});

describe('the same as experiments: data, first weights and batches written in, steps run by the race', () => {
  /** The model and the loss as people write them; the rows of data a network was stored with are its data set. */
  const written: Readonly<Record<string, readonly [model: unknown, loss: unknown]>> = {
    logreg_moons: [{ id: 'linear-model' }, { id: 'bce' }],
    mlp_tanh_moons: [{ id: 'mlp', values: { hidden: '8-8', activation: 'tanh' } }, { id: 'bce' }],
    mlp_relu_spiral: [{ id: 'mlp', values: { hidden: '16-16' } }, { id: 'cross-entropy' }],
    mlp_layernorm_gelu_spiral: [
      { id: 'mlp', values: { hidden: '6', activation: 'gelu', norm: 'layer' } },
      { id: 'cross-entropy' },
    ],
    linreg_mse: [{ id: 'linear-model' }, { id: 'mse' }],
    linreg_mae: [{ id: 'linear-model' }, { id: 'mae' }],
    'linreg_huber0.5': [{ id: 'linear-model' }, { id: 'huber', values: { delta: 0.5 } }],
    mlp_hinge_moons: [{ id: 'mlp', values: { hidden: '5', activation: 'tanh' } }, { id: 'hinge' }],
    mlp_class_weights_spiral: [
      { id: 'mlp', values: { hidden: '6', activation: 'tanh' } },
      { id: 'cross-entropy', values: { class_weights: '1-2-0.5' } },
    ],
    mlp_multi_margin_spiral: [{ id: 'mlp', values: { hidden: '6', activation: 'tanh' } }, { id: 'multi-margin' }],
  };
  const runs = storedNets.runs.filter(({ net }) => Object.hasOwn(written, net));
  test.each(runs.map((run) => [`${run.net} ${run.mode} ${run.optimizer} ${run.variant}`, run] as const))(
    '%s',
    (_, run) => {
      const net = netOf(run.net);
      const [model, loss] = written[run.net]!;
      const read = complete({
        problem: {
          kind: 'classifier',
          dataset: { id: 'inline', values: { x: net.data['X'], y: net.data['y'] } },
          model,
          loss,
          ...(run.mode === 'full' && { batch: 'all' }),
          ...(run.mode === 'mini' && { order: net.batches }),
          weights: [...joined(net.params)],
        },
        runs: ours(run)
          .slice(0, 1)
          .map(({ id, values }) => ({ id, values })),
        steps: 30,
        seed: 1,
      });
      if (!('experiment' in read)) expect.fail(JSON.stringify(read));
      const { loss: found, series } = runAll(read.experiment, beginRace(read.experiment, 1)).trajectories[0]!;
      for (const [k, batch] of (run.batch_losses ?? run.losses).entries())
        near(found[k]!, batch, 1e-9, `loss of step ${k}`);
      for (const [k, all] of run.losses.entries()) near(series['train-loss']![k]!, all, 1e-9, `loss of all at ${k}`);
    },
  );
});
