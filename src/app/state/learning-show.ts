/**
 * What of a learning problem's networks is on show, as the link says it: `show=layers.2`, `show=landscape.1.weights.4.9`.
 * A view's word, the run it is about (from 1), for the landscape the plane, and for that of two weights which (from 1).
 */
import { planes } from '../../lab/experiment/landscape-look.ts';

export const views = ['fields', 'network', 'layers', 'landscape'] as const;

export interface Shown {
  readonly view: (typeof views)[number];
  /** The place of a run, from 0. */
  readonly run: number;
  readonly plane: (typeof planes)[number];
  /** The numbers of two weights, from 0. */
  readonly pair: readonly [across: number, up: number];
}

const usual: Shown = { view: 'fields', run: 0, plane: 'principal', pair: [0, 1] };

/** Reads it, for so many runs and so many weights; what makes no sense is as if it were not said. */
export function readShown(show: string | undefined, runs: number, weights: number): Shown {
  const [view, run, plane, ...pair] = show?.split('.') ?? [];
  const place = (text: string | undefined, count: number, otherwise: number): number =>
    text !== undefined && /^\d+$/.test(text) && +text >= 1 && +text <= count
      ? +text - 1
      : Math.min(otherwise, count - 1);
  return {
    view: views.find((it) => it === view) ?? usual.view,
    run: place(run, runs, usual.run),
    plane: planes.find((it) => it === plane) ?? usual.plane,
    pair: [place(pair[0], weights, usual.pair[0]), place(pair[1], weights, usual.pair[1])],
  };
}

/** Writes it, without what is usual at its end. */
export function writeShown({ view, run, plane, pair }: Shown): string | undefined {
  if (view === usual.view) return undefined;
  const laid = view === 'landscape' && plane !== usual.plane;
  const words: (string | number)[] = [view];
  if (run !== usual.run || laid) words.push(run + 1);
  if (laid) words.push(plane);
  if (laid && plane === 'weights') words.push(pair[0] + 1, pair[1] + 1);
  return words.join('.');
}
