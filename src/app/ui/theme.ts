/** Whether the page is dark now, for components that choose colours. */
import { store } from '../state/store.ts';

const system = matchMedia('(prefers-color-scheme: dark)');

export function isDark(): boolean {
  const { theme } = store.getState().look;
  return theme === 'system' ? system.matches : theme === 'dark';
}

export function subscribeDark(listener: () => void): () => void {
  system.addEventListener('change', listener);
  const stop = store.subscribe(listener);
  return () => {
    system.removeEventListener('change', listener);
    stop();
  };
}
