/** The runs as all views draw them, and the paper they are drawn on; the same objects as long as nothing changed. */
import { inks, radfordInk, readPaper } from '../draw/palette.ts';
import { requestFrame } from '../state/frames.ts';
import { type Race, session } from '../state/session.ts';
import { type Look, store } from '../state/store.ts';
import { runName } from '../text/settings-line.ts';
import type { DrawnRun, Ink, Paper } from '../view.ts';

let paper: Paper | undefined;

/** The colours of the present theme. */
export function presentPaper(): Paper {
  paper ??= readPaper(document.documentElement);
  return paper;
}

/** Reads the colours anew whenever the theme changes. */
export function followTheme(): void {
  const forget = (): void => {
    paper = undefined;
    requestFrame();
  };
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', forget);
  store.subscribe((now, before) => {
    if (now.look.theme !== before.look.theme) forget();
  });
}

/** One ink per run, in the order of the runs. */
export function inksOf(
  ids: readonly string[],
  slots: readonly number[],
  look: Pick<Look, 'palette' | 'runs'>,
  dark: boolean,
): readonly Ink[] {
  const all = inks(look.palette, dark);
  const taken = new Set<string>();
  return slots.map((slot, index) => {
    const famous = look.palette === 'radford' ? radfordInk(ids[index]!, dark) : undefined;
    const own = famous && !taken.has(famous.colour) ? famous : all[look.palette === 'radford' ? 6 + (slot % 6) : slot]!;
    taken.add(own.colour);
    const colour = look.runs[slot]?.colour;
    return colour === undefined ? own : { ...own, colour };
  });
}

export interface Slotted extends DrawnRun {
  readonly slot: number;
}

let pointed: number | undefined;

/** The run whose card is under the pointer stands out from the others. */
export function pointAtRun(slot: number | undefined): void {
  pointed = slot;
  requestFrame();
}

interface Made {
  readonly race: Race;
  readonly look: Look;
  readonly paper: Paper;
  readonly pointed: number | undefined;
  readonly runs: readonly Slotted[];
}

let made: Made | undefined;

/** Every visible run of the race on show. */
export function drawnRuns(): readonly Slotted[] {
  const { race } = session;
  const { look } = store.getState();
  const sheet = presentPaper();
  if (!race) return [];
  if (made?.race === race && made.look === look && made.paper === sheet && made.pointed === pointed) return made.runs;
  made = { race, look, paper: sheet, pointed, runs: draw(race, look, sheet.dark) };
  return made.runs;
}

function draw({ experiment, slots, trajectories }: Race, look: Look, dark: boolean): readonly Slotted[] {
  const ids = experiment.runs.map((run) => run.id);
  const colours = inksOf(ids, slots, look, dark);
  const chosen = look.solo ?? pointed;
  return slots
    .map((slot, index) => ({
      slot,
      label: runName(experiment.runs[index]!),
      trajectory: trajectories[index]!,
      ink: colours[index]!,
      dimmed: chosen !== undefined && slots.includes(chosen) && slot !== chosen,
    }))
    .filter(({ slot }) => !look.runs[slot]?.hidden);
}
