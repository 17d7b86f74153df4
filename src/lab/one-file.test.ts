/** Adding an entry is adding one file: counted over every folder of entries there is. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as catalogues from './catalogues.ts';
import { scenes } from './scenes.ts';

const lab = fileURLToPath(new URL('.', import.meta.url));
const filesIn = (folder: string): string[] =>
  readdirSync(`${lab}${folder}`)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => name.replace(/\.ts$/, ''))
    .toSorted();

/** Every source that is no test, with its text. */
const sources = (readdirSync(`${lab}..`, { recursive: true }) as string[])
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => [name.replaceAll('\\', '/'), readFileSync(`${lab}../${name}`, 'utf8')] as const);

const all = { ...catalogues, scenes };

describe.each(Object.keys(all) as (keyof typeof all)[])('%s', (folder) => {
  const files = filesIn(folder);

  test('every file is an entry by its name, and every entry is a file', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files).toEqual(all[folder].ids);
  });

  test('no source imports a single entry: none has to be changed when one is added', () => {
    const named = new RegExp(`(?:from|import\\()\\s*'[^']*/${folder}/[^'*]+'`);
    const importing = sources.filter(([name, text]) => !name.includes(`lab/${folder}/`) && named.test(text));
    expect(importing.map(([name]) => name)).toEqual([]);
  });

  test('is registered by its folder’s pattern, in one place, and by no list', () => {
    const pattern = `./${folder}/*.ts`;
    const places = sources.filter(([, text]) => text.includes(`import.meta.glob('${pattern}'`));
    expect(places.map(([name]) => name)).toHaveLength(1);
  });
});
