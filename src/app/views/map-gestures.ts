/** What fingers and mouse do on the map: drag and pinch move the view, the wheel zooms, a click sets the start. */
import type { Region } from '../../lab/surface.ts';
import { panBy, toSurface, zoomAt } from '../draw/projection.ts';
import type { Viewport } from '../view.ts';
import { placeOn } from './layer.ts';

/** A press that moves less than this is a click (CSS pixels). */
const CLICK = 4;
const WHEEL = 0.0016;

type Pixel = readonly [number, number];

export interface MapGestures {
  readonly viewport: () => Viewport | undefined;
  readonly move: (region: Region) => void;
  /** A click on something of its own; false where there is nothing. */
  readonly pick: (pixel: Pixel) => boolean;
  readonly setStart: (point: readonly [number, number]) => void;
  readonly reset: () => void;
  /** The pointer hovers here, or nowhere. */
  readonly hover: (pixel: Pixel | undefined) => void;
}

/** A number with as many digits as a pixel of the map can tell apart. */
export function toPixelPrecision(value: number, pixel: number): number {
  const digits = Math.max(0, Math.min(15, Math.ceil(-Math.log10(pixel))));
  return Number(value.toFixed(digits));
}

/** The point of the surface under a pixel, with no more digits than the pixel can tell. */
export function pointAt(viewport: Viewport, [px, py]: Pixel): readonly [number, number] {
  const { region, width, height } = viewport;
  const [x, y] = toSurface(viewport, px, py);
  return [toPixelPrecision(x, (region[1] - region[0]) / width), toPixelPrecision(y, (region[3] - region[2]) / height)];
}

/** Listens on the map's surface until disposed. */
export function listenOnMap(host: HTMLElement, gestures: MapGestures): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const pointers = new Map<number, Pixel>();
  let travelled = 0;

  const press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    host.setPointerCapture(event.pointerId);
    if (pointers.size === 0) travelled = 0;
    pointers.set(event.pointerId, placeOn(host, event));
  };

  const drag = (event: PointerEvent): void => {
    const here = placeOn(host, event);
    const before = pointers.get(event.pointerId);
    if (!before) return gestures.hover(event.pointerType === 'touch' ? undefined : here);
    const view = gestures.viewport();
    pointers.set(event.pointerId, here);
    travelled += Math.hypot(here[0] - before[0], here[1] - before[1]);
    if (!view || travelled < CLICK) return;
    gestures.hover(undefined);
    const [other] = [...pointers].filter(([id]) => id !== event.pointerId);
    if (other) gestures.move(pinched(view, other[1], before, here));
    else gestures.move(panBy(view, here[0] - before[0], here[1] - before[1]));
  };

  const release = (event: PointerEvent): void => {
    if (pointers.delete(event.pointerId) && pointers.size > 0) travelled = CLICK;
  };

  /** The second click of a double one is no click of its own. */
  const click = (event: MouseEvent): void => {
    const view = gestures.viewport();
    if (!view || travelled >= CLICK || event.detail > 1) return;
    const pixel = placeOn(host, event);
    if (!gestures.pick(pixel)) gestures.setStart(pointAt(view, pixel));
  };

  const zoom = (event: WheelEvent): void => {
    const view = gestures.viewport();
    if (!view) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 32 : event.deltaY;
    gestures.move(zoomAt(view, ...placeOn(host, event), Math.exp(-Math.max(-300, Math.min(300, pixels)) * WHEEL)));
  };

  host.addEventListener('pointerdown', press, { signal });
  host.addEventListener('pointermove', drag, { signal });
  host.addEventListener('pointerup', release, { signal });
  host.addEventListener('pointercancel', release, { signal });
  host.addEventListener('click', click, { signal });
  host.addEventListener('pointerleave', () => gestures.hover(undefined), { signal });
  host.addEventListener('wheel', zoom, { signal, passive: false });
  host.addEventListener('dblclick', gestures.reset, { signal });
  return () => listening.abort();
}

/** Two fingers: one stays, the other moves from `before` to `here`. */
function pinched(view: Viewport, still: Pixel, before: Pixel, here: Pixel): Region {
  const apart = (pixel: Pixel): number => Math.max(20, Math.hypot(pixel[0] - still[0], pixel[1] - still[1]));
  const zoomed = { ...view, region: zoomAt(view, ...still, apart(here) / apart(before)) };
  return panBy(zoomed, (here[0] - before[0]) / 2, (here[1] - before[1]) / 2);
}
