/** The scenes, begun with the one that opens first; the others come with `everything.ts`. */
import { catalogue } from './describe/catalogue.ts';
import type { Scene } from './scene.ts';

export const scenes = catalogue<Scene>(
  'scene',
  import.meta.glob('./scenes/beale.ts', { eager: true, import: 'default' }),
);
