/** The step under the glass: of the run that is looked at, at the moment every view shows; asked of the worker as it moves. */
import type { Inspection } from '../../lab/experiment/inspect.ts';
import { onFrame, requestFrame } from './frames.ts';
import { playhead } from './playhead.ts';
import { stepAt } from './readings.ts';
import { type Race, session } from './session.ts';
import { store } from './store.ts';

export interface Seen {
  readonly race: Race;
  readonly slot: number;
  readonly inspection: Inspection;
}

/** An answer that takes longer than this was lost; another is asked for (milliseconds). */
const LOST = 800;
/** How often those who read hear of another step while it plays (milliseconds). */
const READABLE = 160;

let seen: Seen | undefined;
let told: Seen | undefined;
let toldAt = 0;
let asked: { readonly race: Race; readonly slot: number; readonly step: number; readonly at: number } | undefined;
const listeners = new Set<() => void>();

/** What the map draws: the newest. */
export const underGlass = (): Seen | undefined => (store.getState().look.inspected === seen?.slot ? seen : undefined);

/** What is read: the same, with pauses while it plays. */
export const toRead = (): Seen | undefined => told;

export function onGlass(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Looks on until disposed. */
export function followGlass(): () => void {
  const stop = [onFrame(watch), store.subscribe(requestFrame), session.subscribe(requestFrame)];
  return () => {
    for (const dispose of stop) dispose();
    seen = undefined;
    told = undefined;
    asked = undefined;
  };
}

/** The last step that ends at a row that is there. */
function wantedStep(race: Race, slot: number): number | undefined {
  const rows = race.trajectories[race.slots.indexOf(slot)]?.rows ?? 0;
  return rows < 2 ? undefined : Math.min(stepAt(playhead.shown), rows - 2);
}

function watch(now: number): void {
  const slot = store.getState().look.inspected;
  const { race } = session;
  if (slot === undefined || !race) return;
  const step = wantedStep(race, slot);
  if (step !== undefined) ask(race, slot, step, now);
  tell(now);
}

function ask(race: Race, slot: number, step: number, now: number): void {
  const is = (it: { race: Race; slot: number } | undefined, its: number | undefined): boolean =>
    it?.race === race && it.slot === slot && its === step;
  if (is(seen, seen?.inspection.step)) return;
  if (asked && now - asked.at < LOST) return;
  asked = { race, slot, step, at: now };
  session.requestStep('glass', race.experiment, race.slots.indexOf(slot), step, (inspection) => {
    asked = undefined;
    if (inspection) seen = { race, slot, inspection };
    requestFrame();
  });
}

function tell(now: number): void {
  if (told === seen || (playhead.playing && now - toldAt < READABLE)) return;
  told = seen;
  toldAt = now;
  for (const listener of listeners) listener();
}
