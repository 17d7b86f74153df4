/** The address bar holds the experiment: changes are written to it, and Back, Forward, pasted links are read from it. */
import type { Experiment } from '../../lab/experiment/experiment.ts';
import {
  type Decoded,
  decode,
  encode,
  type Extras,
  isApart,
  type Opened,
  type Refused,
  share,
} from '../../lab/experiment/link.ts';
import { complete } from '../../lab/experiment/validate.ts';
import { playhead } from './playhead.ts';
import { remember } from './recents.ts';
import { experimentOf, firstScene, sceneOf } from './scenes.ts';
import { session } from './session.ts';
import { change, type Look, open, post, store } from './store.ts';
import { isWhole, onWhole } from './whole.ts';

/** Browsers ignore, or throw at, more writes than about one in 350 ms. */
const PAUSE = 350;
/** Changes of one gesture that follow within this time are one entry of the history. */
const GESTURE = 1200;

interface Pending {
  readonly link: string;
  readonly adds: boolean;
}

/** Experiments whose rows are too many for their links, by these links; an entry of the history keeps its own. */
const held = new Map<string, Experiment>();

/** Holds what a reloaded page finds with its entry of the history, if that is a whole experiment. */
function holdAgain(state: unknown): void {
  if (!isOurs(state) || state.experiment === undefined) return;
  const read = complete(state.experiment);
  if (!('problems' in read)) held.set(location.hash, read.experiment);
}

function linkOf(experiment: Experiment): string {
  const link = encode(experiment, placed());
  if (isApart(experiment)) held.set(link, experiment);
  return link;
}

/** What a link says, with the rows it only names where the page still has them. */
function readLink(link: string): Decoded {
  const decoded = decode(link);
  const experiment = held.get(link);
  return 'refused' in decoded || !experiment ? decoded : { ...decoded, experiment, notes: [] };
}

let pending: Pending | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let gesture: { readonly coalesce: string; readonly at: number } | undefined;

/** Opens what the address names, and keeps the two in step from then on. */
export function followAddress(): void {
  holdAgain(history.state);
  read(location.hash, true);
  store.subscribe((now, before) => {
    if (now.experiment !== before.experiment && now.edit.from === 'page') changed(now.experiment, now.edit.coalesce);
    else if (now.experiment === before.experiment && !sameView(now.look, before.look)) moved(now.experiment);
  });
  addEventListener('popstate', (event) => {
    forgetPending();
    const { state } = event;
    holdAgain(state);
    const go = (): void => (isOurs(state) ? goBack(state.slots) : read(location.hash, false));
    if (isWhole()) go();
    else onWhole(go);
  });
  addEventListener('pagehide', flush);
  addEventListener('visibilitychange', flush);
}

/** The link of the present experiment as people share it: with check characters, the view and the bits it gave here. */
export function sharedLink(): string {
  const { experiment, look: seen } = store.getState();
  const bits = session.race?.experiment === experiment ? session.race.fingerprint : undefined;
  const extras: Extras = {
    ...placed(),
    ...(seen.region && { view: seen.region }),
    ...(bits !== undefined && { bits }),
  };
  return location.href.replace(/#.*$/, '') + share(experiment, extras);
}

/** The part of the page that is open, as the address says it. */
function placed(): Extras {
  const { place, show: shown } = store.getState().look;
  return { place, ...(shown !== undefined && { show: shown }) };
}

const sameView = (a: Look, b: Look): boolean => a.place === b.place && a.show === b.show;

/** The part of the page a link opens. */
const viewOf = ({ place = 'race', show: shown }: Extras): Pick<Look, 'place' | 'show'> => ({ place, show: shown });

/** Opens a link found on the page, as a change that Back undoes. */
export function openLink(link: string): void {
  const decoded = readLink(link);
  if ('refused' in decoded) refuse(decoded);
  else show(decoded, 'page');
}

/** Opens what a damaged link seems to say, because somebody chose to. */
export function openSuspect(opened: Opened): void {
  show(opened, 'page');
}

function read(hash: string, first: boolean): void {
  const scene = firstScene();
  const decoded = hash.length < 2 ? decode(encode(experimentOf(scene))) : readLink(hash);
  if ('refused' in decoded) {
    refuse(decoded, first);
    if (first) open(experimentOf(scene), 'address', { home: scene.view });
    return;
  }
  show(decoded, 'address');
  if (decoded.notes.length === 0) write({ link: linkOf(decoded.experiment), adds: false });
}

/** Back or Forward to an entry written here: another experiment, the same moment of playback. */
function goBack(slots: readonly number[]): void {
  const decoded = readLink(location.hash);
  if ('refused' in decoded) return refuse(decoded);
  const { experiment, extras } = decoded;
  const fits = slots.length === experiment.runs.length && new Set(slots).size === slots.length;
  change(experiment, { from: 'address', look: viewOf(extras), ...(fits && { slots }) });
}

const isOurs = (state: unknown): state is { readonly slots: readonly number[]; readonly experiment?: unknown } =>
  typeof state === 'object' && state !== null && 'slots' in state && Array.isArray(state.slots);

function refuse({ refused, text, suspect }: Refused, instead = false): void {
  post({ kind: 'refused', reason: refused.message, link: text, suspect, instead });
}

function show({ experiment, notes, extras }: Opened, from: 'page' | 'address'): void {
  if (notes.length > 0) post({ kind: 'repaired', notes: notes.map((it) => it.message) });
  open(experiment, from, { ...viewOf(extras), home: sceneOf(experiment)?.scene.view, region: extras.view });
  if (extras.at !== undefined) {
    playhead.pause();
    playhead.seek(extras.at);
  }
  session.expect(extras.bits);
  if (!sceneOf(experiment)) remember(linkOf(experiment), true);
}

/** Written at once, so that Back never leaves the page for a change just made; what follows within a pause waits for its end. */
function changed(experiment: Experiment, coalesce: string | undefined): void {
  const now = performance.now();
  const continues = coalesce !== undefined && gesture?.coalesce === coalesce && now - gesture.at < GESTURE;
  gesture = coalesce === undefined ? undefined : { coalesce, at: now };
  pending = { link: linkOf(experiment), adds: pending?.adds || !continues };
  if (timer !== undefined) return;
  flush();
  timer = setTimeout(flush, PAUSE);
}

/** Another part of the page: an entry of its own, so that Back leads to the one before. */
function moved(experiment: Experiment): void {
  flush();
  write({ link: linkOf(experiment), adds: true });
}

function forgetPending(): void {
  clearTimeout(timer);
  timer = undefined;
  pending = undefined;
  gesture = undefined;
}

function flush(): void {
  clearTimeout(timer);
  timer = undefined;
  if (pending) write(pending);
  pending = undefined;
}

function write({ link, adds }: Pending): void {
  if (link === location.hash) return;
  const { slots, experiment } = store.getState();
  const state = { slots, ...(held.has(link) && { experiment: held.get(link) }) };
  if (adds) history.pushState(state, '', link);
  else history.replaceState(state, '', link);
  if (!sceneOf(experiment)) remember(link, adds);
}
