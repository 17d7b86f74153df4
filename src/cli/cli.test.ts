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
    expect(lab(['fly']).errors).toContain('there are list, run, eval, link, read and help');
    expect(lab(['run']).code).toBe(1);
    expect(lab(['run', '-', '--every', '0']).errors).toContain('whole number from 1');
    expect(lab([]).out).toContain('lab run');
  });
});
