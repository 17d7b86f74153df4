/** How components hear of the page's state, and how moving read-outs are written past React. */
import { type RefObject, useEffect, useRef, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import { onFrame } from '../state/frames.ts';
import { playhead } from '../state/playhead.ts';
import { session } from '../state/session.ts';
import { type Page, store } from '../state/store.ts';

/** Numbers that change faster than this nobody reads (milliseconds). */
const READABLE = 50;

export function usePage<Part>(select: (page: Page) => Part): Part {
  return useStore(store, select);
}

export const usePlaying = (): boolean => useSyncExternalStore(playhead.subscribe, () => playhead.playing);
export const useSpeed = (): number => useSyncExternalStore(playhead.subscribe, () => playhead.speed);
export const useLoop = (): boolean => useSyncExternalStore(playhead.subscribe, () => playhead.loop);

/** Whether anything has been computed yet. */
export const useWaiting = (): boolean =>
  useSyncExternalStore(session.subscribe, () => !session.race?.trajectories.every((it) => it.rows > 0));

/** Hears when another race is shown, and when it is complete. */
export const useRaces = (): void => void useSyncExternalStore(session.subscribe, () => session.race?.fingerprint);

/** Calls back in every frame while the component is there. */
export function useFrame(paint: (now: number) => void): void {
  useEffect(() => onFrame(paint));
}

/** A ref for an element whose text stays what `read` says, frame by frame, without React. */
export function useLiveText<Kind extends HTMLElement>(read: () => string): RefObject<Kind | null> {
  const element = useRef<Kind>(null);
  const written = useRef(0);
  useFrame((now) => {
    if (!element.current || (playhead.playing && now - written.current < READABLE)) return;
    written.current = now;
    const text = read();
    if (element.current.textContent !== text) element.current.textContent = text;
  });
  return element;
}
