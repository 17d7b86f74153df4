/** Finds every entry there is: one file, one entry, its file name the id. */
import { catalogue } from './describe/catalogue.ts';
import type { OptimizerEntry } from './optimizer.ts';
import type { SurfaceEntry } from './surface.ts';

export const optimizers = catalogue<OptimizerEntry>(
  'optimizer',
  import.meta.glob('./optimizers/*.ts', { eager: true, import: 'default' }),
);
export const surfaces = catalogue<SurfaceEntry>(
  'surface',
  import.meta.glob('./surfaces/*.ts', { eager: true, import: 'default' }),
);
