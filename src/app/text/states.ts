/** How a run fares, in words. */
import type { Ending } from '../../lab/experiment/trajectory.ts';
import { words } from './words.ts';

export function stateText(ending: Ending | undefined, waiting: boolean): string {
  const { states } = words;
  if (waiting) return states.waiting;
  if (!ending) return states.running;
  switch (ending.kind) {
    case 'steps':
      return states.finished(ending.at);
    case 'stopped':
      return states.stopped(ending.at, ending.best ?? 0);
    case 'diverged':
      return states.diverged(ending.at, ending.cause);
    default:
      return states[ending.kind](ending.at);
  }
}
