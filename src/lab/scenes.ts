/** Finds every scene: one file, one scene, its file name the id. */
import { catalogue } from './describe/catalogue.ts';
import type { Scene } from './scene.ts';

export const scenes = catalogue<Scene>('scene', import.meta.glob('./scenes/*.ts', { eager: true, import: 'default' }));
