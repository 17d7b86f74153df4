/** The keys of the whole page; they rest while somebody types, chooses, or a dialog is open. */
import { playhead } from '../state/playhead.ts';
import { inspect, look, store } from '../state/store.ts';

const actions: Readonly<Record<string, (shift: boolean) => void>> = {
  ' ': () => playhead.toggle(),
  ArrowLeft: (shift) => playhead.stepBy(shift ? -10 : -1),
  ArrowRight: (shift) => playhead.stepBy(shift ? 10 : 1),
  Home: () => playhead.goTo(0),
  End: () => playhead.goTo(playhead.steps),
  '[': () => playhead.faster(-1),
  ']': () => playhead.faster(1),
  e: () => inspect(),
  E: () => inspect(),
  r: swapPlace,
  R: swapPlace,
  m: () => look({ apart: !store.getState().look.apart }),
  M: () => look({ apart: !store.getState().look.apart }),
};

/** From the race to its rates and back. */
function swapPlace(): void {
  look({ place: store.getState().look.place === 'race' ? 'rates' : 'race', show: undefined });
}

/** What a control does with a key itself is never taken from it. */
function isTaken(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('dialog[open]')) return true;
  if (target.matches('input[type=range]')) return key !== ' ';
  if (target.matches('input[type=checkbox]')) return key === ' ';
  if (target.matches('input, textarea, select')) return true;
  return key === ' ' && target.matches('button, summary, a[href], label');
}

export function listenForKeys(help: () => void): () => void {
  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (isTaken(event.target, event.key)) return;
    const action = event.key === '?' ? help : actions[event.key];
    if (!action) return;
    event.preventDefault();
    action(event.shiftKey);
  };
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
}
