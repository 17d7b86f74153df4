/** The catalogues begin with the first screen and end with everything. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test, vi } from 'vitest';

const filesIn = (folder: string): string[] =>
  readdirSync(fileURLToPath(new URL(folder, import.meta.url))).map((file) => file.replace(/\.ts$/, ''));

let catalogues: typeof import('./catalogues.ts');
let scenes: (typeof import('./scenes.ts'))['scenes'];

beforeAll(async () => {
  vi.resetModules(); // as the page begins: without everything
  catalogues = await import('./catalogues.ts');
  ({ scenes } = await import('./scenes.ts'));
});

describe('before everything has come', () => {
  test('the first scene is here, with all it shows and no more', () => {
    const { experiment } = scenes.get(scenes.ids[0]!);
    expect(scenes.ids).toHaveLength(1);
    expect(catalogues.optimizers.ids).toEqual(experiment.runs.map(({ id }) => id).sort());
    expect(catalogues.surfaces.ids).toEqual([experiment.surface!.id]);
  });
});

describe('once everything has come', () => {
  let before: unknown;
  beforeAll(async () => {
    before = catalogues.optimizers.get('momentum');
    await import('./everything.ts');
  });

  test('every file is an entry, and entries that were here are the same', () => {
    expect(catalogues.optimizers.ids).toEqual(filesIn('optimizers').sort());
    expect(catalogues.schedules.ids).toEqual(filesIn('schedules').sort());
    expect(catalogues.wrappers.ids).toEqual(filesIn('wrappers').sort());
    expect(catalogues.surfaces.ids).toEqual(filesIn('surfaces').sort());
    expect(scenes.ids).toEqual(filesIn('scenes').sort());
    expect(catalogues.optimizers.get('momentum')).toBe(before);
  });

  test('the scene of the first screen is the first in the gallery', () => {
    const orders = scenes.ids.map((id) => scenes.get(id).order);
    expect(scenes.get('beale').order).toBe(Math.min(...orders));
  });
});
