// Drives limit.c: compiled once per kind of machine code, asked over its standard input.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('limit.c', import.meta.url));
const narrow = ['-msse2', '-mno-avx', '-DBITS=128'];
/** `crule` does the operations of Adam's lines one by one; the others divide once where the lines divide twice. */
const kinds = { c128: narrow, crule: [...narrow, '-DDIVIDE'], cnative: ['-march=native', '-DBITS=256'] };
const compiler = process.env.CC ?? 'gcc';
const surfaces = ['rosenbrock', 'beale', 'ackley'];
const optimizers = ['momentum', 'adam'];
/** Vectors side by side, of which the quickest is taken. */
const groups = [1, 2, 4, 6];

/** The compiled limits by name; none where there is no gcc. */
export function limits(folder) {
  if (spawnSync(compiler, ['--version']).status !== 0) return {};
  const made = Object.entries(kinds).map(([name, flags]) => {
    const file = join(folder, name);
    const done = spawnSync(compiler, ['-O3', ...flags, source, '-o', file, '-lm'], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
    return [name, limit(file)];
  });
  return Object.fromEntries(made);
}

function limit(file) {
  const child = spawn(file, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (words) => {
    child.stdin.write(`${words.join(' ')}\n`);
    const { value } = await lines.next();
    const [nanoseconds, sum] = value.split(' ').map(Number);
    return { nanoseconds, sum };
  };
  return {
    surface: ({ name, optimizer, lr, start, steps }) => {
      const words = ['surface', surfaces.indexOf(name), optimizers.indexOf(optimizer), lr, ...start, steps];
      return (times) => ask([...words, times]);
    },
    basin: async ({ optimizer, lr, side, steps }) => {
      const words = (choice) => ['basin', optimizers.indexOf(optimizer), choice, lr, side, steps];
      const tried = [];
      for (const choice of groups.keys()) tried.push((await ask([...words(choice), 2])).nanoseconds);
      const best = tried.indexOf(Math.min(...tried));
      return (times) => ask([...words(best), times]);
    },
    end: () => child.stdin.end(),
  };
}
