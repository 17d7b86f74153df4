/** A scene is an experiment worth watching, with one sentence on what to watch; a test holds every claim in it. */
import type { Values } from './describe/param.ts';
import type { Region } from './surface.ts';

/** A plain experiment as people write it: anything left out is the default. */
export interface SceneExperiment {
  readonly surface: { readonly id: string; readonly values?: Values };
  readonly start?: readonly [number, number];
  readonly runs: readonly { readonly id: string; readonly values?: Values }[];
  readonly steps: number;
  readonly seed?: number;
  readonly noise?: number;
}

export interface Scene {
  readonly title: string;
  /** Other names people know it by. */
  readonly aliases?: readonly string[];
  /** What to watch; every claim in it is asserted by a test. */
  readonly watch: string;
  readonly experiment: SceneExperiment;
  /** Where the map should look at first, if not at the surface's own view. */
  readonly view?: Region;
  /** Place in the gallery; lower comes first. */
  readonly order: number;
  readonly source?: string;
}

export const scene = (it: Scene): Scene => it;
