/** The house's rules, measured from the imports themselves: every file has a floor, every import goes down, no circles. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** From the ground up; the first pattern that fits a file is its floor. */
const floors: readonly (readonly [number, RegExp])[] = [
  [0, /^src\/lab\/numeric\//],
  [1, /^src\/lab\/graph\//],
  [2, /^src\/lab\/describe\//],
  [3, /^src\/lab\/formula\//],
  [
    4,
    /^src\/lab\/(dataset|loss|loss-curve|loss-fit|matrix|model|network|objective|optimizer|schedule|surface|wrapper)\.ts$/,
  ],
  [5, /^src\/lab\/(datasets|losses|matrices|models|optimizers|schedules|surfaces|wrappers)\//],
  [6, /^src\/lab\/catalogues\.ts$/],
  [7, /^src\/lab\/experiment\//],
  [7.5, /^src\/lab\/study\//],
  [8, /^src\/lab\/scene\.ts$/],
  [9, /^src\/lab\/scenes\//],
  [10, /^src\/lab\/(scenes|everything)\.ts$/],
  [11, /^src\/app\/(view\.ts$|text\/)/],
  [12, /^(workers\/|src\/cli\/|src\/app\/(state|draw)\/)/],
  [13, /^src\/app\/views\//],
  [14, /^src\/app\/views\.ts$/],
  [15, /^src\/app\/ui\//],
  [16, /^src\/app\/main\.tsx$/],
];
/** Folders whose files are entries: they never import each other. */
const entries = /^src\/lab\/(datasets|losses|matrices|models|optimizers|schedules|surfaces|wrappers|scenes)\//;

/** Which folders may import a package. */
const rooms: Readonly<Record<string, RegExp>> = {
  react: /^src\/app\/(ui\/|main)/,
  'react-dom': /^src\/app\/(ui\/|main)/,
  'lucide-react': /^src\/app\/ui\//,
  katex: /^src\/app\/ui\//,
  d3: /^src\/app\/(draw|views|ui)\//,
  zustand: /^src\/app\/(state|ui)\//,
  '@fontsource-variable': /^src\/app\/(ui\/|main)/,
  node: /^src\/cli\//,
};

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (statSync(join(root, path)).isDirectory()) return sourcesIn(path);
    return /\.tsx?$/.test(name) && !/\.(test|d)\.tsx?$/.test(name) ? [path] : [];
  });
}

const sources = [...sourcesIn('src'), ...sourcesIn('workers')];
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const floorOf = (file: string): number | undefined => floors.find(([, pattern]) => pattern.test(file))?.[0];
const imports = new Map(
  sources.map((file) => {
    const pattern = /^(?:import|export)\b[^;']*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
    const named = [...text(file).matchAll(pattern)].map(([, a, b, c]) => (a ?? b ?? c)!);
    const [own, packages] = [
      named.filter((name) => name.startsWith('.')),
      named.filter((name) => !name.startsWith('.')),
    ];
    const files = own.map((name) => relative(root, resolve(root, dirname(file), name.replace(/\?.*$/, ''))));
    return [file, { files: files.filter((name) => /\.tsx?$/.test(name)), packages }] as const;
  }),
);

describe('the house', () => {
  test('every file has a floor', () => {
    expect(sources.filter((file) => floorOf(file) === undefined)).toEqual([]);
  });

  test('every import goes down or stays in its folder, and entries know no other entry', () => {
    const wrong = sources.flatMap((file) =>
      imports
        .get(file)!
        .files.filter((to) => {
          const [from, below] = [floorOf(file)!, floorOf(to) ?? Infinity];
          const sameFolder =
            from === below && dirname(file).split('/').slice(0, 3).join() === dirname(to).split('/').slice(0, 3).join();
          return entries.test(file) ? below >= from : !(below < from || sameFolder);
        })
        .map((to) => `${file} → ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  test('there are no circles', () => {
    const done = new Set<string>();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]): void => {
      if (trail.includes(file)) circles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
      if (done.has(file) || trail.includes(file)) return;
      for (const to of imports.get(file)?.files ?? []) visit(to, [...trail, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('packages stay in their rooms', () => {
    const wrong = sources.flatMap((file) =>
      imports.get(file)!.packages.flatMap((name) => {
        const room = Object.entries(rooms).find(
          ([key]) => name === key || name.startsWith(`${key}/`) || name.startsWith(`${key}:`),
        );
        return room?.[1].test(file) ? [] : [`${file} imports ${name}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('the lab has no clock, no outside luck, and no function whose last bit is the browser’s', () => {
    const foreign =
      /\bMath\.(?:a?sinh?|a?cosh?|a?tanh?|atan2|exp|expm1|log|log1p|log2|log10|pow|cbrt|hypot|random|fround)\b|\*\*[^*/\s]|\b(?:Date|performance|setTimeout)\b(?=[.(])/;
    const code = (file: string): string =>
      text(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*|`[^`]*`|'[^'\n]*'|\/(?![*/\s])(?:[^/\n\\]|\\.)+\/[a-z]*/g, '');
    const wrong = sources
      .filter((file) => file.startsWith('src/lab/'))
      .flatMap((file) => {
        const found = code(file).match(foreign);
        return found ? [`${file}: ${found[0]}`] : [];
      });
    expect(wrong).toEqual([]);
  });

  test('nobody asks for an entry by its id', () => {
    const idsIn = (folders: RegExp): string =>
      sources
        .filter((file) => folders.test(file))
        .map((file) => file.replace(/.*\/|\.ts$/g, ''))
        .join('|');
    // Schedules are called by everyday words (linear, constant): those are only asked for as an id.
    const named = `(?:===|!==|case)\\s*'(?:${idsIn(/^src\/lab\/(datasets|losses|matrices|models|optimizers|surfaces|wrappers)\//)})'`;
    const asks = new RegExp(`${named}|\\bid\\s*[!=]==\\s*'(?:${idsIn(/^src\/lab\/schedules\//)})'`);
    const wrong = sources.filter((file) => asks.test(text(file)));
    expect(wrong).toEqual([]);
  });

  test('every source says in its first lines what it is for', () => {
    const silent = sources.filter((file) => !entries.test(file) && !/^(?:\/\*\*|\/\/)/.test(text(file)));
    expect(silent).toEqual([]);
  });
});
