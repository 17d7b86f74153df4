/** Ties the parts of the state: what is opened is played, what is changed is computed, and the address says it. */
import { followAddress } from './address.ts';
import { onFrame } from './frames.ts';
import { playhead } from './playhead.ts';
import { followPreferences } from './preferences.ts';
import { session } from './session.ts';
import { type Page, store } from './store.ts';

const prefersStillness = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches;

export function begin(): void {
  followPreferences();
  store.subscribe((now, before) => {
    if (now.experiment !== before.experiment) follow(now);
  });
  playhead.reached = rowsReached;
  session.needed = () => playhead.shown;
  onFrame(playhead.advance);
  followAddress();
  session.start();
}

function follow({ experiment, edit }: Page): void {
  playhead.setSteps(experiment.steps);
  if (edit.opened) playhead.begin(experiment.runs.length === 0 ? 'start' : prefersStillness() ? 'end' : 'playing');
}

/** As far as every run that still goes on has been computed. */
function rowsReached(): number {
  const going = session.race?.trajectories.filter((it) => it.ending === undefined) ?? [];
  return Math.min(playhead.steps, ...going.map((it) => Math.max(0, it.rows - 1)));
}
