/** Finds every scene: one file, one scene, its file name the id. */
import { catalogue } from './describe/catalogue.ts';
import type { Scene } from './scene.ts';

export const scenes = catalogue<Scene>('scene', import.meta.glob('./scenes/*.ts', { eager: true, import: 'default' }));

/** The gallery's order. */
export const gallery: readonly string[] = scenes.ids.toSorted((a, b) => scenes.get(a).order - scenes.get(b).order);
