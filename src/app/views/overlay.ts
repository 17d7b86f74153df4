/** What a view that came later lays over the map, above the paths. */
import type { Paper, Viewport } from '../view.ts';

export interface Overlay {
  /** Another value when it has to be painted again. */
  readonly version: () => unknown;
  /** Paints on the panel of a run, or on the panel of all. */
  readonly paint: (
    context: CanvasRenderingContext2D,
    viewport: Viewport,
    paper: Paper,
    slot: number | undefined,
  ) => void;
}

let present: Overlay | undefined;

export const overlay = (): Overlay | undefined => present;

/** Lays something over all maps until disposed. */
export function layOver(it: Overlay): () => void {
  present = it;
  return () => {
    if (present === it) present = undefined;
  };
}
