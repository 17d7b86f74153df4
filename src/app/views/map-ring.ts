/** The ring over the start: dragged with the pointer, moved with the arrow keys, named for screen readers. */
import { asSurface } from '../../lab/experiment/experiment.ts';
import { toPixels } from '../draw/projection.ts';
import { formatCoordinate } from '../draw/text.ts';
import { changeStart, store } from '../state/store.ts';
import { words } from '../text/words.ts';
import type { Viewport } from '../view.ts';
import { placeOn, typeScale } from './layer.ts';
import { pointAt, toPixelPrecision } from './map-gestures.ts';

/** One press of an arrow key moves the start by this share of the map, with Shift by ten times as much. */
const NUDGE = 1 / 200;

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

export interface Ring {
  /** Puts the ring where the start is. */
  readonly follow: (viewport: Viewport, start: readonly [number, number]) => void;
  /** Where it is being dragged, in pixels. */
  readonly dragged: () => readonly [number, number] | undefined;
  readonly dispose: () => void;
}

export function mountRing(ring: HTMLElement, host: HTMLElement, viewport: () => Viewport | undefined): Ring {
  const listening = new AbortController();
  const { signal } = listening;
  let dragged: readonly [number, number] | undefined;
  let placed = '';

  const drag = (event: PointerEvent): void => {
    const view = viewport();
    if (!view || !ring.hasPointerCapture(event.pointerId)) return;
    dragged = placeOn(host, event);
    changeStart(pointAt(view, dragged));
  };

  const grab = (event: PointerEvent): void => {
    event.stopPropagation();
    if (event.button === 0) ring.setPointerCapture(event.pointerId);
  };

  ring.addEventListener('pointerdown', grab, { signal });
  ring.addEventListener('click', (event) => event.stopPropagation(), { signal });
  ring.addEventListener('pointermove', drag, { signal });
  ring.addEventListener('lostpointercapture', () => (dragged = undefined), { signal });
  ring.addEventListener(
    'keydown',
    (event) => {
      const direction = directions[event.key];
      const view = viewport();
      const start = asSurface(store.getState().experiment.problem)?.start;
      if (!direction || !view || !start) return;
      event.preventDefault();
      event.stopPropagation();
      changeStart(nudged(view, start, direction, event.shiftKey ? 10 : 1));
    },
    { signal },
  );

  return {
    follow(view, start) {
      const [px, py] = toPixels(view, ...start);
      const inside = px >= 0 && py >= 0 && px <= view.width && py <= view.height;
      const [left, top] = [Math.max(0, Math.min(view.width, px)), Math.max(0, Math.min(view.height, py))];
      const place = `translate(${(left * typeScale()).toFixed(1)}px, ${(top * typeScale()).toFixed(1)}px)`;
      if (place === placed) return;
      placed = place;
      ring.style.transform = place;
      ring.classList.toggle('outside', !inside);
      ring.setAttribute('aria-label', words.map.start(...labels(view, start)));
    },
    dragged: () => dragged,
    dispose: () => listening.abort(),
  };
}

const labels = ({ region }: Viewport, start: readonly [number, number]): [string, string] => [
  formatCoordinate(start[0], region[1] - region[0]),
  formatCoordinate(start[1], region[3] - region[2]),
];

function nudged(
  { region, width, height }: Viewport,
  start: readonly [number, number],
  direction: readonly [number, number],
  times: number,
): readonly [number, number] {
  const step = (region[1] - region[0]) * NUDGE * times;
  return [
    toPixelPrecision(start[0] + direction[0] * step, (region[1] - region[0]) / width),
    toPixelPrecision(start[1] + direction[1] * step, (region[3] - region[2]) / height),
  ];
}
