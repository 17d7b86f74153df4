/** A scene is an experiment worth watching, with one sentence on what to watch; a test holds every claim in it. */
import type { Values } from './describe/param.ts';
import type { Region } from './surface.ts';

interface SceneChoice {
  readonly id: string;
  readonly values?: Values;
}

interface SceneRun extends SceneChoice {
  readonly schedule?: SceneChoice;
  readonly wrappers?: readonly SceneChoice[];
}

/** A plain experiment as people write it: anything left out is the default. */
export interface SceneExperiment {
  /** The surface, and where on it; what is on no surface says its `problem` instead. */
  readonly surface?: SceneChoice;
  readonly start?: readonly [number, number];
  readonly problem?: { readonly kind: string } & Readonly<Record<string, unknown>>;
  readonly runs: readonly SceneRun[];
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

/** The experiment in the form that every border of the lab takes. */
export function written({ surface, start, problem, ...rest }: SceneExperiment): Readonly<Record<string, unknown>> {
  return { problem: problem ?? { kind: 'surface', surface, ...(start && { start }) }, ...rest };
}

export const scene = (it: Scene): Scene => it;
