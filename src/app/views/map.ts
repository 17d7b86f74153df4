/** One panel of the map: ground, paths, heads on three canvases, the ring to grab, and the read-out under the pointer. */
import { surfaces } from '../../lab/catalogues.ts';
import { asSurface, type Choice } from '../../lab/experiment/experiment.ts';
import type { Field } from '../../lab/experiment/protocol.ts';
import type { Region, SurfaceEntry } from '../../lab/surface.ts';
import { nearest, paintGround, paintHeads, paintIterates, paintMinima, paintStart, PathLayer } from '../draw/map.ts';
import { fit, zoomAt } from '../draw/projection.ts';
import { requestFrame } from '../state/frames.ts';
import { playhead } from '../state/playhead.ts';
import { stepAt } from '../state/readings.ts';
import { changeStart, look, type Look, store } from '../state/store.ts';
import type { Paper, Viewport } from '../view.ts';
import { drawnRuns, presentPaper, type Slotted } from './drawn.ts';
import { keepPainted, Layer, type Size } from './layer.ts';
import { mapField } from './map-field.ts';
import { listenOnMap } from './map-gestures.ts';
import { mountRing } from './map-ring.ts';
import { overlay } from './overlay.ts';
import { mountReadout } from './readout.ts';

/** How near the pointer must come to a path to read it (CSS pixels). */
const NEAR = 9;

/** A double-click takes back what its first click did, up to so much earlier (milliseconds). */
const DOUBLE = 600;

export interface MapParts {
  /** Takes the gestures; the others are inside it. */
  readonly panel: HTMLElement;
  /** Holds the canvases. */
  readonly host: HTMLElement;
  /** The ring over the start. */
  readonly ring: HTMLElement;
  readonly readout: HTMLElement;
}

/** What was painted last; a layer is painted again only when its part has changed. */
interface Painted {
  viewport: Viewport;
  paper: Paper;
  field: Field | undefined;
  surface: Choice;
  runs: readonly Slotted[];
  rows: number;
  /** The last whole step; paths are drawn up to it, heads in between. */
  step: number;
  shown: number;
  start: readonly [number, number];
  overlaid: unknown;
}

const regionOf = (entry: SurfaceEntry, { region, home }: Look): Region => region ?? home ?? entry.view ?? entry.domain;

/** Zooms all panels around their middle. */
export function zoomMap(factor: number): void {
  const { experiment, look: now } = store.getState();
  const problem = asSurface(experiment.problem);
  if (!problem) return;
  const region = regionOf(surfaces.get(problem.surface.id), now);
  look({ region: zoomAt({ region, width: 1, height: 1 }, 0.5, 0.5, factor) });
}

/** Shows all runs, or only the one in `slot`; paints with the frame loop until disposed. */
export function mountMap({ panel, host, ring, readout }: MapParts, slot?: number): () => void {
  const [ground, paths, heads] = [new Layer(host), new Layer(host), new Layer(host)];
  const pathLayer = new PathLayer();
  let size: Size | undefined;
  let view: Viewport | undefined;
  let painted: Painted | undefined;
  let settled = true;
  let hovered: readonly [number, number] | undefined;
  let chosen: { readonly all: readonly Slotted[]; readonly mine: readonly Slotted[] } | undefined;

  const mine = (): readonly Slotted[] => {
    const all = drawnRuns();
    if (slot === undefined) return all;
    if (chosen?.all !== all)
      chosen = { all, mine: all.filter((run) => run.slot === slot).map((run) => ({ ...run, dimmed: false })) };
    return chosen.mine;
  };

  const viewport = (): Viewport | undefined => {
    if (!size || size.width < 2 || size.height < 2) return undefined;
    const { experiment, look: now } = store.getState();
    const problem = asSurface(experiment.problem);
    if (!problem) return undefined;
    const region = regionOf(surfaces.get(problem.surface.id), now);
    const next = fit(region, size.width, size.height, 'equal');
    const same =
      view && next.width === view.width && next.height === view.height && String(next.region) === String(view.region);
    if (!same) view = next;
    return view;
  };

  const paint = (): void => {
    const now = viewport();
    const problem = asSurface(store.getState().experiment.problem);
    if (!now || !problem) return;
    const runs = mine();
    const next: Painted = {
      viewport: now,
      paper: presentPaper(),
      field: mapField(problem.surface, now),
      surface: problem.surface,
      runs,
      rows: runs.reduce((sum, run) => sum + run.trajectory.rows, 0),
      step: stepAt(playhead.moment),
      shown: playhead.shown,
      start: problem.start,
      overlaid: overlay()?.version(),
    };
    const changed = differ(painted, next);
    painted = next;
    if (changed('viewport', 'paper', 'field', 'surface')) paintStill(ground, next);
    paintPaths(next, changed('viewport', 'paper', 'runs', 'rows', 'step'));
    if (changed('viewport', 'paper', 'runs', 'rows', 'shown', 'start', 'overlaid')) {
      heads.clear();
      paintStart(heads.context, now, next.start, next.paper);
      if (store.getState().look.iterates) paintIterates(heads.context, now, runs, next.shown, next.paper);
      paintHeads(heads.context, now, runs, next.shown, next.paper);
      overlay()?.paint(heads.context, now, next.paper, slot);
    }
    if (hovered && changed('viewport')) pointOut();
    handle.follow(now, next.start);
    show.at(hovered ?? handle.dragged(), now, hovered && pathUnder(now, hovered));
  };

  /** Once more after the last change: lines laid over others while they moved are then put in order. */
  const paintPaths = ({ viewport: now, runs, step, paper }: Painted, changed: boolean): void => {
    if (!changed && settled) return;
    pathLayer.paint(paths.context, now, runs, step, paper);
    settled = !changed;
    if (changed) requestFrame();
  };

  const pathUnder = (
    now: Viewport,
    [px, py]: readonly [number, number],
  ): { label: string; slot: number; row: number } | undefined => {
    const runs = mine();
    const found = nearest(now, runs, playhead.moment, px, py, NEAR);
    const run = found && runs[found.run]!;
    return run && { label: run.label, slot: run.slot, row: found.row };
  };

  /** The moment of the path under the pointer is what every view shows. */
  const pointOut = (): void => playhead.peek(hovered && view && pathUnder(view, hovered)?.row);

  const hover = (pixel: readonly [number, number] | undefined): void => {
    hovered = pixel;
    panel.style.cursor = pixel && view && pathUnder(view, pixel) ? 'pointer' : '';
    pointOut();
    requestFrame();
  };

  let clicked: { readonly at: number; readonly before: readonly [number, number] } | undefined;
  const show = mountReadout(readout);
  const handle = mountRing(ring, panel, () => view);
  return keepPainted(
    host,
    [ground, paths, heads],
    (now) => {
      size = now;
      pathLayer.forget();
      painted = undefined;
      paint();
    },
    paint,
    [
      listenOnMap(panel, {
        viewport: () => view,
        move: (region) => look({ region }),
        pick: (pixel) => {
          const found = view && pathUnder(view, pixel);
          if (!found) return false;
          playhead.goTo(found.row);
          look({ inspected: found.slot });
          return true;
        },
        setStart: (point) => {
          const before = asSurface(store.getState().experiment.problem)?.start;
          clicked = before && { at: performance.now(), before };
          changeStart(point);
        },
        reset: () => {
          if (clicked && performance.now() - clicked.at < DOUBLE) changeStart(clicked.before);
          look({ region: undefined });
        },
        hover,
      }),
      store.subscribe(requestFrame),
      handle.dispose,
    ],
  );
}

function paintStill(layer: Layer, { viewport, paper, field, surface }: Painted): void {
  paintGround(layer.context, viewport, field, paper, { x: 'x', y: 'y' });
  paintMinima(layer.context, viewport, surfaces.get(surface.id).minima(surface.values), paper);
}

/** Whether any of the named parts is another than before. */
function differ(before: Painted | undefined, now: Painted): (...parts: (keyof Painted)[]) => boolean {
  return (...parts) => before === undefined || parts.some((part) => before[part] !== now[part]);
}
