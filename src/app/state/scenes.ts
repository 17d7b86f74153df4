/** The scenes as experiments, in gallery order, and which of them an experiment is. */
import type { Experiment } from '../../lab/experiment/experiment.ts';
import { complete } from '../../lab/experiment/validate.ts';
import { type Scene, written } from '../../lab/scene.ts';
import { scenes } from '../../lab/scenes.ts';

export interface NamedScene {
  readonly id: string;
  readonly scene: Scene;
}

/** All scenes that are here, in their order. */
export const gallery = (): readonly NamedScene[] =>
  scenes.ids.map((id) => ({ id, scene: scenes.get(id) })).sort((a, b) => a.scene.order - b.scene.order);

export const firstScene = (): Scene => gallery()[0]!.scene;

export function experimentOf({ experiment }: Scene): Experiment {
  const completed = complete(written(experiment));
  if ('problems' in completed)
    throw new RangeError(completed.problems.map((it) => `${it.path} ${it.message}`).join('; '));
  return completed.experiment;
}

const texts = new Map<string, NamedScene>();

/** The scene this experiment's race is, to the last digit; what a scene claims holds only there. */
export function sceneOf(experiment: Experiment): NamedScene | undefined {
  if (texts.size < scenes.ids.length) for (const it of gallery()) texts.set(JSON.stringify(experimentOf(it.scene)), it);
  return texts.get(JSON.stringify({ ...experiment, study: undefined }));
}
