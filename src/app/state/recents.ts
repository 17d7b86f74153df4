/** The experiments of this and earlier visits, newest first, so that opening a link loses nothing. */
import { kept, keep } from './storage.ts';

const ROOM = 12;
const KEY = 'descent-lab:recents';

const isLinks = (it: unknown): it is string[] => Array.isArray(it) && it.every((link) => typeof link === 'string');

export function recents(): readonly string[] {
  const links = kept(KEY);
  return isLinks(links) ? links : [];
}

let present: string | undefined;

/** Notes a link; one that merely refines the present one takes its place. */
export function remember(link: string, adds: boolean): void {
  const others = recents().filter((it) => it !== link && (adds || it !== present));
  present = link;
  keep(KEY, [link, ...others].slice(0, ROOM));
}
