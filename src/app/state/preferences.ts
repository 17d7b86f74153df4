/** What a visitor likes in every experiment: the theme and the colours; kept in the browser, never in the link. */
import { kept, keep } from './storage.ts';
import { look, type Look, store } from './store.ts';

const KEY = 'descent-lab:preferences';

const themes: Record<Look['theme'], string> = { system: 'light dark', light: 'light', dark: 'dark' };

export function followPreferences(): void {
  const before = kept(KEY);
  if (isPreferences(before)) look({ theme: before.theme, palette: before.palette });
  apply(store.getState().look);
  store.subscribe((now, then) => {
    if (now.look.theme === then.look.theme && now.look.palette === then.look.palette) return;
    apply(now.look);
    keep(KEY, { theme: now.look.theme, palette: now.look.palette });
  });
}

function apply({ theme }: Look): void {
  document.documentElement.style.colorScheme = themes[theme];
}

function isPreferences(it: unknown): it is Pick<Look, 'theme' | 'palette'> {
  if (typeof it !== 'object' || it === null || !('theme' in it) || !('palette' in it)) return false;
  return Object.hasOwn(themes, String(it.theme)) && (it.palette === 'lab' || it.palette === 'radford');
}
