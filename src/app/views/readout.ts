/** The read-out beside the pointer: where it is, how high the surface is there, how steep, and which path it touches. */
import type { surfaceAt } from '../../lab/experiment/problem.ts';
import { asSurface, type Choice } from '../../lab/experiment/experiment.ts';
import { toSurface } from '../draw/projection.ts';
import { formatCoordinate, formatValue } from '../draw/text.ts';
import { store } from '../state/store.ts';
import { words } from '../text/words.ts';
import type { Viewport } from '../view.ts';
import { placeBeside } from './layer.ts';

type Ground = ReturnType<typeof surfaceAt>;

let ground: { readonly surface: Choice; readonly at: Ground } | undefined;

/** Arrives after the first picture: nobody points at what is not there yet. */
let ask: typeof surfaceAt | undefined;

function groundOf(surface: Choice): Ground | undefined {
  if (ask && ground?.surface !== surface) ground = { surface, at: ask(surface) };
  return ground?.at;
}

export interface Readout {
  /** Shows what is under a pixel of the map, or nothing. */
  readonly at: (
    pixel: readonly [number, number] | undefined,
    viewport: Viewport,
    path: { readonly label: string; readonly row: number } | undefined,
  ) => void;
}

export function mountReadout(element: HTMLElement): Readout {
  let written = '';
  void import('../../lab/experiment/problem.ts').then((problem) => (ask = problem.surfaceAt));
  return {
    at(pixel, viewport, path) {
      element.hidden = pixel === undefined;
      if (!pixel) return;
      const text = [...measured(viewport, pixel), ...(path ? [words.map.step(path.label, path.row)] : [])].join('\n');
      if (text !== written) element.textContent = written = text;
      placeBeside(element, pixel, viewport);
    },
  };
}

function measured(viewport: Viewport, [px, py]: readonly [number, number]): string[] {
  const { region } = viewport;
  const [x, y] = toSurface(viewport, px, py);
  const problem = asSurface(store.getState().experiment.problem);
  const surface = problem && groundOf(problem.surface);
  const point = Float64Array.of(x, y);
  const place = words.map.point(formatCoordinate(x, region[1] - region[0]), formatCoordinate(y, region[3] - region[2]));
  if (!surface) return [place];
  const slope = Math.hypot(...surface.gradient(point));
  return [place, words.map.height(formatValue(surface.value(point)), formatValue(slope))];
}
