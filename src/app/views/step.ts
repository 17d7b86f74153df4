/** The step under the glass, laid over the map: arrows, box, simplex or cloud, and the local quadratic if wanted. */
import type { Seen } from '../state/glass.ts';
import { underGlass } from '../state/glass.ts';
import { requestFrame } from '../state/frames.ts';
import { store } from '../state/store.ts';
import { paintStep, type SlopeArrow, type StepPicture } from '../draw/step.ts';
import { factsOf } from '../text/seen.ts';
import { words } from '../text/words.ts';
import { drawnRuns } from './drawn.ts';
import { layOver } from './overlay.ts';

let quadratic = false;

export const showsQuadratic = (): boolean => quadratic;

/** Whether the local quadratic's level is drawn. */
export function showQuadratic(shown: boolean): void {
  quadratic = shown;
  requestFrame();
}

type Vector = readonly [number, number];

const pair = (values: ArrayLike<number>): Vector => [values[0]!, values[1]!];
const downhill = (values: ArrayLike<number>): Vector => [-values[0]!, -values[1]!];
const dashes: readonly (readonly number[])[] = [
  [7, 4],
  [3, 3],
  [10, 3, 2, 3],
  [1, 3],
];

let made: { readonly seen: Seen; readonly colour: string; readonly quadratic: boolean; readonly picture: StepPicture };

function pictureOf(seen: Seen, colour: string): StepPicture {
  if (made?.seen === seen && made.colour === colour && made.quadratic === quadratic) return made.picture;
  const { race, slot, inspection } = seen;
  const facts = factsOf(race.experiment, race.slots.indexOf(slot), inspection);
  const { inspect } = words;
  const several = facts.velocities.length > 1;
  const arrows: SlopeArrow[] = [
    ...(facts.asks ? [{ label: inspect.downhill, vector: downhill(facts.slope), dash: [] }] : []),
    ...facts.velocities.map(({ letter, value }, i) => ({
      label: several ? inspect.velocityOf(letter) : inspect.velocity,
      vector: downhill(value),
      dash: dashes[i % dashes.length]!,
    })),
  ];
  const [square] = facts.squares;
  const [places] = facts.points;
  const points = places
    ? Array.from({ length: places.value.length / 2 }, (_, i): Vector => pair(places.value.subarray(2 * i, 2 * i + 2)))
    : [];
  const picture: StepPicture = {
    x: pair(inspection.x),
    next: inspection.next && pair(inspection.next),
    colour,
    arrows,
    box: square && [Math.sqrt(square.value[0]!), Math.sqrt(square.value[1]!)],
    decay: inspection.decay && { label: inspect.decay, vector: pair(inspection.decay) },
    points,
    joined: points.length === 3,
    quadratic: quadratic ? { gradient: pair(inspection.gradient), hessian: Array.from(inspection.hessian) } : undefined,
    stepLabel: inspect.stepArrow,
  };
  made = { seen, colour, quadratic, picture };
  return picture;
}

/** Draws the step under the glass on every map until disposed. */
export function mountStep(): () => void {
  return layOver({
    version: () => {
      const seen = underGlass();
      return seen && pictureOf(seen, inkOf(seen.slot));
    },
    paint(context, viewport, paper, slot) {
      const seen = underGlass();
      if (!seen || (slot !== undefined && slot !== seen.slot)) return;
      paintStep(context, viewport, pictureOf(seen, inkOf(seen.slot)), paper);
    },
  });
}

const inkOf = (slot: number): string =>
  drawnRuns().find((run) => run.slot === slot)?.ink.colour ?? store.getState().look.runs[slot]?.colour ?? '#888888';
