/** The one animation-frame loop: it runs while something moves or asks to be drawn, and rests otherwise. */

type Painter = (now: number) => void;

const painters = new Set<Painter>();
let scheduled = 0;

/** Asks for one frame; asking again before it comes changes nothing. */
export function requestFrame(): void {
  if (scheduled === 0) scheduled = requestAnimationFrame(frame);
}

/** Paints in every frame until disposed; a painter decides by itself whether anything it shows has changed. */
export function onFrame(painter: Painter): () => void {
  painters.add(painter);
  requestFrame();
  return () => painters.delete(painter);
}

function frame(now: number): void {
  scheduled = 0;
  for (const painter of painters) paint(painter, now);
}

/** A painter with a bug is reported, and stops no other. */
function paint(painter: Painter, now: number): void {
  try {
    painter(now);
  } catch (error) {
    reportError(error);
  }
}
