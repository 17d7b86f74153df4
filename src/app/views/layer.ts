/** A canvas that fills its host at the display's own density. */
import { onFrame } from '../state/frames.ts';

/** Beyond this density nobody sees a difference, but every pixel still costs time. */
const DENSEST = 2.5;
/** Between a pointer and its read-out (CSS pixels). */
const GAP = 14;

export class Layer {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D;

  constructor(host: HTMLElement) {
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'layer';
    this.canvas.setAttribute('aria-hidden', 'true');
    host.append(this.canvas);
    this.context = this.canvas.getContext('2d')!;
  }

  /** Takes this size; the drawing is lost when it is another. */
  resize({ width, height }: Size): void {
    const density = Math.min(DENSEST, devicePixelRatio || 1) * typeScale();
    this.canvas.width = Math.max(1, Math.round(width * density));
    this.canvas.height = Math.max(1, Math.round(height * density));
    this.context.setTransform(density, 0, 0, density, 0, 0);
  }

  clear(): void {
    this.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  remove(): void {
    this.canvas.remove();
  }
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Keeps layers as large as their host and asks for them to be painted frame by frame; they are blank after `sized`. What
 * else there is to take down is, too.
 */
export function keepPainted(
  host: HTMLElement,
  layers: readonly Layer[],
  sized: (size: Size) => void,
  paint: () => void,
  others: readonly (() => void)[] = [],
): () => void {
  const stop = [
    onSize(host, (size) => {
      for (const layer of layers) layer.resize(size);
      sized(size);
    }),
    onFrame(paint),
    ...others,
  ];
  return () => {
    for (const dispose of stop) dispose();
    for (const layer of layers) layer.remove();
  };
}

/** Tells where on an element the pointer is whenever it moves, and nothing once it has left; until aborted. */
export function followPointer(
  element: HTMLElement,
  signal: AbortSignal,
  tell: (place: readonly [number, number] | undefined) => void,
): void {
  element.addEventListener('pointermove', (event) => tell(placeOn(element, event)), { signal });
  element.addEventListener('pointerleave', () => tell(undefined), { signal });
}

/** The page's type at its usual size (pixels). */
const USUAL = 14;

let scale: number | undefined;

/** How much larger than usual the page's type is: what is drawn grows with it, on large screens and for tired eyes. */
export function typeScale(): number {
  scale ??= Math.max(0.75, parseFloat(getComputedStyle(document.documentElement).fontSize) / USUAL);
  return scale;
}

/** Tells an element's inner size, in units that grow with the type, now and whenever it changes. */
export function onSize(element: HTMLElement, tell: (size: Size) => void): () => void {
  const observer = new ResizeObserver(() => {
    scale = undefined;
    tell({ width: element.clientWidth / typeScale(), height: element.clientHeight / typeScale() });
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/** Where a pointer is on an element, in the same units. */
export function placeOn(element: HTMLElement, event: MouseEvent): readonly [number, number] {
  const box = element.getBoundingClientRect();
  return [(event.clientX - box.left) / typeScale(), (event.clientY - box.top) / typeScale()];
}

/** Puts an element beside a place, on the side where there is room. */
export function placeBeside(element: HTMLElement, [x, y]: readonly [number, number], { width, height }: Size): void {
  const by = typeScale();
  const beside = (at: number, length: number, room: number): number =>
    Math.max(0, at + GAP + length > room ? at - GAP - length : at + GAP);
  const left = beside(x * by, element.offsetWidth, width * by);
  const top = beside(y * by, element.offsetHeight, height * by);
  element.style.transform = `translate(${left.toFixed(0)}px, ${top.toFixed(0)}px)`;
}
