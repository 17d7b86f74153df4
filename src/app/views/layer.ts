/** A canvas that fills its host at the display's own density. */

/** Beyond this density nobody sees a difference, but every pixel still costs time. */
const DENSEST = 2.5;

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

  /** Takes this size in CSS pixels; the drawing is lost when it is another. */
  resize(width: number, height: number): void {
    const density = Math.min(DENSEST, devicePixelRatio || 1);
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

/** Tells an element's inner size now and whenever it changes. */
export function onSize(element: HTMLElement, tell: (size: Size) => void): () => void {
  const observer = new ResizeObserver(() => tell({ width: element.clientWidth, height: element.clientHeight }));
  observer.observe(element);
  return () => observer.disconnect();
}
