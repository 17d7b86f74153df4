/** Where runs end: the known minima, and places found because many came to rest there. */
import { surfaces } from '../catalogues.ts';
import type { SurfaceProblem } from '../experiment/experiment.ts';
import type { Outcomes } from './batch.ts';

/** A place where runs come to rest. */
export interface Attractor {
  readonly at: readonly [number, number];
  /** True for a minimum the surface declares. */
  readonly known: boolean;
}

/** As many as eyes can tell apart. */
const MOST = 12;

/** What a cell's run came to: the place of its attractor, or one of these. */
export const GONE = -1;
export const ELSEWHERE = -2;

const squared = ([a, b]: readonly [number, number], x: number, y: number): number => (x - a) * (x - a) + (y - b) * (y - b); // prettier-ignore

/** How near counts as there: a fiftieth of the map, less where attractors lie closer together. */
function reachOf(problem: SurfaceProblem, places: readonly Attractor[]): number {
  const [xmin, xmax, ymin, ymax] = surfaces.get(problem.surface.id).domain;
  const usual = Math.min(xmax - xmin, ymax - ymin) / 50;
  const apart = places.flatMap(({ at }, i) => places.slice(i + 1).map((other) => squared(at, ...other.at)));
  return Math.min(usual, Math.sqrt(Math.min(Infinity, ...apart)) / 3);
}

/**
 * The attractors of a surface: its known minima, then places where calm runs rest, the most visited first. What is found
 * depends on these outcomes alone, not on how they were computed.
 */
export function attractors(problem: SurfaceProblem, steps: number, { x, calm, gone }: Outcomes): Attractor[] {
  const { surface } = problem;
  const places = surfaces.get(surface.id).minima(surface.values).slice(0, MOST).map(({ at }): Attractor => ({ at, known: true })); // prettier-ignore
  const near = reachOf(problem, places);
  const found: { at: readonly [number, number]; visits: number }[] = [];
  gone!.forEach((step, cell) => {
    const [a, b] = [x![2 * cell]!, x![2 * cell + 1]!];
    if (step >= 0 || !(calm![cell]! <= steps)) return;
    if (places.some(({ at }) => squared(at, a, b) <= near * near)) return;
    const before = found.find(({ at }) => squared(at, a, b) <= near * near);
    if (before) before.visits++;
    else found.push({ at: [a, b], visits: 1 });
  });
  const visited = found.filter(({ visits }) => visits > 2).sort((a, b) => b.visits - a.visits);
  return [...places, ...visited.slice(0, MOST - places.length).map(({ at }) => ({ at, known: false }))];
}

/** The attractor each cell's run came near to; `GONE` where it diverged, `ELSEWHERE` where it is at none. */
export function arrivals(problem: SurfaceProblem, places: readonly Attractor[], { x, gone }: Outcomes): Int8Array {
  const near = reachOf(problem, places);
  return Int8Array.from(gone!, (step, cell) => {
    if (step >= 0) return GONE;
    const [a, b] = [x![2 * cell]!, x![2 * cell + 1]!];
    let [best, least] = [ELSEWHERE, near * near];
    places.forEach(({ at }, place) => {
      const distance = squared(at, a, b);
      if (distance <= least) [best, least] = [place, distance];
    });
    return best;
  });
}
