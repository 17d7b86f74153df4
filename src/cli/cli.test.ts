/** The command line as a person or a program uses it: lines in, lines out, and errors that name the place. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'lab-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Said {
  readonly code: number | null;
  readonly out: string;
  readonly errors: string;
  readonly lines: Record<string, unknown>[];
}

function lab(args: string[], input = ''): Said {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/lab.mjs', ...args], {
    cwd: root,
    input,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  return {
    code: status,
    out: stdout,
    errors: stderr,
    lines: lines.map((line) => JSON.parse(line) as Said['lines'][0]),
  };
}

const experiment = {
  problem: { kind: 'surface', surface: { id: 'rosenbrock', values: { a: 1, b: 100 } }, start: [-1.2, 1] },
  runs: [{ id: 'adam', values: { lr: 0.01, beta1: 0.9 } }],
  steps: 20,
  seed: 1,
  noise: 0,
};

describe('run', { timeout: 60_000 }, () => {
  test('a line of JSON in, a line of JSON out', () => {
    const { code, lines, errors } = lab(['run', '-'], JSON.stringify(experiment));
    expect([code, errors]).toEqual([0, '']);
    const [run] = (lines[0] as { runs: Record<string, unknown[]>[] }).runs;
    expect(run).toMatchObject({ id: 'adam', ending: 'steps', endedAt: 20, values: { lr: 0.01, beta1: 0.9 } });
    expect([run!['x']!.length, run!['loss']!.length, run!['cost']!.length]).toEqual([21, 21, 21]);
    expect(run!['x']![0]).toEqual([-1.2, 1]);
    expect(run!['cost']![20]).toBe(20);
  });
  test('a link says the same as its experiment', () => {
    const byLink = lab(['run', '#v1/rosenbrock/adam(lr=0.01)/steps=20']);
    const byJson = lab(['run', '-'], JSON.stringify(experiment));
    expect(byLink.out).toBe(byJson.out);
  });
  test('numbers come back exactly, and what is not finite as text', () => {
    const { lines } = lab(['run', '#v1/rosenbrock/sgd(lr=1)/steps=30']);
    const [run] = (lines[0] as { runs: { loss: unknown[]; ending: string; endedAt: number; cause: string }[] }).runs;
    expect(run).toMatchObject({ ending: 'diverged', endedAt: 4, cause: 'loss' });
    expect(run!.loss.at(-1)).toBe('Infinity');
  });
  test('every k-th row and the last, and a table', () => {
    const { lines } = lab(['run', '#v1/sphere/sgd/steps=25', '--every', '10']);
    expect((lines[0] as { runs: { step: number[] }[] }).runs[0]!.step).toEqual([0, 10, 20, 25]);
    const table = lab(['run', '#v1/sphere/sgd/steps=25', '--every', '10', '--csv']).out.trim().split('\n');
    expect(table[0]).toBe('run,id,step,x,y,loss,cost');
    expect(table).toHaveLength(5);
  });
  test('bad lines are named with line and field, good ones still answered', () => {
    const bad = { ...experiment, runs: [{ id: 'adam', values: { lr: -1 } }, { id: 'adamm' }] };
    const { code, lines, errors } = lab(
      ['run', '-'],
      [bad, experiment, { nonsense: 1 }].map((it) => JSON.stringify(it)).join('\n'),
    );
    expect(code).toBe(1);
    expect(lines).toHaveLength(1);
    expect(errors).toMatch(/line 1: runs\[0\]\.values\.lr: .*from 0 to 1000000.*-1/);
    expect(errors).toMatch(/line 1: runs\[1\]\.id: .*did you mean adam\?/);
    expect(errors).toMatch(/line 3: /);
  });
  test('a document may take many lines; a list has a result for each of its items', () => {
    const pretty = (json: unknown): string => JSON.stringify(json, null, 2);
    expect(lab(['run', '-'], pretty(experiment)).lines).toHaveLength(1);
    const links = lab(['link', '-'], pretty([experiment, '#v1/beale/adam', { link: '#v1/sphere' }]));
    expect(links.out.trim().split('\n').slice(1)).toEqual(['#v1/beale/adam/steps=200', '#v1/sphere/steps=200']);
    const broken = lab(['run', '-'], pretty(experiment).slice(0, -1));
    expect([broken.code, broken.lines]).toEqual([1, []]);
    expect(broken.errors).toMatch(/^the document: neither JSON nor a link: .*\n$/);
  });
  test('large results, a closed pipe, a missing file', () => {
    const many = { ...experiment, steps: 10_000, runs: Array.from({ length: 12 }, () => ({ id: 'adam' })) };
    const file = join(folder, 'many.json');
    writeFileSync(file, JSON.stringify(many, null, 2));
    expect(lab(['run', file]).lines).toHaveLength(1);
    expect(
      execFileSync('sh', ['-c', `"${process.execPath}" scripts/lab.mjs run "${file}" | head -c 20`], { cwd: root })
        .length,
    ).toBe(20);
    const missing = lab(['run', join(folder, 'none.json')]);
    expect([missing.code, missing.out]).toEqual([1, '']);
    expect(missing.errors).toContain('none.json');
  });
});

describe('sweeps, planes and basins', { timeout: 60_000 }, () => {
  const link = '#v1/himmelblau/sgd&adam/sweep=lr,0.001,0.1,5/basins=-5,5,-5,5,8/seeds=2/steps=50';
  type Swept = { run: number; id: string; seed: number; values: number[]; loss: (number | string)[] };
  test('a sweep has every value of every run and seed, and each is the run’s own last loss', () => {
    const [{ runs }] = lab(['sweep', link]).lines as unknown as [{ runs: Swept[] }];
    expect(runs.map(({ id, seed }) => [id, seed])).toEqual([['sgd', 1], ['sgd', 2], ['adam', 1], ['adam', 2]]); // prettier-ignore
    for (const { id, values, loss } of [runs[0]!, runs[2]!])
      for (const cell of [0, 2, 4]) {
        const run = { id, values: { lr: values[cell] } };
        const alone = lab(['run', '-'], JSON.stringify({ problem: { surface: { id: 'himmelblau' } }, runs: [run], steps: 50 })); // prettier-ignore
        const [told] = (alone.lines[0] as { runs: { loss: unknown[]; ending: string }[] }).runs;
        expect(loss[cell]).toBe(told!.ending === 'diverged' ? 'NaN' : told!.loss.at(-1));
      }
  });
  test('a table of it, and only the best', () => {
    const rows = lab(['sweep', link, '--csv']).out.trim().split('\n');
    expect([rows[0], rows.length]).toEqual(['run,id,seed,lr,loss,best,reach,gone', 21]);
    const [{ bests }] = lab(['sweep', link, '--best']).lines as unknown as [{ bests: object[] }];
    expect(bests).toMatchObject([
      { id: 'sgd', best: 0.01, tries: 10 },
      { id: 'adam', tries: 10 },
    ]);
    // Himmelblau bends down at its start, where no rate is too large; a bowl has a border.
    expect(bests[0]).not.toHaveProperty('formula');
    const bowl = lab(['sweep', '#v1/elliptic(kappa=100)/sgd/sweep=lr,0.001,0.1,3/steps=20', '--best']);
    expect((bowl.lines[0] as { bests: object[] }).bests).toMatchObject([{ border: 0.02, formula: '2/λmax' }]);
  });
  test('where every start leads', () => {
    const [{ runs }] = lab(['basins', link]).lines as unknown as [{ runs: { reached: number[]; places: object[] }[] }];
    expect(runs.map(({ reached, places }) => [reached.length, places.length])).toEqual([[64, 4], [64, 4]]); // prettier-ignore
    const rows = lab(['basins', link, '--csv']).out.trim().split('\n');
    expect([rows[0], rows.length]).toEqual(['run,id,x,y,reached,calm,gone,end x,end y', 129]);
  });
  test('a plane of two parameters, the lowest row first', () => {
    const plane = '#v1/elliptic/momentum/plane=1,lr,0.001,0.1,4,momentum,0,0.9,3/steps=50';
    const [{ columns, rows, rate }] = lab(['plane', plane]).lines as unknown as [Record<string, unknown[]>];
    expect([columns!.length, rows!.length, rate!.length]).toEqual([4, 3, 12]);
    expect([columns![0], columns![3], rows![0], rows![2]]).toEqual([0.001, 0.1, 0, 0.9]);
  });
  test('rates found on data, by a range test and by cross-validation', () => {
    type Found = { search: string; folds?: number; runs: { id: string; found: number; rates: number[]; loss: unknown[]; mean?: number[] }[] }; // prettier-ignore
    const [range] = lab(['finder', '#v1/moons/mlp/sgd&adam/steps=100']).lines as unknown as [Found];
    expect(range.runs.map(({ id, rates, loss }) => [id, rates.length, loss.length])).toEqual([['sgd', 101, 101], ['adam', 101, 101]]); // prettier-ignore
    for (const { found, rates } of range.runs)
      expect(rates.some((it) => Number(it.toPrecision(2)) === found)).toBe(true);
    const link = '#v1/moons/mlp/sgd&adam/finder=grid,0.001,10,5,3/steps=30';
    const [grid] = lab(['finder', link]).lines as unknown as [Found];
    expect([grid.search, grid.folds]).toEqual(['grid', 3]);
    for (const { found, rates, mean, loss } of grid.runs) {
      expect([rates, loss.length]).toEqual([[0.001, 0.01, 0.1, 1, 10], 3]);
      const finite = mean!.filter((it) => typeof it === 'number');
      expect(found).toBe(rates[mean!.indexOf(Math.min(...finite))]);
    }
    const rows = lab(['finder', link, '--csv']).out.trim().split('\n');
    expect([rows[0], rows.length]).toEqual(['run,id,lr,mean,spread,fold 1,fold 2,fold 3', 11]);
    expect(lab(['finder', '#v1/beale/adam']).out).toBe('null\n');
  });
  test('what is wrong with a study is named', () => {
    const { errors, lines } = lab(['sweep', '#v1/beale/adam/sweep=momentum,0.1,0.9,5/steps=10']);
    expect(errors).toMatch(/study\.sweep\.param: .*Adam has no number “momentum”/);
    expect(lines).toHaveLength(1);
  });
});

describe('the other commands', { timeout: 60_000 }, () => {
  test('list tells every entry with its parameters', () => {
    const [all] = lab(['list']).lines as [
      { optimizers: { id: string; params: object[] }[]; surfaces: { id: string; minima: object[] }[] },
    ];
    expect(all.optimizers.find(({ id }) => id === 'adam')!.params[0]).toMatchObject({
      name: 'lr',
      kind: 'number',
      default: 0.001,
    });
    expect(all.surfaces.find(({ id }) => id === 'beale')).toMatchObject({
      domain: [-5, 5, -5, 5],
      start: [1, 1.6],
      minima: [{ at: [3, 0.5], value: 0, global: true }],
    });
  });
  test('eval gives value, gradient and Hessian', () => {
    const question = {
      problem: { kind: 'surface', surface: { id: 'elliptic', values: { kappa: 25 } } },
      points: [[1, 2]],
    };
    const { lines } = lab(['eval', '-'], JSON.stringify(question));
    expect(lines[0]).toEqual({ points: [{ x: [1, 2], value: 50.5, gradient: [1, 50], hessian: [[1, 0], [0, 25]] }] }); // prettier-ignore
    const wrong = lab(['eval', '-'], JSON.stringify({ ...question, points: [[1]] }));
    expect([wrong.code, wrong.errors]).toEqual([1, 'line 1: points[0]: should be two numbers [x, y]\n']);
    expect(lab(['eval', '-'], JSON.stringify({ ...question, points: [] })).lines).toEqual([{ points: [] }]);
    expect(lab(['eval', '-'], JSON.stringify({ ...question, point: 1 })).errors).toMatch(/line 1: point: is not known/);
  });
  test('link and read are each other’s inverse', () => {
    const link = lab(['link', '-'], JSON.stringify(experiment)).out.trim();
    const [read] = lab(['read', link]).lines;
    expect(read).toMatchObject({ experiment: { steps: 20, runs: [{ id: 'adam' }] }, notes: [] });
    expect(lab(['link', '-'], JSON.stringify(read!['experiment'])).out.trim()).toBe(link);
  });
  test('misuse is answered with what there is', () => {
    expect(lab(['fly']).errors).toContain(
      'there are list, run, sweep, plane, basins, finder, link, read, eval and help',
    );
    expect(lab(['run']).code).toBe(1);
    expect(lab(['run', '-', '--every', '0']).errors).toContain('whole number from 1');
    expect(lab([]).out).toContain('lab run');
  });
});
