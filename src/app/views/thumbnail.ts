/** Stamps in the galleries of scenes and problems: a map, asked for once and kept, or what stands for one. */
import { surfaces } from '../../lab/catalogues.ts';
import { asSurface, type Problem } from '../../lab/experiment/experiment.ts';
import type { Field } from '../../lab/experiment/protocol.ts';
import type { Region } from '../../lab/surface.ts';
import { fit } from '../draw/projection.ts';
import { paintThumbnail } from '../draw/thumbnail.ts';
import type { NamedScene } from '../state/scenes.ts';
import { experimentOf } from '../state/scenes.ts';
import { session } from '../state/session.ts';
import { presentPaper } from './drawn.ts';
import { Layer, typeScale } from './layer.ts';

const fields = new Map<string, Field>();

/** CSS pixels between two points of the field. */
const GRID = 2;

export function mountThumbnail(host: HTMLElement, { id, scene }: NamedScene): () => void {
  const { problem, seed } = experimentOf(scene);
  return mountStamp(host, id, problem, seed, scene.view);
}

/** `key` is equal for equal stamps. */
export function mountStamp(host: HTMLElement, key: string, problem: Problem, seed: number, view?: Region): () => void {
  const surface = asSurface(problem)?.surface;
  if (!surface) return mountOther(host, problem, seed);
  const layer = new Layer(host);
  const entry = surfaces.get(surface.id);
  const [width, height] = [host.clientWidth / typeScale(), host.clientHeight / typeScale()];
  const { region } = fit(view ?? entry.view ?? entry.domain, width, height, 'equal');
  const slot = `thumbnail ${key}`;
  const paint = (field: Field): void => {
    fields.set(key, field);
    layer.resize({ width, height });
    paintThumbnail(layer.context, width, height, field, [], presentPaper());
  };
  const known = fields.get(key);
  if (known) paint(known);
  else
    session.requestField(
      slot,
      { surface, region, columns: Math.ceil(width / GRID), rows: Math.ceil(height / GRID) },
      paint,
    );
  return () => {
    session.cancelField(slot);
    layer.remove();
  };
}

/** The stamp of what is no surface, once its picture's code has come. */
function mountOther(host: HTMLElement, problem: Problem, seed: number): () => void {
  if (problem.kind === 'classifier') return mountLearned(host, problem, seed);
  if (problem.kind !== 'matrix') return () => {};
  let here = true;
  let layer: Layer | undefined;
  import('./spectra.ts').then(
    ({ paintStamp }) => {
      if (!here) return;
      layer = new Layer(host);
      paintStamp(
        layer,
        { width: host.clientWidth / typeScale(), height: host.clientHeight / typeScale() },
        problem,
        seed,
      );
    },
    () => undefined,
  );
  return () => {
    here = false;
    layer?.remove();
  };
}

/** What is learned from, by the views of what learns. */
function mountLearned(host: HTMLElement, problem: Problem, seed: number): () => void {
  let here = true;
  let remove: (() => void) | undefined;
  import('./learn/thumbnail.ts').then(
    ({ mountDataThumbnail }) => {
      if (here) remove = mountDataThumbnail(host, problem, seed);
    },
    () => undefined,
  );
  return () => {
    here = false;
    remove?.();
  };
}
